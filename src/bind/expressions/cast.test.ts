import { describe, test } from 'vitest';
import { checkProblem, checkType } from './testkit/check.ts';

describe('CAST', () => {
  test.each([
    ['cast(id as varchar)', 'varchar not null'],
    ['cast(n as decimal(10,2))', 'decimal(10,2)'],
    ['try_cast(name as integer)', 'integer'],
    ['cast(js as array(row(a integer)))', 'array(row(a integer))'],
    ['cast(null as date)', 'date'],
    ['cast(mystery as bigint)', 'bigint'],
    ["cast('5 ' as bigint)", 'bigint not null'],
    ["try_cast('abc' as bigint)", 'bigint'],
    ["case when flag then cast('abc' as bigint) end", 'bigint'],
  ])('%s is %s', checkType);

  test('a conversion that Trino has not', () => {
    checkProblem('cast(day as bigint)', 'cast-impossible: date cannot be cast to bigint.');
    checkProblem('try_cast(flag as date)', 'cast-impossible: boolean cannot be cast to date.');
  });

  test('a text that is none of the type', () => {
    const hint = 'Mend the text, or write TRY_CAST where NULL is meant.';
    const check = (text: string, message: string, at: string) =>
      checkProblem(text, `cast-always-fails: ${message}`, hint, at);
    check("cast('abc' as integer)", '"abc" is no integer: this cast always fails.', "'abc'");
    check('cast(300 as tinyint)', '"300" is no tinyint: this cast always fails.', '300');
    check("cast('2024-02-30' as date)", '"2024-02-30" is no date: this cast always fails.', "'2024-02-30'");
  });
});
