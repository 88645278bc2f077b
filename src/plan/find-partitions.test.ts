import { expect, test } from 'vitest';
import type { NodeConfig } from '../project/project.ts';
import { LIKE_TRINO, planned, tryPlan, type TestModel } from './testkit/planned-model.ts';

const COLUMNS = [
  { name: 'id', type: 'bigint' },
  { name: 'at', type: 'timestamp(6)' },
  { name: 'region', type: 'varchar' },
];
const ON_TRINO = {
  dialect: 'trino',
  capabilities: { ...LIKE_TRINO, maxOpenPartitions: undefined },
} as unknown as Partial<TestModel>;
const ON_DUCKDB = { dialect: 'duckdb', capabilities: { prunesPartitions: false, createOrReplaceTable: true, maxOpenPartitions: undefined } } as unknown as Partial<TestModel>; // prettier-ignore
const KEYED = { unique_key: ['id', 'at'], partitioned_by: ['day(at)'] };

function plan(config: Partial<NodeConfig>, more: Partial<TestModel> = {}) {
  return planned({ sql: 'SELECT * FROM silver.s', columns: COLUMNS, config, ...more });
}

function idsOf(config: Partial<NodeConfig>, more: Partial<TestModel> = {}): string[] {
  return plan(config, more).steps.map(({ id }) => id);
}

function boundedBy(config: Partial<NodeConfig>, more: Partial<TestModel> = {}): string[] | undefined {
  const found = plan(config, { existing: {}, ...more }).steps.find(({ kind }) => kind === 'find-partitions');
  return found?.kind === 'find-partitions' ? found.bounded.map(({ column }) => column.name) : undefined;
}

test('a merge is bounded by the partition columns of its key', () => {
  expect(boundedBy(KEYED)).toEqual(['at']);
  expect(boundedBy(KEYED, ON_TRINO)).toEqual(['at']);
  expect(boundedBy({ unique_key: ['id', 'REGION'], partitioned_by: ['at', 'region'] })).toEqual(['region']);
  expect(boundedBy({ unique_key: ['id', 'region'], partitioned_by: ['bucket(region, 8)'] })).toBeUndefined();
});

test('where a key may move between partitions, all of them are looked through, and the plan says why', () => {
  const moving = { unique_key: ['id'], partitioned_by: ['day(at)'] };
  expect(boundedBy(moving, ON_TRINO)).toBeUndefined();
  expect(plan(moving, { existing: {}, ...ON_TRINO }).notes).toEqual([
    'full match: the partition column "at" is not part of unique_key, so a key\'s row may lie in any partition; where it never moves, say keys_stay_in_partition: true',
  ]);
  expect(boundedBy({ ...moving, keys_stay_in_partition: true }, ON_TRINO)).toEqual(['at']);
  // Athena's limit is kept all the same.
  expect(boundedBy(moving)).toEqual([]);
});

test('the partitioning that the table has counts, not the one it is to get', () => {
  const existing = { partitionedBy: ['month(region_day)', 'region'] };
  expect(boundedBy({ ...KEYED, unique_key: ['id', 'region'] }, { existing })).toEqual(['region']);
});

test('only an engine with a limit is asked before a first build or an append', () => {
  const appended = { incremental_strategy: 'append' as const, partitioned_by: ['day(at)'] };
  expect(idsOf(KEYED)).toEqual(['find-partitions', 'publish', 'publish-rest', 'commit']);
  expect(idsOf(KEYED, ON_TRINO)).toEqual(['publish']);
  expect(idsOf(appended, { existing: {} })).toEqual(['find-partitions', 'publish', 'commit']);
  expect(idsOf(appended, { existing: {}, ...ON_TRINO })).toEqual(['publish', 'commit']);
  expect(idsOf({ ...KEYED, partitioned_by: [] })).toEqual(['publish']);
});

test('an engine without partitions knows nothing of them', () => {
  for (const existing of [undefined, {}]) {
    const more = { ...ON_DUCKDB, ...(existing && { existing }) };
    expect(idsOf({ ...KEYED, force_batch: true }, more)).toEqual(['publish']);
    expect(plan(KEYED, more).notes).toEqual([]);
  }
});

test('a table that is made in several commits is remembered until the last', () => {
  const commit = plan(KEYED).steps.at(-1);
  expect(commit).toMatchObject({ kind: 'commit', exactlyOnce: true });
  expect(plan(KEYED).notes.join()).toContain('several commits');
  expect(idsOf({ ...KEYED, materialized: 'table' })).not.toContain('commit');
});

test('force_batch: the rows are staged, and the query is read once', () => {
  expect(idsOf({ ...KEYED, force_batch: true }, { existing: {} })).toEqual(['stage', 'measure', 'find-partitions', 'publish', 'drop-stage']); // prettier-ignore
});

test('buckets are counted as full', () => {
  const config = { ...KEYED, partitioned_by: ['day(at)', 'bucket(id, 30)'], partitions_limit: 60 };
  const found = plan(config).steps.find(({ kind }) => kind === 'find-partitions');
  expect(found).toMatchObject({ partitioning: { perTuple: 30, limit: 60, fields: [{ column: { name: 'at' } }] } });
});

test('what cannot be a partition is found before the run', () => {
  const codes = (partitioned_by: string[], more: Partial<TestModel> = {}) =>
    tryPlan({ sql: '', columns: COLUMNS, config: { partitioned_by, unique_key: ['id'] }, ...more }).diagnostics.map(({ code }) => code); // prettier-ignore
  expect(codes(['day(region)'])).toEqual(['partition-field-invalid']);
  // A rule names the nearest columns.
  expect(codes(['day(at)', 'nothing'], ON_DUCKDB)).toEqual([]);
  expect(codes(['day(ingest_ts)'])).toEqual([]);
  expect(codes(['bucket(id, 20)', 'bucket(region, 6)'])).toEqual(['too-many-buckets']);
  expect(codes(['bucket(id, 20)', 'bucket(region, 6)'], ON_TRINO)).toEqual([]);
});
