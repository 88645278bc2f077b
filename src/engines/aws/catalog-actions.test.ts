import type { Table } from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import type { CatalogAction, ExternalSource } from '../engine.ts';
import { performCatalogAction, readClaim } from './catalog-actions.ts';
import { shortened } from './describe-table.ts';
import { awsError, body, fakeClients } from './testkit/fake-clients.ts';
import { VirtualClock } from './testkit/virtual-clock.ts';

const TABLE: Table = {
  Name: 't',
  DatabaseName: 'gold',
  VersionId: '4',
  CreatedBy: 'x',
  Owner: 'o',
  Parameters: { table_type: 'ICEBERG', metadata_location: 's3://m/1' },
  StorageDescriptor: { Location: 's3://t', Columns: [{ Name: 'id', Type: 'bigint', Parameters: { 'iceberg.field.id': '1' } }] }, // prettier-ignore
};
const DESCRIBE: CatalogAction = {
  kind: 'describe-table',
  relation: { schema: 'Gold', identifier: 'T' },
  description: 'Orders',
  columns: [{ name: 'ID', description: 'The key' }],
};

const perform = (action: CatalogAction, clients: ReturnType<typeof fakeClients>) =>
  performCatalogAction(action, clients, { clock: new VirtualClock() });

test('a description changes nothing else of the entry, and only if nobody was faster', async () => {
  const clients = fakeClients({ GetTable: () => ({ Table: TABLE }), UpdateTable: () => ({}) });
  await perform(DESCRIBE, clients);
  expect(clients.calls[1]).toEqual({
    name: 'UpdateTable',
    input: {
      DatabaseName: 'gold',
      SkipArchive: true,
      VersionId: '4',
      TableInput: {
        Name: 't',
        Owner: 'o',
        Description: 'Orders',
        Parameters: { table_type: 'ICEBERG', metadata_location: 's3://m/1', comment: 'Orders' },
        StorageDescriptor: {
          Location: 's3://t',
          Columns: [{ Name: 'id', Type: 'bigint', Comment: 'The key', Parameters: { 'iceberg.field.id': '1' } }],
        },
      },
    },
  });
});

test('after another commit the entry is read again, and its new metadata file stays', async () => {
  let version = 4;
  const current = () => ({ Table: { ...TABLE, VersionId: String(version), Parameters: { ...TABLE.Parameters, metadata_location: `s3://m/${version}` } } }); // prettier-ignore
  const clients = fakeClients({
    GetTable: current,
    UpdateTable: () => {
      if (version++ < 6) throw awsError('ConcurrentModificationException', 'Update table failed due to concurrent modifications.'); // prettier-ignore
      return {};
    },
  });
  await perform(DESCRIBE, clients);
  const last = clients.calls.at(-1)?.input as { VersionId: string; TableInput: { Parameters: Record<string, string> } };
  expect([last.VersionId, last.TableInput.Parameters['metadata_location']]).toEqual(['6', 's3://m/6']);
});

test('one that is never first gives up, and an entry without a version is left alone', async () => {
  const busy = fakeClients({ GetTable: () => ({ Table: TABLE }), UpdateTable: () => Promise.reject(awsError('ConcurrentModificationException')) }); // prettier-ignore
  await expect(perform(DESCRIBE, busy)).rejects.toMatchObject({ diagnostic: { code: 'glue-table-contended' } });
  const { VersionId: _, ...unversioned } = TABLE;
  const old = fakeClients({ GetTable: () => ({ Table: unversioned }) });
  await expect(perform(DESCRIBE, old)).rejects.toMatchObject({ diagnostic: { code: 'glue-table-contended' } });
  expect(old.calls).toHaveLength(1);
});

test('what is described already is not written', async () => {
  const columns = [{ Name: 'id', Type: 'bigint', Comment: 'The key' }];
  const done = { ...TABLE, Description: 'Orders', Parameters: { comment: 'Orders' }, StorageDescriptor: { Columns: columns } }; // prettier-ignore
  const clients = fakeClients({ GetTable: () => ({ Table: done }) });
  await perform(DESCRIBE, clients);
  expect(clients.calls).toHaveLength(1);
});

test('long descriptions are cut at a word, by bytes', () => {
  expect(shortened('short', 255)).toBe('short');
  expect(shortened('one two three', 11)).toBe('one two…');
  expect(shortened('one two three', 10)).toBe('one two…');
  expect(shortened('one two three', 9)).toBe('one…');
  expect(shortened('abcdefgh', 6)).toBe('abc…');
  const long = shortened('ä'.repeat(300), 255);
  expect([Buffer.byteLength(long) <= 255, long.endsWith('ä…')]).toEqual([true, true]);
});

const SOURCE: ExternalSource = {
  relation: { schema: 'raw', identifier: 'events' },
  format: 'json',
  location: 's3://in/events',
  columns: [{ name: 'id', type: 'bigint' }],
  partitions: [{ name: 'day', type: 'date' }],
  options: {},
};

