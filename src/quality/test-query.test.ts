import { afterAll, describe, expect, test } from 'vitest';
import { DiagnosticError } from '../diagnostics/index.ts';
import type { NodeConfig } from '../project/project.ts';
import { asRelation, NOW } from './testkit/check-case.ts';
import { openEngine } from './testkit/engine.ts';
import { testConfig, testNode } from './testkit/test-node.ts';
import { checkConditions, decide, failingRowsQuery, testQuery, whereQuery } from './test-query.ts';

const engine = await openEngine();
afterAll(() => engine.close());

const THREE = 'SELECT 1 AS x UNION ALL SELECT 2 UNION ALL SELECT 5; ';
const node = (config: Partial<NodeConfig>) => testNode({ name: 'mine' }, { config: testConfig(config) });

async function check(
  config: Partial<NodeConfig>,
  sql: string,
  expected: readonly [number, boolean, boolean],
): Promise<void> {
  const [row] = await engine.rows(testQuery(node(config), { sql, now: NOW }));
  expect([Number(row?.[0]), row?.[1], row?.[2]]).toEqual(expected);
}

describe('testQuery', () => {
  test('counts failing rows', () => check({}, THREE, [3, true, true]));
  test('no failing rows', () => check({}, 'SELECT 1 AS x WHERE FALSE -- none', [0, false, false]));
  test('limit', () => check({ limit: 2 }, THREE, [2, true, true]));
  test('warn_if and error_if', () => check({ warn_if: '> 2', error_if: 'between 10 and 20' }, THREE, [3, true, false]));
  test('fail_calc', () => check({ fail_calc: 'sum(x)', error_if: '> 8' }, THREE, [8, true, false]));
  test('fail_calc of nothing is 0', () =>
    check({ fail_calc: 'max(x)' }, 'SELECT 1 AS x WHERE FALSE', [0, false, false]));
  test('a fraction is compared before it is rounded', () =>
    check({ fail_calc: 'avg(x) / 10', warn_if: '> 0.2', error_if: '> 0.3' }, THREE, [0, true, false]));
  test('a condition that is SQL is refused', () =>
    expect(() => testQuery(node({ warn_if: '> 1 or 1=1' }), { sql: THREE, now: NOW })).toThrow(DiagnosticError));
  test('columns that are not known are asked for', () => {
    const shape = testNode({ name: 'dbt_expectations.expect_table_column_count_to_equal', arguments: { value: 1 } });
    const diagnostics = [expect.objectContaining({ code: 'test-columns-unknown' })];
    expect(() => testQuery(shape, { relation: '"t"', now: NOW })).toThrow(expect.objectContaining({ diagnostics }));
  });
  test('a built-in check with where', async () => {
    const { relation } = asRelation({ columns: 'id integer; x integer', rows: [[1, null], [2, null]] }); // prettier-ignore
    const notNull = testNode(
      { name: 'not_null', columnName: 'x' },
      { config: testConfig({ where: 'id = 1 -- the first' }) },
    );
    expect(await engine.rows(failingRowsQuery(notNull, { relation, now: NOW }))).toEqual([[1, null]]);
  });
});

test('failingRowsQuery keeps the limit', async () => {
  expect(await engine.rows(failingRowsQuery(node({ limit: 1 }), { sql: THREE, now: NOW }))).toHaveLength(1);
  expect(failingRowsQuery(node({}), { sql: 'SELECT 1;\n', now: NOW })).toBe('SELECT 1');
});

test('whereQuery', () => {
  expect(whereQuery('"s"."t"', undefined)).toBe('"s"."t"');
  expect(whereQuery('"s"."t"', 'a > 1 -- x')).toBe('(SELECT * FROM "s"."t" WHERE a > 1 -- x\n)');
});

test.each([
  [{}, 0, 'pass'],
  [{}, 1, 'fail'],
  [{ severity: 'warn' }, 1, 'warn'],
  [{ severity: 'warn', error_if: '> 0', warn_if: '> 5' }, 3, 'pass'],
  [{ error_if: '> 10' }, 5, 'warn'],
  [{ error_if: '> 10' }, 11, 'fail'],
  [{ error_if: '> 10', warn_if: '> 20' }, 11, 'fail'],
  [{ error_if: '> 10', warn_if: '> 5' }, 3, 'pass'],
] as const)('decide: %j with %d failures is a %s', (config, failures, expected) => {
  expect(decide(node(config), failures)).toBe(expected);
});

test('checkConditions points at the condition', () => {
  const config = testConfig({ warn_if: 'lots' });
  const span = { file: 'models/orders.yml', start: 9, end: 13 };
  const broken = testNode({ name: 'mine' }, { config, configSpans: { warn_if: span } });
  const [diagnostic] = checkConditions(broken, { texts: { 'models/orders.yml': 'warn_if: lots' } });
  expect(diagnostic?.message).toBe('"warn_if" of test "mine_orders_" must compare with a number, not say "lots".');
  expect(diagnostic).toMatchObject({ code: 'test-condition-invalid', place: { line: 1, column: 10 } });
  expect(checkConditions(node({}), { texts: {} })).toEqual([]);
});
