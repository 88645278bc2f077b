import { expect, test } from 'vitest';
import { accountOf, accountSettings, accountTarget, runFolder } from './account.ts';
import { estimate } from './estimate.ts';
import { valueOfJson } from './json-values.ts';

const SET = { LAKEMODEL_ATHENA_WORK_GROUP: 'tests', LAKEMODEL_ATHENA_S3: 's3://b/lake' };

function account(more: Readonly<Record<string, string>> = {}) {
  const found = accountOf({ ...SET, ...more });
  if ('missing' in found) throw new Error(found.missing);
  return found;
}

test('says which variables are not set', () => {
  expect(accountOf({})).toMatchObject({ missing: expect.stringMatching(/^LAKEMODEL_ATHENA_WORK_GROUP and LAKEMODEL_ATHENA_S3 not set/) }); // prettier-ignore
  expect(accountOf({ ...SET, LAKEMODEL_ATHENA_S3: '' })).toMatchObject({ missing: expect.stringMatching(/^LAKEMODEL_ATHENA_S3 not set/) }); // prettier-ignore
});

test('a run has a prefix of its own, and everything lies in its folder', () => {
  const one = account({ AWS_REGION: 'eu-west-1' });
  expect(one.prefix).toMatch(/^lmtest_[0-9a-f]{10}$/);
  expect(account().prefix).not.toBe(one.prefix);
  expect(runFolder(one)).toBe(`s3://b/lake/${one.prefix}/`);
  expect(accountSettings(one, `${one.prefix}_x`)).toEqual({
    region: 'eu-west-1',
    work_group: 'tests',
    s3_staging_dir: `s3://b/lake/${one.prefix}/results/`,
    s3_data_dir: `s3://b/lake/${one.prefix}/${one.prefix}_x/tables/`,
  });
  expect(accountTarget(one, 'p')).toMatch(/^targets: \{"athena":\{"type":"athena","schema":"p",/);
});

test('endpoints and the highest cost come from the environment', () => {
  expect(account().maxUsd).toBe(1);
  const stand = account({ LAKEMODEL_ATHENA_MAX_USD: '0.25', LAKEMODEL_ATHENA_ENDPOINTS: '{"athena": "http://127.0.0.1:1"}' }); // prettier-ignore
  expect([stand.maxUsd, stand.settings]).toEqual([0.25, { athena_endpoint_url: 'http://127.0.0.1:1' }]);
  expect(() => account({ LAKEMODEL_ATHENA_MAX_USD: 'much' })).toThrow('LAKEMODEL_ATHENA_MAX_USD');
  expect(() => account({ LAKEMODEL_ATHENA_S3: 'b/lake' })).toThrow('LAKEMODEL_ATHENA_S3');
});

test('the estimate counts what every step builds again', () => {
  const files = { 'models/gold/a.sql': 'select 1', 'models/gold/a.yml': '' };
  const table = { columns: {}, rows: [] };
  const one = estimate([{ name: 'a', steps: [{ files, tables: { 'gold.a': table } }] }]);
  const two = estimate([{ name: 'a', steps: [{ files, tables: { 'gold.a': table } }, { tables: { 'gold.a': table } }] }]); // prettier-ignore
  expect(two.queries - one.queries).toBe(one.queries - estimate([]).queries);
  expect(two.usd).toBeCloseTo(two.queries * 0.00005, 10);
});

test('nested values are read back from their JSON', () => {
  const varchar = { kind: 'varchar' } as const;
  const decimal = { kind: 'decimal', precision: 3, scale: 2 } as const;
  const row = { kind: 'row', fields: [{ name: 'b', type: varchar }, { name: 'a', type: decimal }] } as const; // prettier-ignore
  expect(valueOfJson({ b: 'x', a: 1.5 }, row)).toEqual(['x', '1.50']);
  expect(valueOfJson(['x', 1.5], row)).toEqual(['x', '1.50']);
  expect(valueOfJson({ k: [1, null] }, { kind: 'map', key: varchar, value: { kind: 'array', element: { kind: 'integer' } } })).toEqual({ k: [1, null] }); // prettier-ignore
});
