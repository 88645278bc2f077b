import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBConnection } from '@duckdb/node-api';
import { expect, onTestFinished, test, vi } from 'vitest';
import { EVERY_MATERIALIZATION, events } from './every-materialization.ts';
import { newProject, projectIn, type TestProject } from './harness.ts';

// Each crash costs a build: CRASH_TESTS=all tries every one, the default suite one in eleven, on both sides of statements.
const STRIDE = process.env['CRASH_TESTS'] === 'all' ? 1 : 11;

/**
 * What a process that is killed leaves behind is what its files are at that moment: the folder is copied before and after every statement of a
 * run. Each copy is a crash, and a build in it must end in the tables of the run that nothing disturbed.
 */
async function imagesOf(project: TestProject): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lakemodel-crash-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const images: string[] = [];
  let moments = 0;
  let running = false;
  const keep = () => {
    if (!running) return;
    moments += 1;
    if (moments % STRIDE !== 0) return;
    const image = join(folder, `moment-${moments}`);
    cpSync(project.dir, image, { recursive: true });
    images.push(image);
  };
  const real = DuckDBConnection.prototype.run;
  const spy = vi.spyOn(DuckDBConnection.prototype, 'run').mockImplementation(async function (
    this: DuckDBConnection,
    ...args
  ) {
    if (!/^\s*(?:CREATE|INSERT|MERGE|DROP|ALTER|UPDATE|DELETE|COMMENT)/i.test(String(args[0])))
      return real.apply(this, args);
    keep();
    const result = await real.apply(this, args);
    keep();
    return result;
  });
  await project.build({
    threads: 1,
    onEvent: (event) => void (running = event.type === 'run-started' || (running && event.type !== 'run-finished')),
  });
  spy.mockRestore();
  expect(moments).toBeGreaterThan(30);
  return images;
}

const TABLES = [
  'seeds.events',
  'silver.ruled',
  'gold.a_table',
  'gold.merged',
  'gold.appended',
  'gold.appended_after_this',
  'gold.appended_with_rules',
];

/** All tables without what tells one run from another. */
async function contents(project: TestProject): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of TABLES) {
    found[table] = await project.query(`select * exclude (etl_run_id, ingest_ts) from ${table} order by all`);
  }
  found['snapshots.kinds'] = await project.query(
    `select id, amount, dbt_valid_to is null from snapshots.kinds order by all`,
  );
  found['quarantine'] = await project.query(
    'select id, amount, status, row_count from silver_quarantine.ruled union all select id, amount, status, row_count from gold_quarantine.appended_with_rules order by all',
  );
  found['relations'] = await project.query(
    'select table_schema, table_name, table_type from information_schema.tables order by all',
  );
  return found;
}

for (const [title, daysBefore] of [
  ['the first run', []],
  ['a run that adds to what is there', [1]],
] as const)
  test(
    `${title} can be killed before and after each of its statements, and repeated`,
    { timeout: 600_000 },
    async () => {
      const project = newProject(EVERY_MATERIALIZATION);
      for (const day of daysBefore) {
        project.write(events(day));
        await project.build();
      }
      project.write(events(2));
      const images = await imagesOf(project);
      const expected = await contents(project);
      expect(JSON.stringify(expected['relations'])).not.toContain('__lm_');
      for (const image of images) {
        const crashed = projectIn(image, { commands: 10 });
        await crashed.build();
        expect(await contents(crashed), image).toEqual(expected);
        rmSync(image, { recursive: true, force: true });
      }
    },
  );
