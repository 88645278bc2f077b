import type { Suite, SuiteCase } from '../../testkit/check-suite.ts';

const VALUES = 'id integer; g varchar; x integer';
const FOUR = [[1, 'a', 1], [2, 'a', 2], [3, 'b', 3], [4, 'b', 10]]; // prettier-ignore
const NULLS = [[1, 'a', null], [2, 'a', null]]; // prettier-ignore

function figure(
  check: string,
  inside: readonly [number, number],
  outside: readonly [number, number],
  more: readonly SuiteCase[] = [],
) {
  const bounds = ([min_value, max_value]: readonly [number, number]) => ({ min_value, max_value });
  return {
    check: `dbt_expectations.${check}`,
    column: 'x',
    columns: VALUES,
    cases: [
      { case: 'passes', rows: FOUR, arguments: bounds(inside), failures: 0 },
      { case: 'fails', rows: FOUR, arguments: bounds(outside), failures: 1 },
      { case: 'one bound', rows: FOUR, arguments: { min_value: inside[0] }, failures: 0 },
      ...more,
    ],
  };
}

const nothing = (failures: number, args: SuiteCase['arguments'] = { min_value: 1 }): readonly SuiteCase[] => [
  { case: 'NULLs alone', rows: NULLS, arguments: args, failures },
  { case: 'an empty table', rows: [], arguments: args, failures },
];

