import { expect, test } from 'vitest';
import type { Column } from '../engines/engine.ts';
import type { NodeConfig } from '../project/project.ts';
import { decideSchemaChange, isWidening, storedType } from './schema-change.ts';

const columns = (text: string): Column[] =>
  text.split(', ').map((entry) => ({ name: entry.split(' ')[0]!, type: entry.split(' ').slice(1).join(' ') }));
const shown = (list: readonly Column[]) => list.map(({ name, type }) => `${name} ${type}`).join(', ');

function checkDecision(policy: NodeConfig['on_schema_change'], query: string, table: string, expected: object): void {
  const { written, table: after, changes, refused } = decideSchemaChange(columns(query), columns(table), policy);
  expect({ written: shown(written), after: shown(after), changes: changes.map(({ kind }) => kind), refused }).toEqual({
    changes: [],
    refused: [],
    ...expected,
  });
}

const TABLE = 'Id integer, n integer, lost varchar';
const QUERY = 'id integer, n bigint, fresh boolean';

test('what each policy does with new, lost and wider columns', () => {
  checkDecision('ignore', QUERY, TABLE, { written: 'Id integer, n integer', after: TABLE });
  checkDecision('append_new_columns', QUERY, TABLE, {
    written: 'Id integer, n integer, fresh boolean',
    after: `${TABLE}, fresh boolean`,
    changes: ['add-column'],
  });
  checkDecision('sync_all_columns', QUERY, TABLE, {
    written: 'Id integer, n bigint, fresh boolean',
    after: 'Id integer, n bigint, fresh boolean',
    changes: ['add-column', 'widen-column', 'drop-column'],
  });
  checkDecision('fail', QUERY, TABLE, {
    written: 'Id integer, n integer',
    after: TABLE,
    refused: [
      'column "fresh" (boolean) is new',
      'column "lost" is no longer returned',
      'column "n" was integer and is now bigint',
    ],
  });
});

test('sync keeps the wider type of the table, and refuses what metadata cannot change', () => {
  checkDecision('sync_all_columns', 'n integer', 'n bigint', { written: 'n bigint', after: 'n bigint' });
  checkDecision('sync_all_columns', 'n varchar', 'n bigint', {
    written: 'n bigint',
    after: 'n bigint',
    refused: ['column "n" cannot be changed from bigint to varchar in place'],
  });
});

test('nothing changes where nothing differs, case aside', () => {
  for (const policy of ['ignore', 'append_new_columns', 'sync_all_columns', 'fail'] as const)
    checkDecision(policy, 'ID integer', 'id integer', { written: 'id integer', after: 'id integer' });
});

test('widening is what Iceberg does by metadata alone', () => {
  expect(isWidening('integer', 'bigint')).toBe(true);
  expect(isWidening('real', 'double')).toBe(true);
  expect(isWidening('decimal(10,2)', 'decimal(12,2)')).toBe(true);
  for (const [from, to] of [
    ['bigint', 'integer'],
    ['decimal(10,2)', 'decimal(12,3)'],
    ['integer', 'double'],
    ['date', 'timestamp(6)'],
  ])
    // prettier-ignore
    expect(isWidening(from!, to!), `${from} to ${to}`).toBe(false);
});

test('types are stored as Iceberg has them', () => {
  expect(storedType('smallint')).toBe('integer');
  expect(storedType('timestamp(3)')).toBe('timestamp(6)');
  expect(storedType('varchar(3)')).toBe('varchar');
  expect(storedType('interval day to second')).toBeUndefined();
});
