/** @typedef {{ rawType: string, arguments: { kind: string, value: any }[] }} TypeSignature */
/** @typedef {{ name: string, type: string, typeSignature: TypeSignature }} TrinoColumn */
/** @typedef {{ columns: TrinoColumn[], rows: unknown[][], updateType?: string, updateCount?: number }} TrinoResult */
/** @typedef {{ catalog?: string, schema?: string, session?: Readonly<Record<string, string>>, onProgress?: (progress: { queryId: string, bytes: number }) => void }} TrinoOptions */

/** A statement that Trino refused or could not end. */
export class TrinoError extends Error {
  /** @param {{ errorName?: string, errorType?: string, message: string }} error */
  constructor({ errorName = 'GENERIC_INTERNAL_ERROR', errorType = 'INTERNAL_ERROR', message }) {
    super(message);
    this.name = 'TrinoError';
    this.errorName = errorName;
    this.errorType = errorType;
  }
}

/**
 * Runs one statement to its end, in the time zone UTC, and keeps all its rows.
 * @param {string} url
 * @param {string} sql
 * @param {TrinoOptions} [options] `onProgress` is told bytes read so far, and the id by which the query can be cancelled.
 * @returns {Promise<TrinoResult>}
 */
export async function runOnTrino(url, sql, { catalog, schema, session = {}, onProgress } = {}) {
  const headers = {
    ...HEADERS,
    ...(catalog !== undefined && { 'X-Trino-Catalog': catalog }),
    ...(schema !== undefined && schema !== '' && { 'X-Trino-Schema': schema }),
    'X-Trino-Session': Object.entries(session)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join(','),
  };
  /** @type {TrinoResult} */
  const result = { columns: [], rows: [] };
  let page = await request(new URL('/v1/statement', url), { method: 'POST', headers, body: sql });
  for (;;) {
    onProgress?.({ queryId: page.id, bytes: page.stats?.physicalInputBytes ?? 0 });
    if (page.error) throw new TrinoError(page.error);
    if (page.columns) result.columns = page.columns;
    if (page.updateType) result.updateType = page.updateType;
    if (page.updateCount !== undefined) result.updateCount = Number(page.updateCount);
    result.rows.push(...(page.data ?? []));
    if (!page.nextUri) return result;
    page = await request(new URL(page.nextUri), { headers });
  }
}

/** Ends a query; whether it had committed before is told to whoever polls it. @param {string} url @param {string} queryId */
export async function cancelOnTrino(url, queryId) {
  await fetch(new URL(`/v1/query/${queryId}`, url), { method: 'DELETE', headers: HEADERS });
}

const HEADERS = {
  'X-Trino-User': 'athena-front',
  'X-Trino-Source': 'athena-front',
  'X-Trino-Time-Zone': 'UTC',
  // Without this the protocol hides the precision of timestamps.
  'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
};

const ATTEMPTS = 5;

/** @param {URL} url @param {RequestInit} init @returns {Promise<any>} */
async function request(url, init) {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url, init).catch((/** @type {unknown} */ cause) => {
      throw new Error(`Nothing answers at ${url.origin}.`, { cause });
    });
    if (response.ok) return JSON.parse(withExactNumbers(await response.text()));
    // The protocol asks clients to send these again.
    if (![502, 503, 504].includes(response.status) || attempt === ATTEMPTS)
      throw new Error(`Trino answered ${response.status}: ${await response.text()}`);
    await new Promise((resolve) => setTimeout(resolve, 100 * attempt));
  }
}

/** Integers that a JavaScript number cannot hold become strings. @param {string} json */
function withExactNumbers(json) {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g, (token) =>
    /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
}
