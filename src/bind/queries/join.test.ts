import { expect, test } from 'vitest';
import { columnsOf, problemsOf, type Tables } from '../testkit/bind-sql.ts';

const TABLES: Tables = {
  orders:
    'id bigint not null, customer_id bigint, status varchar, amount decimal(10,2), items array(row(sku varchar, n integer)), address row(city varchar)',
  customers: 'id bigint not null, name varchar not null',
  anything: undefined,
};

test('outer joins make the other side nullable', () => {
  expect(columnsOf('select c.id, o.id from customers c join orders o on c.id = o.customer_id', TABLES)).toBe(
    'id bigint not null, id bigint not null',
  );
  expect(columnsOf('select c.id, o.id from customers c left join orders o on c.id = o.customer_id', TABLES)).toBe(
    'id bigint not null, id bigint',
  );
  expect(columnsOf('select c.id, o.id from customers c right join orders o on c.id = o.customer_id', TABLES)).toBe(
    'id bigint, id bigint not null',
  );
  expect(columnsOf('select c.id, o.id from customers c full join orders o on c.id = o.customer_id', TABLES)).toBe(
    'id bigint, id bigint',
  );
  expect(
    columnsOf(
      'select a.id, b.id, c.id from customers a left join customers b on a.id = b.id join customers c on b.id = c.id',
      TABLES,
    ),
  ).toBe('id bigint not null, id bigint, id bigint not null');
});

test('USING merges columns', () => {
  expect(columnsOf('select * from customers a join customers b using (id)', TABLES)).toBe(
    'id bigint not null, name varchar not null, name varchar not null',
  );
  expect(columnsOf('select * from customers a left join customers b using (ID)', TABLES)).toBe(
    'ID bigint not null, name varchar not null, name varchar',
  );
  expect(columnsOf('select * from customers a full join (values 1.5) b(id) using (id)', TABLES)).toBe(
    'id decimal(20,1) not null, name varchar',
  );
  expect(
    columnsOf('select id, b.name from customers a join customers b using (id) join customers c using (id)', TABLES),
  ).toBe('id bigint not null, name varchar not null');
  expect(columnsOf('select a.* from customers a join customers b using (id)', TABLES)).toBe('name varchar not null');
  expect(columnsOf('select id, x from customers a join anything b using (id)', TABLES)).toBe('id ?, x ?');
});

test('problems', () => {
  expect(problemsOf('select 1 from customers a join customers b on a.id', TABLES)).toMatchInlineSnapshot(`
    "error[not-boolean]: The condition of ON must be boolean, but is bigint.
      query.sql:1:47
      1 | select 1 from customers a join customers b on a.id
        |                                               ^^^^"
  `);
  expect(problemsOf('select id from customers a join customers b on a.id = b.id', TABLES)).toMatchInlineSnapshot(`
    "error[column-ambiguous]: The column "id" is in more than one relation: "a", "b".
      query.sql:1:8
      1 | select id from customers a join customers b on a.id = b.id
        |        ^^
      hint: Say which one, as "a.id"."
  `);
  expect(problemsOf('select a.id from customers a join customers b using (id)', TABLES)).toMatchInlineSnapshot(`
    "error[column-unknown]: There is no column "id" in "a".
      query.sql:1:8
      1 | select a.id from customers a join customers b using (id)
        |        ^^^^
      hint: USING makes one column of both: write "id" without "a"."
  `);
  expect(problemsOf('select 1 from customers a join orders b using (id, nam, id)', TABLES)).toMatchInlineSnapshot(`
    "error[using-unknown]: USING names "nam", which the left side of the join has not.
      query.sql:1:15
      1 | select 1 from customers a join orders b using (id, nam, id)
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      hint: Did you mean "name"?

    error[using-unknown]: USING names "nam", which the right side of the join has not.
      query.sql:1:15
      1 | select 1 from customers a join orders b using (id, nam, id)
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    error[using-twice]: USING names "id" more than once.
      query.sql:1:15
      1 | select 1 from customers a join orders b using (id, nam, id)
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
  `);
  expect(problemsOf("select 1 from customers a join (values 'x') b(id) using (id)", TABLES)).toMatchInlineSnapshot(`
    "error[using-types]: USING compares "id", which is bigint on the left and varchar(1) on the right.
      query.sql:1:15
      1 | select 1 from customers a join (values 'x') b(id) using (id)
        |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      hint: Join with ON and a CAST."
  `);
  expect(problemsOf('select 1 from customers a join customers b on a.id = c.id', TABLES)).toMatchInlineSnapshot(`
    "error[relation-unknown]: There is no relation "c" in FROM here.
      query.sql:1:54
      1 | ect 1 from customers a join customers b on a.id = c.id
        |                                                   ^^^^
      hint: Did you mean "a" or "b"?"
  `);
  expect(problemsOf('select 1 from orders o left join unnest(items) i on i.n > 1', TABLES)).toMatchInlineSnapshot(`
    "error[join-unnest-condition]: A left join with UNNEST takes no condition but TRUE.
      query.sql:1:53
      1 | lect 1 from orders o left join unnest(items) i on i.n > 1
        |                                                   ^^^^^^^
      hint: Write ON TRUE and put the condition into WHERE or a subquery."
  `);
  expect(problemsOf('select 1 from customers join customers b on count(*) > 1', TABLES)).toMatchInlineSnapshot(`
    "error[aggregate-misplaced]: The aggregate "count" cannot stand in the condition of a join.
      query.sql:1:45
      1 | select 1 from customers join customers b on count(*) > 1
        |                                             ^^^^^^^^
      hint: Compute it in a subquery, and use its column here."
  `);
  expect(problemsOf('select a from (values (1, 2)) t(a, a)', TABLES)).toMatchInlineSnapshot(`
    "error[column-ambiguous]: There is more than one column "a" in "t".
      query.sql:1:8
      1 | select a from (values (1, 2)) t(a, a)
        |        ^
      hint: Give the columns different names."
  `);
});