/** Glue and S3 with one table and the partitions it has. */
function lake(folders: readonly string[]) {
  const state: { table?: Table; partitions: Map<string, string> } = { partitions: new Map() };
  const clients = fakeClients({
    GetTable: () => {
      if (!state.table) throw awsError('EntityNotFoundException', 'Table events not found.');
      return { Table: state.table };
    },
    CreateTable: ({ TableInput }) => void (state.table = { ...TableInput, VersionId: '0' }),
    UpdateTable: ({ TableInput }) => void (state.table = { ...TableInput, VersionId: '1' }),
    ListObjectsV2: ({ Prefix }) => ({ CommonPrefixes: folders.map((folder) => ({ Prefix: `${Prefix}${folder}/` })) }), // prettier-ignore
    GetPartitions: () => ({
      Partitions: [...state.partitions].map(([value, Location]) => ({ Values: [value], StorageDescriptor: { Location } })), // prettier-ignore
    }),
    BatchCreatePartition: ({ PartitionInputList }) => {
      for (const { Values, StorageDescriptor } of PartitionInputList)
        state.partitions.set(Values[0]!, StorageDescriptor.Location);
      return {};
    },
    BatchDeletePartition: ({ PartitionsToDelete }) => {
      for (const { Values } of PartitionsToDelete) state.partitions.delete(Values[0]!);
      return {};
    },
  });
  return { clients, state };
}

test('a table over files is made once, its partitions are those whose folders are there', async () => {
  const folders = ['day=2024-01-01', 'day=a%20b', '_tmp', 'other=1'];
  const { clients, state } = lake(folders);
  await perform({ kind: 'create-external-table', source: SOURCE }, clients);
  expect(state.table).toMatchObject({
    Name: 'events',
    TableType: 'EXTERNAL_TABLE',
    PartitionKeys: [{ Name: 'day', Type: 'date' }],
    StorageDescriptor: { Location: 's3://in/events/', Columns: [{ Name: 'id', Type: 'bigint' }] },
  });
  expect([...state.partitions]).toEqual([
    ['2024-01-01', 's3://in/events/day=2024-01-01/'],
    ['a b', 's3://in/events/day=a%20b/'],
  ]);
  folders.splice(0, 1, 'day=2024-01-02');
  clients.calls.length = 0;
  await perform({ kind: 'create-external-table', source: SOURCE }, clients);
  expect([...state.partitions.keys()]).toEqual(['a b', '2024-01-02']);
  expect(clients.calls.map((call) => call.name)).not.toContain('UpdateTable');
});

test('one that is declared anew is changed in place, with its partitions', async () => {
  const { clients, state } = lake(['day=2024-01-01']);
  await perform({ kind: 'create-external-table', source: SOURCE }, clients);
  clients.calls.length = 0;
  const source = { ...SOURCE, columns: [...SOURCE.columns, { name: 'b', type: 'varchar' }] };
  await perform({ kind: 'create-external-table', source }, clients);
  const names = clients.calls.map((call) => call.name);
  expect(names).toEqual(['GetTable', 'UpdateTable', 'ListObjectsV2', 'GetPartitions', 'BatchDeletePartition', 'BatchCreatePartition']); // prettier-ignore
  expect(state.table?.StorageDescriptor?.Columns).toHaveLength(2);
});

test("somebody else's table is not replaced, and a projected one has no partitions", async () => {
  const { clients, state } = lake([]);
  state.table = TABLE;
  await expect(perform({ kind: 'create-external-table', source: SOURCE }, clients)).rejects.toMatchObject({ diagnostic: { code: 'engine-already-exists' } }); // prettier-ignore
  const projected = lake([]);
  const options = { tableProperties: { 'projection.enabled': 'true' } };
  await perform({ kind: 'create-external-table', source: { ...SOURCE, options } }, projected.clients);
  expect(projected.clients.calls.map((call) => call.name)).toEqual(['GetTable', 'CreateTable']);
});

const CLAIM = { location: 's3://lake/gold/t/r1/', relation: { schema: 'gold', identifier: 't' }, runId: 'r1' } as const;

test('a claim is written once, is found again by its own run, and refused to others', async () => {
  const objects = new Map<string, string>();
  const clients = fakeClients({
    PutObject: ({ Key, Body, IfNoneMatch }) => {
      if (IfNoneMatch === '*' && objects.has(Key)) throw awsError('PreconditionFailed', 'exists', 412);
      objects.set(Key, Body);
      return {};
    },
    GetObject: ({ Key }) => {
      if (!objects.has(Key)) throw awsError('NoSuchKey', 'no key', 404);
      return { Body: body(objects.get(Key) ?? '') };
    },
    DeleteObject: ({ Key }) => objects.delete(Key),
  });
  expect(await readClaim(CLAIM.location, clients)).toBeUndefined();
  await perform({ kind: 'claim-location', ...CLAIM, project: 'shop' }, clients);
  await perform({ kind: 'claim-location', ...CLAIM, project: 'shop' }, clients);
  expect([...objects.keys()]).toEqual(['gold/t/r1.lakemodel.json']);
  expect(await readClaim(CLAIM.location, clients)).toEqual({ ...CLAIM, project: 'shop' });
  await expect(perform({ kind: 'claim-location', ...CLAIM, runId: 'r2' }, clients)).rejects.toMatchObject({ diagnostic: { code: 'aws-location-claimed' } }); // prettier-ignore
  await perform({ kind: 'delete-object', location: 's3://lake/gold/t/r1.lakemodel.json' }, clients);
  expect(objects.size).toBe(0);
});

test("no file but lakemodel's own is deleted", async () => {
  const clients = fakeClients({ DeleteObject: () => ({}) });
  await expect(perform({ kind: 'delete-object', location: 's3://lake/gold/t/r1/data.parquet' }, clients)).rejects.toThrow('may delete'); // prettier-ignore
  expect(clients.calls).toEqual([]);
});

test('places that are none', async () => {
  const put: CatalogAction = { kind: 'put-object', location: 'lake/x', text: '' };
  await expect(perform(put, fakeClients({}))).rejects.toMatchObject({ diagnostic: { code: 'aws-location-invalid' } });
});
