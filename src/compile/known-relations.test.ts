import { describe, expect, test } from 'vitest';
import type { RelationName } from '../engines/engine.ts';
import { createKnownRelations } from './known-relations.ts';

const RELATIONS: readonly RelationName[] = [
  { schema: 'silver', identifier: 'orders' },
  { schema: 'gold', identifier: 'orders' },
  { schema: 'gold', identifier: 'a "day" of $ales' },
  { schema: 'gold', identifier: 'größe' },
  { database: 'lake', schema: 'gold', identifier: 'Devices' },
];

function checkMentioned(sql: string, expected: readonly string[]): void {
  const known = createKnownRelations();
  for (const relation of RELATIONS) known.add({ relation, columns: [] });
  const names = known.mentionedIn(sql).map(({ relation }) => `${relation.schema}.${relation.identifier}`);
  expect(names.sort()).toEqual([...expected].sort());
}

describe('relations that a text mentions', () => {
  test.each([
    ['SELECT 1', []],
    ['SELECT * FROM silver.orders', ['silver.orders', 'gold.orders']],
    ['SELECT * FROM silver."ORDERS" AS o', ['silver.orders', 'gold.orders']],
    ['SELECT * FROM gold."a ""day"" of $ales"', ['gold.a "day" of $ales']],
    ['SELECT * FROM gold.GRÖSSE, gold.Größe', ['gold.größe']],
    ['FROM lake.gold.devices', ['gold.Devices']],
    ['SELECT preorders, orders2 FROM t', []],
    // More than are read does no harm.
    [`SELECT 'orders'`, ['silver.orders', 'gold.orders']],
  ])('%s', checkMentioned);
});

test('a relation that is added again has its new columns', () => {
  const known = createKnownRelations();
  const relation = { schema: 'gold', identifier: 'orders' };
  known.add({ relation, columns: [{ name: 'a', type: 'bigint' }] });
  known.add({ relation, columns: [{ name: 'b', type: 'varchar' }] });
  expect(known.mentionedIn('FROM gold.orders')).toEqual([{ relation, columns: [{ name: 'b', type: 'varchar' }] }]);
});
