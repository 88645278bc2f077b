import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compileCommandLine, start, type Ended, type Running } from './compiled.ts';
import { newProject, PROJECT_YML } from './harness.ts';

const compiled = compileCommandLine();
afterAll(() => compiled.remove());

const lakemodel = (dir: string, ...args: string[]): Running => start(compiled.main, dir, ...args);
const ended = (dir: string, ...args: string[]): Promise<Ended> => lakemodel(dir, ...args).ended;

// Long enough to be met while it runs, and soon over when it is interrupted.
const SLOW = `{{ config(materialized='table') }} select count(*) as n from {{ ref('numbers') }} a cross join {{ ref('numbers') }} b cross join {{ ref('numbers') }} c where a.n + b.n + c.n < 0`;
const SLOW_PROJECT = {
  'project.yml': PROJECT_YML.replace('threads: 1', 'threads: 1, settings: { threads: 1 }'),
  'models/numbers.sql': `{{ config(materialized='table') }} select n from unnest(sequence(1, 8000)) as t(n)`,
  'models/slow.sql': SLOW,
  'models/after.sql': `{{ config(materialized='table') }} select n from {{ ref('slow') }}`,
};
const statuses = (dir: string) => {
  const { results } = JSON.parse(readFileSync(join(dir, 'target/run_results.json'), 'utf8')) as {
    results: { unique_id: string; status: string }[];
  };
  return Object.fromEntries(results.map(({ unique_id, status }) => [unique_id, status]));
};

test('a second run says who holds the database; the first one, interrupted, stops cleanly and can be repeated', async () => {
  const { dir, query, write } = newProject(SLOW_PROJECT);
  const first = lakemodel(dir, 'build');
  await first.says(/success main\.numbers/);
  const second = await ended(dir, 'build');
  expect(second.status).toBe(3);
  expect(second.stderr).toContain('engine-locked');
  expect(second.stderr).toContain(`PID ${first.child.pid}`);

  first.child.kill('SIGINT');
  const interrupted = await first.ended;
  expect([interrupted.status, interrupted.signal]).toEqual([130, null]);
  expect(statuses(dir)).toEqual({
    'model.shop.numbers': 'success',
    'model.shop.slow': 'error',
    'model.shop.after': 'skipped',
  });
  expect(await query('select table_name from information_schema.tables order by 1')).toEqual([['numbers']]);

  write({ 'models/slow.sql': `{{ config(materialized='table') }} select count(*) as n from {{ ref('numbers') }}` });
  const retried = await ended(dir, 'retry');
  expect(retried.status).toBe(0);
  expect(await query('select n from "after"')).toEqual([[8000]]);
});

test('a killed process leaves nothing that keeps the next run from its work', async () => {
  const { dir, query, write } = newProject(SLOW_PROJECT);
  const killed = lakemodel(dir, 'build');
  await killed.says(/success main\.numbers/);
  killed.child.kill('SIGKILL');
  expect((await killed.ended).signal).toBe('SIGKILL');
  write({ 'models/slow.sql': `{{ config(materialized='table') }} select count(*) as n from {{ ref('numbers') }}` });
  expect((await ended(dir, 'build')).status).toBe(0);
  expect(await query('select n from "after"')).toEqual([[8000]]);
});

const SMALL = {
  'models/m.sql': `{{ config(materialized='incremental', incremental_strategy='append') }} select 1 as id`,
};

test('a file that is no database, a state that is no JSON, a folder that may not be written: said, and nothing is lost', async () => {
  const { dir, database } = newProject(SMALL);
  mkdirSync(join(dir, 'target'));
  writeFileSync(database, 'this is no database, and somebody may want it'.repeat(100));
  const noDatabase = await ended(dir, 'build');
  expect(noDatabase.status).toBe(3);
  expect(noDatabase.stderr).toContain('engine-not-a-database');
  expect(readFileSync(database, 'utf8')).toContain('somebody may want it');

  const other = newProject(SMALL);
  await other.build();
  const folder = join(other.dir, 'target/state/models');
  const state = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  // The newest of its versions.
  writeFileSync(join(folder, state.sort().at(-1)!), '{"half');
  const corrupted = await ended(other.dir, 'build');
  expect(corrupted.status).not.toBe(0);
  expect(corrupted.stderr).toContain('state-corrupted');
  expect(await other.query('select count(*) from m')).toEqual([[1]]);
});

test.skipIf(process.getuid?.() === 0)('a target folder that may not be written', async () => {
  const { dir } = newProject(SMALL);
  mkdirSync(join(dir, 'target'));
  chmodSync(join(dir, 'target'), 0o500);
  const report = await ended(dir, 'build');
  chmodSync(join(dir, 'target'), 0o700);
  expect(report.status).toBe(3);
  expect(report.stderr).toMatch(/error\[/);
});
