import type { Column } from '../../engines/engine.ts';
import type { JsonValue, TestNode } from '../../project/project.ts';
import { labelledQuery } from '../labelled-query.ts';
import { measureQuery, readMeasure, type Measure } from '../measure.ts';
import type { RowRule } from '../row-rule.ts';
import { rowRules } from '../row-rules.ts';
import { asRelation, columnsOf, type GivenRows } from './check-case.ts';
import type { Engine } from './engine.ts';
import { testConfig, testNode } from './test-node.ts';

/** A test with `on_fail` in short: check, column, action, and whatever else is said. */
export interface RuleCase {
  readonly check: string;
  readonly column?: string;
  readonly onFail?: 'quarantine' | 'drop' | 'warn' | 'fail';
  readonly arguments?: Readonly<Record<string, JsonValue | GivenRows>>;
  readonly where?: string;
  readonly maxFraction?: number;
  readonly name?: string;
  readonly id?: string;
}

export function ruleNode(given: RuleCase, index = 0): TestNode {
  const test = {
    name: given.check,
    onFail: given.onFail ?? ('quarantine' as const),
    arguments: Object.fromEntries(
      Object.entries(given.arguments ?? {}).map(([name, value]) => [name, isRows(value) ? `ref('other')` : value]),
    ),
    ...(given.column !== undefined && { columnName: given.column }),
    ...(given.maxFraction !== undefined && { maxFraction: given.maxFraction }),
  };
  return testNode(test, {
    uniqueId: given.id ?? `test.shop.${index}`,
    ...(given.name !== undefined && { name: given.name }),
    config: testConfig(given.where === undefined ? {} : { where: given.where }),
  });
}

export function rulesOf(cases: readonly RuleCase[], columns?: readonly Column[]): readonly RowRule[] {
  const tests = cases.map((given, index) => ({
    node: ruleNode(given, index),
    arguments: Object.fromEntries(
      Object.entries(given.arguments ?? {}).map(([name, value]) => [name, isRows(value) ? asRelation(value) : value]),
    ) as never,
  }));
  const model = { name: 'orders', config: testConfig({ materialized: 'incremental' }) };
  return rowRules({ model, tests, texts: {}, ...(columns && { columns }) }).value;
}

function isRows(value: JsonValue | GivenRows): value is GivenRows {
  return typeof value === 'object' && value !== null && 'rows' in value;
}

/** Names for tables, each given once. */
export function tableNames(): (prefix: string) => string {
  let count = 0;
  return (prefix) => `${prefix}_${count++}`;
}

export interface Batch {
  readonly columns: string;
  readonly rows: readonly (readonly JsonValue[])[];
  readonly rules?: readonly RuleCase[];
  readonly uniqueKey?: readonly string[];
  readonly deduplicateOrderBy?: readonly string[];
}

export interface Staged {
  /** First column, failed rules, action. */
  readonly rows: readonly (readonly unknown[])[];
  readonly measure: Measure;
  readonly rules: readonly RowRule[];
  readonly columns: readonly Column[];
}

/** Stages a batch as a table and measures it, as a run does. */
export async function stageBatch(engine: Engine, table: string, batch: Batch): Promise<Staged> {
  const columns = columnsOf(batch.columns);
  const rules = rulesOf(batch.rules ?? [], columns);
  const { relation } = asRelation(batch);
  const key = {
    ...(batch.uniqueKey && { uniqueKey: batch.uniqueKey }),
    ...(batch.deduplicateOrderBy && { deduplicateOrderBy: batch.deduplicateOrderBy }),
  };
  const query = labelledQuery({ query: `SELECT * FROM ${relation} AS model -- the model`, rules, columns, ...key });
  await engine.createTable(table, query);
  const rows = await engine.rows(
    `SELECT "${columns[0]?.name ?? ''}", "_lm_failed_rules", "_lm_action" FROM ${table} ORDER BY 1, 3 DESC`,
  );
  const [measured = []] = await engine.rows(measureQuery({ stage: table, rules, columns, ...key }));
  return { rows, measure: readMeasure(measured as never, { rules, ...key }), rules, columns };
}
