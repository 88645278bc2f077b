import type { Suite } from '../../testkit/check-suite.ts';

const parents = {
  columns: 'id integer; state varchar',
  rows: [
    [1, 'on'],
    [2, 'off'],
    [null, 'on'],
  ],
};
const noParents = { columns: 'id integer; state varchar', rows: [] };

export const relationshipsCases: readonly Suite[] = [
  { check: 'relationships', column: 'parent', columns: 'id integer; parent integer', arguments: { to: parents, field: 'id' }, cases: [
    { case: 'passes', rows: [[1, 1], [2, 2], [3, 1]], failures: 0, broken: [] },
    { case: 'blames orphans, though the parent has a NULL', rows: [[1, 1], [2, 3], [3, 3]], failures: 2, broken: [2, 3] },
    { case: 'NULL refers to nothing', rows: [[1, null], [2, 1]], failures: 0, broken: [] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
    { case: 'an empty parent has nothing', rows: [[1, 1], [2, null]], arguments: { to: noParents }, failures: 1, broken: [1] },
    { case: 'where', rows: [[1, 3], [2, 3]], where: 'id = 2', failures: 1, broken: [2] },
  ] },
  { check: 'dbt_utils.relationships_where', column: 'parent', columns: 'id integer; parent integer', arguments: { to: parents, field: 'id' }, cases: [
    { case: 'without conditions', rows: [[1, 1], [2, 3], [3, null]], failures: 1, broken: [2] },
    { case: 'from_condition', rows: [[1, 3], [2, 3]], arguments: { from_condition: 'id = 2' }, failures: 1, broken: [2] },
    { case: 'from_condition that is NULL', rows: [[null, 3]], arguments: { from_condition: 'id = 2' }, failures: 0, broken: [] },
    { case: 'to_condition', rows: [[1, 1], [2, 2]], arguments: { to_condition: "state = 'on'" }, failures: 1, broken: [2] },
    { case: 'no parent is left', rows: [[1, 1]], arguments: { to_condition: "state = 'gone'" }, failures: 1, broken: [1] },
    { case: 'an empty table passes', rows: [], failures: 0, broken: [] },
  ] },
]; // prettier-ignore
