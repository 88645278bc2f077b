import type { Suite } from '../../testkit/check-suite.ts';

// The time of the run is 2026-01-31 12:00:00.
const EVENTS = 'id integer; g varchar; ts timestamp(6)';
const day = { datepart: 'day', interval: 1 };
const fresh = [1, 'a', '2026-01-30 12:00:00.000000'];
const stale = [2, 'b', '2026-01-30 11:59:59.999999'];
const future = [3, 'c', '2027-01-01 00:00:00'];

export const recencyCases: readonly Suite[] = [
  { check: 'dbt_utils.recency', columns: EVENTS, arguments: { field: 'ts', ...day }, cases: [
    { case: 'passes', rows: [fresh, stale], failures: 0 },
    { case: 'fails', rows: [stale], failures: 1 },
    { case: 'NULLs alone fail', rows: [[1, 'a', null]], failures: 1 },
    { case: 'an empty table fails', rows: [], failures: 1 },
    { case: 'days', rows: [stale], arguments: { ignore_time_component: true }, failures: 0 },
    { case: 'groups', rows: [fresh, stale], arguments: { group_by_columns: ['g'] }, failures: 1 },
    { case: 'an expression', rows: [stale], arguments: { field: "coalesce(ts, timestamp '2000-01-01 00:00:00')" }, failures: 1 },
    { case: 'dates', columns: 'id integer; ts date', rows: [[1, '2026-01-31']], failures: 0 },
    { case: 'months', rows: [[1, 'a', '2025-12-31 12:00']], arguments: { datepart: 'month' }, failures: 0 },
  ] },
  { check: 'dbt_expectations.expect_row_values_to_have_recent_data', column: 'ts', columns: EVENTS, arguments: day, cases: [
    { case: 'passes', rows: [fresh], failures: 0 },
    { case: 'fails', rows: [stale], failures: 1 },
    { case: 'the future does not count', rows: [stale, future], failures: 1 },
    { case: 'row_condition', rows: [fresh, stale], arguments: { row_condition: 'id = 2' }, failures: 1 },
    { case: 'an empty table fails', rows: [], failures: 1 },
    { case: 'NULLs alone fail', rows: [[1, 'a', null]], failures: 1 },
  ] },
  { check: 'dbt_expectations.expect_grouped_row_values_to_have_recent_data', columns: EVENTS, arguments: { group_by: ['g'], timestamp_column: 'ts', ...day }, cases: [
    { case: 'passes', rows: [fresh], failures: 0 },
    { case: 'fails for each group', rows: [fresh, stale, future], failures: 1 },
    { case: 'an empty table passes', rows: [], failures: 0 },
    { case: 'NULLs alone pass', rows: [[1, 'a', null]], failures: 0 },
  ] },
]; // prettier-ignore
