import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBConnection } from '@duckdb/node-api';
import { expect, onTestFinished, test, vi } from 'vitest';
import { newProject, problems, projectIn, type Files, type TestProject } from './harness.ts';

const CONFIG = `materialized='incremental', incremental_strategy='insert_overwrite', partitioned_by=['day(at)', 'kind']`;

function events(rows: readonly string[]): Files {
  return { 'seeds/events.csv': `${['id,kind,at', ...rows].join('\n')}\n` };
}

const FIRST = [
  '1,a,2026-01-01 10:00:00',
  '2,a,2026-01-01 11:00:00',
  '3,b,2026-01-01 12:00:00',
  '4,a,2026-01-02 10:00:00',
  '5,,',
];

function project(rows: readonly string[] = FIRST, config = CONFIG): TestProject {
  return newProject({
    ...events(rows),
    'seeds/seeds.yml': `seeds:
  - name: events
    config: { column_types: { id: bigint, kind: varchar, at: timestamp(6) } }
`,
    'models/gold/facts.sql': `{{ config(${config}) }}\nselect id, kind, at from {{ ref('events') }}\n`,
  });
}

/** Rows by id, with the run that wrote each. */
async function facts(shop: TestProject) {
  return shop.query('select id, kind, cast("at" as varchar), etl_run_id from gold.facts order by id');
}

const row = (id: number, kind: string | null, at: string | null, run: number) => [id, kind, at, `run-${run}`];

test('rows that vanished upstream vanish from the partitions of the batch, and other partitions stay', async () => {
  const shop = project();
  await shop.build();
  shop.write(events(['2,a,2026-01-01 11:30:00', '6,a,2026-01-03 09:00:00']));
  await shop.build();
  expect(await facts(shop)).toEqual([
    row(2, 'a', '2026-01-01 11:30:00', 2),
    row(3, 'b', '2026-01-01 12:00:00', 1),
    row(4, 'a', '2026-01-02 10:00:00', 1),
    row(5, null, null, 1),
    row(6, 'a', '2026-01-03 09:00:00', 2),
  ]);
});

test('rows without a value lie in one partition', async () => {
  const shop = project();
  await shop.build();
  shop.write(events(['7,,']));
  await shop.build();
  expect((await facts(shop)).filter(([, kind]) => kind === null)).toEqual([row(7, null, null, 2)]);
  expect(await facts(shop)).toHaveLength(5);
});

test('a batch without rows replaces nothing, and a batch that comes again changes no row', async () => {
  const shop = project();
  await shop.build();
  const before = await facts(shop);
  shop.write(events([]));
  await shop.build();
  expect(await facts(shop)).toEqual(before);
  shop.write(events(FIRST));
  await shop.build();
  const values = (rows: readonly (readonly unknown[])[]) => rows.map((each) => each.slice(0, 3));
  expect(values(await facts(shop))).toEqual(values(before));
});

test.each([
  ['bigint', '-7,0,7,8', 'truncate(v, 8)', [['0'], ['7']], '3'],
  ['varchar', 'abc,abd,b,xyz', 'truncate(v, 2)', [['abc'], ['abd']], 'ab'],
  ['decimal(6,2)', '-0.05,0.00,0.10,1.20', 'truncate(v, 100)', [['0.00'], ['0.10']], '0.50'],
  ['date', '2026-01-31,2026-02-01,2026-02-28,2026-03-01', 'month(v)', [['2026-02-01'], ['2026-02-28']], '2026-02-14'],
  [
    'timestamp(6) with time zone',
    '2026-01-01 22:59:59 UTC,2026-01-01 23:00:00 UTC,2026-01-01 23:59:59 UTC,2026-01-02 00:00:00 UTC',
    'hour(v)',
    [['2026-01-01 23:00:00+00'], ['2026-01-01 23:59:59+00']],
    '2026-01-01 23:30:00 UTC',
  ],
  ['boolean', 'true,false', 'v', [['true']], 'true'],
] as const)('%s: %s by %s', async (type, values, field, gone, now) => {
  const shop = newProject({
    'seeds/values.csv': `v\n${values.replaceAll(',', '\n')}\n`,
    'seeds/seeds.yml': `seeds: [{ name: values, config: { column_types: { v: '${type}' } } }]`,
    'models/gold/t.sql': `{{ config(materialized='incremental', incremental_strategy='insert_overwrite', partitioned_by=['${field}']) }}\nselect v, 1 as n from {{ ref('values') }}\n`,
  });
  await shop.build();
  shop.write({ 'seeds/values.csv': `v\n${now}\n` });
  const before = await shop.query('select cast(v as varchar) from gold.t');
  await shop.build();
  const after = (await shop.query(`select cast(v as varchar) from gold.t where etl_run_id = 'run-1'`)).map(String);
  expect(before.filter(([v]) => !after.includes(String(v))).sort()).toEqual(gone);
  expect(await shop.query('select count(*) from gold.t')).toEqual([[before.length - gone.length + 1]]);
});

