import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { builtInChecks, builtInTestNames, findCheck } from './index.ts';
import { allSuites } from './testkit/all-suites.ts';

const checks = [...new Set(Object.values(builtInChecks))];

describe('built-in checks', () => {
  test('are found with and without their namespace', () => {
    expect(findCheck('dbt_utils.accepted_range')).toBe(findCheck('accepted_range'));
    expect(findCheck('expect_column_to_exist')).toBe(findCheck('dbt_expectations.expect_column_to_exist'));
    expect(findCheck('dbt_utils.unique')).toBeUndefined();
    expect(findCheck('constructor')).toBeUndefined();
  });

  test('have names of their own', () => {
    const names = checks.map((check) => check.name);
    expect(new Set(names).size).toBe(names.length);
    expect(builtInTestNames).toEqual([...builtInTestNames].sort());
    expect(builtInTestNames).toHaveLength(checks.reduce((sum, check) => sum + (check.namespace ? 2 : 1), 0));
  });

  test.each(checks.map((check) => [check.name, check] as const))('%s says what it takes', (_, check) => {
    const { parameters, relations } = check;
    expect(() => new Ajv({ strict: true, allowUnionTypes: true }).compile(parameters)).not.toThrow();
    expect(check.description).toMatch(/\.$/);
    for (const name of [...parameters.required, ...relations])
      expect(Object.keys(parameters.properties)).toContain(name);
    for (const property of Object.values(parameters.properties)) expect(property.description).toMatch(/\.$/);
    expect(check.broken === undefined).toBe(check.kind === 'table');
  });

  // The cases themselves: passes, fails, NULLs, an empty table.
  test('have cases on an engine', () => {
    const shown = new Set(allSuites.map((suite) => findCheck(suite.check)));
    const missing = checks.filter((check) => !shown.has(check));
    expect(missing.map((check) => check.name)).toEqual([]);
  });
});
