import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBConnection } from '@duckdb/node-api';
import { expect, onTestFinished, test, vi } from 'vitest';
import { newProject, problems, projectIn, result, type Files, type TestProject } from './harness.ts';

// Commands happen at midnight of 2026-01-02, 2026-01-03, …: `clock.commands` is set to come back later.
const CONFIG = `materialized='incremental', incremental_strategy='microbatch', event_time='ts', begin='2025-12-30', batch_size='day'`;

function events(rows: readonly string[]): Files {
  return { 'seeds/events.csv': `${['id,ts', ...rows].join('\n')}\n` };
}

const FIRST = [
  '1,2025-12-29 10:00:00',
  '2,2025-12-30 10:00:00',
  '3,2025-12-31 23:59:59',
  '4,2026-01-01 00:00:00',
  '5,',
];

const SELECT = `select id, ts, '{{ model.batch.id if model.batch else "none" }}' as batch from {{ ref('events') }}`;

function project(
  clock = { commands: 0 },
  { config = CONFIG, sql = SELECT, seed = `event_time: ts` } = {},
): TestProject {
  return newProject(
    {
      ...events(FIRST),
      'seeds/seeds.yml': `seeds:
  - name: events
    config: { column_types: { id: bigint, ts: timestamp(6) }, ${seed} }
`,
      'models/gold/facts.sql': `{{ config(${config}) }}\n${sql}\n`,
    },
    clock,
  );
}

async function facts(shop: TestProject) {
  return shop.query('select id, batch, etl_run_id from gold.facts order by id');
}

test('a first run makes every interval from begin on, and reads each input by them', async () => {
  const shop = project();
  await shop.build();
  expect(await facts(shop)).toEqual([
    [2, '2025-12-30', 'run-1'],
    [3, '2025-12-31', 'run-1'],
    [4, '2026-01-01', 'run-1'],
  ]);
});

test('later runs go on where the last one had got, less the lookback: late rows come in, vanished ones go', async () => {
  const shop = project();
  await shop.build();
  // Run 2 is at 2026-01-03 and goes on from 2026-01-02, less a day.
  shop.write(
    events(['2,2025-12-30 11:00:00', '6,2026-01-01 05:00:00', '7,2026-01-02 05:00:00', '8,2025-12-31 05:00:00']),
  );
  await shop.build();
  expect(await facts(shop)).toEqual([
    [2, '2025-12-30', 'run-1'],
    [3, '2025-12-31', 'run-1'],
    [6, '2026-01-01', 'run-2'],
    [7, '2026-01-02', 'run-2'],
  ]);
});

test('days without a run leave no gap', async () => {
  const clock = { commands: 0 };
  const shop = project(clock);
  await shop.build();
  shop.write(events(['9,2026-01-03 10:00:00', '10,2026-01-05 10:00:00', '11,2026-01-10 00:00:00']));
  clock.commands = 8;
  await shop.build();
  expect((await facts(shop)).map(([id, batch]) => [id, batch])).toEqual([
    [2, '2025-12-30'],
    [3, '2025-12-31'],
    [9, '2026-01-03'],
    [10, '2026-01-05'],
    [11, '2026-01-10'],
  ]);
});

test('the command line may name intervals: these alone are made anew, and the next run goes on as before', async () => {
  const shop = project();
  await shop.build();
  shop.write(events(['12,2025-12-30 12:00:00', '13,2025-12-31 12:00:00', '14,2026-01-02 12:00:00']));
  await shop.build({ eventTime: { start: '2025-12-30 00:00:00', end: '2025-12-31 00:00:00' } });
  expect((await facts(shop)).map(([id]) => id)).toEqual([3, 4, 12]);
  await shop.build();
  expect((await facts(shop)).map(([id]) => id)).toEqual([3, 12, 14]);
});

test('a full refresh begins at begin', async () => {
  const shop = project();
  await shop.build();
  shop.write(events(['15,2025-12-30 12:00:00']));
  await shop.build({ fullRefresh: true });
  expect(await facts(shop)).toEqual([[15, '2025-12-30', 'run-2']]);
});

