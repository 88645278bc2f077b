import { expect, test } from 'vitest';
import { columnsOf, problemsOf, type Tables } from '../testkit/bind-sql.ts';

const TABLES: Tables = {
  orders:
    'id bigint not null, customer_id bigint, status varchar, amount decimal(10,2), items array(row(sku varchar, n integer)), address row(city varchar)',
  customers: 'id bigint not null, name varchar not null',
  anything: undefined,
};

test('keys by expression, alias of FROM and position', () => {
  expect(columnsOf('select o.STATUS, Count(*) from orders o group by status', TABLES)).toBe(
    'STATUS varchar, ? bigint not null',
  );
  expect(columnsOf("select lower(status) || 'x' from orders group by lower(status)", TABLES)).toBe('? varchar');
  expect(columnsOf('select amount * 2 + 1, sum(id) from orders group by amount * 2', TABLES)).toBe(
    '? decimal(21,2), ? bigint',
  );
  expect(columnsOf('select address.city, count(*) from orders group by address', TABLES)).toBe(
    'city varchar, ? bigint not null',
  );
  expect(
    columnsOf(
      'select id, (select max(name) from customers c where c.id = o.customer_id) from orders o group by id, customer_id',
      TABLES,
    ),
  ).toBe('id bigint not null, ? varchar');
  expect(columnsOf('select status, rank() over (order by sum(amount)) from orders group by status', TABLES)).toBe(
    'status varchar, ? bigint not null',
  );
  expect(columnsOf('select x, count(*) from anything group by 1', TABLES)).toBe('x ?, ? bigint not null');
  expect(columnsOf('select status s, count(*) from orders group by 1 having count(*) > 1 order by s', TABLES)).toBe(
    's varchar, ? bigint not null',
  );
});

test('keys of grouping sets may be NULL', () => {
  expect(columnsOf('select id, grouping(id), count(*) from customers group by rollup (id)', TABLES)).toBe(
    'id bigint, ? integer, ? bigint not null',
  );
  expect(columnsOf('select id, name from customers group by grouping sets ((id), (id, name))', TABLES)).toBe(
    'id bigint, name varchar',
  );
});

