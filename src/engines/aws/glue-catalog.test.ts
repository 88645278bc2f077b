import type { Table } from '@aws-sdk/client-glue';
import { expect, test } from 'vitest';
import { StatementError, type LocationClaim } from '../engine.ts';
import { GlueCatalog } from './glue-catalog.ts';
import { tableSizes } from './table-sizes.ts';
import { awsError, body, fakeClients } from './testkit/fake-clients.ts';

const METADATA = JSON.stringify({
  'current-schema-id': 1,
  schemas: [
    { 'schema-id': 0, fields: [] },
    {
      'schema-id': 1,
      fields: [
        { id: 1, name: 'id', type: 'long' },
        { id: 2, name: 'at', type: 'timestamptz' },
        { id: 3, name: 'tags', type: { type: 'list', element: { type: 'struct', fields: [{ id: 5, name: 'A b', type: 'string' }] } } }, // prettier-ignore
        { id: 4, name: 'price', type: 'decimal(10, 2)' },
      ],
    },
  ],
  'default-spec-id': 1,
  'partition-specs': [
    { 'spec-id': 0, fields: [] },
    { 'spec-id': 1, fields: [{ 'source-id': 2, transform: 'day' }, { 'source-id': 1, transform: 'bucket[16]' }, { 'source-id': 4, transform: 'void' }, { 'source-id': 4, transform: 'identity' }] }, // prettier-ignore
  ],
  'current-snapshot-id': 0,
  snapshots: [],
}).replace('"current-snapshot-id":0,"snapshots":[]', '"current-snapshot-id": 6617632180834713473, "snapshots": [{"snapshot-id": 6617632180834713472, "summary": {"total-records": "9"}}, {"snapshot-id": 6617632180834713473, "summary": {"total-records": "7", "total-files-size": "900", "total-data-files": "3", "total-position-deletes": "2"}}]'); // prettier-ignore

const ICEBERG: Table = {
  Name: 't',
  VersionId: '4',
  TableType: 'EXTERNAL_TABLE',
  Description: 'Orders',
  Parameters: { table_type: 'ICEBERG', metadata_location: 's3://lake/gold/t/r1/metadata/1.json' },
  StorageDescriptor: {
    Location: 's3://lake/gold/t/r1',
    Columns: [
      { Name: 'id', Type: 'bigint', Comment: 'The key' },
      { Name: 'at', Type: 'timestamp' },
      { Name: 'old', Type: 'int', Parameters: { 'iceberg.field.current': 'false' } },
    ],
  },
};

const VIEW: Table = {
  Name: 'v',
  TableType: 'VIRTUAL_VIEW',
  Parameters: { presto_view: 'true', comment: 'Presto View' },
  ViewOriginalText: `/* Presto View: ${Buffer.from('{"originalSql":"SELECT 1","columns":[{"name":"c","type":"varchar(3)"},{"name":"r","type":"row(\\"x\\" bigint)"}]}').toString('base64')} */`,
};

const FILES: Table = {
  Name: 'f',
  TableType: 'EXTERNAL_TABLE',
  Parameters: { 'lakemodel.definition': 'abc' },
  PartitionKeys: [{ Name: 'day', Type: 'date' }],
  StorageDescriptor: { Location: 's3://lake/in/', Columns: [{ Name: 'ts', Type: 'timestamp' }, { Name: 'u', Type: 'uniontype<int>' }] }, // prettier-ignore
};

const TABLES: Readonly<Record<string, Table>> = { t: ICEBERG, v: VIEW, f: FILES };
const own = () => Promise.resolve(undefined);

function glue(more: Parameters<typeof fakeClients>[0] = {}) {
  return fakeClients({
    GetTable: ({ Name }) => {
      if (!TABLES[Name]) throw awsError('EntityNotFoundException', `Entity Not Found: ${Name}`);
      return { Table: TABLES[Name] };
    },
    GetTables: ({ DatabaseName, NextToken }) => {
      if (DatabaseName !== 'gold') throw awsError('EntityNotFoundException');
      return NextToken ? { TableList: [FILES] } : { TableList: [VIEW, ICEBERG], NextToken: 'more' };
    },
    GetObject: () => ({ Body: body(METADATA) }),
    ...more,
  });
}

const name = (identifier: string, schema = 'gold') => ({ schema, identifier });

test('tables, views and files as they are', async () => {
  const catalog = new GlueCatalog(glue(), own);
  const found = await catalog.describe([name('T', 'Gold'), name('v'), name('f'), name('none')]);
  expect([...found.keys()]).toEqual(['gold.t', 'gold.v', 'gold.f']);
  expect(found.get('gold.t')).toEqual({
    relation: name('T', 'Gold'),
    kind: 'table',
    columns: [
      { name: 'id', type: 'bigint' },
      { name: 'at', type: 'timestamp(6) with time zone' },
      { name: 'tags', type: 'array(row("A b" varchar))' },
      { name: 'price', type: 'decimal(10,2)' },
    ],
    uuid: 's3://lake/gold/t/r1/',
    location: 's3://lake/gold/t/r1/',
    comments: { relation: 'Orders', columns: { id: 'The key' } },
    partitionedBy: ['day(at)', 'bucket(id, 16)', 'price'],
  });
  expect(found.get('gold.v')).toMatchObject({
    kind: 'view',
    columns: [
      { name: 'c', type: 'varchar(3)' },
      { name: 'r', type: 'row(x bigint)' },
    ],
    comments: { columns: {} },
  });
  expect(found.get('gold.f')).toMatchObject({
    columns: [
      { name: 'ts', type: 'timestamp(3)' },
      { name: 'u', type: 'unknown' },
      { name: 'day', type: 'date' },
    ],
    partitionedBy: ['day'],
    definition: 'abc',
  });
});

