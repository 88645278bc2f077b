import type { Suite } from '../../testkit/check-suite.ts';

const STATES = 'id integer; state varchar';

export const acceptedValuesCases: readonly Suite[] = [
  { check: 'accepted_values', column: 'state', columns: STATES, arguments: { values: ['open', 'closed'] }, cases: [
    { case: 'passes', rows: [[1, 'open'], [2, 'closed']], failures: 0, broken: [] },
    { case: 'blames rows, counts values', rows: [[1, 'open'], [2, 'lost'], [3, 'lost'], [4, '']], failures: 2, broken: [2, 3, 4] },
    { case: 'NULL is accepted', rows: [[1, null], [2, 'open']], failures: 0, broken: [] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
    { case: 'where', rows: [[1, 'lost'], [2, 'gone']], where: 'id = 2', failures: 1, broken: [2] },
    { case: 'quotes in values', rows: [[1, "it's"], [2, 'its']], arguments: { values: ["it's"] }, failures: 1, broken: [2] },
    { case: 'numbers beside a text column', rows: [[1, '7'], [2, '8']], arguments: { values: [7] }, failures: 1, broken: [2] },
    { case: 'numbers beside a number', columns: 'id integer; state bigint', rows: [[1, 7], [2, 8]], arguments: { values: [7] }, failures: 1, broken: [2] },
    { case: 'texts beside a number', columns: 'id integer; state bigint', rows: [[1, 7], [2, 8]], arguments: { values: ['7'] }, failures: 1, broken: [2] },
    { case: 'dates', columns: 'id integer; state date', rows: [[1, '2026-01-01'], [2, '2026-01-02']], arguments: { values: ['2026-01-01'] }, failures: 1, broken: [2] },
    { case: 'booleans', columns: 'id integer; state boolean', rows: [[1, true], [2, false], [3, null]], arguments: { values: [true] }, failures: 1, broken: [2] },
    { case: 'quote: false pastes', columns: 'id integer; state bigint', rows: [[1, 7], [2, 8]], arguments: { values: ['3 + 4'], quote: false }, failures: 1, broken: [2] },
  ] },
  { check: 'dbt_utils.not_accepted_values', column: 'state', columns: STATES, arguments: { values: ['lost', 'gone'] }, cases: [
    { case: 'passes', rows: [[1, 'open']], failures: 0, broken: [] },
    { case: 'blames rows, counts values', rows: [[1, 'lost'], [2, 'lost'], [3, 'open']], failures: 1, broken: [1, 2] },
    { case: 'NULL is accepted', rows: [[1, null]], failures: 0, broken: [] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
  ] },
  { check: 'dbt_expectations.expect_column_values_to_be_in_set', column: 'state', columns: STATES, arguments: { value_set: ['open'] }, cases: [
    { case: 'passes', rows: [[1, 'open']], failures: 0, broken: [] },
    { case: 'counts rows', rows: [[1, 'lost'], [2, 'lost'], [3, 'open']], failures: 2, broken: [1, 2] },
    { case: 'NULL is in no set', rows: [[1, null], [2, 'open']], failures: 1, broken: [1] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
    { case: 'row_condition', rows: [[1, 'lost'], [2, 'lost']], arguments: { row_condition: 'id = 1' }, failures: 1, broken: [1] },
  ] },
  { check: 'dbt_expectations.expect_column_values_to_not_be_in_set', column: 'state', columns: STATES, arguments: { value_set: ['lost'] }, cases: [
    { case: 'passes', rows: [[1, 'open']], failures: 0, broken: [] },
    { case: 'counts rows', rows: [[1, 'lost'], [2, 'lost'], [3, 'open']], failures: 2, broken: [1, 2] },
    { case: 'NULL is accepted', rows: [[1, null]], failures: 0, broken: [] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
  ] },
]; // prettier-ignore