test('problems', () => {
  expect(problemsOf('select status, customer_id, count(*) from orders group by status', TABLES)).toMatchInlineSnapshot(`
    "error[column-not-grouped]: "customer_id" is neither in GROUP BY nor in an aggregate.
      query.sql:1:16
      1 | select status, customer_id, count(*) from orders group by status
        |                ^^^^^^^^^^^
      hint: Add it to GROUP BY, or say which value of the group is meant, as any_value(customer_id)."
  `);
  expect(problemsOf('select status, count(*) from orders', TABLES)).toMatchInlineSnapshot(`
    "error[column-not-grouped]: "status" is not in an aggregate, and there is no GROUP BY.
      query.sql:1:8
      1 | select status, count(*) from orders
        |        ^^^^^^
      hint: Write GROUP BY status, or say which value of the group is meant, as any_value(status)."
  `);
  expect(problemsOf('select * from customers group by id', TABLES)).toMatchInlineSnapshot(`
    "error[column-not-grouped]: "name" is neither in GROUP BY nor in an aggregate.
      query.sql:1:8
      1 | select * from customers group by id
        |        ^
      hint: Add it to GROUP BY, or say which value of the group is meant, as any_value(name)."
  `);
  expect(problemsOf('select status from orders group by status having amount > 1', TABLES)).toMatchInlineSnapshot(`
    "error[column-not-grouped]: "amount" is neither in GROUP BY nor in an aggregate.
      query.sql:1:50
      1 | select status from orders group by status having amount > 1
        |                                                  ^^^^^^
      hint: Add it to GROUP BY, or say which value of the group is meant, as any_value(amount)."
  `);
  expect(problemsOf('select status from orders group by status order by amount', TABLES)).toMatchInlineSnapshot(`
    "error[column-not-grouped]: "amount" is neither in GROUP BY nor in an aggregate.
      query.sql:1:52
      1 | elect status from orders group by status order by amount
        |                                                   ^^^^^^
      hint: Add it to GROUP BY, or say which value of the group is meant, as any_value(amount)."
  `);
  expect(problemsOf('select lower(status) as s, count(*) from orders group by s', TABLES)).toMatchInlineSnapshot(`
    "error[column-unknown]: There is no column "s" here.
      query.sql:1:58
      1 | lower(status) as s, count(*) from orders group by s
        |                                                   ^
      hint: An alias of SELECT is not seen in GROUP BY: repeat the expression, write its position (GROUP BY 1), or put the query into a subquery."
  `);
  expect(problemsOf('select status, count(*) n from orders group by status having n > 1', TABLES))
    .toMatchInlineSnapshot(`
    "error[column-unknown]: There is no column "n" here.
      query.sql:1:62
      1 | us, count(*) n from orders group by status having n > 1
        |                                                   ^
      hint: An alias of SELECT is not seen in HAVING: repeat the expression, or put the query into a subquery."
  `);
  expect(problemsOf('select status, count(*) from orders group by 1, 2', TABLES)).toMatchInlineSnapshot(`
    "error[group-by-aggregate]: GROUP BY 2 is "count(*)", which is made of groups.
      query.sql:1:49
      1 | select status, count(*) from orders group by 1, 2
        |                                                 ^"
  `);
  expect(problemsOf('select status from orders group by 2', TABLES)).toMatchInlineSnapshot(`
    "error[position-out-of-range]: GROUP BY 2: SELECT has 1 column.
      query.sql:1:36
      1 | select status from orders group by 2
        |                                    ^"
  `);
  expect(problemsOf('select items from orders group by rollup (lower(status))', TABLES)).toMatchInlineSnapshot(`
    "error[grouping-set-not-a-column]: "lower(status)" is not a column: grouping sets, ROLLUP and CUBE take columns alone.
      query.sql:1:43
      1 | select items from orders group by rollup (lower(status))
        |                                           ^^^^^^^^^^^^^
      hint: Compute it in a subquery and group by its column.

    error[column-not-grouped]: "items" is neither in GROUP BY nor in an aggregate.
      query.sql:1:8
      1 | select items from orders group by rollup (lower(status))
        |        ^^^^^
      hint: Add it to GROUP BY, or say which value of the group is meant, as any_value(items)."
  `);
  expect(
    problemsOf(
      'select id, (select max(name) from customers c where c.id = o.customer_id) from orders o group by id',
      TABLES,
    ),
  ).toMatchInlineSnapshot(`
    "error[column-not-grouped]: "o.customer_id" is neither in GROUP BY nor in an aggregate.
      query.sql:1:60
      1 | , (select max(name) from customers c where c.id = o.customer_id) from orders o group by id
        |                                                   ^^^^^^^^^^^^^
      hint: Add it to GROUP BY, or say which value of the group is meant, as any_value(o.customer_id)."
  `);
  expect(
    problemsOf(
      'select status, rank() over (partition by customer_id order by count(*)) from orders group by status',
      TABLES,
    ),
  ).toMatchInlineSnapshot(`
    "error[column-not-grouped]: "customer_id" is neither in GROUP BY nor in an aggregate.
      query.sql:1:42
      1 | select status, rank() over (partition by customer_id order by count(*)) from orders group by status
        |                                          ^^^^^^^^^^^
      hint: Add it to GROUP BY, or say which value of the group is meant, as any_value(customer_id)."
  `);
  expect(problemsOf('select grouping(status) from orders group by customer_id', TABLES)).toMatchInlineSnapshot(`
    "error[grouping-not-a-key]: GROUPING() takes keys of GROUP BY, and "status" is none.
      query.sql:1:17
      1 | select grouping(status) from orders group by customer_id
        |                 ^^^^^^"
  `);
  expect(problemsOf('select grouping(status) from orders', TABLES)).toMatchInlineSnapshot(`
    "error[grouping-without-group-by]: GROUPING() stands in a query without GROUP BY.
      query.sql:1:8
      1 | select grouping(status) from orders
        |        ^^^^^^^^^^^^^^^^"
  `);
  expect(problemsOf('select count(*) from orders having status > 1', TABLES)).toMatchInlineSnapshot(`
    "error[operator-types]: ">" cannot be applied to varchar and integer.
      query.sql:1:36
      1 | select count(*) from orders having status > 1
        |                                    ^^^^^^^^^^
      hint: Write CAST(status AS integer).

    error[column-not-grouped]: "status" is not in an aggregate, and there is no GROUP BY.
      query.sql:1:36
      1 | select count(*) from orders having status > 1
        |                                    ^^^^^^
      hint: Write GROUP BY status, or say which value of the group is meant, as any_value(status)."
  `);
  expect(problemsOf('select transform(array[1], x -> x + customer_id) from orders group by id', TABLES))
    .toMatchInlineSnapshot(`
    "error[column-not-grouped]: "customer_id" is neither in GROUP BY nor in an aggregate.
      query.sql:1:37
      1 | select transform(array[1], x -> x + customer_id) from orders group by id
        |                                     ^^^^^^^^^^^
      hint: Add it to GROUP BY, or say which value of the group is meant, as any_value(customer_id)."
  `);
});
