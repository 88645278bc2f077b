import { expect, test } from 'vitest';
import { withLocations } from './locations.ts';
import type { Step } from './plan.ts';

test('each table gets a folder of its own; other steps stay', () => {
  const relation = { schema: 'gold', identifier: 'sales' };
  const create: Step = {
    kind: 'create-empty-table',
    id: 'publish',
    purpose: '',
    relation,
    columns: [],
    options: { partitionedBy: ['day'], tableProperties: {} },
  };
  const drop: Step = { kind: 'drop', id: 'drop', purpose: '', relation, relationKind: 'table' };
  for (const dir of ['s3://lake/tables', 's3://lake/tables/'])
    expect(withLocations([drop, create], dir, 'r1')).toEqual([
      drop,
      {
        ...create,
        options: { partitionedBy: ['day'], tableProperties: {}, location: 's3://lake/tables/gold/sales/r1/' },
      },
    ]);
});
