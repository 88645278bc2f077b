import { describe, expect, test } from 'vitest';
import { bindStatement } from '../../bind/bind.ts';
import { catalogOf } from '../../bind/testkit/bind-sql.ts';
import { invariant, printDiagnostics } from '../../diagnostics/index.ts';
import { parseSql } from '../parse.ts';
import { emitStatement } from '../translate.ts';

const CATALOG = catalogOf({
  o: `id bigint not null, amount decimal(10,2), qty integer, ts timestamp(3), tz timestamp(6) with time zone, day date, name varchar,
    tags array(varchar), items array(row(sku varchar, n integer)), attrs map(varchar, integer), r row(a integer, b varchar), js json, x real, y double`,
  c: 'id integer, v decimal(12,4), name varchar',
  mystery: undefined,
});

function emit(sql: string) {
  const parsed = parseSql({ file: 'm.sql', text: sql });
  invariant(parsed.value, printDiagnostics(parsed.diagnostics));
  const bound = bindStatement(parsed.value, CATALOG);
  expect(printDiagnostics(bound.diagnostics)).toBe('');
  return emitStatement(parsed.value, bound);
}

/** The text of the one item of `select … from o`. */
function checkItem(item: string, expected: string): void {
  const { value, diagnostics } = emit(`select ${item} from o`);
  expect(value, printDiagnostics(diagnostics)).toBe(`SELECT ${expected} FROM o`);
}

function checkQuery(sql: string, expected: string): void {
  const { value, diagnostics } = emit(sql);
  expect(value, printDiagnostics(diagnostics)).toBe(expected);
}

function checkRefused(sql: string, ...expected: readonly string[]): void {
  const { value, diagnostics } = emit(sql);
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code, place }) => `${code} ${place?.line ?? 0}:${place?.column ?? 0}`)).toEqual(expected);
}

describe('forms for types', () => {
  test.each([
    ['qty + 1', '(qty + 1)'],
    ['qty / 2', 't_int_div(qty, 2)'],
    ['y / 2', '(y / 2)'],
    ['y / x', 't_float_div(y, CAST(x AS DOUBLE))'],
    ['id + qty', '(id + CAST(qty AS BIGINT))'],
    ['amount > 1.5', 'amount > 1.5'],
    ['x < 0.1', "x < CAST('0.1' AS FLOAT)"],
    ['sum(qty)', 'CAST(sum(CAST(qty AS BIGINT)) AS BIGINT)'],
    ['avg(y)', 'avg(y)'],
    ['sum(x)', 'CAST(sum(x) AS FLOAT)'],
    ['cardinality(tags)', 'len(tags)'],
    ['cardinality(attrs)', 'CAST(cardinality(attrs) AS BIGINT)'],
    ['attrs[name]', 't_map_item(attrs, name)'],
    ['tags[1]', 't_array_item(tags, CAST(1 AS BIGINT))'],
    ['r[2]', 'struct_extract_at(r, 2)'],
    ['o.r.a', "struct_extract(o.r, 'a')"],
    ["tags || 'x'", "t_append(tags, 'x')"],
    ['day - day', 't_between(CAST(CAST(day AS TIMESTAMP) AS TIMESTAMP_S), CAST(CAST(day AS TIMESTAMP) AS TIMESTAMP_S))'],
    ["ts + interval '1' day", 'CAST(ts + (to_days(1)) AS TIMESTAMP_MS)'],
    ["typeof(amount)", "'decimal(10,2)'"],
    ["try(qty / 2)", 'TRY(t_int_div_try(qty, 2))'],
  ])('%s', checkItem); // prettier-ignore
});

describe('casts', () => {
  test.each([
    ['cast(ts as varchar)', 't_fraction(CAST(ts AS VARCHAR), 3)'],
    ['cast(name as integer)', 't_text_to_integer(name)'],
    ['try_cast(name as date)', 't_text_to_date_null(name)'],
    ['cast(amount as integer)', 'CAST(amount AS INTEGER)'],
    ['cast(name as varchar(2))', 'left(name, 2)'],
    ['cast(name as char(4))', "t_char(name, 4)"],
    ['cast(js as bigint)', 't_json_to_bigint(js)'],
    ['cast(array[] as array(date))', 'CAST([] AS DATE[])'],
    ['cast(null as row(a integer))', 'CAST(NULL AS STRUCT("a" INTEGER))'],
    ['cast(tz as date)', "CAST(CAST(timezone('UTC', tz) AS TIMESTAMP) AS DATE)"],
  ])('%s', checkItem); // prettier-ignore
});