test('many relations of one schema are listed, page by page', async () => {
  const clients = glue();
  const catalog = new GlueCatalog(clients, own);
  const many = Array.from({ length: 20 }, (_, n) => name(`x${n}`));
  expect([...(await catalog.describe([...many, name('F')])).keys()]).toEqual(['gold.f']);
  expect(clients.calls.map((call) => call.name)).toEqual(['GetTables', 'GetTables']);
});

test('a schema that is not there has nothing', async () => {
  const catalog = new GlueCatalog(glue(), own);
  expect(await catalog.tables({ schema: 'nowhere' })).toEqual([]);
  const many = Array.from({ length: 20 }, (_, n) => name(`x${n}`, 'nowhere'));
  expect((await catalog.describe(many)).size).toBe(0);
});

test('all tables of a schema, without looking into files', async () => {
  const clients = glue({ GetObject: () => Promise.reject(new Error('no')) });
  const tables = await new GlueCatalog(clients, own).tables({ schema: 'GOLD' });
  expect(tables.map((table) => table.name)).toEqual(['f', 't', 'v']);
  expect(tables[1]).toEqual({
    name: 't',
    comment: 'Orders',
    columns: [
      { name: 'id', type: 'bigint', comment: 'The key' },
      { name: 'at', type: 'timestamp(6)' },
    ],
  });
  expect(tables[0]?.columns[1]).toEqual({ name: 'u' });
});

test('schemas, page by page', async () => {
  const clients = fakeClients({ GetDatabases: ({ NextToken }) => (NextToken ? { DatabaseList: [{ Name: 'a' }] } : { DatabaseList: [{ Name: 'b' }], NextToken: 'x' }) }); // prettier-ignore
  expect(await new GlueCatalog(clients, own).schemas()).toEqual(['a', 'b']);
});

test("another account's catalog is asked for by its id", async () => {
  const clients = glue();
  const catalog = new GlueCatalog(clients, (database) => Promise.resolve(database === 'other' ? '210987654321' : undefined)); // prettier-ignore
  await catalog.describe([{ database: 'other', ...name('v') }, name('v')]);
  expect(clients.calls.map(({ input }) => input['CatalogId'])).toEqual(['210987654321', undefined]);
});

test('who may not read the files gets what Glue says; other faults are told', async () => {
  const denied = glue({ GetObject: () => Promise.reject(awsError('AccessDenied', 'Access Denied', 403)) });
  const found = await new GlueCatalog(denied, own).describe([name('t')]);
  expect(found.get('gold.t')?.columns).toEqual([{ name: 'id', type: 'bigint' }, { name: 'at', type: 'timestamp(6)' }]); // prettier-ignore
  expect(found.get('gold.t')).not.toHaveProperty('partitionedBy');
  const broken = glue({ GetObject: () => Promise.reject(awsError('TimeoutError', 'ETIMEDOUT', 500)) });
  await expect(new GlueCatalog(broken, own).describe([name('t')])).rejects.toBeInstanceOf(StatementError);
});

test('what Glue refuses is a diagnostic', async () => {
  const clients = glue({ GetTable: () => Promise.reject(awsError('AccessDeniedException', 'User x is not authorized to perform: glue:GetTable')) }); // prettier-ignore
  await expect(new GlueCatalog(clients, own).describe([name('t')])).rejects.toMatchObject({ diagnostic: { code: 'aws-access-denied', message: expect.stringContaining('"gold.t"') } }); // prettier-ignore
});

test('the claim beside a table is part of it', async () => {
  const claim: LocationClaim = { location: 's3://lake/gold/t/r1/', relation: name('t'), runId: 'r1' };
  const asked: string[] = [];
  const catalog = new GlueCatalog(glue(), own, (location) => {
    asked.push(location);
    return Promise.resolve(claim);
  });
  const found = await catalog.describe([name('t'), name('v'), name('f')]);
  expect(found.get('gold.t')?.claim).toEqual(claim);
  expect(asked).toEqual(['s3://lake/gold/t/r1/']);
});

test('sizes are those of the current snapshot, struck rows left out', async () => {
  const clients = glue();
  const tables = await new GlueCatalog(clients, own).glueTables([name('t'), name('v'), name('f')]);
  expect([...(await tableSizes(tables, clients))]).toEqual([['gold.t', { rows: 5, bytes: 900, files: 3 }]]);
});
