import type { Suite } from '../../testkit/check-suite.ts';

const RANGES = 'id integer; device varchar; lo integer; hi integer';
const bounds = { lower_bound_column: 'lo', upper_bound_column: 'hi' };
const STEPS = 'id integer; g varchar; x integer';

export const orderCases: readonly Suite[] = [
  { check: 'dbt_utils.mutually_exclusive_ranges', columns: RANGES, arguments: { ...bounds, partition_by: 'device' }, cases: [
    { case: 'passes, gaps allowed', rows: [[1, 'a', 0, 5], [2, 'a', 5, 9], [3, 'a', 12, 15], [4, 'b', 1, 7]], failures: 0, broken: [] },
    { case: 'blames the range that reaches into the next', rows: [[1, 'a', 0, 6], [2, 'a', 5, 9], [3, 'b', 5, 9]], failures: 1, broken: [1] },
    { case: 'bounds out of order', rows: [[1, 'a', 5, 5], [2, 'a', 9, 7]], failures: 2, broken: [1, 2] },
    { case: 'a NULL bound is wrong', rows: [[1, 'a', null, 5], [2, 'b', 1, null]], failures: 2, broken: [1, 2] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
    { case: 'no gaps', rows: [[1, 'a', 0, 5], [2, 'a', 6, 9], [3, 'a', 9, 10]], arguments: { gaps: 'not_allowed' }, failures: 1, broken: [1] },
    { case: 'gaps required', rows: [[1, 'a', 0, 5], [2, 'a', 5, 9]], arguments: { gaps: 'required' }, failures: 1, broken: [1] },
    { case: 'zero length', rows: [[1, 'a', 5, 5]], arguments: { zero_length_range_allowed: true }, failures: 0, broken: [] },
    { case: 'without partitions', rows: [[1, 'a', 0, 5], [2, 'b', 4, 9]], arguments: { partition_by: null }, failures: 1, broken: [1] },
    { case: 'where: a range that is left out is not next', rows: [[1, 'a', 0, 6], [2, 'a', 5, 9], [3, 'a', 7, 9]], where: 'id <> 2', failures: 0, broken: [] },
    { case: 'an open end', rows: [[1, 'a', 0, null], [2, 'b', 5, 6]], arguments: { upper_bound_column: 'coalesce(hi, 999)' }, failures: 0, broken: [] },
  ] },
  { check: 'dbt_utils.sequential_values', column: 'x', columns: STEPS, cases: [
    { case: 'passes', rows: [[1, 'a', 3], [2, 'a', 4], [3, 'a', 5]], failures: 0, broken: [] },
    { case: 'blames the row after a hole', rows: [[1, 'a', 3], [2, 'a', 5], [3, 'a', 6]], failures: 1, broken: [2] },
    { case: 'blames a copy', rows: [[2, 'a', 3], [2, 'a', 3]], failures: 1, broken: [2] },
    { case: 'NULLs', rows: [[1, 'a', 3], [2, 'a', null], [3, 'a', 4]], failures: 0, broken: [] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
    { case: 'interval and groups', rows: [[1, 'a', 10], [2, 'b', 11], [3, 'a', 20], [4, 'b', 22]], arguments: { interval: 10, group_by_columns: ['g'] }, failures: 1, broken: [4] },
    { case: 'days', columns: 'id integer; g varchar; x date', rows: [[1, 'a', '2026-02-28'], [2, 'a', '2026-03-01'], [3, 'a', '2026-03-03']], arguments: { datepart: 'day' }, failures: 1, broken: [3] },
    { case: 'hours', columns: 'id integer; g varchar; x timestamp(6)', rows: [[1, 'a', '2026-02-28 23:00'], [2, 'a', '2026-03-01'], [3, 'a', '2026-03-01 01:00:00.000001']], arguments: { datepart: 'hour' }, failures: 1, broken: [3] },
  ] },
  { check: 'dbt_expectations.expect_column_values_to_be_increasing', column: 'x', columns: STEPS, arguments: { sort_column: 'id' }, cases: [
    { case: 'passes', rows: [[1, 'a', 3], [2, 'a', 4]], failures: 0, broken: [] },
    { case: 'blames what does not grow', rows: [[1, 'a', 3], [2, 'a', 3], [3, 'a', 2], [4, 'a', 5]], failures: 2, broken: [2, 3] },
    { case: 'not strictly', rows: [[1, 'a', 3], [2, 'a', 3]], arguments: { strictly: false }, failures: 0, broken: [] },
    { case: 'NULLs are accepted', rows: [[1, 'a', 3], [2, 'a', null], [3, 'a', 1]], failures: 0, broken: [] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
    { case: 'groups and steps', rows: [[1, 'a', 3], [2, 'b', 1], [3, 'a', 5], [4, 'b', 4]], arguments: { group_by: ['g'], step: 2 }, failures: 1, broken: [4] },
    { case: 'row_condition', rows: [[1, 'a', 3], [2, 'a', 1], [3, 'a', 4]], arguments: { row_condition: 'id <> 2' }, failures: 0, broken: [] },
  ] },
  { check: 'dbt_expectations.expect_column_values_to_be_decreasing', column: 'x', columns: STEPS, arguments: { sort_column: 'id' }, cases: [
    { case: 'passes', rows: [[1, 'a', 4], [2, 'a', 3]], failures: 0, broken: [] },
    { case: 'blames what does not shrink', rows: [[1, 'a', 3], [2, 'a', 3], [3, 'a', 4]], failures: 2, broken: [2, 3] },
    { case: 'steps', rows: [[1, 'a', 9], [2, 'a', 7], [3, 'a', 6]], arguments: { step: 2 }, failures: 1, broken: [3] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
  ] },
]; // prettier-ignore
