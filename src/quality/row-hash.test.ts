import { afterAll, describe, expect, test } from 'vitest';
import { rowHash } from './row-hash.ts';
import { asRelation, columnsOf, type GivenRows } from './testkit/check-case.ts';
import { openEngine } from './testkit/engine.ts';

const engine = await openEngine();
afterAll(() => engine.close());

async function hashes({ columns, rows }: GivenRows): Promise<readonly unknown[]> {
  const { relation } = asRelation({ columns, rows });
  const result = await engine.rows(`SELECT ${rowHash(columnsOf(columns), 'r')} FROM ${relation} AS r`);
  return result.map(([hash]) => hash);
}

/** Rows that are all different have different hashes, which are the same when asked again. */
async function check(columns: string, rows: GivenRows['rows']): Promise<void> {
  const found = await hashes({ columns, rows });
  expect(new Set(found).size).toBe(rows.length);
  expect(found.every((hash) => /^[0-9a-f]{32}$/.test(String(hash)))).toBe(true);
  expect([...(await hashes({ columns, rows }))].sort()).toEqual([...found].sort());
}

describe('rowHash tells apart', () => {
  test('texts with separators', () =>
    check('a varchar; b varchar', [['x|', 'y'], ['x', '|y'], ['', 'x|y'], ['1:x', ''], ['', '1:x'], ['n', null], [null, 'n'], [null, null], ['', null], [null, '']])); // prettier-ignore
  test('NULL and the text NULL', () => check('a varchar', [[null], ['NULL'], ['n'], ['']]));
  test('lengths are of characters', () => check('a varchar; b varchar', [['ä', 'b'], ['äb', ''], ['', 'äb'], ['😀', ''], ['', '😀']])); // prettier-ignore
  test('numbers', () => check('a bigint; b decimal(10,2); c boolean', [[1, '1.50', true], [1, '1.51', true], [-1, '1.50', true], [1, '1.50', false], [null, '1.50', true]])); // prettier-ignore
  test('doubles', () => check('a double', [[0.1], [0.30000000000000004], [0.3], [1e300], [1e-300], ['Infinity'], ['-Infinity'], [null]])); // prettier-ignore
  test('times', () =>
    check('a timestamp(6); b date', [['2026-01-01 00:00:00.000001', '2026-01-01'], ['2026-01-01 00:00:00.000002', '2026-01-01'], ['2026-01-01 00:00:00', '2026-01-01'], ['2026-01-01', '2026-01-02']])); // prettier-ignore
  test('instants', () =>
    check('a timestamp(6) with time zone', [['2026-01-01 00:00:00.000001 UTC'], ['2026-01-01 00:00:00 UTC'], ['2026-01-01 00:00:00+01:00']])); // prettier-ignore
  test('arrays', () =>
    check('a array(varchar)', [[['a', 'b']], [['a,b']], [[]], [null], [['a', null]], [['a', 'null']]]));
  test('bytes', () => check('a varbinary', [['00'], ['0000'], [''], [null], ['ff']]));
  test('rows', () => check('a row(x integer, y varchar)', [[{ x: 1, y: '2' }], [{ x: 1, y: null }], [{ x: null, y: '1' }]])); // prettier-ignore
  test('maps', () => check('a map(varchar, integer)', [[{ a: 1 }], [{ a: 2 }], [{ b: 1 }], [{}], [{ a: 1, b: 2 }]]));
  test('lists of bytes', () => check('a array(varbinary)', [[['00']], [['0000']], [[]], [['00', '00']]]));
});

test('one instant has one hash, whatever its zone', async () => {
  const rows = [['2026-01-01 01:00:00 +01:00'], ['2026-01-01 00:00:00 UTC']];
  const found = await hashes({ columns: 'a timestamp(6) with time zone', rows });
  expect(new Set(found).size).toBe(1);
});
