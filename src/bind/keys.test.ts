import { expect, test } from 'vitest';
import { uniqueKeysOf } from './keys.ts';
import { bindSql, type Tables } from './testkit/bind-sql.ts';

const TABLES: Tables = {
  orders: 'id bigint not null, customer bigint, status varchar, amount decimal(10,2), ts timestamp(6)',
  customers: 'id bigint not null, name varchar',
};

function checkKeys(text: string, expected: readonly (readonly number[])[]): void {
  expect(uniqueKeysOf(bindSql(text, TABLES)), text).toEqual(expected);
}

test('tables have no keys that are known', () => {
  checkKeys('select * from orders', []);
  checkKeys('select id from orders order by id limit 2', []);
});

test('GROUP BY, all keys selected', () => {
  checkKeys('select customer, status, count(*) from orders group by customer, status', [[0, 1]]);
  checkKeys('select count(*), o.STATUS, max(id) from orders o group by status', [[1]]);
  checkKeys('select lower(status) s, count(*) from orders group by 1', [[0]]);
  checkKeys('select status, count(*) from orders group by customer, status', []);
  checkKeys('select lower(status), count(*) from orders group by status', []);
  checkKeys('select customer, status from orders group by rollup (customer, status)', []);
  checkKeys("select status, 'x', count(*) from orders group by status, 'x'", [[0]]);
});

test('one row', () => {
  checkKeys('select count(*), max(ts) from orders', [[]]);
  checkKeys('select 1, 2', [[]]);
  checkKeys('values (1, 2)', [[]]);
  checkKeys('values 1, 1', []);
  checkKeys('select * from orders limit 1', [[]]);
  checkKeys('select * from orders order by id fetch first 1 row with ties', []);
});

test('DISTINCT and set operations', () => {
  checkKeys('select distinct customer, status from orders', [[0, 1]]);
  checkKeys('select distinct customer, status from orders group by customer, status, id', [[0, 1]]);
  checkKeys('select id, status from orders union select 1, null', [[0, 1]]);
  checkKeys('select id from orders union all select 1', []);
  checkKeys('select status, count(*) from orders group by status except select name, id from customers', [[0]]);
  checkKeys('select id from orders intersect all select id from customers', []);
});

test('the latest row of each', () => {
  const numbered = 'select *, row_number() over (partition by customer, status order by ts desc) rn from orders';
  checkKeys(numbered, [[1, 2, 5]]);
  checkKeys(`select id, customer, status from (${numbered}) where rn = 1`, [[1, 2]]);
  checkKeys(`with n as (${numbered}) select status s, n.customer c from n where 1 = rn and id > 5`, [[0, 1]]);
  checkKeys(`select id, customer, status from (${numbered}) where rn <= 2`, []);
  checkKeys(`select id, customer, status from (${numbered}) where rn = 1 or id = 1`, []);
  checkKeys(`select id, status from (${numbered}) where rn = 1`, []);
  checkKeys('select id, row_number() over (order by ts) from orders', [[1]]);
  checkKeys('select id, rank() over (order by ts) from orders', []);
});

test('through common tables, subqueries, projections and filters', () => {
  const perCustomer = 'with c as (select customer, sum(amount) total from orders group by customer)';
  checkKeys(`${perCustomer} select total, customer from c where total > 1 order by 1`, [[1]]);
  checkKeys(`${perCustomer} select total, customer + 1 from c`, []);
  checkKeys(`${perCustomer}, d as (select * from c) select x.* from (select * from d) x(a, b)`, [[0]]);
  checkKeys(`${perCustomer} select status from (select customer, status from orders group by 1, 2) where customer = 5`, [[0]]); // prettier-ignore
  checkKeys(`${perCustomer} select * from c, c e`, [[0, 2]]);
  checkKeys(`${perCustomer} select sum(total) over (), customer from c`, [[1]]);
});

test('joins that meet one row at most keep the keys of the other side', () => {
  const start = 'with a as (select customer, count(*) n from orders group by 1), b as (select id, max(name) m from customers group by 1)'; // prettier-ignore
  checkKeys(`${start} select a.*, m from a left join b on a.customer = b.id`, [[0]]);
  checkKeys(`${start} select a.*, b.* from a join b on b.id = a.customer and m > 'x'`, [[0], [2]]);
  checkKeys(`${start} select a.*, b.* from a left join b on b.id > a.customer`, [[0, 2]]);
  checkKeys(`${start} select a.*, o.* from a left join orders o on a.customer = o.customer`, []);
  checkKeys(`${start} select o.id, b.* from b right join orders o on b.id = o.customer`, []);
  checkKeys(`${start} select a.*, b.* from a full join b on a.customer = b.id`, []);
  checkKeys(`${start} select a.*, b.* from a join b on a.customer = b.id or n = 1`, [[0, 2]]);
});

test('recursive tables have none', () => {
  checkKeys('with recursive t(n) as (select 1 union select n + 1 from t where n < 3) select n from t', []);
});
