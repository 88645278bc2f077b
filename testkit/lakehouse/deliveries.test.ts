import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contents, rowsOf, tablesOf, withDatabase } from './query.ts';
import type { Workspace } from './workspace.ts';
import { build, committedTruth, deliver, newWorkspace, removeWorkspace } from './workspace.ts';

const truth = committedTruth();
const FIRST_DELIVERY = '2026-01-05';
const AUDIT = ['etl_run_id', 'ingest_ts'];

const once = newWorkspace();
const twice = newWorkspace();
/** `gold.fact_telemetry_hourly` after the first of two deliveries: run id by device and hour. */
const firstHours = new Map<string, string>();

beforeAll(async () => {
  deliver(once);
  build(once);
  deliver(twice, FIRST_DELIVERY);
  build(twice);
  for (const [hour, run] of await hoursOf(twice)) firstHours.set(hour, run);
  deliver(twice);
  build(twice);
}, 600_000);
afterAll(() => [once, twice].forEach(removeWorkspace));

/** The run that wrote each device-hour. */
async function hoursOf({ database }: Workspace): Promise<[string, string][]> {
  const sql = `select device_id || ' ' || strftime(event_hour, '%Y-%m-%d %H:%M:%S') as hour, etl_run_id from gold.fact_telemetry_hourly`;
  const rows = await withDatabase(database, (connection) => rowsOf(connection, sql));
  return rows.map((row) => [String(row['hour']), String(row['etl_run_id'])]);
}

test('two deliveries give the same tables as one', async () => {
  const read = (workspace: Workspace) =>
    withDatabase(workspace.database, async (database: DuckDBConnection) => {
      const tables = await tablesOf(database, 'bronze', 'silver', 'gold');
      return Object.fromEntries(
        await Promise.all(tables.map(async (table) => [table, await contents(database, table, AUDIT)] as const)),
      );
    });
  const [one, two] = [await read(once), await read(twice)];
  expect(Object.keys(two)).toEqual(Object.keys(one));
  for (const [table, rows] of Object.entries(one)) expect(two[table], table).toEqual(rows);
});

test('two deliveries leave the same rows in quarantine as one', async () => {
  const read = (workspace: Workspace) =>
    withDatabase(workspace.database, async (database) => {
      const tables = await tablesOf(database, 'silver_quarantine');
      const rows = tables.map((table) =>
        rowsOf(database, `select row_hash, failed_rules, row_count from ${table} order by 1, 2`),
      );
      return Object.fromEntries((await Promise.all(rows)).map((found, index) => [tables[index], found]));
    });
  expect(await read(twice)).toEqual(await read(once));
});

test('late readings have exactly the hours computed again that they touch', async () => {
  const again = (await hoursOf(twice)).filter(([hour, run]) => firstHours.has(hour) && firstHours.get(hour) !== run);
  const touched = truth.telemetry.late
    .filter(({ landed_on }) => landed_on > FIRST_DELIVERY)
    .map(({ device_id, event_hour }) => `${device_id} ${event_hour}`)
    .filter((hour) => firstHours.has(hour));
  expect(touched.length).toBeGreaterThan(5);
  expect(again.map(([hour]) => hour).sort()).toEqual([...new Set(touched)].sort());
});

test('what was corrected since the first delivery is gone', async () => {
  // Assets that were mistyped, sold or deleted later, and orders that were deleted later, were told otherwise by the first delivery.
  const sql = `select device_id, count(*) as ranges from gold.bridge_device_asset where valid_to <= valid_from group by all`;
  expect(await withDatabase(twice.database, (database) => rowsOf(database, sql))).toEqual([]);
  expect(truth.changes['erp_orders_deleted']).toBeGreaterThan(0);
});
