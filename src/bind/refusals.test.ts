import { describe, expect, test } from 'vitest';
import { bindSql, columnsOf } from './testkit/bind-sql.ts';

const TABLES = { orders: 'id bigint not null, tags array(varchar), parts array(row(sku varchar))' };

/** The code of the one problem of a query, and the text that it points to. */
function checkProblem(sql: string, code: string, place: string): void {
  const { diagnostics } = bindSql(sql, TABLES);
  expect(diagnostics.map((problem) => problem.code)).toEqual([code]);
  const at = diagnostics[0]?.place;
  expect(at && sql.slice(at.column - 1, at.endColumn - 1)).toBe(place);
}

function checkColumns(sql: string, expected: string): void {
  expect(columnsOf(sql, TABLES)).toBe(expected);
}

const recursive = (query: string) => `with recursive r(n) as (${query}) select n from r`;

describe('recursion', () => {
  test.each([
    ['outside of a UNION', 'select n + 1 from r', 'r'],
    ['in INTERSECT', 'select 1 intersect select n from r', 'r'],
    ['in the first part', 'select n from r union all select 2', 'r'],
    ['in the first two of three parts', 'select 1 union all select n from r union all select 2', 'r'],
    ['twice', 'select 1 union all select a.n from r a, r b', 'r b'],
    ['in a condition', 'select 1 union all select x from (values 2) t(x) where x in (select n from r)', 'r'],
    ['where its row may be missing', 'select 1 union all select x from (values 2) t(x) left join r on x = n', 'r'],
    ['in a full join', 'select 1 union all select n from r full join (values 2) t(x) on x = n', 'r'],
    ['in a query that is ordered', 'select 1 union all select n + 1 from r where n < 9 order by 1', 'r'],
  ])('it is not read %s', (_, query, place) => checkProblem(recursive(query), 'recursive-reference', place));

  test.each([
    ['in parentheses', 'select 1 union all (select n + 1 from r where n < 9)'],
    ['in a subquery of FROM', 'select 1 union all select s.n + 1 from (select n from r) s where n < 9'],
    ['in joins', 'select 1 union all select n + 1 from r join (values 1) t(x) on x = n left join (values 1) u(y) on y = n'],
    ['behind a first part of two', 'select 1 union all select 2 union all select n + 1 from r where n < 9'],
  ])('it is read %s', (_, query) => checkColumns(recursive(query), 'n integer'));
}); // prettier-ignore

describe('the other side of a join', () => {
  test.each([
    ['select 1 from orders o full join unnest(o.tags) as u(x) on true', 'o.tags'],
    ['select 1 from orders right join unnest(tags) as u(x) on true', 'tags'],
    ['select 1 from orders right join lateral (select id + 1) as u(x) on true', 'id'],
  ])('%s', (sql, place) => checkProblem(sql, 'join-lateral-name', place));

  test('names of its own are no names of the other side', () => {
    checkColumns('select u.y from orders right join lateral (select id from (values 1) t(id)) u(y) on true', 'y integer not null'); // prettier-ignore
    checkColumns('select u.x from orders full join unnest(array[1]) u(x) on true', 'x integer');
  });
});

describe('VALUES of rows that are made elsewhere', () => {
  const made = (fields: string) => `cast(row(1, 2) as row(${fields}))`;

  test('they stand beside rows that are written', () => {
    checkColumns(`select * from (values ${made('a bigint, b real')}, (3, 4)) t(x, y)`, 'x bigint, y real');
    checkColumns(`select * from (values (3, 4), ${made('a bigint, b real')}) t(x, y)`, 'x bigint, y real');
  });

  test('they have as many fields', () => {
    checkProblem(`select * from (values ${made('a bigint, b real')}, 3) t`, 'values-width', '3');
    checkProblem(`select * from (values (1, true), ${made('a bigint, b real')}) t`, 'types-differ', made('a bigint, b real')); // prettier-ignore
  });
});

describe('arguments', () => {
  test.each([
    ['lag(id, -1) over (order by id)', 'argument-too-small', '-1'],
    ['lead(id, - 2) over (order by id)', 'argument-too-small', '- 2'],
    ['nth_value(id, 0) over (order by id)', 'argument-too-small', '0'],
    ['ntile(0) over (order by id)', 'argument-too-small', '0'],
    ['count(*) over (order by id rows -1 preceding)', 'window-frame', '-1'],
    ["array_join(parts, ',')", 'cast-impossible', "array_join(parts, ',')"],
    ["json_value('{}', '$.a')", 'json-path', "'$.a'"],
    ["json_exists('{}', 'LAX $.a')", 'json-path', "'LAX $.a'"],
    ["json_query('{}', 'laxer $.a')", 'json-path', "'laxer $.a'"],
    ['version(1)', 'argument-count', 'version(1)'],
  ])('%s', (item, code, place) => checkProblem(`select ${item} from orders`, code, place));

  test.each([
    ['lag(id, 0) over (order by id)', 'bigint'],
    ['nth_value(id, 1) over (order by id)', 'bigint'],
    ["array_join(tags, ',')", 'varchar'],
    ["json_value('{}', ' lax$.a')", 'varchar'],
    ["json_value('{}', 'strict $.a' passing id as x, 'a' as y)", 'varchar'],
    ["listagg(tags[1], ',') within group (order by id) over (partition by id)", 'varchar'],
    ['version()', 'varchar not null'],
    ['udfs.tax.rate(id)', '?'],
  ])('%s is %s', (item, type) => checkColumns(`select ${item} as c from orders`, `c ${type}`));

  test('what is passed to a JSON function is bound', () => {
    checkProblem("select json_value('{}', 'lax $.a' passing nothing as x) from orders", 'column-unknown', 'nothing');
  });
});

test('a division by zero in a query that may not be computed is a warning', () => {
  const severities = (sql: string) => bindSql(sql, TABLES).diagnostics.map(({ severity }) => severity);
  expect(severities('select 1 / 0')).toEqual(['error']);
  expect(severities('with unused as (select 1 / 0 as x) select 1 as c')).toEqual(['warning']);
  expect(severities('select count(*) from (select 1 / 0 as x)')).toEqual(['warning']);
  expect(severities('select null / 0')).toEqual([]);
});
