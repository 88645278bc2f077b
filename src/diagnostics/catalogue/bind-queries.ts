import { defineCodes } from './define.ts';

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** What the binder can say of queries and their clauses, by Trino's rules. */
export const bindQueryCodes = defineCodes({
  'alias-columns-count': {
    severity: 'error',
    message: (p: { relation: string; names: number; columns: number }) =>
      `"${p.relation}" has ${count(p.columns, 'column')}, but ${count(p.names, 'name')} for them.`,
    hint: (p: { columns: number }) => `Give ${count(p.columns, 'name')}, or none.`,
    explain: `A list of names behind an alias, or behind a name in WITH, names every column of the relation, in order.

Bad: \`from (values (1, 'a')) t(id)\`

Good: \`from (values (1, 'a')) t(id, name)\``,
  },
  'common-table-twice': {
    severity: 'error',
    message: (p: { name: string }) => `WITH names "${p.name}" more than once.`,
    hint: () => 'Give one of them another name.',
    explain: `Each name in a WITH stands for one query. Names are compared without regard to case.

Bad: \`with a as (select 1), a as (select 2) select * from a\`

Good: \`with a as (select 1), b as (select 2) select * from b\``,
  },
  'common-table-column-twice': {
    severity: 'error',
    message: (p: { name: string; table: string }) =>
      `The list of columns of "${p.table}" names "${p.name}" more than once.`,
    explain: `The names behind a name in WITH must differ.

Bad: \`with a(x, x) as (values (1, 2)) select 1 from a\`

Good: \`with a(x, y) as (values (1, 2)) select 1 from a\``,
  },
  'recursive-without-columns': {
    severity: 'error',
    message: (p: { name: string }) => `"${p.name}" in WITH RECURSIVE has no list of column names.`,
    hint: (p: { name: string }) => `Write ${p.name}(first_column, …) AS ….`,
    explain: `In WITH RECURSIVE, Trino wants a list of column names for every table, also for those that do not read themselves.

Bad: \`with recursive n as (select 1 union all select 2) select * from n\`

Good: \`with recursive n(x) as (select 1 union all select x + 1 from n where x < 9) select * from n\``,
  },
  'recursive-reference': {
    severity: 'error',
    message: (p: { name: string; problem: string }) => `"${p.name}" is read by itself ${p.problem}.`,
    explain: `A recursive query is a UNION of two parts. The first does not read the table; the second reads it once, in its own FROM (also in a
subquery there), and not on the side of an outer join whose row may be missing.

Bad: \`with recursive t(n) as (select 1 union all select n + 1 from t where n < (select max(n) from t)) select * from t\`

Good: \`with recursive t(n) as (select 1 union all select n + 1 from t where n < 9) select * from t\``,
  },
  'recursive-types': {
    severity: 'error',
    message: (p: { column: number; step: string; anchor: string }) =>
      `Column ${p.column} of the recursive step is ${p.step}, which does not become the ${p.anchor} of the first part.`,
    hint: (p: { anchor: string }) => `Write CAST(… AS ${p.anchor}) in the step, or a wider type in the first part.`,
    explain: `The first part of a recursive query fixes the types of its columns. What the step gives must become them without loss.

Bad: \`with recursive t(s) as (select 'a' union all select s || 'a' from t where length(s) < 9) select * from t\`

Good: \`with recursive t(s) as (select cast('a' as varchar) union all select s || 'a' from t where length(s) < 9) select * from t\``,
  },
  'star-without-from': {
    severity: 'error',
    message: () => '"*" stands for the columns of FROM, and there is no FROM.',
    explain: `Without FROM there are no columns that \`*\` could stand for.

Bad: \`select *\`

Good: \`select * from orders\``,
  },
  'star-relation-unknown': {
    severity: 'error',
    message: (p: { name: string; relations: readonly string[] }) =>
      p.relations.length > 0
        ? `"${p.name}.*": FROM has no "${p.name}", only ${quoted(p.relations)}.`
        : `"${p.name}.*": FROM has no "${p.name}".`,
    explain: `Before \`.*\` stands the alias of a relation in FROM, or its name where it has no alias. A row in a column is written with its relation,
\`t.address.*\`, or in parentheses, \`(address).*\`.

Bad: \`select orders.* from orders o\`

Good: \`select o.* from orders o\``,
  },
  'star-of-no-row': {
    severity: 'error',
    message: (p: { text: string; type: string }) => `".*" opens a row, but "${p.text}" is ${p.type}.`,
    explain: `\`(x).*\` gives the fields of a row as columns. The value has another type.

Bad: \`select (id).* from orders\`

Good: \`select (address).* from customers\` where address is a row`,
  },
  'using-unknown': {
    severity: 'error',
    message: (p: { name: string; side: 'left' | 'right' }) =>
      `USING names "${p.name}", which the ${p.side} side of the join has not.`,
    explain: `JOIN … USING compares columns that have the same name on both sides.

Bad: \`from orders join customers using (customer)\`

Good: \`from orders join customers using (customer_id)\`, or \`on orders.customer_id = customers.id\``,
  },
  'using-twice': {
    severity: 'error',
    message: (p: { name: string }) => `USING names "${p.name}" more than once.`,
    explain: `Each column of JOIN … USING stands there once.

Bad: \`a join b using (id, id)\`

Good: \`a join b using (id)\``,
  },
  'using-types': {
    severity: 'error',
    message: (p: { name: string; left: string; right: string }) =>
      `USING compares "${p.name}", which is ${p.left} on the left and ${p.right} on the right.`,
    hint: () => 'Join with ON and a CAST.',
    explain: `The two columns have no common type, so they cannot be equal.

Bad: \`orders join customers using (customer_id)\` with a bigint and a varchar

Good: \`orders o join customers c on cast(o.customer_id as varchar) = c.customer_id\``,
  },
  'join-lateral-name': {
    severity: 'error',
    message: (p: { name: string; type: string }) =>
      `The right side of a ${p.type} join uses "${p.name}" of the left side, whose row may be missing.`,
    hint: () => 'Write CROSS JOIN or LEFT JOIN … ON TRUE.',
    explain: `UNNEST and LATERAL are computed for each row of the left side. In a right or full join there are rows without one.

Bad: \`from orders o full join unnest(o.items) i(item) on true\`

Good: \`from orders o left join unnest(o.items) i(item) on true\``,
  },
  'join-unnest-condition': {
    severity: 'error',
    message: (p: { type: string }) => `A ${p.type} join with UNNEST takes no condition but TRUE.`,
    hint: () => 'Write ON TRUE and put the condition into WHERE or a subquery.',
    explain: `Trino joins UNNEST with CROSS JOIN, or with ON TRUE.

Bad: \`from orders o left join unnest(o.items) i(item) on i.item > 0\`

Good: \`from orders o left join unnest(filter(o.items, x -> x > 0)) i(item) on true\``,
  },
  'unnest-type': {
    severity: 'error',
    message: (p: { type: string }) => `UNNEST takes arrays and maps, not ${p.type}.`,
    explain: `UNNEST makes rows of an array's items or of a map's entries. Another value has none.

Bad: \`unnest(name)\`

Good: \`unnest(split(name, ','))\``,
  },
  'sample-not-a-number': {
    severity: 'error',
    message: (p: { type: string }) => `The percentage of TABLESAMPLE must be a number, but is ${p.type}.`,
    explain: `TABLESAMPLE takes a percentage from 0 to 100.

Bad: \`from orders tablesample bernoulli ('10')\`

Good: \`from orders tablesample bernoulli (10)\``,
  },
  'sequence-not-a-number': {
    severity: 'error',
    message: (p: { type: string }) => `TABLE(sequence(…)) takes whole numbers, not ${p.type}.`,
    explain: `The table function \`sequence(start, stop, step)\` counts in bigint.

Bad: \`table(sequence(date '2024-01-01', date '2024-01-31'))\`

Good: \`table(sequence(1, 31))\`, or \`unnest(sequence(date '2024-01-01', date '2024-01-31'))\``,
  },
  'values-width': {
    severity: 'error',
    message: (p: { row: number; width: number; first: number }) =>
      `Row ${p.row} of VALUES has ${count(p.width, 'value')}, but the first has ${p.first}.`,
    explain: `All rows of VALUES have the same number of values.

Bad: \`values (1, 'a'), (2)\`

Good: \`values (1, 'a'), (2, null)\``,
  },
  'set-operation-width': {
    severity: 'error',
    message: (p: { operator: string; left: number; right: number }) =>
      `${p.operator} needs the same number of columns on both sides: there are ${p.left} and ${p.right}.`,
    explain: `UNION, INTERSECT and EXCEPT match columns by position, not by name.

Bad: \`select id, name from a union all select id from b\`

Good: \`select id, name from a union all select id, null from b\``,
  },
  'set-operation-types': {
    severity: 'error',
    message: (p: { operator: string; column: number; left: string; right: string }) =>
      `Column ${p.column} of ${p.operator} is ${p.left} on one side and ${p.right} on the other, which have no common type.`,
    hint: () => 'Bring them to one type with CAST. Columns are matched by position.',
    explain: `UNION, INTERSECT and EXCEPT bring the columns of both sides to a common type, which text and numbers have not.

Bad: \`select id from a union all select code from b\` with a bigint and a varchar

Good: \`select cast(id as varchar) from a union all select code from b\``,
  },
  'position-out-of-range': {
    severity: 'error',
    message: (p: { clause: string; position: number; columns: number }) =>
      `${p.clause} ${p.position}: SELECT has ${count(p.columns, 'column')}.`,
    explain: `A number in GROUP BY or ORDER BY is the position of a column of SELECT, counted from 1.

Bad: \`select id, name from customers order by 3\`

Good: \`select id, name from customers order by 2\``,
  },
  'group-by-aggregate': {
    severity: 'error',
    message: (p: { position: number; text: string }) =>
      `GROUP BY ${p.position} is "${p.text}", which is made of groups.`,
    explain: `Rows are grouped before aggregates and window functions are computed, so neither can be a key.

Bad: \`select status, count(*) from orders group by 1, 2\`

Good: \`select status, count(*) from orders group by 1\``,
  },
  'grouping-set-not-a-column': {
    severity: 'error',
    message: (p: { text: string }) => `"${p.text}" is not a column: grouping sets, ROLLUP and CUBE take columns alone.`,
    hint: () => 'Compute it in a subquery and group by its column.',
    explain: `Trino takes expressions and positions in a plain GROUP BY, but only columns in GROUPING SETS, ROLLUP and CUBE.

Bad: \`select count(*) from orders group by rollup (year(order_date))\`

Good: \`select count(*) from (select year(order_date) as y from orders) group by rollup (y)\``,
  },
  'column-not-grouped': {
    severity: 'error',
    message: (p: { name: string; hasGroupBy: boolean }) =>
      p.hasGroupBy
        ? `"${p.name}" is neither in GROUP BY nor in an aggregate.`
        : `"${p.name}" is not in an aggregate, and there is no GROUP BY.`,
    hint: (p: { name: string; hasGroupBy: boolean }) =>
      `${p.hasGroupBy ? 'Add it to GROUP BY' : `Write GROUP BY ${p.name}`}, or say which value of the group is meant, as any_value(${p.name}).`,
    explain: `A query with GROUP BY or an aggregate gives one row for each group. A column that is no key may have many values in a group.

Bad: \`select customer_id, status, sum(amount) from orders group by customer_id\`

Good: \`select customer_id, max(status), sum(amount) from orders group by customer_id\``,
  },
  'grouping-not-a-key': {
    severity: 'error',
    message: (p: { text: string }) => `GROUPING() takes keys of GROUP BY, and "${p.text}" is none.`,
    explain: `GROUPING() says which keys a row of a grouping set has not, so its arguments are keys.

Bad: \`select grouping(status) from orders group by rollup (customer_id)\`

Good: \`select grouping(customer_id) from orders group by rollup (customer_id)\``,
  },
  'grouping-without-group-by': {
    severity: 'error',
    message: () => 'GROUPING() stands in a query without GROUP BY.',
    explain: `GROUPING() says which keys of GROUP BY a row has not.

Bad: \`select grouping(status) from orders\`

Good: \`select status, grouping(status), count(*) from orders group by rollup (status)\``,
  },
  'order-by-not-selected': {
    severity: 'error',
    message: (p: { text: string }) => `SELECT DISTINCT cannot be ordered by "${p.text}", which is not selected.`,
    hint: () => 'Select it as it stands in ORDER BY, or order by the alias or position of a column.',
    explain: `DISTINCT makes one row of many, which may differ in what is not selected. An expression over an alias is not the one selected, either.

Bad: \`select distinct name from customers order by id\`

Good: \`select distinct name, id from customers order by id\``,
  },
  'order-by-aggregate-of-alias': {
    severity: 'error',
    message: (p: { name: string; call: string }) =>
      `In ORDER BY, "${p.name}" is the column of SELECT, which ${p.call}() cannot take.`,
    hint: (p: { name: string }) => `Order by the alias of the aggregate, or name the table's column, as t.${p.name}.`,
    explain: `In ORDER BY a name means a column of SELECT first, which is made after the aggregates.

Bad: \`select status, sum(amount) as amount from orders group by status order by sum(amount)\`

Good: \`select status, sum(amount) as amount from orders group by status order by amount\``,
  },
  'ties-without-order': {
    severity: 'error',
    message: () => 'WITH TIES needs an ORDER BY.',
    explain: `WITH TIES keeps the rows that are equal to the last one in the order of ORDER BY.

Bad: \`select * from orders fetch first 10 rows with ties\`

Good: \`select * from orders order by amount desc fetch first 10 rows with ties\``,
  },
  'window-twice': {
    severity: 'error',
    message: (p: { name: string }) => `WINDOW names "${p.name}" more than once.`,
    explain: `Each name in a WINDOW clause stands for one window.

Bad: \`window w as (order by a), w as (order by b)\`

Good: \`window w as (order by a), v as (order by b)\``,
  },
});
