import { describe, expect, test } from 'vitest';
import type { Value } from '../../engines/engine.ts';
import type { JsonObject } from '../../project/project.ts';
import { columnsOf } from '../testkit/check-case.ts';
import { compareRows, expectedTable } from './compare-rows.ts';

function check(
  columns: string,
  expected: readonly JsonObject[],
  actual: readonly (readonly Value[])[],
  text: string,
): void {
  const actualTable = { columns: columnsOf(columns), rows: actual };
  const table = expectedTable(expected, actualTable.columns);
  expect(table.diagnostics).toEqual([]);
  const comparison = compareRows(table.value, actualTable);
  expect(comparison.text).toBe(text);
  expect(comparison.equal).toBe(text === '');
  for (const line of comparison.text.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
}

const same = (columns: string, expected: readonly JsonObject[], actual: readonly (readonly Value[])[]) =>
  check(columns, expected, actual, '');

describe('equal', () => {
  test('in any order, as often', () => same('a integer; b varchar', [{ a: 1, b: 'x' }, { a: 2, b: 'y' }, { a: 1, b: 'x' }], [[1, 'x'], [1, 'x'], [2, 'y']])); // prettier-ignore
  test('only the columns that are named', () => same('a integer; b varchar', [{ A: 1 }], [[1, 'anything']]));
  test('numbers by value', () => same('a bigint; b decimal(10,4); c double', [{ a: '7', b: 1.5, c: 0.1 + 0.2 }], [[7, '1.5000', 0.3]])); // prettier-ignore
  test('large integers', () => same('a bigint', [{ a: '9007199254740993' }], [['9007199254740993']]));
  test('real', () => same('a real', [{ a: 0.1 }], [[0.1]]));
  test('NULL and NaN', () => same('a double; b varchar', [{ a: 'NaN', b: null }], [['NaN', null]]));
  test('times by value', () =>
    same('a timestamp(6); b timestamp(3) with time zone; c date', [{ a: '2026-01-31', b: '2026-01-31 10:00+01:00', c: '2026-01-31' }], [['2026-01-31 00:00:00.000000', '2026-01-31 09:00:00.000 UTC', '2026-01-31']])); // prettier-ignore
  test('nested', () =>
    same('a array(double); b map(varchar, decimal(4,2)); c row(x integer, y array(varchar))', [{ a: [0.1], b: { k: 1, j: 2 }, c: { x: 1, y: ['z'] } }], [[[0.1], { j: '2.00', k: '1.00' }, [1, ['z']]]])); // prettier-ignore
  test('json', () => same('a json', [{ a: { b: 1, c: 2 } }], [['{"c":2,"b":1}']]));
  test('no rows', () => same('a integer', [], []));
  test('neighbouring types', () => {
    const expected = {
      columns: columnsOf('a integer; b decimal(3,1); c timestamp(0)'),
      rows: [[1, '2.0', '2026-01-31 10:00:00']],
    };
    const actual = {
      columns: columnsOf('c timestamp(6); a bigint; b double'),
      rows: [['2026-01-31 10:00:00.000000', 1, 2]],
    };
    expect(compareRows(expected, actual).equal).toBe(true);
  });
});

describe('different', () => {
  test('missing, extra and other values', () =>
    check('id integer; name varchar; x double', [{ id: 1, name: 'pump', x: 1 }, { id: 2, name: 'valve', x: 2 }], [[1, 'pumps', 1], [3, null, 7]],
`actual differs from expected: 1 missing ---, 1 extra +++, 1 changed →

@@  | id | name       | x
→   | 1  | pump→pumps | 1
--- | 2  | valve      | 2
+++ | 3  | NULL       | 7`)); // prettier-ignore

  test('a copy too few', () =>
    check('a integer', [{ a: 1 }, { a: 1 }], [[1]],
`actual differs from expected: 1 missing ---

@@  | a
--- | 1`)); // prettier-ignore

  test('rows where none is expected', () =>
    check('a integer; b varchar', [], [[1, '']],
`actual differs from expected: 1 extra +++

@@  | a | b
+++ | 1 | ''`)); // prettier-ignore

  test('a difference behind the tolerance', () =>
    check('a double; b integer', [{ a: 1, b: 1 }], [[1.00001, 1]],
`actual differs from expected: 1 changed →

@@  | a         | b
→   | 1→1.00001 | 1`)); // prettier-ignore

  test('NULL is not the text NULL', () => check('a varchar', [{ a: 'NULL' }], [[null]],
`actual differs from expected: 1 missing ---, 1 extra +++

@@  | a
--- | NULL
+++ | NULL`)); // prettier-ignore

  test('wide cells are cut on both sides of the arrow', () => {
    const [a, b] = ['x'.repeat(100), 'y'.repeat(100)];
    check('id integer; t varchar', [{ id: 1, t: a }], [[1, b]],
`actual differs from expected: 1 changed →

@@  | id | t
→   | 1  | ${'x'.repeat(33)}…→${'y'.repeat(33)}…`);
  }); // prettier-ignore

  test('many columns: those without a difference are left out', () => {
    const names = Array.from({ length: 30 }, (_, index) => `column_${index}`);
    const row = Object.fromEntries(names.map((name) => [name, 'some value']));
    const actual = names.map((_, index) => (index === 20 ? 'other' : 'some value'));
    const table = { columns: columnsOf(names.map((name) => `${name} varchar`).join(';')), rows: [actual] };
    const { text } = compareRows(expectedTable([row], table.columns).value, table);
    expect(text).toContain('→');
    expect(text).toContain('columns left out)');
    for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
  });

  test('many rows', () => {
    const rows = Array.from({ length: 50 }, (_, index) => ({ a: index }));
    const { text } = compareRows(expectedTable(rows, columnsOf('a integer')).value, {
      columns: columnsOf('a integer'),
      rows: [],
    });
    expect(text.split('\n')).toHaveLength(24);
    expect(text.endsWith('… and 30 more rows')).toBe(true);
  });
});
