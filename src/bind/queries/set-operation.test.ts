import { expect, test } from 'vitest';
import { columnsOf, problemsOf, type Tables } from '../testkit/bind-sql.ts';

const TABLES: Tables = {
  orders:
    'id bigint not null, customer_id bigint, status varchar, amount decimal(10,2), items array(row(sku varchar, n integer)), address row(city varchar)',
  customers: 'id bigint not null, name varchar not null',
  anything: undefined,
};

test('common super types, names of the first, NULLs of all', () => {
  expect(columnsOf('select id x from customers union all select 1.5', TABLES)).toBe('x decimal(20,1) not null');
  expect(columnsOf('select id from orders union all select customer_id from orders', TABLES)).toBe('id bigint');
  expect(columnsOf('select id from orders intersect select customer_id from orders', TABLES)).toBe(
    'id bigint not null',
  );
  expect(columnsOf('select id from orders except select customer_id from orders', TABLES)).toBe('id bigint not null');
  expect(columnsOf("values (1, 'a'), (null, 'abc'), (2.5, null)", TABLES)).toBe('? decimal(11,1), ? varchar(3)');
  expect(columnsOf("select * from (values (1, 'a')) t(a, b)", TABLES)).toBe(
    'a integer not null, b varchar(1) not null',
  );
  expect(columnsOf('(select 1) union all (select 2 limit 1) limit 3', TABLES)).toBe('? integer not null');
  expect(columnsOf('values cast(row(1, true) as row(a integer, b boolean))')).toBe('? integer, ? boolean');
});

test('problems', () => {
  expect(problemsOf('select id, name from customers union all select id from orders', TABLES)).toMatchInlineSnapshot(`
    "error[set-operation-width]: UNION needs the same number of columns on both sides: there are 2 and 1.
      query.sql:1:42
      1 | select id, name from customers union all select id from orders
        |                                          ^^^^^^^^^^^^^^^^^^^^^"
  `);
  expect(problemsOf('select id from customers union all select name from customers', TABLES)).toMatchInlineSnapshot(`
    "error[set-operation-types]: Column 1 of UNION is bigint on one side and varchar on the other, which have no common type.
      query.sql:1:43
      1 | select id from customers union all select name from customers
        |                                           ^^^^
      hint: Bring them to one type with CAST. Columns are matched by position."
  `);
  expect(problemsOf('select 1 union select 2 union select true', TABLES)).toMatchInlineSnapshot(`
    "error[set-operation-types]: Column 1 of UNION is integer on one side and boolean on the other, which have no common type.
      query.sql:1:38
      1 | select 1 union select 2 union select true
        |                                      ^^^^
      hint: Bring them to one type with CAST. Columns are matched by position."
  `);
  expect(problemsOf("values (1, 'a'), (2)", TABLES)).toMatchInlineSnapshot(`
    "error[values-width]: Row 2 of VALUES has 1 value, but the first has 2.
      query.sql:1:19
      1 | values (1, 'a'), (2)
        |                   ^"
  `);
  expect(problemsOf("values (1, 'a'), (2, 3)", TABLES)).toMatchInlineSnapshot(`
    "error[types-differ]: The values of a column must have one type, but varchar(1) and integer have none in common.
      query.sql:1:22
      1 | values (1, 'a'), (2, 3)
        |                      ^
      hint: Bring them to one type with CAST."
  `);
  expect(problemsOf('values 1, x', TABLES)).toMatchInlineSnapshot(`
    "error[column-unknown]: There is no column "x" here.
      query.sql:1:11
      1 | values 1, x
        |           ^"
  `);
});
