import { afterAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../project/project.ts';
import { columnsOf } from '../testkit/check-case.ts';
import { openEngine } from '../testkit/engine.ts';
import { fixtureQuery } from './fixture-query.ts';

const engine = await openEngine();
afterAll(() => engine.close());

const ALL =
  'id integer; name varchar; price decimal(10,2); x double; ok boolean; day date; at timestamp(6); zoned timestamp(6) with time zone; tags array(varchar); bytes varbinary';

async function check(
  columns: string,
  rows: readonly JsonObject[],
  expected: readonly (readonly unknown[])[],
): Promise<void> {
  const { value, diagnostics } = fixtureQuery(rows, columnsOf(columns));
  expect(diagnostics).toEqual([]);
  const result = await engine.query(value);
  const inOrder = (rows: readonly (readonly unknown[])[]) => rows.map((row) => JSON.stringify(row)).sort();
  expect(inOrder(result.rows)).toEqual(inOrder(expected));
  const types = result.columns.map(({ name, type }) => `${name} ${type}`);
  expect(types.join('; ')).toBe(columns);
}

function problems(columns: string, rows: readonly JsonObject[]): readonly string[] {
  return fixtureQuery(rows, columnsOf(columns)).diagnostics.map(({ code, message, hint }) => `${code}: ${message} ${hint ?? ''}`.trim()); // prettier-ignore
}

describe('fixtureQuery', () => {
  test('types, quotes, missing columns', () =>
    check(
      ALL,
      [
        { ID: 1, name: "it's", price: 1.5, x: 0.1, ok: true, day: '2026-01-31', at: '2026-01-31 10:00', zoned: '2026-01-31 10:00Z', tags: ['a', null], bytes: '00ff' },
        {},
        { id: -2, name: '', tags: [] },
      ],
      [
        [1, "it's", '1.50', 0.1, true, '2026-01-31', '2026-01-31 10:00:00.000000', '2026-01-31 10:00:00.000000 UTC', ['a', null], '00ff'],
        [null, null, null, null, null, null, null, null, null, null],
        [-2, '', null, null, null, null, null, null, [], null],
      ],
    )); // prettier-ignore

  test('the types are the columns’ also where the first rows are NULL', () =>
    check('id bigint; name varchar', [{ id: null }, { name: 'abc', id: 3 }], [[null, null], [3, 'abc']])); // prettier-ignore

  test('no rows', () => check(ALL, [], []));

  test('unknown columns, with the nearest', () =>
    expect(problems('order_id integer; state varchar', [{ order_id: 1 }, { oder_id: 1, zzz: 2 }])).toEqual([
      'fixture-column-unknown: Row 2 has a column "oder_id" that the relation does not have. Did you mean "order_id"?',
      'fixture-column-unknown: Row 2 has a column "zzz" that the relation does not have. It has "order_id", "state".',
    ]));

  test('values that do not fit', () =>
    expect(problems('id integer; day date', [{ id: 1.5, day: 'x' }])).toEqual([
      'fixture-value-misfit: Row 1: 1.5 is not a value of column "id", which is integer.',
      'fixture-value-misfit: Row 1: "x" is not a value of column "day", which is date.',
    ]));
});
