import { expect, test } from 'vitest';
import type { CheckRow, NodeRow } from '../../../src/docs/site-data.ts';
import { indexNodes } from '../data/site.ts';
import { resultNames } from './result-names.ts';

const model: NodeRow = {
  id: 'model.p.readings',
  kind: 'model',
  name: 'readings',
  path: '',
  fqn: [],
  layer: 'silver',
  shard: 0,
  parents: [],
  health: 'ok',
};
const check = (id: string, about?: string): CheckRow => ({
  id: `${id}.a1b2`,
  kind: id.startsWith('unit_test') ? 'unit_test' : 'test',
  name: id.split('.').at(-1)!,
  node: 0,
  shard: 0,
  health: 'ok',
  ...(about !== undefined && { about }),
});
const names = resultNames(indexNodes([model]), [
  check('test.p.pressure_is_reported', 'not_null of pressure'),
  check('test.p.no_gaps'),
  check('unit_test.p.counts', 'readings'),
]);

test.each([
  ['model.p.readings', 'readings', 'model', undefined],
  ['test.p.pressure_is_reported.a1b2', 'pressure_is_reported (not_null of pressure)', 'test', 'readings'],
  ['test.p.no_gaps.a1b2', 'no_gaps', 'test', 'readings'],
  ['unit_test.p.counts.a1b2', 'counts', 'unit_test', 'readings'],
  ['test.p.gone.c3d4', undefined, 'test', undefined],
])('the result of %s is called %s', (id, name, kind, node) => {
  expect([names.of(id), names.kindOf(id), names.nodeOf(id)]).toEqual([name, kind, node]);
});
