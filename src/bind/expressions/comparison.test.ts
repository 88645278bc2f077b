import { describe, test } from 'vitest';
import { checkCoercions, checkProblem, checkType } from './testkit/check.ts';

describe('comparisons', () => {
  test.each([
    ['id = 1', 'boolean not null'],
    ['n < 1.5', 'boolean'],
    ['day < ts', 'boolean'],
    ['n is distinct from null', 'boolean not null'],
    ['js = js', 'boolean'],
    ['mystery = 1', 'boolean'],
    ['(id, name) = (1, name)', 'boolean'],
    ['array[id] = array[1]', 'boolean'],
    ['array[n] is distinct from array[1]', 'boolean not null'],
    ['n is null', 'boolean not null'],
    ['attrs is not null', 'boolean not null'],
  ])('%s is %s', checkType);

  test('sides come to one type', () => {
    checkCoercions('n = id', ['n: bigint']);
    checkCoercions('day >= ts', ['day: timestamp(6)']);
    checkCoercions("code = 'a'", ["'a': char(3)"]);
    checkCoercions('price > 1.5', ['1.5: decimal(10,2)']);
    checkCoercions('id = 5', ['5: bigint']);
  });

  test.each([
    ["day = '2024-01-01'", '"=" cannot be applied to date and varchar(10).', "Write DATE '2024-01-01'."],
    ["'5' < n", '"<" cannot be applied to varchar(1) and integer.', 'Write 5.'],
    ["id = 'abc'", '"=" cannot be applied to bigint and varchar(3).', 'Write CAST(id AS varchar).'],
    ['n = name', '"=" cannot be applied to integer and varchar(10).', 'Write CAST(name AS integer).'],
    ['js < js', '"<" cannot be applied to json and json.', undefined],
    ['(1, 2) = 1', '"=" cannot be applied to row(integer, integer) and integer.', undefined],
    [
      "n is distinct from 'a'",
      '"IS DISTINCT FROM" cannot be applied to integer and varchar(1).',
      'Write CAST(n AS varchar).',
    ],
  ])('%s is refused', (text, message, hint) => {
    checkProblem(text, `operator-types: ${message}`, hint);
  });

  test('with NULL', () => {
    checkProblem('n = null', 'comparison-with-null: "=" with NULL is never true.', 'Write IS NULL.');
    checkProblem('n <> null', 'comparison-with-null: "<>" with NULL is never true.', 'Write IS NOT NULL.');
  });
});
