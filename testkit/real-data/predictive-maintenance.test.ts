import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf, tablesOf } from '../lakehouse/query.ts';
import { countBy, groupBy, mean } from './arithmetic.ts';
import { FILES, HOUR, instant, KINDS, plantLines, type PlantLines } from './predictive-maintenance.truth.ts';
import { talliesOf, tally } from './tally.ts';
import * as user from './workspace.ts';
import type { Workspace } from './workspace.ts';

const AUDIT = ['etl_run_id', 'ingest_ts'];
const CUT = '2015-02-15 00:00:00';
const SIGNALS = ['volt', 'rotate', 'pressure', 'vibration'] as const;
const keyOf = (line: user.Line, ...names: readonly string[]) => names.map((name) => line[name]).join(' / ');

/** What each table holds, as one number for its rows; audit columns aside where asked. */
function everything(workspace: Workspace, without: readonly string[] = []): Promise<Record<string, unknown>> {
  const exclude = without.length > 0 ? `exclude (${without.join(', ')})` : '';
  return user.look(workspace, async (database) => {
    const tables: Record<string, unknown> = {};
    for (const table of await tablesOf(database, 'silver', 'gold')) {
      const sql = `select count(*) as rows, sum(hash(t)) as hash from (select * ${exclude} from ${table}) as t`;
      tables[table] = await rowsOf(database, sql);
    }
    return tables;
  });
}

