/**
 * @typedef {{ name: string, type: string }} TrinoColumn
 * @typedef {{ columns: TrinoColumn[], rows: unknown[][] }} TrinoResult
 */

/** A statement that Trino refused; `errorName` is its stable name (`TYPE_MISMATCH`), `at` the line and column (from 1) where it knows them. */
export class TrinoError extends Error {
  /** @param {{ errorName: string, message: string, errorLocation?: { lineNumber: number, columnNumber: number } }} error */
  constructor({ errorName, message, errorLocation }) {
    super(message);
    this.name = 'TrinoError';
    this.errorName = errorName;
    /** @type {[number, number] | undefined} */
    this.at = errorLocation && [errorLocation.lineNumber, errorLocation.columnNumber];
  }
}

/**
 * Sends one statement by Trino's client protocol, in the session time zone UTC, and reads all its rows.
 * @param {string} url
 * @param {string} sql
 * @param {{ session?: Readonly<Record<string, string>> }} [options] properties of the session by name
 * @returns {Promise<TrinoResult>}
 * @throws {TrinoError} where Trino refuses the statement.
 */
export async function query(url, sql, { session = {} } = {}) {
  const properties = Object.entries(session).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const headers = { ...HEADERS, ...(properties.length > 0 && { 'X-Trino-Session': properties.join(',') }) };
  let page = await request(new URL('/v1/statement', url), { method: 'POST', headers, body: sql });
  /** @type {TrinoColumn[]} */
  let columns = [];
  /** @type {unknown[][]} */
  const rows = [];
  for (;;) {
    if (page.error) throw new TrinoError(page.error);
    if (page.columns) columns = page.columns;
    rows.push(...(page.data ?? []));
    if (!page.nextUri) return { columns, rows };
    page = await request(new URL(page.nextUri), { headers: HEADERS });
  }
}

// Without this capability the protocol hides the precision of timestamps.
const HEADERS = {
  'X-Trino-User': 'lakemodel',
  'X-Trino-Time-Zone': 'UTC',
  'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
};

const ATTEMPTS = 5;

/**
 * @param {URL} url
 * @param {RequestInit} init
 * @returns {Promise<any>}
 */
async function request(url, init) {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url, init).catch((/** @type {unknown} */ cause) => {
      throw new Error(`Nothing answers at ${url.origin}.`, { cause });
    });
    if (response.ok) return JSON.parse(exactNumbers(await response.text()));
    // The protocol asks clients to send these again.
    if (![502, 503, 504].includes(response.status) || attempt === ATTEMPTS) {
      throw new Error(`Trino answered ${response.status}: ${await response.text()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100 * attempt));
  }
}

/**
 * Puts integers that a JavaScript number cannot hold into quotes.
 * @param {string} json
 */
export function exactNumbers(json) {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g, (token) =>
    /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
}
