import type { Suite } from '../../testkit/check-suite.ts';

const PAIR = 'id integer; a integer; b integer';
const pair = { column_A: 'a', column_B: 'b' };

export const severalColumnsCases: readonly Suite[] = [
  { check: 'dbt_expectations.expect_column_pair_values_A_to_be_greater_than_B', columns: PAIR, arguments: pair, cases: [
    { case: 'blames', rows: [[1, 2, 1], [2, 1, 1], [3, 0, 1], [4, null, 1], [5, 1, null]], failures: 2, broken: [2, 3] },
    { case: 'or_equal', rows: [[1, 1, 1], [2, 0, 1]], arguments: { or_equal: true }, failures: 1, broken: [2] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
  ] },
  { check: 'dbt_expectations.expect_column_pair_values_to_be_equal', columns: PAIR, arguments: pair, cases: [
    { case: 'blames', rows: [[1, 2, 1], [2, 1, 1], [3, null, 1], [4, null, null]], failures: 1, broken: [1] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
  ] },
  { check: 'dbt_expectations.expect_column_pair_values_to_be_in_set', columns: PAIR, arguments: { ...pair, value_pairs_set: [[1, 2], [3, '2 + 2']] }, cases: [
    { case: 'blames', rows: [[1, 1, 2], [2, 3, 4], [3, 1, 4], [4, null, 2], [5, null, 9]], failures: 2, broken: [3, 5] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
  ] },
  { check: 'dbt_expectations.expect_select_column_values_to_be_unique_within_record', columns: 'id integer; a varchar; b varchar; c integer', arguments: { column_list: ['a', 'b', 'c'] }, cases: [
    { case: 'passes', rows: [[1, 'x', 'y', 1]], failures: 0, broken: [] },
    { case: 'blames', rows: [[1, 'x', 'x', 1], [2, 'x', '7', 7]], failures: 2, broken: [1, 2] },
    { case: 'NULL is no value', rows: [[1, 'x', null, 1], [2, null, null, null]], failures: 1, broken: [1] },
    { case: 'any NULL leaves out', rows: [[1, 'x', null, 1], [2, 'x', 'x', 1]], arguments: { ignore_row_if: 'any_value_is_missing' }, failures: 1, broken: [2] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
  ] },
]; // prettier-ignore
