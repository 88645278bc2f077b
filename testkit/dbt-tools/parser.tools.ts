import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalog, manifest, runResults, sources, tally, target } from './artifacts.ts';
import { succeed } from './python.ts';

interface Parsed {
  readonly versions: readonly string[];
  readonly types: Readonly<Record<string, number>>;
  readonly tests: Readonly<Record<string, number>>;
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly catalog: Readonly<Record<string, readonly string[]>>;
  readonly statuses: Readonly<Record<string, number>>;
  readonly freshness: Readonly<Record<string, string>>;
}

test('dbt-artifacts-parser reads all four as typed values', () => {
  const script = join(import.meta.dirname, 'read-with-parser.py');
  const parsed = JSON.parse(succeed('readers', [script, target()], target())) as Parsed;
  const ours = manifest();
  const entries = Object.entries(ours.nodes);
  expect(parsed.versions).toEqual(['ManifestV12', 'CatalogV1', 'RunResultsV6', 'SourcesV3']);
  expect(parsed.types).toEqual(tally(entries.map(([, { resource_type: type }]) => type)));
  expect(Object.keys(parsed.types).sort()).toEqual(['analysis', 'model', 'seed', 'snapshot', 'test']);
  const generic = entries.flatMap(([, entry]) => entry.test_metadata?.name ?? []);
  expect(parsed.tests).toEqual(tally(generic));
  expect(parsed.tests['not_null']).toBeGreaterThan(50);
  expect(parsed.columns).toEqual(Object.fromEntries(entries.map(([id, { columns }]) => [id, Object.keys(columns)])));
  const tables = { ...catalog().nodes, ...catalog().sources };
  expect(parsed.catalog).toEqual(Object.fromEntries(Object.entries(tables).map(([id, { columns }]) => [id, Object.keys(columns)]))); // prettier-ignore
  expect(Object.keys(parsed.catalog).length).toBeGreaterThan(40);
  expect(parsed.statuses).toEqual(tally(runResults().results.map(({ status }) => status)));
  expect(parsed.freshness).toEqual(Object.fromEntries(sources().results.map(({ unique_id: id, status }) => [id, status]))); // prettier-ignore
});
