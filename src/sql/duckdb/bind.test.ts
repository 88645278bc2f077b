import { afterAll, describe, expect, test } from 'vitest';
import { openSession } from '../testkit/session.ts';
import { translateToDuckDb } from '../translate.ts';
import { bindOnDuckDb } from './bind.ts';
import { duckDbPrelude } from './prelude.ts';

const session = await openSession();
await session.run(
  `CREATE TABLE t AS SELECT CAST(1 AS INTEGER) AS i, CAST(2 AS BIGINT) AS b, CAST('1.50' AS DECIMAL(18,2)) AS d, 'x' AS s, DATE '2024-01-31' AS dt, TIMESTAMP '2024-01-31 10:00:00' AS ts, MAP {'k': 1} AS m, [1, 2] AS l, TRUE AS f, CAST('2024-01-01 00:00:00+00' AS TIMESTAMPTZ) AS tz`,
);

afterAll(() => session.close());

async function bind(sql: string) {
  const { value } = translateToDuckDb({ file: 'm.sql', text: sql });
  if (value === undefined) throw new Error(`Not translated: ${sql}`);
  return bindOnDuckDb(value, session.run);
}

async function checkTypes(sql: string, ...expected: readonly string[]): Promise<void> {
  const { value, diagnostics } = await bind(sql);
  expect(diagnostics).toEqual([]);
  expect(value?.columns.map(({ type }) => type)).toEqual(expected);
  await session.run(value?.sql ?? '');
}

async function checkRefused(sql: string, ...codes: readonly string[]): Promise<void> {
  const { value, diagnostics } = await bind(sql);
  expect(value).toBeUndefined();
  expect([...new Set(diagnostics.map(({ code }) => code))]).toEqual(codes);
}

describe('types are those of Trino', () => {
  test.each<[sql: string, ...types: string[]]>([
    ['select sum(i), sum(b), count(*), sum(d) from t', 'bigint', 'bigint', 'bigint', 'decimal(38,2)'],
    [
      'select d + d, d * d, d / d, d % d, -d from t',
      'decimal(19,2)',
      'decimal(36,4)',
      'decimal(20,2)',
      'decimal(18,2)',
      'decimal(18,2)',
    ],
    [
      'select i / 2, i / 2e0, i / 2.0, i * d, i + d from t',
      'integer',
      'double',
      'decimal(12,1)',
      'decimal(28,2)',
      'decimal(19,2)',
    ],
    [
      'select avg(i), avg(d), round(max(d)), round(max(d), 1), floor(max(i)) from t',
      'double',
      'decimal(18,2)',
      'decimal(17,0)',
      'decimal(19,2)',
      'integer',
    ],
    [
      'with a as (select d * d as x from t) select x + 1, sum(x) / 3 from a group by x',
      'decimal(37,4)',
      'decimal(38,4)',
    ],
    [
      "select date_trunc('month', dt), dt + interval '1' day, ts + interval '1' month from t",
      'date',
      'date',
      'timestamp(6)',
    ],
    [
      'select row(i, s), array[row(i)], m, l from t',
      'row(integer, varchar)',
      'array(row(integer))',
      'map(varchar, integer)',
      'array(integer)',
    ],
    ['select k, v from t cross join unnest(m) as u(k, v)', 'varchar', 'integer'],
    ['select i + 1 as a, count(*) from t group by i + 1', 'integer', 'bigint'],
    ['select transform(l, x -> x / 2.0) from t', 'array(decimal(12,1))'],
  ])('%s', checkTypes);
});

describe('what Trino refuses for its types is refused', () => {
  test.each([
    "select 1 from t where i = '1'",
    "select 1 from t where dt >= '2024-01-01'",
    'select 1 from t where s in (1, 2)',
    "select 1 from t where dt between '2024-01-01' and '2024-02-01'",
    "select coalesce(i, 'none') from t",
    "select case when f then i else 'x' end from t",
    'select s || i from t',
    'select 1 from t where f = 1',
    'select i from t union all select s from t',
    'select 1 from t where i',
    'select a.i from t a join t b on a.i = b.s',
    "select sum(i) = '3' from t",
  ])('%s', (sql) => checkRefused(sql, 'sql-implicit-cast'));

  test.each([
    'select dt - dt from t',
    'select dt + 1 from t',
    'select 1 from t where l = l',
    'select cast(l as array(varchar)) from t',
  ])('%s', (sql) => checkRefused(sql, 'sql-types-unsupported-locally'));

  test.each(['select nothing from t', 'select i from nowhere', 'select i, sum(b) from t', 'select lower(i) from t'])(
    'the engine itself: %s',
    async (sql) => {
      await expect(bind(sql)).rejects.toThrow();
    },
  );
});

describe('what Trino casts by itself is taken', () => {
  test.each([
    'select 1 from t where i = b and i = d and d < 1.5e0',
    'select 1 from t where dt = ts and ts < tz',
    'select coalesce(i, b, d) from t',
    'select i from t union all select d from t',
    "select 1 from t where s = 'a' and s like 'x%' and dt > date '2024-01-01'",
    'select nullif(i, 0), if(f, i), null is null from t',
  ])('%s', async (sql) => {
    expect((await bind(sql)).diagnostics).toEqual([]);
  });
});

test('a macro is shorter than the space that is put before a planned query', () => {
  const longest = Math.max(...duckDbPrelude().filter((statement) => statement.includes('MACRO')).map(({ length }) => length)); // prettier-ignore
  expect(longest).toBeLessThan(1 << 13);
});

test('a literal text that looks like one of our macros stays as it is', async () => {
  const { value } = await bind("select 't_div(1, 2)' as a, i / 2 as b from t");
  expect(await session.run(value?.sql ?? '')).toEqual([['t_div(1, 2)', 0]]);
});
