import type { Suite } from '../../testkit/check-suite.ts';

const ROWS = 'id integer; t varchar';
const set = { value_set: ['a', 'b'] };

export const distinctSetsCases: readonly Suite[] = [
  { check: 'dbt_expectations.expect_column_distinct_values_to_be_in_set', column: 't', columns: ROWS, arguments: set, cases: [
    { case: 'passes', rows: [[1, 'a']], failures: 0 },
    { case: 'counts values', rows: [[1, 'x'], [2, 'x'], [3, 'y'], [4, 'a']], failures: 2 },
    { case: 'NULL is in no set', rows: [[1, null], [2, null]], failures: 1 },
    { case: 'an empty table passes', rows: [], failures: 0 },
  ] },
  { check: 'dbt_expectations.expect_column_distinct_values_to_contain_set', column: 't', columns: ROWS, arguments: set, cases: [
    { case: 'passes', rows: [[1, 'a'], [2, 'b'], [3, 'c'], [4, null]], failures: 0 },
    { case: 'fails', rows: [[1, 'a'], [2, null]], failures: 1 },
    { case: 'row_condition', rows: [[1, 'a'], [2, 'b']], arguments: { row_condition: 'id = 1' }, failures: 1 },
    { case: 'an empty table fails', rows: [], failures: 2 },
  ] },
  { check: 'dbt_expectations.expect_column_distinct_values_to_equal_set', column: 't', columns: ROWS, arguments: set, cases: [
    { case: 'passes', rows: [[1, 'a'], [2, 'b'], [3, 'b']], failures: 0 },
    { case: 'fails both ways', rows: [[1, 'a'], [2, 'c'], [3, null]], failures: 3 },
    { case: 'an empty table fails', rows: [], failures: 2 },
    { case: 'numbers', columns: 'id integer; t integer', rows: [[1, 7], [2, 8]], arguments: { value_set: [7, 8] }, failures: 0 },
  ] },
  { check: 'dbt_expectations.expect_column_most_common_value_to_be_in_set', column: 't', columns: ROWS, arguments: { ...set, top_n: 1 }, cases: [
    { case: 'passes', rows: [[1, 'a'], [2, 'a'], [3, 'x']], failures: 0 },
    { case: 'fails', rows: [[1, 'x'], [2, 'x'], [3, 'a']], failures: 1 },
    { case: 'the second', rows: [[1, 'x'], [2, 'x'], [3, 'a']], arguments: { top_n: 2 }, failures: 0 },
    { case: 'a tie goes to the smallest', rows: [[1, 'x'], [2, 'a']], failures: 0 },
    { case: 'cast', columns: 'id integer; t integer', rows: [[1, 7]], arguments: { value_set: [8], quote_values: false, data_type: 'integer' }, failures: 1 },
    { case: 'an empty table passes', rows: [], failures: 0 },
  ] },
  { check: 'dbt_expectations.expect_column_values_to_have_consistent_casing', column: 't', columns: ROWS, cases: [
    { case: 'passes', rows: [[1, 'Ab'], [2, 'Ab'], [3, 'c'], [4, null]], failures: 0 },
    { case: 'fails once', rows: [[1, 'Ab'], [2, 'AB'], [3, 'c'], [4, 'C']], failures: 1 },
    { case: 'fails for each', rows: [[1, 'Ab'], [2, 'AB'], [3, 'c'], [4, 'C']], arguments: { display_inconsistent_columns: true }, failures: 2 },
    { case: 'an empty table passes', rows: [], failures: 0 },
  ] },
]; // prettier-ignore
