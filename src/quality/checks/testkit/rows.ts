import type { Suite } from '../../testkit/check-suite.ts';

const VALUES = 'id integer; x double';
const TEXTS = 'id integer; t varchar';

export const rowCases: readonly Suite[] = [
  { check: 'castable', column: 't', columns: TEXTS, arguments: { type: 'double' }, cases: [
    { case: 'passes', rows: [[1, '1.5'], [2, '-3']], failures: 0, broken: [] },
    { case: 'blames what is no number', rows: [[1, '1,5'], [2, 'N/A'], [3, '2']], failures: 2, broken: [1, 2] },
    { case: 'NULL and blank say nothing', rows: [[1, null], [2, ''], [3, '  ']], failures: 0, broken: [] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
    { case: 'dates', rows: [[1, '2026-02-28'], [2, '2026-02-30'], [3, '28.02.2026']], arguments: { type: 'date' }, failures: 2, broken: [2, 3] },
    { case: 'too large', rows: [[1, '127'], [2, '128']], arguments: { type: 'tinyint' }, failures: 1, broken: [2] },
  ] },
  { check: 'dbt_utils.accepted_range', column: 'x', columns: VALUES, arguments: { min_value: 0, max_value: 10 }, cases: [
    { case: 'passes, bounds included', rows: [[1, 0], [2, 10]], failures: 0, broken: [] },
    { case: 'blames both sides', rows: [[1, -0.1], [2, 10.1], [3, 5]], failures: 2, broken: [1, 2] },
    { case: 'NULL is accepted', rows: [[1, null]], failures: 0, broken: [] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
    { case: 'bounds excluded', rows: [[1, 0], [2, 10], [3, 5]], arguments: { inclusive: false }, failures: 2, broken: [1, 2] },
    { case: 'a negative bound', rows: [[1, -2], [2, 0]], arguments: { min_value: -1 }, failures: 1, broken: [1] },
    { case: 'a bound from the row', rows: [[5, 4], [6, 7]], arguments: { min_value: null, max_value: 'id' }, failures: 1, broken: [6] },
    { case: 'a bound that is NULL', rows: [[null, 4], [6, 7]], arguments: { min_value: null, max_value: 'id' }, failures: 1, broken: [6] },
    { case: 'no bounds', rows: [[1, 4]], arguments: { min_value: null, max_value: null }, failures: 0, broken: [] },
  ] },
  { check: 'dbt_expectations.expect_column_values_to_be_between', column: 'x', columns: VALUES, arguments: { min_value: 0, max_value: 10 }, cases: [
    { case: 'bounds included, NULL accepted', rows: [[1, 0], [2, 10], [3, null]], failures: 0, broken: [] },
    { case: 'strictly', rows: [[1, 0], [2, 10], [3, 5]], arguments: { strictly: true }, failures: 2, broken: [1, 2] },
    { case: 'row_condition', rows: [[1, -1], [2, -1]], arguments: { row_condition: 'id = 1' }, failures: 1, broken: [1] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
  ] },
  { check: 'dbt_expectations.expect_column_value_lengths_to_be_between', column: 't', columns: TEXTS, arguments: { min_value: 1, max_value: 3 }, cases: [
    { case: 'passes', rows: [[1, 'a'], [2, 'äöü'], [3, null]], failures: 0, broken: [] },
    { case: 'blames', rows: [[1, ''], [2, 'abcd'], [3, 'ab']], failures: 2, broken: [1, 2] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
  ] },
  { check: 'dbt_expectations.expect_column_value_lengths_to_equal', column: 't', columns: TEXTS, arguments: { value: 2 }, cases: [
    { case: 'blames', rows: [[1, 'ab'], [2, 'abc'], [3, null], [4, '']], failures: 2, broken: [2, 4] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
  ] },
  { check: 'dbt_utils.expression_is_true', columns: VALUES, arguments: { expression: 'x > 0 and id < 100' }, cases: [
    { case: 'passes', rows: [[1, 1]], failures: 0, broken: [] },
    { case: 'blames what is false', rows: [[1, 0], [200, 5], [3, 1]], failures: 2, broken: [1, 200] },
    { case: 'neither true nor false is no failure', rows: [[1, null]], failures: 0, broken: [] },
    { case: 'false and NULL is false', rows: [[200, null]], failures: 1, broken: [200] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
    { case: 'or', rows: [[1, 0], [2, 5]], arguments: { expression: 'x > 3 or id = 7' }, failures: 1, broken: [1] },
    { case: 'with a comment', rows: [[1, 0], [2, 5]], arguments: { expression: 'x > 3 -- volts' }, failures: 1, broken: [1] },
  ] },
  { check: 'expression_is_true', column: 'x', columns: VALUES, arguments: { expression: '>= 1' }, cases: [
    { case: 'goes on after the column', rows: [[1, 0], [2, 1], [3, null]], failures: 1, broken: [1] },
  ] },
  { check: 'dbt_utils.not_empty_string', column: 't', columns: TEXTS, cases: [
    { case: 'blames empty and blank', rows: [[1, ''], [2, '  '], [3, 'a'], [4, null]], failures: 2, broken: [1, 2] },
    { case: 'blank is a text', rows: [[1, ''], [2, '  ']], arguments: { trim_whitespace: false }, failures: 1, broken: [1] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
  ] },
]; // prettier-ignore
