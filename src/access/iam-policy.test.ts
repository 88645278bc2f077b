import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { loadProject } from '../project/index.ts';
import { builtInTestNames } from '../quality/index.ts';
import { iamPolicy } from './iam-policy.ts';
import { accessNeeds, type AccessNeeds } from './needs.ts';
import { outermost, s3Folder } from './policy.ts';

// A whole project is loaded, which takes a busy machine its time.
vi.setConfig({ testTimeout: 60_000 });

const NOTHING: AccessNeeds = {
  region: 'eu-west-1',
  workGroups: [],
  writtenSchemas: [],
  readTables: [],
  results: [],
  data: [],
  state: [],
  sources: [],
  unlocated: [],
  kmsKeys: [],
};

async function topLevelProject(vars: Readonly<Record<string, string>>) {
  const { value } = await loadProject({
    projectDir: join(import.meta.dirname, '../..'),
    targetName: 'athena',
    vars,
    env: () => undefined,
    builtInTests: new Set(builtInTestNames),
    cacheVersion: 'none',
    targetPath: '/nonexistent/lakemodel-test',
  });
  return value!;
}

test('the project of this repository', async () => {
  const needs = accessNeeds(await topLevelProject({ landing: 's3://machine-service-landing/in' }), []);
  expect(needs.unlocated).toEqual([]);
  await expect(`${JSON.stringify(iamPolicy(needs), null, 2)}\n`).toMatchFileSnapshot('golden/iam-policy.json');
});

test('sources whose data the project does not place are named', async () => {
  const needs = accessNeeds(await topLevelProject({}), ['s3://elsewhere/x/']);
  expect(needs.unlocated.length).toBeGreaterThan(0);
  expect(needs.sources).toEqual([{ bucket: 'elsewhere', prefix: 'x/' }]);
});

test('no statement without a resource, and no right on everything', async () => {
  expect(iamPolicy(NOTHING).Statement.map(({ Sid }) => Sid)).toEqual(['FindDatabases']);
  const needs = accessNeeds(await topLevelProject({}), []);
  const { Statement } = iamPolicy(needs, '123456789012');
  expect(Statement.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
  expect(Statement.flatMap(({ Resource }) => Resource)).not.toContain('*');
  expect(new Set(Statement.map(({ Sid }) => Sid)).size).toBe(Statement.length);
  for (const { Sid, Resource } of Statement) {
    expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
    expect(Resource.join()).not.toContain('AccountId');
  }
});

test('tables of others are read, and only those', () => {
  const { Statement } = iamPolicy({ ...NOTHING, readTables: [{ schema: 'ERP', identifier: 'orders*' }] }, '1');
  const read = Statement.find(({ Sid }) => Sid === 'ReadTablesOfSources');
  expect(read?.Resource).toEqual([
    'arn:aws:glue:eu-west-1:1:catalog',
    'arn:aws:glue:eu-west-1:1:database/erp',
    'arn:aws:glue:eu-west-1:1:table/erp/orders${*}',
  ]);
  expect(read?.Action.filter((action) => /Create|Update|Delete/.test(action))).toEqual([]);
});

test('keys and a role only where they are configured', () => {
  const { Statement } = iamPolicy(
    { ...NOTHING, region: 'cn-north-1', kmsKeys: ['k1', 'arn:aws-cn:kms:x:1:key/2'], role: 'arn:aws-cn:iam::1:role/r' },
    '1',
  );
  expect(Statement.find(({ Sid }) => Sid === 'EncryptAndDecrypt')?.Resource).toEqual([
    'arn:aws-cn:kms:cn-north-1:1:key/k1',
    'arn:aws-cn:kms:x:1:key/2',
  ]);
  expect(Statement.find(({ Sid }) => Sid === 'CallerAssumesTheRole')?.Resource).toEqual(['arn:aws-cn:iam::1:role/r']);
});

test('folders: patterns end before their sign, folders within folders are left out', () => {
  expect(s3Folder('s3://b/in/day=*/x.json')).toEqual({ bucket: 'b', prefix: 'in/' });
  expect(s3Folder('s3://b')).toEqual({ bucket: 'b', prefix: '' });
  expect(s3Folder('landing/x')).toBeUndefined();
  const folders = ['s3://b/a/x/', 's3://b/a', 's3://b/ab/', 's3://b/a/'].flatMap((uri) => s3Folder(uri) ?? []);
  expect(outermost(folders)).toEqual([
    { bucket: 'b', prefix: 'a/' },
    { bucket: 'b', prefix: 'ab/' },
  ]);
});
