import { expect, test } from 'vitest';
import { columnsOf, problemsOf, type Tables } from '../testkit/bind-sql.ts';

const TABLES: Tables = {
  orders:
    'id bigint not null, customer_id bigint, status varchar, amount decimal(10,2), items array(row(sku varchar, n integer)), address row(city varchar)',
  customers: 'id bigint not null, name varchar not null',
  anything: undefined,
};

test('tables, common tables and subqueries', () => {
  expect(columnsOf('select * from orders', TABLES)).toBe(
    'id bigint not null, customer_id bigint, status varchar, amount decimal(10,2), items array(row(sku varchar, n integer)), address row(city varchar)',
  );
  expect(columnsOf('select O.ID, o.status from s.orders o', TABLES)).toBe('ID bigint not null, status varchar');
  expect(columnsOf('select c.s.orders.id from c.s.orders', TABLES)).toBe('id bigint not null');
  expect(columnsOf('select * from (select id, id + 1 from orders) t(a, b)', TABLES)).toBe(
    'a bigint not null, b bigint not null',
  );
  expect(columnsOf('with orders as (select 1 x) select * from orders', TABLES)).toBe('x integer not null');
  expect(columnsOf('with orders as (select 1 x) select id from s.orders', TABLES)).toBe('id bigint not null');
  expect(columnsOf('select sequential_number from table(sequence(1, 9))', TABLES)).toBe(
    'sequential_number bigint not null',
  );
  expect(columnsOf('select id from customers tablesample bernoulli (10)', TABLES)).toBe('id bigint not null');
});

test('what is not known is no error', () => {
  expect(columnsOf('select * from anything', TABLES)).toBe('unknown');
  expect(columnsOf('select a, t.b, t.c.d, id from anything t, customers', TABLES)).toBe(
    'a ?, b ?, d ?, id bigint not null',
  );
  expect(columnsOf('select * from anything t(a, b)', TABLES)).toBe('a ?, b ?');
  expect(columnsOf('select name, t.* from customers c, nowhere t', TABLES)).toBe('unknown');
  expect(columnsOf('select c.* from customers c, nowhere t', TABLES)).toBe('id bigint not null, name varchar not null');
  expect(columnsOf('select (select x) from anything', TABLES)).toBe('? ?');
  expect(columnsOf('with a as (select * from anything) select x + 1, sum(y), a.z from a group by 1, 3', TABLES)).toBe(
    '? ?, ? ?, z ?',
  );
  expect(columnsOf('select x from anything union all select id from customers', TABLES)).toBe('x ?');
});

test('UNNEST and LATERAL see what stands before them', () => {
  expect(columnsOf('select o.id, i.sku, i.n from orders o cross join unnest(items) i', TABLES)).toBe(
    'id bigint not null, sku varchar, n integer',
  );
  expect(columnsOf('select sku, k from orders, unnest(orders.items) with ordinality as u(sku, n, k)', TABLES)).toBe(
    'sku varchar, k bigint not null',
  );
  expect(
    columnsOf('select k from orders left join unnest(items) with ordinality as u(sku, n, k) on true', TABLES),
  ).toBe('k bigint');
  expect(columnsOf("select * from unnest(array[1], map(array['a'], array[true]))", TABLES)).toBe(
    '? integer, ? varchar(1), ? boolean',
  );
  expect(columnsOf('select x from orders o, lateral (select o.id + 1 as x)', TABLES)).toBe('x bigint not null');
  expect(columnsOf('select x from anything a cross join unnest(a.list) u(x)', TABLES)).toBe('x ?');
  expect(columnsOf('select u.x from anything a, unnest(a.l, a.m) u(x, y)', TABLES)).toBe('x ?');
});

