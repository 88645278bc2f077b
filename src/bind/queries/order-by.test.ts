import { expect, test } from 'vitest';
import { columnsOf, problemsOf, type Tables } from '../testkit/bind-sql.ts';

const TABLES: Tables = {
  orders:
    'id bigint not null, customer_id bigint, status varchar, amount decimal(10,2), items array(row(sku varchar, n integer)), address row(city varchar)',
  customers: 'id bigint not null, name varchar not null',
  anything: undefined,
};

test('aliases first, then FROM, positions', () => {
  expect(columnsOf('select id as x, name from customers order by x, customers.id, 2, name', TABLES)).toBe(
    'x bigint not null, name varchar not null',
  );
  expect(columnsOf('select -id as id from customers order by id, abs(id)', TABLES)).toBe('id bigint not null');
  expect(columnsOf('select sum(id) as s from customers order by s + 1, max(name)', TABLES)).toBe('s bigint');
  expect(columnsOf('select 1 as x union all select 2 order by x', TABLES)).toBe('x integer not null');
  expect(columnsOf('select distinct lower(name) from customers order by LOWER(Name)', TABLES)).toBe(
    '? varchar not null',
  );
  expect(columnsOf('select distinct * from anything order by a', TABLES)).toBe('unknown');
});

test('problems', () => {
  expect(problemsOf('select id from customers order by 2', TABLES)).toMatchInlineSnapshot(`
    "error[position-out-of-range]: ORDER BY 2: SELECT has 1 column.
      query.sql:1:35
      1 | select id from customers order by 2
        |                                   ^"
  `);
  expect(problemsOf('select id x from customers order by y', TABLES)).toMatchInlineSnapshot(`
    "error[column-unknown]: There is no column "y" here.
      query.sql:1:37
      1 | select id x from customers order by y
        |                                     ^
      hint: Did you mean "x"?"
  `);
  expect(problemsOf('select id x, name x from customers order by x', TABLES)).toMatchInlineSnapshot(`
    "error[column-ambiguous]: There is more than one column "x" here.
      query.sql:1:45
      1 | select id x, name x from customers order by x
        |                                             ^
      hint: Give the columns different names."
  `);
  expect(problemsOf('select distinct id from customers order by name', TABLES)).toMatchInlineSnapshot(`
    "error[order-by-not-selected]: SELECT DISTINCT cannot be ordered by "name", which is not selected.
      query.sql:1:44
      1 | select distinct id from customers order by name
        |                                            ^^^^
      hint: Select it as it stands in ORDER BY, or order by the alias or position of a column."
  `);
  expect(problemsOf('select distinct id x from customers order by x + 1', TABLES)).toMatchInlineSnapshot(`
    "error[order-by-not-selected]: SELECT DISTINCT cannot be ordered by "x + 1", which is not selected.
      query.sql:1:46
      1 | select distinct id x from customers order by x + 1
        |                                              ^^^^^
      hint: Select it as it stands in ORDER BY, or order by the alias or position of a column."
  `);
  expect(problemsOf('select max(id) as id from customers order by max(id)', TABLES)).toMatchInlineSnapshot(`
    "error[order-by-aggregate-of-alias]: In ORDER BY, "id" is the column of SELECT, which max() cannot take.
      query.sql:1:50
      1 | select max(id) as id from customers order by max(id)
        |                                                  ^^
      hint: Order by the alias of the aggregate, or name the table's column, as t.id."
  `);
  expect(problemsOf('select 1 as x union all select 2 order by y', TABLES)).toMatchInlineSnapshot(`
    "error[column-unknown]: There is no column "y" here.
      query.sql:1:43
      1 | select 1 as x union all select 2 order by y
        |                                           ^
      hint: Did you mean "x"?"
  `);
  expect(problemsOf('select map(array[1], array[2]) as m order by m', TABLES)).toMatchInlineSnapshot(`
    "error[type-not-orderable]: ORDER BY: values of map(integer, integer) have no order.
      query.sql:1:46
      1 | select map(array[1], array[2]) as m order by m
        |                                              ^"
  `);
  expect(problemsOf('select 1 fetch first 1 row with ties', TABLES)).toMatchInlineSnapshot(`
    "error[ties-without-order]: WITH TIES needs an ORDER BY.
      query.sql:1:22
      1 | select 1 fetch first 1 row with ties
        |                      ^"
  `);
  expect(problemsOf('select id from customers window w as (order by id), W as (order by name)', TABLES))
    .toMatchInlineSnapshot(`
    "error[window-twice]: WINDOW names "W" more than once.
      query.sql:1:53
      1 | lect id from customers window w as (order by id), W as (order by name)
        |                                                   ^^^^^^^^^^^^^^^^^^^^"
  `);
});
