const HEADERS = { 'X-Trino-User': 'bench', 'X-Trino-Time-Zone': 'UTC' };

/**
 * Sends one statement to Trino and answers with the bytes that it read from storage.
 * @param {string} url
 * @param {string} sql
 * @returns {Promise<number>}
 */
export async function billed(url, sql) {
  let page = await json(new URL('/v1/statement', url), { method: 'POST', headers: HEADERS, body: sql });
  while (page.nextUri) page = await json(new URL(page.nextUri), { headers: HEADERS });
  if (page.error) throw new Error(`${page.error.message}\n${sql}`);
  return page.stats.physicalInputBytes ?? 0;
}

/**
 * The text of a query that ended a short while ago, and the bytes that it read.
 * @param {string} url
 * @param {string} id
 * @returns {Promise<{ sql: string, bytes: number }>}
 */
export async function detailsOf(url, id) {
  const { query, queryStats } = await json(new URL(`/v1/query/${id}`, url), { headers: HEADERS });
  return { sql: query, bytes: bytesOf(queryStats.physicalInputDataSize) };
}

/** @type {Readonly<Record<string, number>>} */
const UNITS = { B: 1, kB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 };

/**
 * `1234B`, `12.50kB`
 * @param {string} text
 */
function bytesOf(text) {
  const [, amount = '0', unit = 'B'] = /^([\d.]+)([a-zA-Z]+)$/.exec(text) ?? [];
  return Math.round(Number(amount) * (UNITS[unit] ?? 1));
}

const ATTEMPTS = 5;

/**
 * @param {URL} url
 * @param {RequestInit} init
 * @returns {Promise<any>}
 */
async function json(url, init) {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url, init);
    if (response.ok) return response.json();
    // The protocol asks clients to send these again.
    if (![502, 503, 504].includes(response.status) || attempt === ATTEMPTS)
      throw new Error(`Trino answers ${response.status}: ${await response.text()}`);
    await new Promise((resolve) => setTimeout(resolve, 100 * attempt));
  }
}