user.describeWithData('predictive maintenance', () => {
  const workspace = user.newWorkspace('predictive-maintenance');
  const halves = user.newWorkspace('predictive-maintenance');
  let plant: PlantLines;
  beforeAll(() => {
    plant = plantLines();
    for (const kind of KINDS) user.deliver(workspace, `${kind}/all.csv`, user.original(FILES[kind]));
    user.build(workspace);
  }, 120_000);
  afterAll(() => [workspace, halves].forEach((one) => user.removeWorkspace(one)));

  test('every line is published, and the run says so', () => {
    expect(talliesOf(workspace)).toEqual({
      telemetry_readings: tally(43_200),
      error_events: tally(211),
      maintenance_events: tally(208),
      failure_events: tally(42),
      machines: tally(20),
    });
  });

  test('each hour of each machine has its readings', async () => {
    const rows = await user.query(workspace, 'select * from gold.fact_telemetry_hourly');
    const lines = new Map(plant.telemetry.map((line) => [keyOf(line, 'machineID', 'datetime'), line]));
    expect(rows).toHaveLength(lines.size);
    const wrong = rows.filter((row) => {
      const line = lines.get(`${row['device_key']} / ${row['event_hour']}`);
      const isSame = (signal: string, figure: string) => row[`${signal}_${figure}`] === Number(line?.[signal]);
      const areSame = SIGNALS.every((signal) => ['min', 'avg', 'max'].every((figure) => isSame(signal, figure)));
      return row['reading_count'] !== '1' || !areSame;
    });
    expect(wrong).toEqual([]);
  });

  test('the fleet has the mean of its machines in each hour', async () => {
    const columns = SIGNALS.map((signal) => `avg(${signal}_avg) as ${signal}`).join(', ');
    const rows = await user.query(
      workspace,
      `select event_hour, ${columns} from gold.fact_telemetry_hourly group by event_hour`,
    );
    const hours = groupBy(plant.telemetry, (line) => keyOf(line, 'datetime'));
    expect(rows).toHaveLength(hours.size);
    for (const row of rows)
      for (const signal of SIGNALS)
        expect(row[signal]).toBeCloseTo(
          mean((hours.get(String(row['event_hour'])) ?? []).map((line) => Number(line[signal]))),
          9,
        );
  });

  test('the mean of the last day is that of the last 24 readings', async () => {
    const rows = await user.query(workspace, 'select * from gold.device_health_hourly');
    const machines = groupBy(plant.telemetry, (line) => keyOf(line, 'machineID'));
    const expected = new Map(
      [...machines].flatMap(([machine, lines]) => {
        const ordered = lines.toSorted((a, b) => instant(a['datetime'] ?? '') - instant(b['datetime'] ?? ''));
        const values = ordered.map((line) => Number(line['vibration']));
        return ordered.map(({ datetime }, index) => {
          const day = values.slice(Math.max(0, index - 23), index + 1);
          return [`${machine} / ${datetime}`, { hours: day.length, mean: mean(day), now: values[index] ?? 0 }] as const;
        });
      }),
    );
    expect(rows).toHaveLength(expected.size);
    for (const row of rows) {
      const truth = expected.get(`${row['device_key']} / ${row['event_hour']}`);
      expect(Number(row['hours_known'])).toBe(truth?.hours);
      expect(row['vibration_mean_24h']).toBeCloseTo(truth?.mean ?? 0, 8);
      expect(row['vibration_deviation']).toBeCloseTo((truth?.now ?? 0) - (truth?.mean ?? 0), 8);
    }
  });

  test('failures and replaced parts are counted by component', async () => {
    const rows = await user.query(workspace, 'select * from gold.component_reliability');
    const failures = plant.failures;
    const failed = new Set(failures.map((line) => keyOf(line, 'machineID', 'failure', 'datetime')));
    const replaced = plant.maint;
    const afterFailure = replaced.filter((line) => failed.has(keyOf(line, 'machineID', 'comp', 'datetime')));
    const counts = {
      failures: countBy(failures, (line) => keyOf(line, 'failure')),
      replaced: countBy(replaced, (line) => keyOf(line, 'comp')),
      replaced_after_failure: countBy(afterFailure, (line) => keyOf(line, 'comp')),
    };
    for (const [column, expected] of Object.entries(counts))
      expect(Object.fromEntries(rows.map((row) => [row['component'], Number(row[column])]))).toEqual(expected);
    for (const row of rows) {
      const component = String(row['component']);
      const machines = failures.filter((line) => line['failure'] === component).map((line) => line['machineID']);
      expect(Number(row['devices_failed'])).toBe(new Set(machines).size);
      const rate = ((counts.failures[component] ?? 0) * 100) / (counts.replaced[component] ?? 0);
      expect(row['failures_per_100_replacements']).toBeCloseTo(rate, 12);
    }
  });

  test('work orders know their reason and how long the part before was in', async () => {
    const rows = await user.query(workspace, 'select * from gold.fact_work_orders');
    const failed = new Set(plant.failures.map((line) => keyOf(line, 'machineID', 'failure', 'datetime')));
    const slots = groupBy(plant.maint, (line) => keyOf(line, 'machineID', 'comp'));
    const expected = [...slots.values()].flatMap((lines) => {
      const ordered = lines.toSorted((a, b) => instant(a['datetime'] ?? '') - instant(b['datetime'] ?? ''));
      return ordered.map((line, index) => {
        const time = line['datetime'] ?? '';
        const before = ordered[index - 1];
        const days = before && Math.floor((instant(time) - instant(before['datetime'] ?? '')) / (24 * HOUR));
        return {
          work_order_id: `${line['machineID']}-${line['comp']}-${time.replaceAll(/[- :]/g, '').slice(0, 12)}`,
          device_key: Number(line['machineID']),
          component: line['comp'],
          closed_at: time,
          order_type: failed.has(keyOf(line, 'machineID', 'comp', 'datetime')) ? 'corrective' : 'preventive',
          days_since_last_replacement: days === undefined ? null : String(days),
        };
      });
    });
    checkSame(rows, expected);
  });

  test('failures know the age of the component and the errors before', async () => {
    const rows = await user.query(workspace, 'select * from gold.fact_failures');
    const replaced = plant.maint;
    const errors = plant.errors;
    const expected = plant.failures.map((line) => {
      const time = instant(line['datetime'] ?? '');
      const times = replaced
        .filter((order) => order['machineID'] === line['machineID'] && order['comp'] === line['failure'])
        .map((order) => instant(order['datetime'] ?? ''))
        .filter((moment) => moment < time);
      const told = errors.filter(({ machineID, datetime = '' }) => {
        const ahead = time - instant(datetime);
        return machineID === line['machineID'] && ahead > 0 && ahead <= 24 * HOUR;
      });
      return {
        device_key: Number(line['machineID']),
        failed_at: line['datetime'],
        component: line['failure'],
        component_age_hours: String((time - Math.max(...times)) / HOUR),
        errors_in_day_before: String(told.length),
      };
    });
    checkSame(rows, expected);
  });

  test('errors and devices are the lines of the files', async () => {
    checkSame(
      await user.query(workspace, 'select * from gold.fact_errors'),
      plant.errors.map((line) => ({
        device_key: Number(line['machineID']),
        occurred_at: line['datetime'],
        error_code: line['errorID'],
      })),
    );
    checkSame(
      await user.query(workspace, 'select * from gold.dim_device'),
      plant.machines.map((line) => ({
        device_key: Number(line['machineID']),
        device_id: line['machineID'],
        model: line['model'],
        age_years: Number(line['age']),
      })),
    );
  });

  test('a second build changes nothing that is incremental, and no value of the rest', async () => {
    const before = await everything(workspace);
    const values = await everything(workspace, AUDIT);
    user.build(workspace);
    const after = await everything(workspace);
    const incremental = ['telemetry_readings', 'error_events', 'maintenance_events', 'failure_events'];
    for (const table of [...incremental.map((name) => `silver.${name}`), 'gold.fact_telemetry_hourly'])
      expect(after[table], table).toEqual(before[table]);
    expect(await everything(workspace, AUDIT)).toEqual(values);
    expect(talliesOf(workspace)).toMatchObject({ telemetry_readings: tally(0), machines: tally(20) });
  }, 120_000);

  test('the same project can be planned for Athena, over the same folders in S3', () => {
    const { status, stdout, stderr } = user.lakemodel(
      { ...workspace, data: 's3://lake/landing' },
      ...['plan', '--offline', '--target', 'athena'],
    );
    expect(status, stderr).toBe(0);
    for (const kind of KINDS) expect(stdout).toContain(`LOCATION 's3://lake/landing/${kind}/'`);
    // The author's own text, as it was written.
    expect(stdout).toContain("date_diff('hour', max(orders.event_ts), failures.event_ts) as component_age_hours");
  }, 60_000);

  test('two deliveries give what one gives, and the second touches nothing of the first', async () => {
    user.deliver(halves, 'machines/all.csv', user.original(FILES.machines));
    deliverPart('first.csv', (time) => time < CUT);
    user.build(halves);
    const first = talliesOf(halves)['telemetry_readings'];
    deliverPart('second.csv', (time) => time >= CUT);
    user.build(halves);
    const second = talliesOf(halves)['telemetry_readings'];
    const early = plant.telemetry.filter(({ datetime = '' }) => datetime < CUT).length;
    expect([first, second]).toEqual([tally(early), tally(43_200 - early)]);
    expect(await everything(halves, AUDIT)).toEqual(await everything(workspace, AUDIT));
    const sql = `select event_hour < timestamp '${CUT}' as first, count(distinct etl_run_id) as runs, count(*) as hours
      from gold.fact_telemetry_hourly group by 1 order by 1 desc`;
    expect(await user.query(halves, sql)).toEqual([
      { first: true, runs: '1', hours: String(early) },
      { first: false, runs: '1', hours: String(43_200 - early) },
    ]);
  }, 120_000);

  function deliverPart(file: string, isIn: (time: string) => boolean): void {
    for (const kind of KINDS.filter((one) => one !== 'machines')) {
      const [header = '', ...lines] = user.original(FILES[kind]).toString('utf8').trimEnd().split('\n');
      const part = lines.filter((line) => isIn(line.slice(0, 19)));
      user.deliver(halves, `${kind}/${file}`, `${[header, ...part].join('\n')}\n`);
    }
  }
});

/** Compares rows, in the columns that are expected, whatever their order. */
function checkSame(rows: readonly Record<string, unknown>[], expected: readonly Record<string, unknown>[]): void {
  const columns = Object.keys(expected[0] ?? {});
  const texts = (items: readonly Record<string, unknown>[]) =>
    items.map((item) => JSON.stringify(columns.map((column) => item[column]))).sort();
  expect(texts(rows)).toEqual(texts(expected));
}
