/** Data tests, row rules, quarantine and unit tests, as SQL in Athena's dialect and as decisions on what it answers. Touches nothing. */
export * from './check-arguments.ts';
export type * from './checks/check.ts';
export { builtInChecks, builtInTestNames, findCheck } from './checks/index.ts';
export { parseCondition, type Condition } from './condition.ts';
export * from './gate.ts';
export * from './labelled-query.ts';
export * from './measure.ts';
export * from './sum-measures.ts';
export * from './quarantine.ts';
export * from './resolve-arguments.ts';
export * from './row-hash.ts';
export * from './row-rule.ts';
export * from './row-rules.ts';
export * from './test-batch.ts';
export { checkConditions, decide, failingRowsQuery, testQuery, whereQuery, type TestContext } from './test-query.ts';
export * from './unit-tests/compare-rows.ts';
export * from './unit-tests/fixture-query.ts';
