import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkRows, contents, numberOf, rowsOf, tablesOf, withDatabase } from './query.ts';
import type { Row } from './truth.ts';
import { build, committedTruth, deliver, lakemodel, newWorkspace, removeWorkspace } from './workspace.ts';

const truth = committedTruth();
const workspace = newWorkspace();
const look = <T>(use: (database: DuckDBConnection) => Promise<T>) => withDatabase(workspace.database, use);

beforeAll(() => {
  deliver(workspace);
  build(workspace);
}, 300_000);
afterAll(() => removeWorkspace(workspace));

describe('gold is what the world was', () => {
  const KEYS: Readonly<Record<string, readonly string[]>> = {
    bridge_device_asset: ['device_id', 'valid_from'],
    dim_customer: ['customer_id'],
    dim_device: ['device_id', 'valid_from'],
    dim_part: ['part_id'],
    dim_part_cost: ['part_id', 'valid_from'],
    fact_cases: ['case_id'],
    fact_customer_impact: ['customer_id', 'impact_date'],
    fact_work_orders: ['work_order_id'],
  };
  test.each(Object.entries(KEYS))('%s', async (model, key) => {
    // The member of dim_customer that takes what belongs to nobody is no account.
    const where = model === 'dim_customer' ? "customer_id <> 'unmatched'" : 'true';
    await look((database) => checkRows(database, `gold.${model}`, key, truth.gold[model] ?? [], where));
  });

  test('every table of the truth was compared', () => {
    expect(Object.keys(truth.gold).sort()).toEqual(Object.keys(KEYS).sort());
  });

  test('fact_telemetry_hourly adds up', async () => {
    const sql = `select count(*) as device_hours, sum(reading_count) as readings, sum(anomaly_count) as anomalies,
      sum(late_reading_count) as late_readings from gold.fact_telemetry_hourly`;
    const [totals] = await look((database) => rowsOf(database, sql));
    const { device_hours, readings, anomalies, late_readings } = truth.telemetry;
    expect(totals).toEqual(
      Object.fromEntries(
        Object.entries({ device_hours, readings, anomalies, late_readings }).map(([k, v]) => [k, String(v)]),
      ),
    );
  });

  test('fact_telemetry_hourly has the values of the hours that late readings touch, and of others', async () => {
    const keys = truth.telemetry.hours.map((hour) => `('${hour['device_id']}', timestamp '${hour['event_hour']}')`);
    const where = `(device_id, event_hour) in (${keys.join(', ')})`;
    await look((database) =>
      checkRows(database, 'gold.fact_telemetry_hourly', ['device_id', 'event_hour'], truth.telemetry.hours, where),
    );
  });

  test('dim_time has every hour of three years, and knows the calendar', async () => {
    const expected = ['2025-01-01', '2026-01-01', '2026-01-04', '2027-12-31'].map((day) => {
      const date = new Date(`${day}T00:00:00Z`);
      return {
        date_day: day,
        day_of_week: date.getUTCDay() || 7,
        day_name: date.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }),
        month_name: date.toLocaleDateString('en', { month: 'long', timeZone: 'UTC' }),
        quarter_of_year: Math.ceil((date.getUTCMonth() + 1) / 3),
        is_weekend: [0, 6].includes(date.getUTCDay()),
      };
    });
    const days = expected.map((row) => `date '${row.date_day}'`).join(', ');
    await look(async (database) => {
      expect(await numberOf(database, 'select count(*) from gold.dim_time')).toBe(365 * 3 * 24);
      await checkRows(database, 'gold.dim_time', ['date_day'], expected, `hour_of_day = 0 and date_day in (${days})`);
    });
  });
});

describe('every row that landed is somewhere', () => {
  const quarantine = (model: string) => `silver_quarantine.${model}`;

  test.each(Object.entries(truth.silver))('%s', async (model, tally) => {
    await look(async (database) => {
      expect(await numberOf(database, `select count(*) from silver.${model}`)).toBe(tally.published);
      const exists = (await tablesOf(database, 'silver_quarantine')).includes(quarantine(model));
      expect(exists).toBe(tally.quarantined > 0);
      if (!exists) return;
      const rows = await rowsOf(database, `select failed_rules, row_count, status from ${quarantine(model)}`);
      const counts: Record<string, number> = {};
      for (const row of rows)
        for (const rule of String(row['failed_rules']).split(', '))
          counts[rule] = (counts[rule] ?? 0) + Number(row['row_count']);
      expect(counts).toEqual(tally.quarantined_by_rule);
      expect(rows.reduce((sum, row) => sum + Number(row['row_count']), 0)).toBe(tally.quarantined);
      expect(new Set(rows.map((row) => row['status']))).toEqual(new Set(['open']));
    });
  });

  test('and the results of the run say so', () => {
    const results = JSON.parse(readFileSync(join(workspace.dir, 'target/run_results.json'), 'utf8')) as {
      results: { unique_id: string; adapter_response: Record<string, number> }[];
    };
    const told = results.results.flatMap(({ unique_id, adapter_response: told }) => {
      const name = unique_id.split('.').pop() ?? '';
      if (!unique_id.startsWith('model.') || truth.silver[name] === undefined) return [];
      const { rows_staged, rows_quarantined = 0, rows_dropped = 0, rows_deduplicated = 0 } = told;
      return [
        [
          name,
          {
            landed: rows_staged,
            quarantined: rows_quarantined,
            dropped: rows_dropped,
            deduplicated: rows_deduplicated,
          },
        ],
      ];
    });
    const expected = Object.entries(truth.silver).map(([name, { landed, quarantined, dropped, deduplicated }]) => [
      name,
      { landed, quarantined, dropped, deduplicated },
    ]);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(expected));
  });

  test('a number that could not be read is kept as it was sent', async () => {
    const sql = `select distinct volt_raw from ${quarantine('telemetry_readings')} where failed_rules = 'volt_is_a_number'`;
    expect(await look((database) => rowsOf(database, sql))).toEqual([{ volt_raw: 'n/a' }]);
  });

  test('no row in quarantine is in silver', async () => {
    const sql = `select count(*) from ${quarantine('telemetry_readings')} as bad
      join silver.telemetry_readings as good on good.device_id = bad.device_id and good.message_seq = bad.message_seq`;
    expect(await look((database) => numberOf(database, sql))).toBe(0);
  });
});

