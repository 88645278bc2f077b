import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Invocation } from '../../lakemodel.ts';
import type { RunEvent } from '../../run/events.ts';
import { doctor } from '../doctor.ts';
import { exportIamPolicy } from '../export.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function project(text: string): { invocation: Invocation; events: RunEvent[]; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'lakemodel-doctor-'));
  folders.push(folder);
  writeFileSync(join(folder, 'project.yml'), `name: p\nversion: 1.0.0\n${text}`);
  const invocation: Invocation = {
    projectDir: folder,
    vars: {},
    select: [],
    exclude: [],
    resourceTypes: [],
    indirectSelection: 'eager',
    fullRefresh: false,
    failFast: false,
    storeFailures: false,
    dryRun: false,
  };
  return { invocation, events: [], folder };
}

const hostOf = (events: RunEvent[]) => ({
  now: () => new Date(),
  env: () => undefined,
  newId: () => 'id',
  signal: new AbortController().signal,
  onEvent: (event: RunEvent) => void events.push(event),
});

test('the embedded engine: file, disk, lock, version, each told as it ends; nothing is made', async () => {
  const { invocation, events, folder } = project('targets: {local: {type: duckdb, path: target/x.duckdb}}\n');
  const report = await doctor(invocation, { write: false }, hostOf(events));
  expect(report).toMatchObject({ exitCode: 0, target: 'local', engine: 'duckdb' });
  expect(report.checks.map(({ id }) => id)).toEqual(['file', 'disk', 'connect', 'version']);
  expect(report.checks.find(({ id }) => id === 'connect')?.status).toBe('skipped');
  expect(existsSync(join(folder, 'target'))).toBe(false);
  expect(report.checks.at(-1)?.detail).toMatch(/^DuckDB v\d/);
  expect(events.filter(({ type }) => type === 'check')).toHaveLength(4);
});

test('a file that is no database is told, and nothing happens to it', async () => {
  const { invocation, events, folder } = project('targets: {local: {type: duckdb, path: x.duckdb}}\n');
  writeFileSync(
    join(folder, 'x.duckdb'),
    'not a database, but a text that is long enough to be looked at\n'.repeat(300),
  );
  const report = await doctor(invocation, { write: true }, hostOf(events));
  expect(report.exitCode).toBe(1);
  expect(report.checks.find(({ id }) => id === 'connect')).toMatchObject({ status: 'failed' });
});

test('a project that is wrong is exit code 2', async () => {
  const { invocation, events } = project('targets: {local: {type: duck}}\n');
  expect(await doctor(invocation, { write: false }, hostOf(events))).toMatchObject({ exitCode: 2, checks: [] });
});

test('a policy needs a target on AWS', async () => {
  const { invocation, events } = project('targets: {local: {type: duckdb}}\n');
  const report = await exportIamPolicy(invocation, { sourceLocations: [] }, hostOf(events));
  expect(report).toMatchObject({ exitCode: 2, text: '' });
  expect(report.diagnostics.map(({ code }) => code)).toEqual(['export-needs-athena']);
});

test('a policy, with what it leaves open', async () => {
  const sources = Array.from({ length: 60 }, (_, index) => `  - name: s${index}\n    tables: [{name: a_table_with_a_long_name_${index}}]\n`); // prettier-ignore
  const { invocation, events, folder } = project(
    'targets: {aws: {type: athena, region: eu-west-1, s3_data_dir: "s3://lake/t/", schema: x}}\n',
  );
  mkdirSync(join(folder, 'models'));
  writeFileSync(join(folder, 'models/s.yml'), `sources:\n${sources.join('')}`);
  const report = await exportIamPolicy(invocation, { sourceLocations: [], account: '123456789012' }, hostOf(events));
  expect(report.exitCode).toBe(0);
  expect(report.diagnostics.map(({ code }) => code)).toEqual(['policy-sources-unlocated', 'policy-long']);
  expect(JSON.parse(report.text)).toMatchObject({ Version: '2012-10-17' });
  const named = await exportIamPolicy(invocation, { sourceLocations: ['s3://raw/'] }, hostOf(events));
  expect(named.diagnostics.map(({ code }) => code)).toEqual(['policy-long']);
  expect(named.text).toContain('arn:aws:s3:::raw/*');
});
