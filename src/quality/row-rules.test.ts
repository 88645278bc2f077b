import { describe, expect, test } from 'vitest';
import { printDiagnostics } from '../diagnostics/index.ts';
import { ruleNode, rulesOf, type RuleCase } from './testkit/staging.ts';
import { testConfig, testNode } from './testkit/test-node.ts';
import { rowRules } from './row-rules.ts';

function names(cases: readonly RuleCase[]): readonly string[] {
  return rulesOf(cases).map((rule) => rule.name);
}

function problems(
  given: RuleCase,
  materialized: 'view' | 'table' | 'ephemeral',
  ownTests: readonly string[] = [],
): string {
  const { diagnostics, value } = rowRules({
    model: { name: 'orders', config: testConfig({ materialized }) },
    tests: [{ node: ruleNode(given), arguments: {} }],
    texts: { 'models/orders.yml': '- unique' },
    ownTests: new Set(ownTests),
  });
  expect(value).toHaveLength(diagnostics.length === 0 ? 1 : 0);
  return printDiagnostics(diagnostics);
}

describe('rowRules', () => {
  test('names are short, unique and sorted', () => {
    expect(
      names([
        { check: 'not_null', column: 'volt' },
        { check: 'dbt_utils.accepted_range', column: 'volt' },
        { check: 'dbt_utils.expression_is_true', arguments: { expression: 'a' } },
        { check: 'dbt_utils.expression_is_true', arguments: { expression: 'b' } },
        {
          check: 'dbt_utils.unique_combination_of_columns',
          arguments: { combination_of_columns: ['device id', 'ts'] },
        },
        { check: 'not_null', column: 'x', name: 'my, rule!' },
      ]),
    ).toEqual([
      'accepted_range_volt',
      'expression_is_true',
      'expression_is_true_2',
      'my_rule',
      'not_null_volt',
      'unique_combination_of_columns_device_id_ts',
    ]);
  });

  test('names do not depend on the order of tests', () => {
    const a = { check: 'dbt_utils.expression_is_true', arguments: { expression: 'a' }, id: 'test.a' };
    const b = { check: 'dbt_utils.expression_is_true', arguments: { expression: 'b' }, id: 'test.b' };
    const byId = (rules: ReturnType<typeof rulesOf>) => rules.map((rule) => [rule.id, rule.name]);
    expect(byId(rulesOf([a, b]))).toEqual(byId(rulesOf([b, a])));
  });

  test('tests without on_fail are left alone', () => {
    const node = testNode({ name: 'unique', columnName: 'a' });
    const model = { name: 'orders', config: testConfig({ materialized: 'view' }) };
    expect(rowRules({ model, tests: [{ node, arguments: {} }], texts: {} })).toEqual({ value: [], diagnostics: [] });
  });

  test('where is part of the rule, and NULL does not apply', () => {
    const [rule] = rulesOf([{ check: 'not_null', column: 'x', where: 'y > 1' }]);
    expect(rule?.broken('staged')).toBe('coalesce((y > 1), FALSE) AND (staged."x" IS NULL)');
  });

  test('names are quoted', () => {
    const [rule] = rulesOf([{ check: 'not_null', column: 'Order "Id"' }]);
    expect(rule?.broken('staged')).toBe('(staged."Order ""Id""" IS NULL)');
    expect(rule?.name).toBe('not_null_Order_Id');
  });

  test('what a rule is about', () => {
    const [rule] = rulesOf([{ check: 'not_null', column: 'x', maxFraction: 0.1, onFail: 'drop' }]);
    expect(rule).toMatchObject({
      id: 'test.shop.0',
      testId: 'test.shop.0',
      action: 'drop',
      maxFraction: 0.1,
      columns: ['x'],
    });
  });

  test('arguments that are wrong make no rule', () => {
    const given = { check: 'accepted_values', column: 'x', arguments: { values: 'a' } };
    expect(problems(given, 'table')).toContain('must be a list, not "a"');
  });

  test('a view stages nothing', () => {
    expect(problems({ check: 'unique', column: 'id' }, 'view')).toMatchInlineSnapshot(`
      "error[row-rule-without-table]: "unique_orders_id" has on_fail, but model "orders" is materialized as view.
        models/orders.yml:1:1
        1 | - unique
          | ^
        hint: Make the model a table or incremental, or take "on_fail" away: the test then runs after the model."
    `);
  });

  test('a test of a whole table blames no row', () => {
    expect(problems({ check: 'dbt_utils.recency' }, 'table')).toMatchInlineSnapshot(`
      "error[row-rule-unsupported]: Test "dbt_utils.recency" is about a whole table and cannot blame single rows, so it cannot have on_fail.
        models/orders.yml:1:1
        1 | - unique
          | ^
        hint: Keep it as a data test without on_fail, or say the rule on a row with "dbt_utils.expression_is_true"."
    `);
  });

  test("the project's own tests are no row rules, also under a built-in name", () => {
    expect(problems({ check: 'is_even' }, 'table')).toContain("is the project's own");
    expect(problems({ check: 'unique', column: 'id' }, 'table', ['unique'])).toContain("is the project's own");
  });
});