describe('queries', () => {
  test('UNNEST of rows gives their fields, of maps keys and values', () =>
    checkQuery(
      'select i.sku, k from o, unnest(items) as i, unnest(attrs) as m(k, v)',
      'SELECT i.sku, k FROM o, LATERAL (SELECT unnest(list_transform(items, lambda __r1: struct_extract_at(__r1, 1))) AS sku, ' +
        'unnest(list_transform(items, lambda __r2: struct_extract_at(__r2, 2))) AS n) AS i, ' +
        'LATERAL (SELECT unnest(map_keys(attrs)) AS k, unnest(map_values(attrs)) AS v) AS m',
    ));

  test('a star beside USING has the columns in the order of Trino', () =>
    checkQuery(
      'select * from c join (select v, id from c) as d using (id)',
      'SELECT id, c.v, c.name, d.v FROM c JOIN (SELECT v, id FROM c) AS d USING (id)',
    ));

  test('both sides of UNION come to one type', () =>
    checkQuery(
      'select id, amount from o union all select id, v from c',
      'SELECT id, CAST(amount AS DECIMAL(12,4)) FROM o UNION ALL SELECT CAST(id AS BIGINT), v FROM c',
    ));

  test('an alias inside an expression of ORDER BY is what it stands for', () =>
    checkQuery(
      'select qty as id from o order by id + 1, id',
      'SELECT qty AS id FROM o ORDER BY ((qty + 1)) NULLS LAST, id NULLS LAST',
    ));

  test('rows without names get some in the end', () =>
    checkQuery(
      'select row(1, name) as r from o',
      'SELECT CAST(__c0 AS STRUCT("field0" INTEGER, "field1" VARCHAR)) AS "r" FROM (SELECT row(CAST(1 AS INTEGER), name) AS r FROM o) AS __final(__c0)',
    ));

  test('where types are not known, the forms that find them out take their place', () =>
    checkQuery(
      'select a + 1, cast(b as varchar), cardinality(c) from mystery',
      'SELECT t_add(a, CAST(1 AS INTEGER)), t_to_varchar(b), t_cardinality(c) FROM mystery',
    ));
});

describe('time zones', () => {
  const zoned = "with z as (select ts at time zone 'Europe/Berlin' as t from o)";
  const made =
    "WITH z AS (SELECT CAST(timezone('UTC', CAST(ts AS TIMESTAMP)) AS TIMESTAMP WITH TIME ZONE) AS t FROM o)";

  test('a zone is followed to where it was made', () =>
    checkQuery(
      `${zoned} select hour(t) from z`,
      `${made} SELECT CAST(hour(timezone('Europe/Berlin', t)) AS BIGINT) FROM z`,
    ));

  test('comparisons need the instant alone', () =>
    checkQuery(`${zoned} select t > t from z`, `${made} SELECT t > t FROM z`));

  test('columns of tables are in UTC', () => checkItem('hour(tz)', 'CAST(hour(tz) AS BIGINT)'));

  test('a zone that several values do not share is not known', () =>
    checkRefused(
      "select hour(t) from (select tz at time zone 'Asia/Tokyo' t from o union all select tz from o)",
      'sql-unsupported-locally 1:13',
    ));

  test('a zone that is computed in a query inside is not known outside', () =>
    checkRefused(
      'select cast(t as varchar) from (select at_timezone(tz, name) t from o)',
      'sql-unsupported-locally 1:13',
    ));
});

test('a lone row in VALUES has a column for each of its fields', () => {
  checkQuery('select a, b from (values row(1, 2)) t(a, b)', 'SELECT a, b FROM (VALUES (CAST(1 AS INTEGER), CAST(2 AS INTEGER))) AS t(a, b)'); // prettier-ignore
  checkRefused('values cast(row(1, 2) as row(a integer, b integer))', 'sql-unsupported-locally 1:8');
});

test('DuckDB does not survive every TRY within a TRY', () => {
  checkRefused('select try(coalesce(try(1 / qty), 2)) from o', 'sql-unsupported-locally 1:21');
  checkRefused('select try(cardinality(try_cast(tags as array(integer)))) from o', 'sql-unsupported-locally 1:24');
});

test('intervals that DuckDB counts or sorts in another way', () => {
  checkRefused("select interval '1' day * y from o", 'sql-unsupported-locally 1:27');
  checkRefused("select array_sort(array[interval '1' day]) from o", 'function-unsupported-locally 1:8');
});
