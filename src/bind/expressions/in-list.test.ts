import { describe, test } from 'vitest';
import { checkCoercions, checkProblem, checkType } from './testkit/check.ts';

describe('IN and BETWEEN', () => {
  test.each([
    ['id in (1, 2)', 'boolean not null'],
    ['id in (1, null)', 'boolean'],
    ["name in ('a', code)", 'boolean'],
    ['mystery in (1, 2)', 'boolean'],
    ['id between 1 and 2.5', 'boolean not null'],
    ['day between day and ts', 'boolean'],
    ['mystery between 1 and 2', 'boolean'],
    ['id between null and 1', 'boolean'],
  ])('%s is %s', checkType);

  test('all come to one type', () => {
    checkCoercions('n in (id, 1)', ['n: bigint', '1: bigint']);
    checkCoercions('n between 1 and 2.5', ['n: decimal(11,1)', '1: decimal(11,1)', '2.5: decimal(11,1)']);
  });

  test('types without a common one', () => {
    const rest = 'must have one type, but';
    const hint = 'Bring them to one type with CAST.';
    checkProblem(
      "id in (1, 'a')",
      `types-differ: The value and the list of IN ${rest} bigint and varchar(1) have none in common.`,
      hint,
      "'a'",
    );
    checkProblem(
      "day in ('2024-01-01')",
      `types-differ: The value and the list of IN ${rest} date and varchar(10) have none in common.`,
      "Write DATE '2024-01-01'.",
      "'2024-01-01'",
    );
    checkProblem(
      'id between name and 2',
      'between-types: BETWEEN cannot be applied to bigint, varchar(10) and integer.',
      'Bring the value and both bounds to one type that has an order, with CAST.',
    );
    checkProblem(
      'js between js and js',
      'between-types: BETWEEN cannot be applied to json, json and json.',
      'Bring the value and both bounds to one type that has an order, with CAST.',
    );
  });

  test('NOT IN with NULL', () => {
    checkProblem(
      'id not in (1, null)',
      'comparison-with-null: "NOT IN" with NULL is never true.',
      'Leave NULL out of the list.',
      'null',
    );
  });
});
