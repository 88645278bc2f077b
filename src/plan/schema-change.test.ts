import { expect, test } from 'vitest';
import type { Column } from '../engines/engine.ts';
import type { NodeConfig } from '../project/project.ts';
import { decideSchemaChange, isWidening, storedType } from './schema-change.ts';

const columns = (text: string): Column[] =>
  text
    .split(/, (?![^(]*\))/)
    .map((entry) => ({ name: entry.split(' ')[0]!, type: entry.split(' ').slice(1).join(' ') }));
const shown = (list: readonly Column[]) => list.map(({ name, type }) => `${name} ${type}`).join(', ');

function checkDecision(
  policy: NodeConfig['on_schema_change'],
  query: string,
  table: string,
  expected: object,
  nestedFields = true,
): void {
  const decision = decideSchemaChange(columns(query), columns(table), policy, nestedFields);
  const { written, table: after, changes, refused } = decision;
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

const WIDER = [
  ['integer', 'bigint'],
  ['real', 'double'],
  ['decimal(10,2)', 'decimal(12,2)'],
] as const;

test.each(WIDER)('a column that was %s and is now %s', (from, to) => {
  checkDecision('ignore', `n ${to}`, `n ${from}`, { written: `n ${from}`, after: `n ${from}` });
  checkDecision('append_new_columns', `n ${to}`, `n ${from}`, { written: `n ${from}`, after: `n ${from}` });
  checkDecision('sync_all_columns', `n ${to}`, `N ${from}`, {
    written: `N ${to}`,
    after: `N ${to}`,
    changes: ['widen-column'],
  });
});

const ROW = 'r row(a integer, b varchar)';

test('a new field of a row is added where the engine can, behind the others', () => {
  const query = 'r row(a integer, b varchar, c date)';
  for (const policy of ['append_new_columns', 'sync_all_columns'] as const)
    checkDecision(policy, query, ROW, { written: query, after: query, changes: ['add-column'] });
  const { changes } = decideSchemaChange(columns(query), columns(ROW), 'append_new_columns');
  expect(changes).toEqual([{ kind: 'add-column', in: ['r'], column: { name: 'c', type: 'date' } }]);

  const cannot = `column "r" cannot be written into the table's row(a integer, b varchar): it has no "r"."c" (date)`;
  checkDecision('ignore', query, ROW, { written: ROW, after: ROW, refused: [cannot] });
  checkDecision('append_new_columns', query, ROW, { written: ROW, after: ROW, refused: [cannot] }, false);
  checkDecision(
    'sync_all_columns',
    query,
    ROW,
    { written: ROW, after: ROW, refused: [`column "r" cannot be changed from row(a integer, b varchar) to row(a integer, b varchar, c date) in place`] }, // prettier-ignore
    false,
  );
});

test('fields of nested rows: in arrays and maps, wider ones cut to the table', () => {
  const grown = decideSchemaChange(
    [{ name: 'l', type: 'array(row(x bigint, y map(varchar, row(p date, q real))))' }],
    [{ name: 'L', type: 'array(row(x integer, y map(varchar, row(p date))))' }],
    'append_new_columns',
  );
  expect(grown.changes).toEqual([
    { kind: 'add-column', in: ['L', 'element', 'y', 'value'], column: { name: 'q', type: 'real' } },
  ]);
  expect(grown.written).toEqual([{ name: 'L', type: 'array(row(x integer, y map(varchar, row(p date, q real))))' }]);
});

// A CAST of rows goes by position on Trino and by name on DuckDB: where these differ, values would change places.
test('fields in another order, lost or renamed are never mixed up', () => {
  for (const type of [
    'row(b varchar, a integer)',
    'row(b integer, a varchar)',
    'row(a integer)',
    'row(a integer, c varchar)',
  ])
    for (const policy of ['ignore', 'append_new_columns', 'sync_all_columns'] as const)
      expect(decideSchemaChange([{ name: 'r', type }], columns(ROW), policy).refused, `${policy} ${type}`).toHaveLength(
        1,
      );
});

test('what no CAST brings into the table stops the run before it starts', () => {
  checkDecision('ignore', 'n date', 'n integer', {
    written: 'n integer',
    after: 'n integer',
    refused: [`column "n" cannot be written into the table's integer: no CAST from date keeps the values' meaning`],
  });
  expect(decideSchemaChange(columns('n varchar'), columns('n integer'), 'append_new_columns').notes).toEqual([
    'column "n" is now varchar and is written as integer',
  ]);
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
