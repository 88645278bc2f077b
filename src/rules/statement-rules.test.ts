import { describe, expect, test } from 'vitest';
import { remarksOn } from './testkit/review.ts';

const TABLES = {
  orders: 'order_id bigint not null, customer_id bigint, amount double, day date',
  customers: 'customer_id bigint not null, name varchar, kind varchar',
};

function check(sql: string, expected: readonly string[]): void {
  expect(remarksOn(sql, TABLES)).toEqual(expected);
}

describe('column-unused', () => {
  const unused = (item: string) => [`info column-unused: ${item}`];
  test('of a common table', () =>
    check('with t as (select order_id, amount * 2 as twice from orders) select order_id from t', unused('amount * 2 as twice'))); // prettier-ignore
  test('of a subquery', () => check('select t.order_id from (select order_id, day from orders) t', unused('day')));
  test('read by a condition', () =>
    check('with t as (select order_id, amount from orders) select order_id from t where amount > 1', []));
  test('read by an order, a window, a subquery', () => {
    check('with t as (select order_id, amount from orders) select order_id from t order by amount limit 1', []);
    check('with t as (select order_id, amount from orders) select order_id, rank() over (order by amount) r from t', []); // prettier-ignore
    check('with t as (select order_id, amount from orders) select order_id, (select max(amount) from t) m from t', []);
    check('with t as (select order_id, amount from orders) select name from customers c where exists (select order_id from t where t.amount = c.customer_id)', []); // prettier-ignore
  });
  test('read by USING', () =>
    check('with t as (select customer_id, amount from orders) select name, amount from t join customers using (customer_id)', [])); // prettier-ignore
  test('passed on by a star', () => check('with t as (select order_id, day from orders) select * from t', []));
  test('columns of a star are not written out', () =>
    check('with t as (select * from orders) select order_id from t', []));
  test('only its rows are wanted', () => check('with t as (select order_id from orders) select count(*) n from t', []));
  test('more than a value: DISTINCT, keys, UNION', () => {
    check('with t as (select distinct order_id, day from orders) select order_id from t', []);
    check('with t as (select customer_id, day, count(*) n from orders group by 1, 2) select customer_id, n from t', []);
    check('with t as (select order_id, day from orders union select order_id, day from orders) select order_id from t', []); // prettier-ignore
  });
  test('of a recursive table nothing', () =>
    check('with recursive t(n, m) as (select 1, 2 union all select n + 1, m from t where n < 5) select n from t', []));
});

describe('common-table-unused', () => {
  test('nobody reads it', () =>
    check('with a as (select 1 x), bb as (select 2 y) select x from a', ['warning common-table-unused: bb']));
  test('another common table reads it', () => check('with a as (select 1 x), b as (select x from a) select x from b', [])); // prettier-ignore
  test('a subquery reads it', () => check('with a as (select 1 x) select name from customers where customer_id in (select x from a)', [])); // prettier-ignore
});

describe('join-without-condition', () => {
  const found = ['warning join-without-condition: customers c'];
  test('a comma', () => check('select o.amount, c.name from orders o, customers c', found));
  test('a comma with a condition on one side', () =>
    check('select o.amount, c.name from orders o, customers c where o.amount > 1', found));
  test('a comma with a condition on both', () => {
    check('select o.amount, c.name from orders o, customers c where o.customer_id = c.customer_id', []);
    check('select o.amount, c.name from orders o, customers c where exists (select 1 from orders x where x.order_id = o.order_id and x.customer_id = c.customer_id)', []); // prettier-ignore
  });
  test('linked through a third', () =>
    check('select o.amount from orders o, customers c, customers d where o.customer_id = c.customer_id and d.customer_id = o.customer_id', [])); // prettier-ignore
  test('CROSS JOIN is meant, unless there is a column to join by', () => {
    check('select o.amount, c.name from orders o cross join customers c', ['info join-without-condition: customers c']);
    check('with d as (select day from orders) select d.day, c.name from d cross join customers c', []);
  });
  test('what multiplies on purpose', () => {
    check('select amount, n from orders, unnest(array[1, 2]) as u(n)', []);
    check('select amount, n from orders, (values 1, 2) as u(n)', []);
    check('select amount, m from orders, (select max(day) as m from orders) as x', []);
    check('with x as (select max(day) as m from orders) select amount, m from orders, x', []);
    check('select o.amount, l.n from orders o, lateral (select o.amount as n) l', []);
  });
});

describe('not-in-nullable', () => {
  const query = (inner: string) => `select name from customers where customer_id not in (${inner})`;
  const said = (severity: string, inner: string) => [`${severity} not-in-nullable: customer_id not in (${inner})`];
  test('the subquery makes NULLs', () => {
    for (const inner of [
      'select nullif(customer_id, 0) from orders',
      'select try_cast(name as bigint) from customers',
      'select case when amount > 1 then order_id end from orders',
      'select o.order_id from customers c left join orders o on o.customer_id = c.customer_id',
    ])
      check(query(inner), said('warning', inner));
  });
  test('its input may hold some', () =>
    check(query('select customer_id from orders'), said('info', 'select customer_id from orders')));
  test('there is none', () => {
    check(query('select order_id from orders'), []);
    check(query('select customer_id from orders where customer_id is not null'), []);
    check(query('select coalesce(customer_id, 0) from orders'), []);
    check('select name from customers where customer_id in (select customer_id from orders)', []);
    check('select name from customers where customer_id not in (1, 2)', []);
  });
});

describe('left-join-filtered', () => {
  const query = (where: string) =>
    `select o.amount, c.name from orders o left join customers c on c.customer_id = o.customer_id where ${where}`;
  const said = (text: string) => [`warning left-join-filtered: ${text}`];
  test('a comparison of the right side', () => {
    check(query(`c.kind = 'x'`), said(`c.kind = 'x'`));
    check(query(`o.amount > 1 and c.kind in ('x', 'y')`), said(`c.kind in ('x', 'y')`));
    check(query(`c.kind <> 'x'`), said(`c.kind <> 'x'`));
  });
  test('one that NULL may pass, or that speaks of NULL', () => {
    check(query(`o.amount > 1`), []);
    check(query(`coalesce(c.kind, 'x') = 'x'`), []);
    check(query(`c.kind = 'x' or c.kind is null`), []);
    check(query('c.customer_id is null'), []);
    check(query('c.customer_id is not null'), []);
    check(query(`c.kind is distinct from 'x'`), []);
  });
  test('the left side of a later join', () =>
    check(`select o.amount from orders o join customers c on c.customer_id = o.customer_id left join customers d on d.customer_id = o.customer_id where c.kind = 'x'`, [])); // prettier-ignore
});

describe('order-by-without-limit', () => {
  test('of the whole statement alone', () => {
    check('select order_id from orders order by day, order_id', ['info order-by-without-limit: day, order_id']);
    check('select order_id from orders order by day limit 10', []);
    check('select order_id, row_number() over (order by day) n from orders', []);
  });
});
