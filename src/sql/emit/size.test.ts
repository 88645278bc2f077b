import { expect, test } from 'vitest';
import { bindStatement } from '../../bind/bind.ts';
import { catalogOf } from '../../bind/testkit/bind-sql.ts';
import { invariant, printDiagnostics } from '../../diagnostics/index.ts';
import { parseSql } from '../parse.ts';
import { emitStatement } from '../translate.ts';

// What is written by programs is long, not deep: the translation may not recurse along it.
const LONG = 5_000;
const CATALOG = catalogOf({
  orders: 'id bigint, amount bigint, status varchar, day date, at timestamp(3) with time zone',
  customers: 'id bigint',
  mystery: undefined,
});

function chain(write: (index: number) => string, separator: string): string {
  return Array.from({ length: LONG }, (_, index) => write(index)).join(separator);
}

test.each([
  ['AND', `select id from orders where ${chain((index) => `amount > ${index}`, ' and ')}`],
  ['OR', `select id from orders where ${chain((index) => `amount > ${index}`, ' or ')}`],
  ['+', `select ${chain(() => 'id', ' + ')} as s from orders`],
  ['||', `select ${chain(() => 'status', ' || ')} as s from orders`],
  ['IN', `select id from orders where id in (${chain(String, ', ')})`],
  ['CASE', `select case ${chain((index) => `when id = ${index} then amount`, ' ')} end as c from orders`],
  ['joins', `select o.id from orders o ${chain((index) => `join customers c${index} on c${index}.id = o.id`, ' ')}`],
  ['left joins', `select o.id from orders o ${chain((index) => `left join customers c${index} on c${index}.id = o.id`, ' ')}`],
  ['USING', `select id from orders o ${chain((index) => `join customers c${index} using (id)`, ' ')}`],
  ['commas', `select t1.id from ${chain((index) => `customers t${index}`, ', ')}`],
  ['UNION ALL', chain(() => 'select id from orders', ' union all ')],
  ['INTERSECT', chain(() => 'select id from orders', ' intersect ')],
  ['AND in ON', `select o.id from orders o join customers c on ${chain((index) => `o.id > ${index}`, ' and ')}`],
  ['intervals', `select day${" + interval '1' month".repeat(LONG)} as d from orders`],
  ['days in a zone', `select cast(at_timezone(at, 'Europe/Berlin')${" + interval '1' day".repeat(LONG)} as varchar) as d from orders`],
  ['DISTINCT and ORDER BY', `select distinct ${chain(() => 'id', ' + ')} as s from orders order by s`],
  ['zones of UNION ALL', `select hour(t) as h from (${chain(() => 'select at as t from orders', ' union all ')})`],
  ['names for UNION ALL', `select t from (${chain(() => 'select id from orders', ' union all ')}) as x(t)`],
  ['unknown ||', `select ${chain(() => 'a', ' || ')} as s from mystery`],
  ['common tables', `with c0 as (select id from orders), ${chain((index) => `c${index + 1} as (select id from c${index})`, ', ')} select id from c${LONG}`],
  ['VALUES', `select x from (values ${chain(String, ', ')}) t(x)`],
  ['columns', `select count(*) as n from (select ${chain((index) => `id as c${index}`, ', ')} from orders)`],
])('a chain of %s', (_, sql) => {
  const parsed = parseSql({ file: 'm.sql', text: sql });
  invariant(parsed.value, printDiagnostics(parsed.diagnostics));
  const bound = bindStatement(parsed.value, CATALOG);
  const { value, diagnostics } = emitStatement(parsed.value, bound);
  expect(printDiagnostics(diagnostics)).toBe('');
  expect(value?.length).toBeGreaterThan(LONG);
}); // prettier-ignore
