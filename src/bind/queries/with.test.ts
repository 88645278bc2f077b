import { expect, test } from 'vitest';
import { columnsOf, problemsOf, type Tables } from '../testkit/bind-sql.ts';

const TABLES: Tables = {
  orders:
    'id bigint not null, customer_id bigint, status varchar, amount decimal(10,2), items array(row(sku varchar, n integer)), address row(city varchar)',
  customers: 'id bigint not null, name varchar not null',
  anything: undefined,
};

test('each sees those before it, and those around', () => {
  expect(columnsOf('with a as (select 1 x), b as (select x + 1 y from a) select * from b, a', TABLES)).toBe(
    'y integer not null, x integer not null',
  );
  expect(columnsOf('with a(Y) as (select id from customers) select y from A', TABLES)).toBe('y bigint not null');
  expect(columnsOf('with customers as (select id from customers) select * from customers', TABLES)).toBe(
    'id bigint not null',
  );
  expect(columnsOf('with a as (select 1 x) select * from (with a as (select true x) select * from a) b', TABLES)).toBe(
    'x boolean not null',
  );
  expect(columnsOf('with a as (select 1 x) select (select max(x) from a)', TABLES)).toBe('? integer');
});

test('recursion', () => {
  expect(
    columnsOf('with recursive t(n) as (select 1 union all select n + 1 from t where n < 9) select * from t', TABLES),
  ).toBe('n integer');
  expect(
    columnsOf('with recursive t(n) as (select id from customers), u(m) as (select n from t) select m from u', TABLES),
  ).toBe('m bigint not null');
});

test('problems', () => {
  expect(problemsOf('with a as (select 1), A as (select 2) select 1', TABLES)).toMatchInlineSnapshot(`
    "error[common-table-twice]: WITH names "A" more than once.
      query.sql:1:23
      1 | with a as (select 1), A as (select 2) select 1
        |                       ^^^^^^^^^^^^^^^
      hint: Give one of them another name."
  `);
  expect(problemsOf('with a(x, X) as (values (1, 2)) select 1', TABLES)).toMatchInlineSnapshot(`
    "error[common-table-column-twice]: The list of columns of "a" names "X" more than once.
      query.sql:1:6
      1 | with a(x, X) as (values (1, 2)) select 1
        |      ^^^^^^^^^^^^^^^^^^^^^^^^^^"
  `);
  expect(problemsOf('with a(x, y) as (select 1) select x, z from a', TABLES)).toMatchInlineSnapshot(`
    "error[alias-columns-count]: "a" has 1 column, but 2 names for them.
      query.sql:1:6
      1 | with a(x, y) as (select 1) select x, z from a
        |      ^^^^^^^^^^^^^^^^^^^^^
      hint: Give 1 name, or none."
  `);
  expect(problemsOf('with a as (select nme from customers) select b from a', TABLES)).toMatchInlineSnapshot(`
    "error[column-unknown]: There is no column "nme" here.
      query.sql:1:19
      1 | with a as (select nme from customers) select b from a
        |                   ^^^
      hint: Did you mean "name"?

    error[column-unknown]: There is no column "b" here.
      query.sql:1:46
      1 | with a as (select nme from customers) select b from a
        |                                              ^
      hint: The only column here is "nme"."
  `);
  expect(problemsOf('with recursive t as (select 1 union all select n from t) select * from t', TABLES))
    .toMatchInlineSnapshot(`
    "error[recursive-without-columns]: "t" in WITH RECURSIVE has no list of column names.
      query.sql:1:16
      1 | with recursive t as (select 1 union all select n from t) select * from t
        |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      hint: Write t(first_column, …) AS …."
  `);
  expect(problemsOf("with recursive t(n) as (select 1 union all select 'a' from t) select * from t", TABLES))
    .toMatchInlineSnapshot(`
    "error[recursive-types]: Column 1 of the recursive step is varchar(1), which does not become the integer of the first part.
      query.sql:1:51
      1 | with recursive t(n) as (select 1 union all select 'a' from t) select * from t
        |                                                   ^^^
      hint: Write CAST(… AS integer) in the step, or a wider type in the first part."
  `);
  expect(problemsOf('with recursive t(n) as (select 1 union all select 1, 2 from t) select * from t', TABLES))
    .toMatchInlineSnapshot(`
    "error[set-operation-width]: UNION needs the same number of columns on both sides: there are 1 and 2.
      query.sql:1:44
      1 | with recursive t(n) as (select 1 union all select 1, 2 from t) select * from t
        |                                            ^^^^^^^^^^^^^^^^^^"
  `);
});
