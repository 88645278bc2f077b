import { describe, test } from 'vitest';
import { checkCoercions, checkProblem, checkType } from './testkit/check.ts';

const HINT = 'Write CAST(… AS varchar).';

describe('LIKE', () => {
  test.each([
    ["name like 'a%'", 'boolean not null'],
    ["code like 'a%'", 'boolean'],
    ["name not like 'a#%' escape '#'", 'boolean not null'],
    ['name like null', 'boolean'],
    ["mystery like 'a'", 'boolean'],
  ])('%s is %s', checkType);

  test('NULL becomes a text', () => checkCoercions('name like null', ['null: varchar']));

  test('what is no text', () => {
    checkProblem("id like '1%'", 'like-not-text: The left side of LIKE must be a text, but is bigint.', HINT, 'id');
    checkProblem('name like code', 'like-not-text: The pattern of LIKE must be a text, but is char(3).', HINT, 'code');
    checkProblem(
      "name like 'a' escape 1",
      'like-not-text: The escape sign of LIKE must be a text, but is integer.',
      HINT,
      '1',
    );
  });
});
