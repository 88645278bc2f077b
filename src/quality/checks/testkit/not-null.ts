import type { Suite } from '../../testkit/check-suite.ts';

const cases = [
  { case: 'passes', rows: [[1, 'a'], [2, '']], failures: 0, broken: [] },
  { case: 'blames NULLs', rows: [[1, 'a'], [2, null], [3, null]], failures: 2, broken: [2, 3] },
  { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
  { case: 'where', rows: [[1, null], [2, null]], where: 'id > 1', failures: 1, broken: [2] },
]; // prettier-ignore

export const notNullCases: readonly Suite[] = [
  { check: 'not_null', column: 'code', columns: 'id integer; code varchar', cases },
  { check: 'dbt_expectations.expect_column_values_to_not_be_null', column: 'code', columns: 'id integer; code varchar', cases: [
    ...cases,
    { case: 'row_condition', rows: [[1, null], [2, null]], arguments: { row_condition: 'id = 1' }, failures: 1, broken: [1] },
  ] },
  { check: 'dbt_expectations.expect_column_values_to_be_null', column: 'code', columns: 'id integer; code varchar', cases: [
    { case: 'passes', rows: [[1, null]], failures: 0, broken: [] },
    { case: 'blames values', rows: [[1, 'a'], [2, null], [3, '']], failures: 2, broken: [1, 3] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
    { case: 'row_condition', rows: [[1, 'a'], [2, 'a']], arguments: { row_condition: 'id = 1' }, failures: 1, broken: [1] },
  ] },
]; // prettier-ignore
