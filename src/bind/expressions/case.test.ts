import { describe, test } from 'vitest';
import { checkCoercions, checkProblem, checkType } from './testkit/check.ts';

const HINT = 'Bring them to one type with CAST.';

describe('CASE', () => {
  test.each([
    ['case when flag then 1 else 2 end', 'integer not null'],
    ['case when flag then 1 end', 'integer'],
    ['case when flag then 1 else 2.5 end', 'decimal(11,1) not null'],
    ["case when flag then 'a' when n > 1 then 'abc' else name end", 'varchar(10) not null'],
    ['case n when 1 then day else ts end', 'timestamp(6)'],
    ['case when flag then null end', 'unknown'],
    ['case when flag then null else id end', 'bigint'],
    ['case when mystery then 1 else mystery end', '?'],
    ['case js when js then 1 else 0 end', 'integer not null'],
  ])('%s is %s', checkType);

  test('results and values come to one type', () => {
    checkCoercions('case when flag then n else id end', ['n: bigint']);
    checkCoercions('case n when id then null else 1 end', ['n: bigint', 'null: integer']);
  });

  test('conditions must be boolean', () => {
    const message = 'not-boolean: A condition of CASE must be boolean, but is integer.';
    checkProblem('case when n then 1 end', message, undefined, 'n');
  });

  test('results of several types', () => {
    const message =
      'types-differ: The results of CASE must have one type, but integer and varchar(1) have none in common.';
    checkProblem("case when flag then 1 else 'a' end", message, HINT, "'a'");
  });

  test('values of another type than the operand', () => {
    const what = 'The operand of CASE and the values behind WHEN';
    const message = `types-differ: ${what} must have one type, but integer and varchar(1) have none in common.`;
    checkProblem("case n when 'a' then 1 end", message, HINT, "'a'");
  });

  test('NULL behind WHEN is never met', () => {
    const message = 'comparison-with-null: "CASE … WHEN" with NULL is never true.';
    checkProblem('case n when null then 1 end', message, 'Write IS NULL.', 'null');
  });
});
