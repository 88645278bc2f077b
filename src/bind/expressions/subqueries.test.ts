import { describe, test } from 'vitest';
import { checkCoercions, checkProblem, checkType } from './testkit/check.ts';

describe('subqueries', () => {
  test.each([
    ['(select max(id) from u)', 'bigint'],
    ['(select id, other from u)', 'row(id bigint, other varchar)'],
    ['exists (select 1 from u where u.id = t.id)', 'boolean not null'],
    ['id in (select id from u)', 'boolean not null'],
    ['id in (select n from u)', 'boolean'],
    ['n in (select 2.5)', 'boolean'],
    ["(id, name) in (select id, 'x' from u)", 'boolean'],
    ['id = any (select 1)', 'boolean not null'],
    ['n > all (select 2.5)', 'boolean'],
    ['null in (select 1, 2)', 'boolean'],
    ['mystery in (select 1)', 'boolean'],
    ['id in (select mystery from t)', 'boolean'],
  ])('%s is %s', checkType);

  test('the left side comes to the common type', () => checkCoercions('n in (select id from u)', ['n: bigint']));

  test('widths', () => {
    const one = 'subquery-columns: The subquery gives 2 columns; 1 is needed here.';
    checkProblem('id in (select id, other from u)', one, undefined, 'select id, other from u');
    const two = 'subquery-columns: The subquery gives 1 column; 2 are needed here.';
    checkProblem('(id, n) in (select id from u)', two, undefined, 'select id from u');
  });

  test('types', () => {
    const message = 'operator-types: "IN" cannot be applied to bigint and varchar.';
    checkProblem('id in (select other from u)', message, 'Write CAST(id AS varchar).', 'id');
    const order = 'operator-types: "> ALL" cannot be applied to json and json.';
    checkProblem('js > all (select js from t)', order, undefined, 'js');
  });

  test('names in subqueries', () => {
    const message = 'column-unknown: There is no column "othr" here.';
    checkProblem('(select othr from u)', message, 'Did you mean "other"?', 'othr');
  });
});