test('a run without rows of --empty takes none away', async () => {
  const shop = project();
  await shop.build();
  const before = await facts(shop);
  await shop.build({ empty: true });
  expect(await facts(shop)).toEqual(before);
});

test('rows outside their interval fail the run, the intervals before stay done', async () => {
  const shop = project({ commands: 0 }, { seed: 'tags: []' });
  const report = await shop.command('build');
  expect(report.exitCode).toBe(1);
  expect(problems(report).join()).toContain('row-outside-interval');
  const filtered = project({ commands: 0 }, { seed: 'tags: []', sql: `${SELECT}
where ts >= cast('{{ model.batch.event_time_start }}' as timestamp) and ts < cast('{{ model.batch.event_time_end }}' as timestamp)` }); // prettier-ignore
  await filtered.build();
  expect((await facts(filtered)).map(([id]) => id)).toEqual([2, 3, 4]);
});

test('an input is read whole where it is rendered by itself', async () => {
  const sql = `select e.id, e.ts, cast((select count(*) from {{ ref('events').render() }}) as varchar) as batch from {{ ref('events') }} e`;
  const shop = project({ commands: 0 }, { sql });
  await shop.build();
  expect((await facts(shop)).map(([id, count]) => [id, count])).toEqual([[2, '5'], [3, '5'], [4, '5']]); // prettier-ignore
});

test('rules are applied, counted and quarantined over all intervals', async () => {
  const shop = project();
  shop.write({
    'models/gold/facts.yml': `models:
  - name: facts
    columns:
      - name: id
        data_tests:
          - dbt_utils.accepted_range: { arguments: { min_value: 4 }, on_fail: quarantine }
`,
  });
  const report = await shop.build();
  expect((await facts(shop)).map(([id]) => id)).toEqual([4]);
  expect(result(report, 'gold.facts')).toMatchObject({ quarantined: 2 });
  expect(await shop.query('select id from gold_quarantine.facts order by id')).toEqual([[2], [3]]);
});

test('what is not a time or is missing is told before the run', async () => {
  const shop = project(
    { commands: 0 },
    { config: `materialized='incremental', incremental_strategy='microbatch', begin='soon'` },
  );
  expect(problems(await shop.command('build')).map((text) => text.slice(0, text.indexOf(':')))).toEqual([
    'config-needs',
    'config-needs',
    'begin-not-a-time',
  ]);
  const other = project({ commands: 0 }, { config: CONFIG.replace(`'ts'`, `'id'`), seed: 'event_time: id' });
  expect(problems(await other.command('build')).join()).toContain('input-event-time-unknown');
  const own = project({ commands: 0 }, { config: CONFIG.replace(`'ts'`, `'id'`) });
  expect(problems(await own.command('build')).join()).toContain('event-time-not-a-time');
  const none = project({ commands: 0 }, { config: CONFIG.replace(`'ts'`, `'when'`) });
  expect(problems(await none.command('build')).join()).toContain('config-column-unknown');
});

test.each([
  ['the first run', false],
  ['a later run', true],
])(
  '%s may be killed before and after each statement, and the next one goes on',
  { timeout: 240_000 },
  async (_, later) => {
    const shop = project();
    if (later) {
      await shop.build();
      shop.write(events(['3,2025-12-31 23:59:59', '6,2026-01-01 05:00:00', '7,2026-01-02 05:00:00']));
    }
    const folder = mkdtempSync(join(tmpdir(), 'lakemodel-crash-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const images: string[] = [];
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
      if (!/^\s*(MERGE|CREATE OR REPLACE TABLE "gold"|CREATE TABLE "gold")/i.test(String(args[0])))
        return real.apply(this, args);
      keep();
      const done = await real.apply(this, args);
      keep();
      return done;
    });
    await shop.build({ threads: 1 });
    spy.mockRestore();
    const values = (rows: readonly (readonly unknown[])[]) => rows.map((each) => each.slice(0, 2));
    const undisturbed = values(await facts(shop));
    expect(images.length).toBeGreaterThan(4);
    for (const image of images) {
      const again = projectIn(image, { commands: later ? 1 : 0 });
      await again.build();
      expect(values(await facts(again))).toEqual(undisturbed);
    }
  },
);
