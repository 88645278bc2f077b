import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { projectOf } from '../graph/testkit/project-of.ts';
import { readSources } from './read-sources.ts';
import { buildSources, writeSources, type FreshnessResult } from './sources.ts';
import { dbtSchema } from './testkit/dbt-schema.ts';

const invocation = { invocationId: 'i1', startedAt: '2026-01-01T10:00:00.000Z', generatedAt: '2026-01-01T10:00:05.000Z' }; // prettier-ignore
const checkedAt = '2026-01-01T10:00:04.000Z';
const base = {
  checkedAt,
  criteria: { warnAfter: { count: 1, period: 'day' }, filter: 'id > 0' },
  timing: [{ name: 'execute', startedAt: '2026-01-01T10:00:03.000Z', completedAt: checkedAt }],
  executionTimeSeconds: 1,
  threadId: 'main',
  adapterResponse: { bytes_scanned: 10 },
} as const satisfies Partial<FreshnessResult>;
const results: readonly FreshnessResult[] = [
  { ...base, uniqueId: 'source.shop.a.fresh', status: 'pass', newest: '2026-01-01T10:00:00.000Z' },
  { ...base, uniqueId: 'source.shop.a.empty', status: 'error' },
  { ...base, uniqueId: 'source.shop.a.gone', status: 'runtime error', message: 'No table; sesame.' },
];
const artifact = buildSources({ invocation, results, elapsedSeconds: 5 });

function folder(text?: string): string {
  const path = mkdtempSync(join(tmpdir(), 'sources-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  if (text !== undefined) writeFileSync(join(path, 'sources.json'), text);
  return path;
}

test("it is valid under dbt's schema, which refuses other keys", () => {
  const isDbts = dbtSchema('sources-v3');
  expect(isDbts(artifact)).toBe(true);
  expect(artifact).toMatchObject({
    results: [
      { max_loaded_at_time_ago_in_s: 4, criteria: { warn_after: { count: 1, period: 'day' }, error_after: { count: null } } },
      { max_loaded_at: '0001-01-01T00:00:00.000Z', status: 'error' },
      { unique_id: 'source.shop.a.gone', status: 'runtime error', error: 'No table; sesame.' },
    ],
  }); // prettier-ignore
  const [first, ...rest] = artifact.results as readonly object[];
  expect(isDbts({ ...artifact, results: [{ ...first, status: 'fine' }, ...rest] })).toBe(false);
  expect(isDbts({ ...artifact, results: [{ ...first, name: 'x' }, ...rest] })).toBe(false);
  expect(isDbts({ ...artifact, elapsed_time: undefined })).toBe(false);
});

test('what is written is read again, without secrets', async () => {
  const path = folder();
  await writeSources(path, artifact, projectOf({}));
  expect(readFileSync(join(path, 'sources.json'), 'utf8')).not.toContain('sesame');
  expect(await readSources(path)).toEqual({
    generatedAt: '2026-01-01T10:00:05.000Z',
    invocationId: 'i1',
    results: [
      { uniqueId: 'source.shop.a.fresh', status: 'pass', newest: '2026-01-01T10:00:00.000Z', checkedAt, ageSeconds: 4, criteria: base.criteria },
      { uniqueId: 'source.shop.a.empty', status: 'error', checkedAt, criteria: base.criteria, message: 'The source has no rows.' },
      { uniqueId: 'source.shop.a.gone', status: 'runtime error', criteria: {}, message: 'No table; *****.' },
    ],
  }); // prettier-ignore
});

test.each([
  [undefined],
  [''],
  ['{"results":'],
  ['null'],
  ['[]'],
  ['{"results": []}'],
  ['{"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/manifest/v12.json"}, "results": []}'],
])('%s is no sources.json, and nothing fails', async (text) => {
  expect(await readSources(folder(text))).toBeUndefined();
});

test("entries that are none are left out; dbt's times without a zone are UTC", async () => {
  const metadata = { dbt_schema_version: 'https://schemas.getdbt.com/dbt/sources/v3.json', generated_at: 'soon' };
  const dbts = { unique_id: 's', status: 'warn', max_loaded_at: '2026-01-01T00:00:00', criteria: { warn_after: { count: 'x', period: 'year' } } }; // prettier-ignore
  const text = JSON.stringify({ metadata, results: [null, 1, {}, { unique_id: 's', status: 'odd' }, dbts] });
  expect(await readSources(folder(text))).toEqual({
    results: [{ uniqueId: 's', status: 'warn', newest: '2026-01-01T00:00:00Z', criteria: {} }],
  });
});
