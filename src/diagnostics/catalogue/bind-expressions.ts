import { didYouMean } from '../suggest.ts';
import { defineCodes } from './define.ts';

/** What the binder can say of expressions, by Trino's rules. */
export const bindExpressionCodes = defineCodes({
  'column-unknown': {
    severity: 'error',
    message: (p: { name: string; relation?: string | undefined }) =>
      `There is no column "${p.name}" ${p.relation === undefined ? 'here' : `in "${p.relation}"`}.`,
    explain: `The name is neither a column of what FROM offers nor a parameter of a lambda around it. Names are compared without regard to case. A text
stands in single quotes; in double quotes stands a name.

Bad: \`select custmer_id from orders\`, \`where status = "paid"\`

Good: \`select customer_id from orders\`, \`where status = 'paid'\``,
  },
  'relation-unknown': {
    severity: 'error',
    message: (p: { name: string; relations: readonly string[] }) => `There is no relation "${p.name}" in FROM here.`,
    hint: (p: { name: string; relations: readonly string[] }) =>
      didYouMean(p.name, p.relations) ??
      (p.relations.length > 0 ? `FROM has ${p.relations.map((name) => `"${name}"`).join(', ')}.` : undefined),
    explain: `The name before the point is neither a relation of FROM, nor a column that holds rows. A relation with an alias is known by its alias
alone.

Bad: \`select orders.id from orders o\`

Good: \`select o.id from orders o\``,
  },
  'column-ambiguous': {
    severity: 'error',
    message: (p: { name: string; relations: readonly string[] }) =>
      p.relations.length > 1
        ? `The column "${p.name}" is in more than one relation: ${p.relations.map((name) => `"${name}"`).join(', ')}.`
        : `There is more than one column "${p.name}"${p.relations[0] === undefined ? ' here' : ` in "${p.relations[0]}"`}.`,
    hint: (p: { name: string; relations: readonly string[] }) =>
      p.relations.length > 1 ? `Say which one, as "${p.relations[0]}.${p.name}".` : 'Give the columns different names.',
    explain: `Two relations in FROM have a column of this name.

Bad: \`select id from orders o join customers c on o.customer_id = c.id\`

Good: \`select o.id from orders o join customers c on o.customer_id = c.id\``,
  },
  'field-unknown': {
    severity: 'error',
    message: (p: { name: string; of: string; type: string }) =>
      `There is no field "${p.name}" in "${p.of}", whose type is ${p.type}.`,
    explain: `A point behind a value names a field of a row. The value has another type, or its row has no such field.

Bad: \`select address.ctiy from customers\` where address is row(street varchar, city varchar)

Good: \`select address.city from customers\``,
  },
  'field-ambiguous': {
    severity: 'error',
    message: (p: { name: string }) => `The row has more than one field "${p.name}".`,
    hint: () => 'Take it by its number, as in (row)[2], or give the fields different names.',
    explain: `A point behind a row names one of its fields, without regard to case, so the name must be there once.

Bad: \`cast(row(1, 2) as row(a integer, a integer)).a\`

Good: \`cast(row(1, 2) as row(a integer, b integer)).a\``,
  },
  'operator-types': {
    severity: 'error',
    message: (p: { operator: string; left: string; right: string }) =>
      `"${p.operator}" cannot be applied to ${p.left} and ${p.right}.`,
    explain: `Trino converts a value by itself only where nothing can be lost (integer to bigint, date to timestamp), never between text and
numbers or dates. Say with CAST which is meant.

Bad: \`where order_date = '2024-01-01'\`

Good: \`where order_date = date '2024-01-01'\``,
  },
  'operator-type': {
    severity: 'error',
    message: (p: { operator: string; type: string }) => `"${p.operator}" cannot be applied to ${p.type}.`,
    explain: `The operator does not take a value of this type.

Bad: \`select -name from customers\`

Good: \`select -balance from customers\``,
  },
  'between-types': {
    severity: 'error',
    message: (p: { type: string; low: string; high: string }) =>
      `BETWEEN cannot be applied to ${p.type}, ${p.low} and ${p.high}.`,
    hint: () => 'Bring the value and both bounds to one type that has an order, with CAST.',
    explain: `The value and both bounds must have one type that has an order. Trino converts by itself only where nothing can be lost.

Bad: \`order_date between '2024-01-01' and '2024-12-31'\`

Good: \`order_date between date '2024-01-01' and date '2024-12-31'\``,
  },
  'not-boolean': {
    severity: 'error',
    message: (p: { what: string; type: string }) => `${p.what} must be boolean, but is ${p.type}.`,
    explain: `A condition is a comparison or another boolean value. Trino does not take numbers or texts for one.

Bad: \`where is_active\` with an integer column

Good: \`where is_active = 1\``,
  },
  'types-differ': {
    severity: 'error',
    message: (p: { what: string; type: string; other: string }) =>
      `${p.what} must have one type, but ${p.type} and ${p.other} have none in common.`,
    hint: () => 'Bring them to one type with CAST.',
    explain: `The values come together in one result, so Trino needs one type that can hold them all. It converts by itself only where nothing can be
lost.

Bad: \`case when paid then 1 else 'no' end\`

Good: \`case when paid then '1' else 'no' end\``,
  },
  'type-not-comparable': {
    severity: 'error',
    message: (p: { what: string; type: string }) => `${p.what}: values of ${p.type} cannot be compared.`,
    explain: `Trino has no equality for this type, so it can be neither compared nor searched in a list.`,
  },
  'type-not-orderable': {
    severity: 'error',
    message: (p: { what: string; type: string }) => `${p.what}: values of ${p.type} have no order.`,
    explain: `Trino knows no smaller and greater for this type: maps, json, and arrays and rows that hold them.`,
  },
  'like-not-text': {
    severity: 'error',
    message: (p: { what: string; type: string }) => `${p.what} must be a text, but is ${p.type}.`,
    hint: () => 'Write CAST(… AS varchar).',
    explain: `LIKE compares a varchar or char with a pattern that is a varchar; so is the sign behind ESCAPE.

Bad: \`where id like '10%'\`

Good: \`where cast(id as varchar) like '10%'\``,
  },
  'literal-invalid': {
    severity: 'error',
    message: (p: { text: string; type: string }) => `"${p.text}" is not a valid ${p.type}.`,
    explain: `The text of a literal is read when the query is analysed: it must be a value of the type.

Bad: \`date '2024-02-30'\`, \`timestamp 'yesterday'\`

Good: \`date '2024-02-29'\``,
  },
  'type-unknown': {
    severity: 'error',
    message: (p: { name: string }) => `There is no type "${p.name}".`,
    explain: `The name behind AS in CAST or before a literal is no type of Trino.

Bad: \`cast(id as string)\`, \`cast(price as numeric(50, 2))\`

Good: \`cast(id as varchar)\`, \`cast(price as decimal(38, 2))\``,
  },
  'cast-impossible': {
    severity: 'error',
    message: (p: { from: string; to: string }) => `${p.from} cannot be cast to ${p.to}.`,
    explain: `Trino has no conversion between the two types, whatever the value.

Bad: \`cast(order_date as bigint)\`

Good: \`cast(to_unixtime(cast(order_date as timestamp)) as bigint)\``,
  },
  'cast-always-fails': {
    severity: 'warning',
    message: (p: { text: string; type: string }) => `"${p.text}" is no ${p.type}: this cast always fails.`,
    hint: () => 'Mend the text, or write TRY_CAST where NULL is meant.',
    explain: `The value of the cast is written in the query and is not one of the type, so the query fails as soon as it gets to it.

Bad: \`cast('abc' as integer)\``,
  },
  'subscript-invalid': {
    severity: 'error',
    message: (p: { type: string; index: string }) => `A value of ${p.type} cannot be subscripted with ${p.index}.`,
    explain: `In \`a[i]\`, \`a\` is an array and \`i\` an integer from 1, or \`a\` is a map and \`i\` a key of its type, or \`a\` is a row and \`i\` the
number of a field, written out.

Bad: \`tags['first']\`

Good: \`tags[1]\``,
  },
  'row-index-invalid': {
    severity: 'error',
    message: (p: { index: string; count: number }) =>
      `The row has ${p.count} fields; there is none with number ${p.index}.`,
    explain: `Fields of a row are counted from 1, and the number behind a row must be written out as a literal.`,
  },
  'zone-types': {
    severity: 'error',
    message: (p: { what: string; type: string }) => `AT TIME ZONE: ${p.what} cannot be ${p.type}.`,
    explain: `AT TIME ZONE takes a time or timestamp, and a zone that is a text ('Europe/Berlin') or an interval ('2' hour).`,
  },
  'subquery-columns': {
    severity: 'error',
    message: (p: { columns: number; wanted: number }) =>
      `The subquery gives ${count(p.columns, 'column')}; ${count(p.wanted, 'is', 'are')} needed here.`,
    explain: `A subquery that stands for a value has one column. Behind IN and a comparison it has as many as the row on the left.

Bad: \`where customer_id in (select id, name from customers)\`

Good: \`where customer_id in (select id from customers)\``,
  },
  'division-by-zero': {
    severity: 'error',
    message: (p: { operator: string }) => `The right side of "${p.operator}" is zero: this always fails.`,
    hint: () => 'Write nullif(…, 0) where the divisor may be zero.',
    explain: `Integers and decimals cannot be divided by zero in Trino: the query fails when it gets to the expression. (A double gives Infinity.)`,
  },
  'comparison-with-null': {
    severity: 'warning',
    message: (p: { operator: string }) => `"${p.operator}" with NULL is never true.`,
    hint: (p: { operator: string }) =>
      p.operator === 'NOT IN' ? 'Leave NULL out of the list.' : `Write IS ${p.operator === '<>' ? 'NOT ' : ''}NULL.`,
    explain: `NULL is not equal to anything, not even to NULL, so the comparison gives NULL and a condition with it keeps no row.

Bad: \`where deleted_at = null\`

Good: \`where deleted_at is null\``,
  },
});

function count(number: number, singular: string, plural: string = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}
