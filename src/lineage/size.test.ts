import { expect, test } from 'vitest';
import { lineageOf, textOf } from './testkit/lineage-text.ts';

// What is written by programs is long, not deep: nothing between the text and its lineage may recurse along it.
const LONG = 5_000;
const DEEP = 150;
const TABLES = { orders: 'id bigint, amount bigint, status varchar', customers: 'id bigint' };

function chain(write: (index: number) => string, separator: string): string {
  return Array.from({ length: LONG }, (_, index) => write(index)).join(separator);
}

function nested(open: string, inside: string, close: string): string {
  return open.repeat(DEEP) + inside + close.repeat(DEEP);
}

test.each([
  ['AND', `select id from orders where ${chain((index) => `amount > ${index}`, ' and ')}`, ['id = =orders.id', 'rows: filter orders.amount']],
  ['OR', `select id from orders where ${chain((index) => `amount > ${index}`, ' or ')}`, ['id = =orders.id', 'rows: filter orders.amount']],
  ['+', `select ${chain(() => 'id', ' + ')} as s from orders`, ['s * *orders.id']],
  ['||', `select ${chain(() => 'status', ' || ')} as s from orders`, ['s * *orders.status']],
  ['IN', `select id from orders where id in (${chain(String, ', ')})`, ['id = =orders.id', 'rows: filter orders.id']],
  ['CASE', `select case ${chain((index) => `when id = ${index} then amount`, ' ')} end as c from orders`, ['c * *orders.id *orders.amount']],
  ['joins', `select o.id from orders o ${chain((index) => `join customers c${index} on c${index}.id = o.id`, ' ')}`, ['id = =orders.id', 'rows: join customers.id, join orders.id']],
  ['left joins', `select o.id from orders o ${chain((index) => `left join customers c${index} on c${index}.id = o.id`, ' ')}`, ['id = =orders.id', 'rows: join customers.id, join orders.id']],
  ['USING', `select id from orders o ${chain((index) => `join customers c${index} using (id)`, ' ')}`, ['id = =orders.id =customers.id', 'rows: join orders.id, join customers.id']],
  ['commas', `select t1.id from ${chain((index) => `customers t${index}`, ', ')}`, ['id = =customers.id']],
  ['UNION ALL', chain(() => 'select id from orders', ' union all '), ['id = =orders.id']],
  ['INTERSECT', chain(() => 'select id from orders', ' intersect '), ['id = =orders.id']],
  ['common tables', `with c0 as (select id from orders), ${chain((index) => `c${index + 1} as (select id from c${index})`, ', ')} select id from c${LONG}`, ['id = =orders.id']],
  ['VALUES', `select x from (values ${chain(String, ', ')}) t(x)`, ['x *']],
  ['columns', `select count(*) as n from (select ${chain((index) => `id as c${index}`, ', ')} from orders)`, ['n +']],
])('a chain of %s', (_, sql, lines) => {
  expect(textOf(lineageOf(sql, TABLES))).toEqual(lines);
}); // prettier-ignore

test.each([
  ['calls', `select ${nested('abs(', 'id', ')')} as x from orders`],
  ['sums', `select ${nested('(1 + ', 'id', ')')} as x from orders`],
  ['NOT', `select ${nested('not ', 'id > 1', '')} as x from orders`],
  ['CASE', `select ${nested('case when true then ', 'id', ' end')} as x from orders`],
  ['subqueries', `select x from ${nested('(select x from ', '(select id as x from orders)', ')')}`],
  ['time zones', `select day${" at time zone 'UTC'".repeat(DEEP)} as x from (select current_timestamp as day, id from orders)`],
])('nested: %s', (_, sql) => {
  expect(lineageOf(sql, TABLES).columns).toHaveLength(1);
}); // prettier-ignore
