import type { Suite } from '../../testkit/check-suite.ts';

const ROWS = 'id integer; g varchar; x integer';
const two = {
  columns: ROWS,
  rows: [
    [1, 'a', 1],
    [2, 'b', 2],
  ],
};
const none = { columns: ROWS, rows: [] };

export const comparisonsCases: readonly Suite[] = [
  { check: 'dbt_utils.equal_rowcount', columns: ROWS, arguments: { compare_model: two }, cases: [
    { case: 'passes', rows: [[8, 'a', 8], [9, 'b', 9]], failures: 0 },
    { case: 'fails by the difference', rows: [[8, 'a', 8]], failures: 1 },
    { case: 'an empty table', rows: [], failures: 2 },
    { case: 'both empty', rows: [], arguments: { compare_model: none }, failures: 0 },
    { case: 'groups', rows: [[1, 'a', 1], [2, 'a', 2], [3, 'a', 3]], arguments: { group_by_columns: ['g'] }, failures: 2 },
    { case: 'where', rows: [[1, 'a', 1], [2, 'a', 2], [3, 'a', 3]], where: 'id < 3', failures: 0 },
  ] },
  { check: 'dbt_utils.fewer_rows_than', columns: ROWS, arguments: { compare_model: two }, cases: [
    { case: 'passes', rows: [[8, 'a', 8]], failures: 0 },
    { case: 'as many fail by one', rows: [[8, 'a', 8], [9, 'b', 9]], failures: 1 },
    { case: 'more fail by the difference', rows: [[1, 'a', 1], [2, 'a', 2], [3, 'a', 3], [4, 'a', 4]], failures: 2 },
    { case: 'an empty table passes', rows: [], failures: 0 },
  ] },
  { check: 'dbt_utils.cardinality_equality', column: 'g', columns: ROWS, arguments: { to: two, field: 'g' }, cases: [
    { case: 'passes', rows: [[8, 'b', 8], [9, 'a', 9]], failures: 0 },
    { case: 'fails with both numbers', rows: [[1, 'a', 1], [2, 'a', 2], [3, 'b', 3]], failures: 2 },
    { case: 'NULL is a value', rows: [[1, 'a', 1], [2, 'b', 2], [3, null, 3]], failures: 1 },
    { case: 'an empty table', rows: [], failures: 2 },
  ] },
  { check: 'dbt_utils.equality', columns: ROWS, arguments: { compare_model: two }, cases: [
    { case: 'passes, however often', rows: [[2, 'b', 2], [1, 'a', 1], [1, 'a', 1]], failures: 0 },
    // Two failing rows, one in each direction.
    { case: 'another value', rows: [[1, 'a', 1], [2, 'b', 3]], failures: 2 },
    // One failing row, and an imbalance of one.
    { case: 'a row too few', rows: [[1, 'a', 1]], failures: 2 },
    { case: 'NULLs are equal', rows: [[1, null, null]], arguments: { compare_model: { columns: ROWS, rows: [[1, null, null]] } }, failures: 0 },
    { case: 'an empty table', rows: [], failures: 4 },
    { case: 'both empty', rows: [], arguments: { compare_model: none }, failures: 0 },
    { case: 'some columns', rows: [[1, 'a', 7], [2, 'b', 7]], arguments: { compare_columns: ['id', 'g'] }, failures: 0 },
    { case: 'without some columns', rows: [[1, 'a', 7], [2, 'b', 7]], arguments: { exclude_columns: ['X'] }, failures: 0 },
    { case: 'a column that only one has', rows: [[1, 'a', 7]], arguments: { compare_model: { columns: 'id integer; g varchar; y integer', rows: [] } }, failures: 2 },
    { case: 'rounded', columns: 'id integer; x double', rows: [[1, 1.234]], arguments: { precision: 2, compare_model: { columns: 'id integer; x double', rows: [[1, 1.2341]] } }, failures: 0 },
    { case: 'not rounded', columns: 'id integer; x double', rows: [[1, 1.234]], arguments: { compare_model: { columns: 'id integer; x double', rows: [[1, 1.2341]] } }, failures: 2 },
  ] },
  { check: 'dbt_expectations.expect_table_row_count_to_equal_other_table', columns: ROWS, arguments: { compare_model: two }, cases: [
    { case: 'passes', rows: [[8, 'a', 8], [9, 'b', 9]], failures: 0 },
    { case: 'fails', rows: [[8, 'a', 8]], failures: 1 },
    { case: 'conditions', rows: [[1, 'a', 1], [2, 'b', 1], [3, 'b', 1]], arguments: { row_condition: "g = 'a'" }, failures: 0 },
    { case: 'another condition there', rows: [[1, 'a', 1]], arguments: { row_condition: 'id = 1', compare_row_condition: 'id < 3' }, failures: 1 },
    { case: 'groups', rows: [[1, 'a', 1], [2, 'c', 1]], arguments: { group_by: ['g'] }, failures: 2 },
    { case: 'an empty table', rows: [], failures: 1 },
  ] },
  { check: 'dbt_expectations.expect_table_row_count_to_equal_other_table_times_factor', columns: ROWS, arguments: { compare_model: two, factor: 2 }, cases: [
    { case: 'passes', rows: [[1, 'a', 1], [2, 'a', 1], [3, 'a', 1], [4, 'a', 1]], failures: 0 },
    { case: 'fails', rows: [[1, 'a', 1], [2, 'a', 1]], failures: 1 },
    { case: 'an empty table', rows: [], failures: 1 },
  ] },
  { check: 'dbt_expectations.expect_table_aggregation_to_equal_other_table', columns: ROWS, arguments: { compare_model: two, expression: 'sum(x)' }, cases: [
    { case: 'passes', rows: [[1, 'a', 3]], failures: 0 },
    { case: 'fails', rows: [[1, 'a', 4]], failures: 1 },
    { case: 'tolerance', rows: [[1, 'a', 4]], arguments: { tolerance: 1 }, failures: 0 },
    { case: 'tolerance_percent', rows: [[1, 'a', 4]], arguments: { tolerance_percent: 0.2 }, failures: 1 },
    { case: 'tolerance_percent kept', rows: [[1, 'a', 4]], arguments: { tolerance_percent: 0.25 }, failures: 0 },
    { case: 'another expression there', rows: [[1, 'a', 2]], arguments: { compare_expression: 'max(x)' }, failures: 0 },
    { case: 'groups', rows: [[1, 'a', 1], [2, 'b', 9]], arguments: { group_by: ['g'] }, failures: 1 },
    { case: 'NULL counts as 0', rows: [], failures: 1 },
  ] },
  { check: 'dbt_expectations.expect_column_distinct_count_to_equal_other_table', column: 'g', columns: ROWS, arguments: { compare_model: two }, cases: [
    { case: 'passes', rows: [[1, 'x', 1], [2, 'y', 1], [3, 'y', 1]], failures: 0 },
    { case: 'another column there', rows: [[1, 'x', 1]], arguments: { compare_column_name: 'x', compare_row_condition: 'id = 1' }, failures: 0 },
    { case: 'an empty table', rows: [], failures: 1 },
  ] },
]; // prettier-ignore
