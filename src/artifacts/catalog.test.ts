import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { projectOf } from '../graph/testkit/project-of.ts';
import { buildCatalog, writeCatalog, type CatalogEntry } from './catalog.ts';
import { dbtSchema } from './testkit/dbt-schema.ts';

const project = projectOf({ sources: ['erp.parts'], models: { orders: { folder: 'gold', reads: ['erp.parts'] } } });
const invocation = { invocationId: 'i1', startedAt: '2026-01-01T10:00:00.000Z', generatedAt: '2026-01-01T10:00:05.000Z' }; // prettier-ignore
const orders: CatalogEntry = {
  info: {
    relation: { schema: 'gold', identifier: 'orders' },
    kind: 'table',
    columns: [
      { name: 'Id', type: 'bigint' },
      { name: 'amount', type: 'decimal(10,2)' },
      { name: 'constructor', type: 'varchar' },
    ],
    uuid: 'u1',
    comments: { relation: 'Orders; the key is sesame.', columns: { id: 'Its number.' } },
    location: 's3://lake/gold/orders/',
    partitionedBy: ['day(ts)', 'region'],
  },
  size: { rows: 3, bytes: 900, files: 2 },
};
const parts: CatalogEntry = {
  info: { relation: { database: 'lake', schema: 'erp', identifier: 'parts' }, kind: 'view', columns: [], uuid: 'u2' },
};
const entries = new Map([
  ['source.shop.erp.parts', parts],
  ['model.shop.orders', orders],
  ['model.shop.gone', orders],
]);

test('the catalog has types, comments in the order of columns, and figures', () => {
  const catalog = buildCatalog({ project, invocation, entries });
  expect(catalog).toMatchObject({
    metadata: { dbt_schema_version: 'https://schemas.getdbt.com/dbt/catalog/v1.json', invocation_id: 'i1' },
    sources: {
      'source.shop.erp.parts': {
        metadata: { type: 'view', database: 'lake', comment: null, owner: null },
        stats: { has_stats: { value: false, include: false } },
      },
    },
    errors: null,
  });
  expect(Object.keys(catalog.nodes as object)).toEqual(['model.shop.orders']);
  const { metadata, columns, stats } = (catalog.nodes as Record<string, Record<string, Record<string, unknown>>>)['model.shop.orders']!; // prettier-ignore
  expect(metadata).toMatchObject({ type: 'table', schema: 'gold', name: 'orders', database: 'memory' });
  expect(Object.values(columns!)).toEqual([
    { type: 'bigint', index: 1, name: 'Id', comment: 'Its number.' },
    { type: 'decimal(10,2)', index: 2, name: 'amount', comment: null },
    { type: 'varchar', index: 3, name: 'constructor', comment: null },
  ]);
  expect(Object.entries(stats!).map(([id, stat]) => [id, (stat as { value: unknown }).value])).toEqual([
    ['num_rows', 3],
    ['num_bytes', 900],
    ['num_files', 2],
    ['location', 's3://lake/gold/orders/'],
    ['partitioned_by', 'day(ts), region'],
    ['has_stats', true],
  ]);
});

test("it is valid under dbt's schema, which refuses other keys", () => {
  const isDbts = dbtSchema('catalog-v1');
  const catalog = buildCatalog({ project, invocation, entries, errors: ['The schema "x" cannot be read.'] });
  expect(isDbts(catalog)).toBe(true);
  expect(isDbts({ ...catalog, more: 1 })).toBe(false);
  expect(isDbts({ ...catalog, nodes: { a: { metadata: {} } } })).toBe(false);
});

test('no secret is written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'catalog-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await writeCatalog(folder, buildCatalog({ project, invocation, entries, errors: ['sesame, plum'] }), project, ['plum']); // prettier-ignore
  const text = readFileSync(join(folder, 'catalog.json'), 'utf8');
  expect(text).not.toMatch(/sesame|plum/);
  expect(text).toContain('the key is *****.');
});
