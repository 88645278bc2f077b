import { query } from './client.js';
import { isTwofold, offsetBetween } from './zone-offset.js';

const ZONED = /^timestamp\(\d+\) with time zone$/;
const TEXT = /^(.*\d\d:\d\d:\d\d)(\.\d+)? ([A-Za-z].*)$/;

/**
 * The protocol writes a timestamp as local time and zone, which is no instant in the hour that is there twice when clocks are set back. The rows
 * of an answer with the offset in place of the zone of such values; Trino itself is asked for them. (Not inside arrays, maps and rows.)
 * @param {string} url
 * @param {string} sql
 * @param {import('./client.js').TrinoResult} result
 * @returns {Promise<unknown[][]>}
 */
export async function withOffsets(url, sql, { columns, rows }) {
  const zoned = columns.flatMap(({ type }, index) => (ZONED.test(type) ? index : []));
  const doubtful = zoned.filter((index) => rows.some((row) => isDoubtful(row[index])));
  if (doubtful.length === 0) return rows;
  const names = columns.map((_, index) => `c${index}`);
  const instants = doubtful.map((index) => `at_timezone(c${index}, 'UTC')`);
  const asked = await query(
    url,
    `SELECT ${[...names, ...instants].join(', ')} FROM (${sql}\n) AS t(${names.join(', ')})`,
  );
  const known = new Map();
  for (const row of asked.rows) {
    const key = JSON.stringify(row.slice(0, columns.length));
    known.set(key, [...(known.get(key) ?? []), row.slice(columns.length)]);
  }
  return rows.map((row) => {
    const found = known.get(JSON.stringify(row))?.shift();
    if (!found) throw new Error(`Trino gives other rows when it is asked again: ${sql}`);
    return row.map((value, index) => {
      const at = doubtful.indexOf(index);
      return at >= 0 && isDoubtful(value) ? withOffset(String(value), String(found[at])) : value;
    });
  });
}

/** @param {unknown} value */
function isDoubtful(value) {
  const [, local = '', , zone] = (typeof value === 'string' && TEXT.exec(value)) || [];
  return zone !== undefined && isTwofold(zone, local);
}

/** @param {string} value @param {string} utc */
function withOffset(value, utc) {
  const [, local = '', fraction = ''] = TEXT.exec(value) ?? [];
  const [, instant = ''] = TEXT.exec(utc) ?? [];
  return `${local}${fraction} ${offsetBetween(local, instant)}`;
}
