import { expect, test } from 'vitest';
import { runChecks } from './checks.ts';
import { fakeConnection, fakeContext } from './testkit/fake-context.ts';
import { trinoChecks } from './trino-checks.ts';

const NOW = Date.UTC(2026, 0, 1) / 1000;

async function examine(
  given: { version?: string; connector?: string | null; offset?: number; write?: boolean; schemas?: string[] } = {},
) {
  const { version = '476', connector = 'iceberg', offset = 0, write = false, schemas = ['gold'] } = given;
  const { connection, sent } = fakeConnection(
    [
      [/version\(\)/, version],
      [/current_timestamp/, NOW + offset],
      [/'hive'/, 'hive'],
      [/system\.metadata\.catalogs/, connector],
    ],
    schemas,
  );
  const settings = { host: 'h', catalog: 'lake', external_catalog: 'hive' };
  const context = fakeContext('trino', settings, { connection: () => Promise.resolve(connection), write });
  const results = await runChecks(trinoChecks(context));
  return { sent, byId: Object.fromEntries(results.map((result) => [result.id, result])) };
}

test('a server that is fine', async () => {
  const { byId, sent } = await examine();
  expect(Object.entries(byId).map(([id, { status }]) => `${id} ${status}`)).toEqual([
    'connect ok',
    'version ok',
    'clock ok',
    'catalog ok',
    'external-catalog ok',
    'schemas ok',
    'state warning',
    'write skipped',
  ]);
  expect(sent.every((sql) => sql.startsWith('SELECT'))).toBe(true);
});

test.each([
  ['475', 'ok'],
  ['477', 'failed'],
  ['480-e.2', 'failed'],
  ['483', 'failed'],
  ['484', 'ok'],
  ['custom', 'warning'],
])('version %s: %s', async (version, status) =>
  expect((await examine({ version })).byId['version']?.status).toBe(status),
);

test('a catalog that is missing or of another kind stops what needs it', async () => {
  const missing = (await examine({ connector: null })).byId;
  expect(missing['catalog']).toMatchObject({
    status: 'failed',
    detail: 'There is no catalog "lake", or you may not see it.',
  });
  expect(missing['schemas']?.status).toBe('skipped');
  expect((await examine({ connector: 'hive' })).byId['catalog']?.detail).toContain('"hive", not "iceberg"');
});

test('a clock that is off', async () => {
  expect((await examine({ offset: 40 })).byId['clock']?.status).toBe('warning');
});

test('--write makes a table and drops it', async () => {
  const { byId, sent } = await examine({ write: true });
  expect(byId['write']).toMatchObject({ status: 'ok' });
  const writes = sent.filter((sql) => !sql.startsWith('SELECT'));
  expect(writes.map((sql) => /^(CREATE TABLE|DROP TABLE)/.exec(sql)?.[0])).toEqual(['CREATE TABLE', 'DROP TABLE']);
  expect(writes.every((sql) => sql.includes('"gold"."lakemodel_doctor_id1"'))).toBe(true);
  expect((await examine({ write: true, schemas: [] })).byId['write']?.status).toBe('skipped');
});
