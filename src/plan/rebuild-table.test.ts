import { expect, test } from 'vitest';
import type { RelationInfo } from '../engines/engine.ts';
import type { NodeConfig } from '../project/project.ts';
import { LIKE_TRINO, planned, type TestModel } from './testkit/planned-model.ts';

const COLUMNS = [
  { name: 'id', type: 'bigint' },
  { name: 'd', type: 'date' },
];
const AUDIT = { etl_run_id: 'etl_run_id', ingest_ts: 'ingest_ts', source_system: 'source_system' };
const SWAP = ['drop-new', 'drop-old', 'publish', 'rename-old', 'rename-new', 'drop-replaced'];

function rebuild(
  config: Partial<NodeConfig> = {},
  existing: Partial<RelationInfo> = {},
  more: Partial<TestModel> = {},
) {
  return planned({
    sql: 'SELECT * FROM silver.s',
    columns: COLUMNS,
    config: { materialized: 'table', audit_columns: false, ...config },
    existing,
    ...more,
  });
}

const idsOf = (...args: Parameters<typeof rebuild>) => rebuild(...args).steps.map(({ id }) => id);

test('rows are replaced where the table is as it is to be', () => {
  expect(idsOf()).toEqual(['publish', 'optimize-rebuilt']);
  expect(idsOf({}, {}, { dialect: 'trino', capabilities: LIKE_TRINO })).toEqual(['publish']);
  expect(idsOf({ partitioned_by: ['d'] }, { partitionedBy: ['d'] })).toEqual([
    'find-partitions',
    'publish',
    'optimize-rebuilt',
  ]);
});

test('what ALTER can do is done before', () => {
  const columns = [{ name: 'id', type: 'integer' }, COLUMNS[1]!, { name: 'gone', type: 'varchar' }];
  const alters = rebuild({}, { columns }).steps.filter(({ kind }) => kind === 'alter-table');
  expect(alters.map(({ purpose }) => purpose)).toEqual(['widen column id', 'drop column gone']);
});

test.each<[string, Partial<NodeConfig>, Partial<RelationInfo>]>([
  ['as configured', { rebuild: 'swap' }, {}],
  ['it is partitioned by identity(d) and is to be by nothing', {}, { partitionedBy: ['d'] }],
  ['column "id" cannot be changed from varchar to bigint in place', {}, { columns: [{ name: 'id', type: 'varchar' }, COLUMNS[1]!] }], // prettier-ignore
  ['it is partitioned by "ingest_ts"', { audit_columns: AUDIT, partitioned_by: ['day(ingest_ts)'] }, {}],
  [
    'column "d" cannot be changed from timestamp(6) to date in place',
    {},
    { columns: [COLUMNS[0]!, { name: 'd', type: 'timestamp(6)' }] },
  ],
])('swap: %s', (reason, config, existing) => {
  expect(idsOf(config, existing)).toEqual(SWAP);
  expect(rebuild(config, existing).notes.join()).toContain(reason);
});

test('swap: a table whose columns are wider than they are to be', () => {
  const columns = [{ name: 'id', type: 'integer' }, COLUMNS[1]!];
  const { notes } = rebuild({}, { columns: COLUMNS }, { columns });
  expect(notes.join()).toContain('column "id" becomes integer');
});

test('more partitions than one statement takes are rebuilt in several commits, unless one is asked for', () => {
  const onlyOne = (config: Partial<NodeConfig>, more: Partial<TestModel> = {}) => {
    const found = rebuild({ partitioned_by: ['d'], ...config }, {}, more).steps.find(
      ({ kind }) => kind === 'find-partitions',
    );
    return found?.kind === 'find-partitions' && found.onlyOne !== undefined;
  };
  expect(onlyOne({})).toBe(false);
  expect(onlyOne({ rebuild: 'merge' })).toBe(true);
  expect(onlyOne({ rebuild: 'batches' })).toBe(false);
  const pending = { batchId: 'b', highs: [], rebuild: true };
  expect(onlyOne({ materialized: 'incremental', rebuild: 'merge', unique_key: ['id'] }, { pending })).toBe(false);
});