test('problems of relations', () => {
  expect(problemsOf('select * from orders o(a, b)', TABLES)).toMatchInlineSnapshot(`
    "error[alias-columns-count]: "o" has 6 columns, but 2 names for them.
      query.sql:1:22
      1 | select * from orders o(a, b)
        |                      ^^^^^^^
      hint: Give 6 names, or none."
  `);
  expect(problemsOf('select * from customers as c (a, b, c) where d > 1', TABLES)).toMatchInlineSnapshot(`
    "error[alias-columns-count]: "c" has 2 columns, but 3 names for them.
      query.sql:1:25
      1 | select * from customers as c (a, b, c) where d > 1
        |                         ^^^^^^^^^^^^^^
      hint: Give 2 names, or none."
  `);
  expect(problemsOf('with c(a) as (select id, name from customers) select a, b from c', TABLES)).toMatchInlineSnapshot(`
      "error[alias-columns-count]: "c" has 2 columns, but 1 name for them.
        query.sql:1:6
        1 | with c(a) as (select id, name from customers) select a, b from c
          |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: Give 2 names, or none."
    `);
  expect(problemsOf('select * from unnest(1)', TABLES)).toMatchInlineSnapshot(`
    "error[unnest-type]: UNNEST takes arrays and maps, not integer.
      query.sql:1:22
      1 | select * from unnest(1)
        |                      ^"
  `);
  expect(problemsOf('select * from orders, unnest(items) u(a)', TABLES)).toMatchInlineSnapshot(`
    "error[alias-columns-count]: "u" has 2 columns, but 1 name for them.
      query.sql:1:37
      1 | select * from orders, unnest(items) u(a)
        |                                     ^^^^
      hint: Give 2 names, or none."
  `);
  expect(problemsOf('select x from orders o, (select o.id as x) t', TABLES)).toMatchInlineSnapshot(`
    "error[relation-unknown]: There is no relation "o" in FROM here.
      query.sql:1:33
      1 | select x from orders o, (select o.id as x) t
        |                                 ^^^^"
  `);
  expect(problemsOf('select x.* from customers', TABLES)).toMatchInlineSnapshot(`
    "error[star-relation-unknown]: "x.*": FROM has no "x", only "customers".
      query.sql:1:8
      1 | select x.* from customers
        |        ^^^"
  `);
  expect(problemsOf('select custmers.* from customers', TABLES)).toMatchInlineSnapshot(`
    "error[star-relation-unknown]: "custmers.*": FROM has no "custmers", only "customers".
      query.sql:1:8
      1 | select custmers.* from customers
        |        ^^^^^^^^^^
      hint: Did you mean "customers"?"
  `);
  expect(problemsOf('select *', TABLES)).toMatchInlineSnapshot(`
    "error[star-without-from]: "*" stands for the columns of FROM, and there is no FROM.
      query.sql:1:8
      1 | select *
        |        ^"
  `);
  expect(problemsOf('select orders.id from orders o', TABLES)).toMatchInlineSnapshot(`
    "error[relation-unknown]: There is no relation "orders" in FROM here.
      query.sql:1:8
      1 | select orders.id from orders o
        |        ^^^^^^^^^
      hint: FROM has "o"."
  `);
  expect(problemsOf('select (id).* from customers', TABLES)).toMatchInlineSnapshot(`
    "error[star-of-no-row]: ".*" opens a row, but "id" is bigint.
      query.sql:1:8
      1 | select (id).* from customers
        |        ^^^^^^"
  `);
  expect(problemsOf("select * from customers tablesample bernoulli ('a')", TABLES)).toMatchInlineSnapshot(`
    "error[sample-not-a-number]: The percentage of TABLESAMPLE must be a number, but is varchar(1).
      query.sql:1:48
      1 | select * from customers tablesample bernoulli ('a')
        |                                                ^^^"
  `);
  expect(problemsOf("select * from table(sequence(1, 'a'))", TABLES)).toMatchInlineSnapshot(`
    "error[sequence-not-a-number]: TABLE(sequence(…)) takes whole numbers, not varchar(1).
      query.sql:1:33
      1 | select * from table(sequence(1, 'a'))
        |                                 ^^^"
  `);
});
