import { expect, test } from 'vitest';
import type { Project } from '../project/project.ts';
import { datasetName } from './dataset-name.ts';

const relation = { schema: 'gold', identifier: 'orders' };
const world = {
  project: {
    nodes: { 'model.shop.orders': { relation }, 'test.shop.t': {} },
    sources: { 'source.shop.raw.x': { relation: { database: 'other', schema: 'raw', identifier: 'x' } } },
  } as unknown as Project,
  warehouse: {
    namespace: 'trino://h:1',
    database: 'lake',
    dialect: 'trino',
    isIceberg: false,
    locationOf: () => undefined,
  },
};

test.each([
  ['model.shop.orders', 'lake.gold.orders'],
  ['source.shop.raw.x', 'other.raw.x'],
  ['outside.notes', 'lake.outside.notes'],
  ['"out side"."no.tes"', 'lake.out side.no.tes'],
  ['"c"."s"."a""b"', 'c.s.a"b'],
  ['toString', 'toString'],
])('%s is the dataset %s', (id, name) => {
  expect(datasetName(id, world)).toEqual({ namespace: 'trino://h:1', name });
});

test('names are lower case where the engine makes them so', () => {
  const warehouse = { ...world.warehouse, database: 'Lake', isIceberg: true };
  expect(datasetName('Outside.Notes', { ...world, warehouse }).name).toBe('lake.outside.notes');
});