export const tableCases: readonly Suite[] = [
  figure('expect_column_max_to_be_between', [10, 10], [11, 20], nothing(0)),
  figure('expect_column_min_to_be_between', [1, 1], [2, 20], [
    ...nothing(0),
    { case: 'groups', rows: FOUR, arguments: { min_value: 2, group_by: ['g'] }, failures: 1 },
    { case: 'where and row_condition', rows: FOUR, arguments: { min_value: 3, row_condition: 'id > 2' }, where: 'id < 4', failures: 0 },
    { case: 'where takes out what would pass', rows: FOUR, arguments: { max_value: 1 }, where: 'id > 1', failures: 1 },
    { case: 'strictly', rows: FOUR, arguments: { min_value: 1, strictly: true }, failures: 1 },
  ]),
  figure('expect_column_mean_to_be_between', [4, 4], [5, 6], nothing(0)),
  figure('expect_column_sum_to_be_between', [16, 16], [17, 20], nothing(0)),
  figure('expect_column_stdev_to_be_between', [4, 4.2], [5, 6], nothing(0)),
  figure('expect_column_median_to_be_between', [2.5, 2.5], [2.6, 3], [
    ...nothing(0),
    { case: 'groups', rows: FOUR, arguments: { min_value: 2, group_by: ['g'] }, failures: 1 },
    { case: 'odd', rows: [[1, 'a', 9], [2, 'a', 1], [3, 'a', 5], [4, 'a', null]], arguments: { min_value: 5, max_value: 5 }, failures: 0 },
  ]),
  figure('expect_column_unique_value_count_to_be_between', [4, 4], [5, 6], nothing(1)),
  figure('expect_column_proportion_of_unique_values_to_be_between', [1, 1], [2, 3], [
    ...nothing(0),
    { case: 'half', rows: [[1, 'a', 1], [2, 'a', 1], [3, 'a', null]], arguments: { min_value: 0.5, max_value: 0.5 }, failures: 0 },
  ]),
  { check: 'dbt_expectations.expect_column_quantile_values_to_be_between', column: 'x', columns: VALUES, cases: [
    { case: 'passes', rows: FOUR, arguments: { quantile: 0.25, min_value: 1.75, max_value: 1.75 }, failures: 0 },
    { case: 'fails', rows: FOUR, arguments: { quantile: 1, max_value: 9.9 }, failures: 1 },
    { case: 'an empty table', rows: [], arguments: { quantile: 0, max_value: 9 }, failures: 0 },
  ] },
  { check: 'dbt_expectations.expect_column_distinct_count_to_equal', column: 'g', columns: VALUES, cases: [
    { case: 'passes', rows: FOUR, arguments: { value: 2 }, failures: 0 },
    { case: 'fails', rows: FOUR, arguments: { value: 3 }, failures: 1 },
    { case: 'NULL is no value', rows: [[1, null, 1]], arguments: { value: 0 }, failures: 0 },
    { case: 'an empty table', rows: [], arguments: { value: 0 }, failures: 0 },
  ] },
  { check: 'dbt_expectations.expect_column_distinct_count_to_be_greater_than', column: 'g', columns: VALUES, cases: [
    { case: 'passes', rows: FOUR, arguments: { value: 1 }, failures: 0 },
    { case: 'fails', rows: FOUR, arguments: { value: 2 }, failures: 1 },
    { case: 'an empty table', rows: [], arguments: { value: 0 }, failures: 1 },
  ] },
  { check: 'dbt_expectations.expect_column_distinct_count_to_be_less_than', column: 'g', columns: VALUES, cases: [
    { case: 'passes', rows: FOUR, arguments: { value: 3 }, failures: 0 },
    { case: 'fails', rows: FOUR, arguments: { value: 2 }, failures: 1 },
    { case: 'an empty table', rows: [], arguments: { value: 1 }, failures: 0 },
  ] },
  { check: 'dbt_expectations.expect_table_row_count_to_be_between', columns: VALUES, cases: [
    { case: 'passes', rows: FOUR, arguments: { min_value: 4, max_value: 4 }, failures: 0 },
    { case: 'fails', rows: FOUR, arguments: { min_value: 5 }, failures: 1 },
    { case: 'where', rows: FOUR, arguments: { min_value: 2, max_value: 2 }, where: 'id > 2', failures: 0 },
    { case: 'groups', rows: FOUR, arguments: { min_value: 3, group_by: ['g'] }, failures: 2 },
    { case: 'an empty table', rows: [], arguments: { min_value: 1 }, failures: 1 },
  ] },
  { check: 'dbt_expectations.expect_table_row_count_to_equal', columns: VALUES, cases: [
    { case: 'passes', rows: FOUR, arguments: { value: 4 }, failures: 0 },
    { case: 'fails', rows: FOUR, arguments: { value: 3 }, failures: 1 },
    { case: 'row_condition', rows: FOUR, arguments: { value: 1, row_condition: 'x > 3' }, failures: 0 },
    { case: 'an empty table', rows: [], arguments: { value: 0 }, failures: 0 },
  ] },
  { check: 'dbt_utils.at_least_one', column: 'x', columns: VALUES, cases: [
    { case: 'passes', rows: FOUR, failures: 0 },
    { case: 'NULLs alone fail', rows: NULLS, failures: 1 },
    { case: 'an empty table fails', rows: [], failures: 1 },
    { case: 'groups', rows: [[1, 'a', 1], [2, 'b', null], [3, null, null]], arguments: { group_by_columns: ['g'] }, failures: 2 },
    { case: 'groups of an empty table', rows: [], arguments: { group_by_columns: ['g'] }, failures: 0 },
  ] },
  { check: 'dbt_utils.not_constant', column: 'x', columns: VALUES, cases: [
    { case: 'passes', rows: FOUR, failures: 0 },
    { case: 'fails', rows: [[1, 'a', 7], [2, 'a', 7], [3, 'a', null]], failures: 1 },
    { case: 'NULLs alone pass', rows: NULLS, failures: 0 },
    { case: 'an empty table passes', rows: [], failures: 0 },
    { case: 'groups', rows: [[1, 'a', 7], [2, 'a', 7], [3, 'b', 1], [4, 'b', 2]], arguments: { group_by_columns: ['g'] }, failures: 1 },
  ] },
  { check: 'dbt_utils.not_null_proportion', column: 'x', columns: VALUES, arguments: { at_least: 0.5 }, cases: [
    { case: 'passes', rows: [[1, 'a', 7], [2, 'a', null]], failures: 0 },
    { case: 'too few', rows: [[1, 'a', 7], [2, 'a', null], [3, 'a', null]], failures: 1 },
    { case: 'too many', rows: FOUR, arguments: { at_most: 0.9 }, failures: 1 },
    { case: 'groups', rows: [[1, 'a', 7], [2, 'b', null]], arguments: { group_by_columns: ['g'] }, failures: 1 },
    { case: 'an empty table passes', rows: [], failures: 0 },
  ] },
]; // prettier-ignore
