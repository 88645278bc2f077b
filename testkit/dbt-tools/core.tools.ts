import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { catalog, manifest, runResults, sources, target } from './artifacts.ts';
import { comparable, copyLikeDbt, DBT_MANIFEST, dbtManifest, type Json } from './like-dbt.ts';
import { succeed } from './python.ts';

const dir = mkdtempSync(join(tmpdir(), 'dbt-core-'));
beforeAll(() => copyLikeDbt(dir, 'dbt'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function dbt(...args: readonly string[]): string {
  const run = `import sys; from dbt.cli.main import cli; sys.argv[0] = "dbt"; cli()`;
  return succeed('core', ['-c', run, '-q', '--no-use-colors', ...args, '--profiles-dir', '.'], dir);
}

/** What `dbt ls` selects by a comparison with a manifest of lakemodel, of what has no test attached. */
function modified(selector: string, state: string): readonly string[] {
  const kinds = ['model', 'seed', 'snapshot', 'source', 'exposure'].flatMap((kind) => ['--resource-type', kind]);
  return dbt('ls', '--select', selector, '--state', state, ...kinds).split('\n').filter((line) => line !== '').sort(); // prettier-ignore
}

test('dbt-core loads all four artifacts', () => {
  const script = join(import.meta.dirname, 'read-with-core.py');
  const read = JSON.parse(succeed('core', [script, target()], dir)) as Json;
  const ours = manifest();
  expect(read).toEqual({
    nodes: Object.keys(ours.nodes).sort(),
    sources: Object.keys(ours.sources).sort(),
    macros: Object.keys(ours.macros).sort(),
    exposures: Object.keys(ours.exposures).sort(),
    unit_tests: Object.keys(ours.unit_tests).sort(),
    catalog: [...Object.keys(catalog().nodes), ...Object.keys(catalog().sources)].sort(),
    statuses: runResults().results.map(({ unique_id: id, status }) => `${id} ${status}`).sort(),
    freshness: sources().results.map(({ unique_id: id, status }) => `${id} ${status}`),
  }); // prettier-ignore
});

test("dbt's state: reads our manifest: what did not change is not modified, and what is changed then is", () => {
  const state = join(inject('likeDbt'), 'target');
  // dbt's own macros are none of ours, so that it takes those for new that call one.
  expect(modified('state:modified', state)).toEqual(['shop.marts.fct_orders']);
  expect(modified('state:modified.body state:modified.configs state:modified.contract state:modified.relation', state)).toEqual([]); // prettier-ignore
  expect(modified('state:new', state)).toEqual([]);
  const files = ['models/staging/stg_orders.sql', 'seeds/countries.csv', 'models/marts/marts.yml'].map((path) => join(dir, path)); // prettier-ignore
  const [model = '', seed = '', yaml = ''] = files;
  const before = files.map((file) => readFileSync(file, 'utf8'));
  appendFileSync(model, 'where amount > 0\n');
  appendFileSync(seed, 'it,Italy\n');
  writeFileSync(yaml, readFileSync(yaml, 'utf8').replace('name: orders, data_type: bigint', 'name: orders, data_type: hugeint')); // prettier-ignore
  try {
    expect(modified('state:modified.body', state)).toEqual(['shop.countries', 'shop.staging.stg_orders']);
    expect(modified('state:modified.contract', state)).toEqual(['shop.marts.dim_customers']);
  } finally {
    files.forEach((file, index) => writeFileSync(file, before[index] ?? ''));
  }
});

test('the manifest kept for comparison is what dbt writes', () => {
  dbt('build');
  dbt('docs', 'generate');
  const path = join(dir, 'target/manifest.json');
  const now = JSON.parse(readFileSync(path, 'utf8').replaceAll(dir, '/project')) as Json;
  const fresh = comparable(now);
  if (process.env['UPDATE_DBT_MANIFEST']) writeFileSync(DBT_MANIFEST, gzipSync(JSON.stringify(fresh)));
  expect(timeless(fresh)).toEqual(timeless(dbtManifest()));
});

/** Without times and ids of one run. */
function timeless(manifest: Json): unknown {
  const { metadata: _, ...rest } = manifest;
  return JSON.parse(JSON.stringify(rest, (key, value: unknown) => (key === 'created_at' ? 0 : value)));
}
