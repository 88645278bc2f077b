import { describe, expect, test } from 'vitest';
import { bindSql } from '../testkit/bind-sql.ts';
import { checkCoercions, checkProblem, checkType } from './testkit/check.ts';

describe('AND and OR', () => {
  test.each([
    ['flag and id > 1', 'boolean'],
    ['id > 1 or id < 0', 'boolean not null'],
    ['flag or null', 'boolean'],
    ['mystery and flag', 'boolean'],
    ['not flag', 'boolean'],
    ['not (id = 1)', 'boolean not null'],
  ])('%s is %s', checkType);

  test('NULL becomes a boolean', () => checkCoercions('flag and null', ['null: boolean']));

  test('sides must be boolean', () => {
    checkProblem('n and flag', 'not-boolean: A side of AND must be boolean, but is integer.', undefined, 'n');
    checkProblem('not name', 'not-boolean: The operand of NOT must be boolean, but is varchar(10).', undefined, 'name');
  });

  test.each(['and', 'or'])('thousands of terms with %s', (operator) => {
    const terms = Array.from({ length: 3_000 }, (_, index) => `a = ${index}`).join(` ${operator} `);
    const { columns, diagnostics } = bindSql(`select ${terms} from t`, { t: 'a bigint' });
    expect(diagnostics).toEqual([]);
    expect(columns?.[0]?.type).toEqual({ kind: 'boolean' });
  });
});
