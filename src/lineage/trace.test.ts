import { expect, test } from 'vitest';
import { lineageOf, TABLES, textOf } from './testkit/lineage-text.ts';

/** What makes each column, and the item of the statement's own SELECT. */
function fragmentsOf(sql: string) {
  return (lineageOf(sql).columns ?? []).map(({ made, item }) => [made.map((fragment) => fragment.sql), item?.sql]);
}

test.each([
  ['its expression', 'select amount - discount as net from orders', [[['amount - discount'], 'amount - discount as net']]],
  ['the reference that reads it', 'select o.amount as a from orders o', [[['o.amount'], 'o.amount as a']]],
  ['where it is made, not where it is passed on', 'with a as (select sum(amount) as total from orders) select a.total from a', [[['sum(amount)'], 'a.total']]],
  ['through stars', 'with a as (select amount * 2 as x from orders), b as (select * from a) select * from b', [[['amount * 2'], '*']]],
  ['one for each branch', `select amount + 1 as x from orders union all select cast(null as decimal(10,2)) from orders`, [[['amount + 1', 'cast(null as decimal(10,2))'], 'amount + 1 as x']]],
  ['equal branches once', 'select upper(status) as s from orders union all select upper(status) from orders', [[['upper(status)'], 'upper(status) as s']]],
  ['a window', 'select sum(amount) over (order by day) as r from orders', [[['sum(amount) over (order by day)'], 'sum(amount) over (order by day) as r']]],
  ['a subquery', 'select (select max(id) from customers) as m from orders', [[['(select max(id) from customers)'], '(select max(id) from customers) as m']]],
])('the fragment: %s', (_, sql, fragments) => {
  expect(fragmentsOf(sql)).toEqual(fragments);
}); // prettier-ignore

test('fragments are ranges of the text', () => {
  const sql = 'with a as (select sum(amount) as total from orders) select total as t from a';
  const [column] = lineageOf(sql).columns ?? [];
  expect(column?.made.map(({ sql: text, at }) => sql.slice(at.start, at.end) === text)).toEqual([true]);
});

test('types and relations', () => {
  const { columns, relations } = lineageOf(
    'select o.id, cast(amount as double) as a, x from orders o, raw, (select 1) t where exists (select 1 from customers)',
  );
  expect(columns?.map(({ type }) => type)).toEqual(['bigint', 'double', undefined]);
  expect(relations).toEqual(['customers', 'orders', 'raw']);
});

test('ephemeral models are relations of their own', () => {
  const sql = `with "__dbt__cte__base" as (select id, amount * 2 as twice from orders where day is null),
    "__dbt__cte__next" as (select id as key, twice from "__dbt__cte__base"), own as (select * from "__dbt__cte__next")
    select key, twice + 1 as more from own where key > 1`;
  const lineage = lineageOf(sql);
  expect(textOf(lineage)).toEqual([
    'key = =__dbt__cte__next.key',
    'more * *__dbt__cte__next.twice',
    'rows: filter __dbt__cte__next.key',
  ]);
  expect(lineage.relations).toEqual(['__dbt__cte__next']);
});

test('it survives JSON', () => {
  const lineage = lineageOf(
    'select *, row_number() over (order by day) as n from orders left join customers using (id)',
  );
  expect(JSON.parse(JSON.stringify(lineage))).toEqual(lineage);
});

test('a long chain of wide common tables is walked once', () => {
  const columns = Array.from({ length: 40 }, (_, index) => `c${index}`);
  const first = columns.map((name, index) => `amount + ${index} as ${name}`).join(', ');
  // Each column reads two of the one before: without memory 2 to the power of 150 steps.
  const next = columns.map((name, index) => `${name} + ${columns[(index + 1) % 40]} as ${name}`).join(', ');
  const tables = Array.from({ length: 150 }, (_, level) =>
    level === 0
      ? `t0 as (select ${first} from orders where id > 0)`
      : `t${level} as (select ${next} from t${level - 1})`,
  );
  const lineage = lineageOf(`with ${tables.join(', ')} select * from t149`);
  expect(lineage.columns).toHaveLength(40);
  expect(textOf(lineage).slice(-2)).toEqual(['c39 * *orders.amount', 'rows: filter orders.id']);
});

test('a chain of common tables that is deeper than the stack', () => {
  const tables = Array.from({ length: 3000 }, (_, level) =>
    level === 0 ? 't0 as (select id, day from orders)' : `t${level} as (select id, day from t${level - 1})`,
  );
  const unread = 'unread as (select name from customers where country is null)';
  const lineage = lineageOf(`with ${tables.join(', ')}, ${unread} select id from t2999 where day is null`);
  expect(textOf(lineage)).toEqual(['id = =orders.id', 'rows: filter orders.day']);
  expect(lineage.relations).toEqual(['orders']);
});

test('a UNION of a thousand', () => {
  const branches = Array.from({ length: 1000 }, (_, index) => `select id, ${index} as n from orders`);
  expect(textOf(lineageOf(branches.join(' union all ')))).toEqual(['id = =orders.id', 'n *']);
});

test('a condition of very many terms', () => {
  const terms = Array.from({ length: 20_000 }, (_, index) => `amount = ${index}`).join(' or ');
  expect(textOf(lineageOf(`select ${terms} as x from orders`))).toEqual(['x * *orders.amount']);
});

test.each([
  'with recursive t(n) as (select n from t) select n from t',
  'with recursive t as (select * from t) select * from t',
  'with a as (select * from b), b as (select * from a) select * from b',
  'select x from (select y from orders) t',
  'select * from nowhere n join orders o on n.id = o.id',
  'select a.* from orders',
  'select id from orders union select id, day from orders',
  'select sum(amount) over missing from orders',
  'select 1 order by 7',
  'values (1, 2), (3)',
  'select (select id, day from orders) as x',
  'select id from orders o join raw using (id)',
])('what is wrong is traced as far as it goes: %s', (sql) => {
  expect(() => lineageOf(sql, TABLES)).not.toThrow();
});
