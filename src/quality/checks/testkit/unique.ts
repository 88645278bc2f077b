import type { Suite } from '../../testkit/check-suite.ts';

const simple = [
  { case: 'passes', rows: [[1, 'a'], [2, 'b']], failures: 0, broken: [] },
  { case: 'blames every copy, counts values', rows: [[1, 'a'], [2, 'a'], [3, 'a'], [4, 'b'], [5, 'b'], [6, 'c']], failures: 2, broken: [1, 2, 3, 4, 5] },
  { case: 'NULLs are no duplicates', rows: [[1, null], [2, null], [3, 'a']], failures: 0, broken: [] },
  { case: 'the empty text is a value', rows: [[1, ''], [2, ''], [3, null]], failures: 1, broken: [1, 2] },
  { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
  { case: 'where: a copy that is left out is no copy', rows: [[1, 'a'], [2, 'a'], [3, 'b'], [4, 'b'], [5, null]], where: 'id <> 2', failures: 1, broken: [3, 4] },
  { case: 'where that is NULL leaves out', rows: [[1, 'a'], [2, 'a'], [null, 'a']], where: 'id > 1', failures: 0, broken: [] },
  { case: 'where with a comment at its end', rows: [[1, 'a'], [2, 'a']], where: 'id > 1 -- the newer ones', failures: 0, broken: [] },
]; // prettier-ignore

export const uniqueCases: readonly Suite[] = [
  { check: 'unique', column: 'code', columns: 'id integer; code varchar', cases: simple },
  {
    check: 'dbt_expectations.expect_column_values_to_be_unique',
    column: 'code',
    columns: 'id integer; code varchar',
    cases: [
      ...simple,
      { case: 'row_condition', rows: [[1, 'a'], [2, 'a'], [3, 'b'], [4, 'b']], arguments: { row_condition: 'id <> 1' }, failures: 1, broken: [3, 4] },
    ], // prettier-ignore
  },
  {
    check: 'dbt_utils.unique_combination_of_columns',
    columns: 'id integer; a varchar; b integer',
    arguments: { combination_of_columns: ['a', 'b'] },
    cases: [
      { case: 'passes', rows: [[1, 'x', 1], [2, 'x', 2]], failures: 0, broken: [] },
      { case: 'blames both', rows: [[1, 'x', 1], [2, 'x', 1], [3, 'y', 1]], failures: 1, broken: [1, 2] },
      { case: 'NULL is a value', rows: [[1, 'x', null], [2, 'x', null], [3, null, null], [4, null, null]], failures: 2, broken: [1, 2, 3, 4] },
      { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
      { case: 'where', rows: [[1, 'x', 1], [2, 'x', 1]], where: 'id = 1', failures: 0, broken: [] },
      { case: 'expressions', rows: [[1, 'x', 1], [2, 'X', 1]], arguments: { combination_of_columns: ['lower(a)', 'b'] }, failures: 1, broken: [1, 2] },
    ], // prettier-ignore
  },
  {
    check: 'dbt_expectations.expect_compound_columns_to_be_unique',
    columns: 'id integer; a varchar; b integer',
    arguments: { column_list: ['a', 'b'] },
    cases: [
      { case: 'passes', rows: [[1, 'x', 1], [2, 'x', 2]], failures: 0, broken: [] },
      { case: 'blames both', rows: [[1, 'x', 1], [2, 'x', 1]], failures: 1, broken: [1, 2] },
      { case: 'all NULL is left out', rows: [[1, null, null], [2, null, null], [3, 'x', null], [4, 'x', null]], failures: 1, broken: [3, 4] },
      { case: 'any NULL is left out', rows: [[1, null, null], [2, null, null], [3, 'x', null], [4, 'x', null]], arguments: { ignore_row_if: 'any_value_is_missing' }, failures: 0, broken: [] },
      { case: 'no NULL is left out', rows: [[1, null, null], [2, null, null]], arguments: { ignore_row_if: 'never' }, failures: 1, broken: [1, 2] },
      { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
      { case: 'row_condition and where', rows: [[1, 'x', 1], [2, 'x', 1], [3, 'x', 1]], arguments: { row_condition: 'id > 1' }, where: 'id < 3', failures: 0, broken: [] },
    ], // prettier-ignore
  },
];
