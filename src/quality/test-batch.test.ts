import { afterAll, describe, expect, test } from 'vitest';
import type { GenericTest, NodeConfig } from '../project/project.ts';
import { batchTests, readBatch } from './test-batch.ts';
import { testQuery } from './test-query.ts';
import { asRelation, NOW } from './testkit/check-case.ts';
import { openEngine } from './testkit/engine.ts';
import { testConfig, testNode } from './testkit/test-node.ts';

const engine = await openEngine();
afterAll(() => engine.close());

type Test = Partial<GenericTest> & { readonly name: string; readonly config?: Partial<NodeConfig> };

const GIVEN = {
  columns: 'id integer; code varchar; x double',
  rows: [[1, 'a', 1], [2, 'a', -1], [3, null, null], [4, 'b', -7], [5, 'b', 50], [6, 'z', 2]],
}; // prettier-ignore

function candidates(tests: readonly Test[]) {
  const { relation, columns = [] } = asRelation(GIVEN);
  const context = { relation, columns, now: NOW };
  return tests.map(({ config, ...given }, index) => ({
    node: testNode(given, { uniqueId: `test.${index}`, config: testConfig(config ?? {}) }),
    context: { ...context, arguments: given.arguments ?? {} },
  }));
}

/** Tests in one batch have the failures that each has by itself. */
async function check(tests: readonly Test[], alone: readonly number[] = []): Promise<Readonly<Record<string, number>>> {
  const given = candidates(tests);
  const result = batchTests(given[0]?.context.relation ?? '', given);
  expect(result.alone).toEqual(alone.map((index) => `test.${index}`));
  if (!result.batch) return {};
  const [row = []] = await engine.rows(result.batch.sql);
  const failures = readBatch(result.batch, row as never);
  for (const { node, context } of given.filter(({ node }) => Object.hasOwn(failures, node.uniqueId))) {
    const [own] = await engine.rows(testQuery(node, context));
    expect(failures[node.uniqueId], node.name).toBe(Number(own?.[0]));
  }
  return failures;
}

describe('batchTests', () => {
  test('one scan for rules on rows, sets and plain aggregates', async () => {
    const failures = await check([
      { name: 'unique', columnName: 'code' },
      { name: 'not_null', columnName: 'code' },
      { name: 'accepted_values', columnName: 'code', arguments: { values: ['a'] } },
      { name: 'dbt_utils.accepted_range', columnName: 'x', arguments: { min_value: 0, max_value: 10 } },
      { name: 'dbt_expectations.expect_table_row_count_to_equal', arguments: { value: 7 } },
      { name: 'dbt_expectations.expect_column_max_to_be_between', columnName: 'x', arguments: { max_value: 10 } },
      { name: 'dbt_utils.expression_is_true', arguments: { expression: 'id < 4' } },
    ]);
    expect(Object.values(failures)).toEqual([2, 1, 2, 3, 1, 1, 3]);
  });

  test('each with its own where and limit', async () => {
    const failures = await check([
      { name: 'unique', columnName: 'code', config: { where: 'id <> 2' } },
      { name: 'unique', columnName: 'code', config: { where: 'x > 0' } },
      { name: 'unique', columnName: 'code', config: { limit: 1 } },
      { name: 'accepted_values', columnName: 'code', arguments: { values: ['a'] }, config: { where: "code <> 'z'" } },
      { name: 'dbt_expectations.expect_table_row_count_to_equal', arguments: { value: 3 }, config: { where: 'x > 0' } },
      { name: 'dbt_utils.sequential_values', columnName: 'id', config: { where: 'id in (1, 3)' } },
    ]);
    expect(Object.values(failures)).toEqual([1, 0, 1, 1, 0, 1]);
  });

  test('others run by themselves', () =>
    check(
      [
        { name: 'unique', columnName: 'code' },
        { name: 'unique', columnName: 'id' },
        { name: 'not_null', columnName: 'id', config: { store_failures: true } },
        { name: 'not_null', columnName: 'id', config: { fail_calc: 'max(id)' } },
        { name: 'dbt_utils.at_least_one', columnName: 'id' },
        { name: 'dbt_expectations.expect_column_max_to_be_between', columnName: 'x', arguments: { max_value: 1, group_by: ['code'] } },
        { name: 'projects_own' },
      ],
      [2, 3, 4, 5, 6],
    )); // prettier-ignore

  test('one test is no batch', () => check([{ name: 'unique', columnName: 'code' }], [0]));

  test('a batch is not too large', () => {
    const given = candidates(Array.from({ length: 60 }, () => ({ name: 'not_null', columnName: 'id' })));
    const { batch, alone } = batchTests(given[0]?.context.relation ?? '', given);
    expect([batch?.tests.length, alone.length]).toEqual([50, 10]);
    expect(JSON.parse(JSON.stringify(batch))).toEqual(batch);
  });
});
