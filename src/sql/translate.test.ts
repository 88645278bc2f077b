import { describe, expect, test } from 'vitest';
import { printDiagnostics } from '../diagnostics/index.ts';
import { translateExpression, translateToDuckDb } from './translate.ts';

function checkText(sql: string, expected: string): void {
  const { value, diagnostics } = translateToDuckDb({ file: 'm.sql', text: sql });
  expect(value, printDiagnostics(diagnostics)).toBe(expected);
}

function checkRefused(sql: string, ...expected: readonly string[]): void {
  const { value, diagnostics } = translateToDuckDb({ file: 'm.sql', text: sql });
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code, place }) => `${code} ${place?.line ?? 0}:${place?.column ?? 0}`)).toEqual(expected);
}

describe('text', () => {
  test('an ordinary model', () =>
    checkText(
      `with o as (select id, cast(amount as decimal(10,2)) as amount, "Order Date" from raw.orders where id is not null)
       select id, sum(amount) as total, count(*) as n -- a comment
       from o left join raw.customers c on c.id = o.id
       where "Order Date" >= date '2024-01-01'
       group by id
       order by total desc
       limit 10;`,
      'WITH o AS (SELECT id, CAST(t_to_decimal_text(amount) AS DECIMAL(10,2)) AS amount, "Order Date" FROM raw.orders WHERE id IS NOT NULL) ' +
        'SELECT id, t_bigint(sum(amount)) AS total, count(*) AS n FROM o LEFT JOIN raw.customers AS c ON c.id = o.id ' +
        `WHERE "Order Date" >= DATE '2024-01-01' GROUP BY id ORDER BY total DESC NULLS LAST LIMIT 10`.replace(
          'WHERE ("Order',
          'WHERE ("Order',
        ),
    ));

  test('INTERSECT binds tighter than UNION', () =>
    checkText(
      'select 1 union select 2 intersect select 2',
      'SELECT CAST(1 AS INTEGER) UNION (SELECT CAST(2 AS INTEGER) INTERSECT SELECT CAST(2 AS INTEGER))',
    ));

  test('+ binds tighter than ||', () => checkText('select a || b + c from t', 'SELECT a || (t_add(b, c)) FROM t'));

  test('typed literals keep their digits', () =>
    checkText(
      `select decimal '1.50', bigint '5', timestamp '2024-01-01 00:00:00.000'`,
      "SELECT CAST('1.50' AS DECIMAL(3,2)), t_to_bigint('5'), CAST('2024-01-01 00:00:00.000' AS TIMESTAMP_MS)",
    ));

  test('an alias that could be taken for a column gets another name inside', () =>
    checkText(
      'select x + 1 as y from t where y > 1 order by y',
      'SELECT * RENAME (__alias0 AS y) FROM (SELECT t_add(x, CAST(1 AS INTEGER)) AS __alias0 FROM t WHERE y > 1 ORDER BY __alias0 NULLS LAST)',
    ));

  test('names with odd characters and reserved words are quoted', () =>
    checkText('select "a""b", "select" from "my table" as "T"', 'SELECT "a""b", "select" FROM "my table" AS T'));

  test('inside try() the macros are those that TRY can catch', () =>
    checkText('select try(a / b), a / b from t', 'SELECT TRY(t_div_try(a, b)), t_div(a, b) FROM t'));
});

describe('refusals, with their places', () => {
  test.each<[sql: string, ...expected: string[]]>([
    ['select list_value(1)', 'function-unknown 1:8'],
    ['select a,\n  lenght(b) from t', 'function-unknown 2:3'],
    ['select word_stem(a) from t', 'function-unsupported-locally 1:8'],
    ['select split_part(a) from t', 'function-arguments 1:8'],
    ['select a::int from t', 'sql-not-trino 1:9'],
    ['select `a` from t', 'sql-not-trino 1:8'],
    ["select a from t where a ilike 'x'", 'sql-not-trino 1:25'],
    ['select a, from t', 'sql-not-trino 1:9'],
    ['select * exclude (a) from t', 'sql-not-trino 1:10'],
    ['select a from t group by all', 'sql-not-trino 1:17'],
    ['from t', 'sql-not-a-query 1:1'],
    ['', 'sql-not-a-query 0:0'],
    ['create table x as select 1', 'sql-not-a-query 1:1'],
    ['select 1; select 2', 'sql-several-statements 1:9'],
    ["select 'a' 'b'", 'sql-not-trino 1:8'],
    ['select 1a', 'sql-not-trino 1:8'],
    ['select [1, 2]', 'sql-not-trino 1:8'],
    ['select a from t limit 5 offset 2', 'sql-not-trino 1:25'],
    ['select a from t where', 'sql-syntax 1:17'],
    ['select count(* from t', 'sql-syntax 1:16'],
    [
      "with a as (select ts at time zone 'Europe/Paris' as t from x) select cast(t as date) from a",
      'sql-time-zone-lost 1:19',
    ],
    ['select a from t for version as of 1', 'sql-unsupported-locally 1:17'],
    ['select * from "t$snapshots"', 'sql-unsupported-locally 0:0'],
  ])('%s', checkRefused);

  test('all unsupported functions are told at once', () =>
    checkRefused(
      'select soundx(a), word_stem(b), foo(c) from t',
      'function-unknown 1:8',
      'function-unsupported-locally 1:19',
      'function-unknown 1:33',
    ));

  test('a misspelt function is offered the nearest', () => {
    const { diagnostics } = translateToDuckDb({ file: 'm.sql', text: 'select date_dif(a) from t' });
    expect(diagnostics[0]?.hint).toContain('"date_diff"');
  });

  test('characters beyond the first plane do not move places', () =>
    checkRefused(`select '𝒳𝒳' as a, word_stem(b) from t`, 'function-unsupported-locally 1:21'));
});

describe('expressions', () => {
  test.each([
    ["amount > 0 and status <> 'void'", "(amount > 0) AND (status <> 'void')"],
    ['a / 2', 't_div(a, CAST(2 AS INTEGER))'],
  ])('%s', (text, expected) => {
    expect(translateExpression({ file: 'm.yml', text }).value).toBe(expected);
  });

  test.each(['a from t', 'a, b', 'select a', 'a as b', 'a where b', ''])('not one: %s', (text) => {
    const { value, diagnostics } = translateExpression({ file: 'm.yml', text });
    expect(value).toBeUndefined();
    expect(diagnostics.length).toBeGreaterThan(0);
  });

  test('places are those of the expression in its file', () => {
    const { diagnostics } = translateExpression({ file: 'm.yml', text: 'foo(a) = 1', line: 7, column: 12 });
    expect(diagnostics[0]?.place).toMatchObject({ file: 'm.yml', line: 7, column: 12 });
  });
});