describe('tables', () => {
  test('carry the audit columns', async () => {
    await look(async (database) => {
      for (const table of await tablesOf(database, 'bronze', 'silver', 'gold')) {
        const sql = `select count(*) from ${table} where etl_run_id is null or ingest_ts is null or source_system is null`;
        expect(await numberOf(database, sql), table).toBe(0);
      }
    });
  });

  test('know where their rows come from', async () => {
    const systems = async (table: string) =>
      (await look((database) => rowsOf(database, `select distinct source_system from ${table}`))).map(
        (row) => row['source_system'],
      );
    expect(await systems('bronze.raw_erp_work_orders')).toEqual(['erp']);
    expect(await systems('silver.crm_cases')).toEqual(['crm']);
    expect(await systems('gold.bridge_device_asset')).toEqual(['crm,erp,project,telemetry']);
  });
});

describe('the analyses answer', () => {
  const answerTo = (analysis: string): readonly Row[] => {
    const shown = lakemodel(workspace, 'show', '--select', analysis, '--limit', '-1', '--output', 'json');
    expect(shown).toMatchObject({ status: 0 });
    return (JSON.parse(shown.stdout) as { show: readonly Row[] }).show;
  };
  const gold = (model: string) => truth.gold[model] ?? [];
  const sum = (rows: readonly Row[], column: string) =>
    Math.round(rows.reduce((total, row) => total + Number(row[column]), 0) * 100) / 100;

  test('which customers have the most anomalies', () => {
    const answer = answerTo('customers_by_device_anomalies');
    const names = new Map(gold('dim_customer').map((row) => [row['customer_id'], row['customer_name']]));
    for (const [id, name] of names) {
      const own = gold('fact_customer_impact').filter((row) => row['customer_id'] === id);
      expect(Number(answer.find((row) => row['customer_name'] === name)?.['anomalies'])).toBe(
        sum(own, 'anomaly_count'),
      );
    }
    expect(sum(answer, 'anomalies')).toBe(truth.telemetry.anomalies);
    expect(answer.length).toBe(names.size + 1);
  });

  test('what fails, and what is replaced', () => {
    const answer = answerTo('failures_against_parts_replaced');
    const orders = gold('fact_work_orders');
    for (const { component, failures } of answer)
      expect(Number(failures)).toBe(orders.filter((order) => order['component'] === component).length);
    expect(sum(answer, 'parts_replaced')).toBe(sum(orders, 'part_quantity'));
  });

  test('how reliable each model is', () => {
    const answer = answerTo('device_reliability_by_model');
    expect(sum(answer, 'operating_hours')).toBe(truth.telemetry.device_hours);
    expect(sum(answer, 'failures')).toBeGreaterThan(0);
    for (const { operating_hours, failures, failures_per_1000_hours } of answer)
      expect(Number(failures_per_1000_hours)).toBeCloseTo((Number(failures) * 1000) / Number(operating_hours), 2);
  });

  test('what parts cost', () => {
    const answer = answerTo('work_order_cost_by_part_and_model');
    expect(sum(answer, 'part_cost')).toBe(sum(gold('fact_work_orders'), 'part_cost'));
    expect(sum(answer, 'quantity')).toBe(sum(gold('fact_work_orders'), 'part_quantity'));
  });

  test('which promises were broken', () => {
    const answer = answerTo('sla_breaches_and_freshness');
    const breached = gold('fact_cases').filter((row) => row['is_sla_breached']);
    expect(sum(answer, 'breached')).toBe(breached.length);
    expect(sum(answer, 'cases')).toBe(gold('fact_cases').length);
  });
});

describe('a second build without new files', () => {
  test('changes no row, audit columns included', async () => {
    const SCHEMAS = ['bronze', 'silver', 'gold', 'silver_quarantine', 'snapshots'];
    const everything = () =>
      look(async (database) => {
        const tables = await tablesOf(database, ...SCHEMAS);
        return Object.fromEntries(
          await Promise.all(tables.map(async (table) => [table, await contents(database, table)] as const)),
        );
      });
    const before = await everything();
    build(workspace);
    const after = await everything();
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const [table, rows] of Object.entries(before)) expect(after[table], table).toEqual(rows);
  }, 300_000);
});
