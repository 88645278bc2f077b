import { describe, expect, test } from 'vitest';
import type { Column } from '../../sql/tree.ts';
import { bindSql, problemsOf } from '../testkit/bind-sql.ts';
import { checkProblem, checkType } from './testkit/check.ts';

describe('columns', () => {
  test.each([
    ['id', 'bigint not null'],
    ['t.id', 'bigint not null'],
    ['T.Id', 'bigint not null'],
    ['"ID"', 'bigint not null'],
    ['n', 'integer'],
    ['address', 'row(street varchar, city varchar)'],
    ['address.city', 'varchar'],
    ['t.address.city', 'varchar'],
    ['mystery', '?'],
    ['mystery.anything', '?'],
    // Tables have such columns beside their own.
    ['"$path"', '?'],
    ['t."$partition"', '?'],
  ])('%s is %s', checkType);

  test('a name that nothing has', () => {
    checkProblem('nme', 'column-unknown: There is no column "nme" here.', 'Did you mean "name"?');
    checkProblem('t.nme', 'column-unknown: There is no column "nme" in "t".', 'Did you mean "name"?');
    checkProblem('x.name', 'relation-unknown: There is no relation "x" in FROM here.', 'Did you mean "t"?');
    checkProblem('orders.name', 'relation-unknown: There is no relation "orders" in FROM here.', 'FROM has "t".');
  });

  test('a text in double quotes', () => {
    checkProblem(
      'name = "paid"',
      'column-unknown: There is no column "paid" here.',
      "A text stands in single quotes: 'paid'.",
      '"paid"',
    );
  });

  test('fields of rows', () => {
    const type = 'row(street varchar, city varchar)';
    checkProblem('address.town', `field-unknown: There is no field "town" in "address", whose type is ${type}.`);
    checkProblem('name.x', 'field-unknown: There is no field "x" in "name", whose type is varchar(10).');
    checkProblem('address.city.x', 'field-unknown: There is no field "x" in "address.city", whose type is varchar.');
  });

  test('a name that two relations have', () => {
    const problems = problemsOf('select id from a, b', { a: 'id bigint', b: 'id bigint' });
    expect(problems).toMatchInlineSnapshot(`
      "error[column-ambiguous]: The column "id" is in more than one relation: "a", "b".
        query.sql:1:8
        1 | select id from a, b
          |        ^^
        hint: Say which one, as "a.id"."
    `);
  });

  test('an alias of SELECT is not seen in WHERE', () => {
    const { diagnostics } = bindSql('select a + 1 as total from t where total > 1', { t: 'a bigint' });
    expect(diagnostics.map(({ hint }) => hint)).toEqual([
      'An alias of SELECT is not seen in WHERE: repeat the expression, or put the query into a subquery.',
    ]);
  });

  test('relations whose columns are not known may have any', () => {
    const { diagnostics } = bindSql('select anything, m.x, m.y.z + 1 from m', { m: undefined });
    expect(diagnostics).toEqual([]);
  });

  test('one wrong name is told once, and nothing that follows from it', () => {
    const { diagnostics } = bindSql("select (nope + 1) || 'x' = 3 and nope2 is null from t", { t: 'a bigint' });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'There is no column "nope" here.',
      'There is no column "nope2" here.',
    ]);
  });

  test('what names refer to', () => {
    const { statement, facts, diagnostics } = bindSql(
      `select a as b, (select max(o.a + t.r.x) from o), transform(arr, x -> x + a) from t order by b`,
      { t: 'a bigint, r row(x integer), arr array(integer)', o: 'a integer' },
    );
    const found: string[] = [];
    eachColumn(statement.query, (column) => {
      const reference = facts.reference(column);
      const depth = reference?.kind === 'field' ? ` ${reference.field.qualifier?.join('.')} ${reference.depth}` : '';
      found.push(`${column.parts.join('.')}: ${reference?.kind}${depth}`);
    });
    expect(diagnostics).toEqual([]);
    expect(found).toEqual([
      'a: field t 0',
      'o.a: field o 0',
      't.r.x: field t 1',
      'arr: field t 0',
      'x: parameter',
      'a: field t 0',
      'b: output',
    ]);
  });
});

function eachColumn(node: unknown, visit: (column: Column) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if ('kind' in node && node.kind === 'column') visit(node as Column);
  else for (const part of Object.values(node)) eachColumn(part, visit);
}