test('rules decide which rows replace: those that break one are kept apart', async () => {
  const shop = project();
  shop.write({
    'models/gold/facts.yml': `models:
  - name: facts
    columns:
      - name: id
        data_tests:
          - dbt_utils.accepted_range: { arguments: { min_value: 0 }, on_fail: quarantine }
`,
  });
  await shop.build();
  shop.write(events(['-1,b,2026-01-01 12:00:00', '8,a,2026-01-02 10:00:00', '-2,a,2026-01-02 10:00:00']));
  await shop.build();
  expect((await facts(shop)).map(([id]) => id)).toEqual([1, 2, 3, 5, 8]);
  expect(await shop.query('select id from gold_quarantine.facts order by id')).toEqual([[-2], [-1]]);
});

test('quarantined rows that are mended later are added to their partition', async () => {
  const shop = project(['1,a,2026-01-01 10:00:00', '-2,a,2026-01-01 10:00:00']);
  const rule = (least: number) => ({
    'models/gold/facts.yml': `models:
  - name: facts
    columns:
      - name: id
        data_tests:
          - dbt_utils.accepted_range: { arguments: { min_value: ${least} }, on_fail: quarantine }
`,
  });
  shop.write(rule(0));
  await shop.build();
  shop.write(rule(-5));
  expect(problems(await shop.quarantine('replay'))).toEqual([]);
  expect((await facts(shop)).map(([id]) => id)).toEqual([-2, 1]);
});

test('a second row of a unique_key fails the run before anything is replaced', async () => {
  const shop = project(FIRST, `${CONFIG}, unique_key='id'`);
  await shop.build();
  const before = await facts(shop);
  shop.write(events(['1,a,2026-01-01 10:00:00', '1,a,2026-01-01 11:00:00']));
  const report = await shop.command('build');
  expect(report.exitCode).toBe(1);
  expect(problems(report).join()).toContain('duplicate');
  expect(await facts(shop)).toEqual(before);
});

test('what is sent is what was planned', async () => {
  const shop = project();
  await shop.build();
  const { text } = { text: JSON.stringify(await shop.plan()) };
  expect(text).toContain('insert_overwrite: of every day(at), kind that the query returns');
  expect(text).toContain('WHEN MATCHED THEN DELETE');
});

test('a run that is killed before or after any statement is made good by the next', { timeout: 120_000 }, async () => {
  const shop = project();
  await shop.build();
  shop.write(events(['2,a,2026-01-01 11:30:00', '6,a,2026-01-03 09:00:00']));
  const images: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'lakemodel-crash-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const keep = () => {
    const image = join(folder, String(images.length));
    cpSync(shop.dir, image, { recursive: true });
    images.push(image);
  };
  const real = DuckDBConnection.prototype.run;
  const spy = vi.spyOn(DuckDBConnection.prototype, 'run').mockImplementation(async function (
    this: DuckDBConnection,
    ...args
  ) {
    if (!/^\s*MERGE/i.test(String(args[0]))) return real.apply(this, args);
    keep();
    const result = await real.apply(this, args);
    keep();
    return result;
  });
  await shop.build({ threads: 1 });
  spy.mockRestore();
  const values = (rows: readonly (readonly unknown[])[]) => rows.map((each) => each.slice(0, 3));
  const undisturbed = values(await facts(shop));
  expect(images).toHaveLength(2);
  for (const image of images) {
    const again = projectIn(image, { commands: 2 });
    await again.build();
    expect(values(await facts(again))).toEqual(undisturbed);
  }
});
