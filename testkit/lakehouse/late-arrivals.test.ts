import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf, withDatabase } from './query.ts';
import { build, committedTruth, deliver, lakemodel, newWorkspace, removeWorkspace } from './workspace.ts';

const workspace = newWorkspace();
const hours = committedTruth().telemetry.hours;
const [touched, untouched] = [hours[0], hours[1]].map((hour) => ({
  device: String(hour?.['device_id']),
  hour: String(hour?.['event_hour']),
  readings: Number(hour?.['reading_count']),
  late: Number(hour?.['late_reading_count']),
}));
/** A device that sent readings before it was known: they are in quarantine. */
const STRANGER = 'DEV-X000';

beforeAll(() => {
  deliver(workspace);
  build(workspace);
}, 300_000);
afterAll(() => removeWorkspace(workspace));

/** Lands one more file, on the day after the last. */
function land(folder: string, record: object): void {
  const target = join(workspace.dir, 'landing', folder, 'load_date=2026-01-11');
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'more.json'), `${JSON.stringify(record)}\n`);
}

function look(sql: string) {
  return withDatabase(workspace.database, (database) => rowsOf(database, sql));
}

async function hourOf(device: string, hour: string) {
  const sql = `select reading_count, late_reading_count, volt_avg from gold.fact_telemetry_hourly`;
  const [row] = await look(`${sql} where device_id = '${device}' and event_hour = timestamp '${hour}'`);
  return row;
}

test('one late reading has its hour computed again, and no other', async () => {
  // A mark on an hour that nothing new falls into: it is still there afterwards if that hour was left alone.
  await write(`update gold.fact_telemetry_hourly set volt_avg = -1 where device_id = '${untouched?.device}'`);
  const signals = { volt: 170, rotate: 450, pressure: 100, vibration: 40 };
  const ts = `${touched?.hour.slice(0, 13).replace(' ', 'T')}:59:58Z`;
  land('telemetry', { device: { id: touched?.device, fw: '2.0.1' }, ts, seq: 999990, signals });

  build(workspace, '--select', 'raw_telemetry_messages', 'telemetry_readings', 'fact_telemetry_hourly');

  const expected = {
    reading_count: String((touched?.readings ?? 0) + 1),
    late_reading_count: String((touched?.late ?? 0) + 1),
  };
  expect(await hourOf(touched?.device ?? '', touched?.hour ?? '')).toMatchObject(expected);
  const marked = `select count(*) filter (volt_avg <> -1) as healed from gold.fact_telemetry_hourly`;
  const healed = untouched?.device === touched?.device ? '1' : '0';
  expect(await look(`${marked} where device_id = '${untouched?.device}'`)).toEqual([{ healed }]);
}, 300_000);

test('readings of a device that is registered at last come from quarantine into gold', async () => {
  const strangers = `select date_trunc('hour', reading_ts)::varchar as hour from silver_quarantine.telemetry_readings where device_id = '${STRANGER}'`;
  const [{ hour } = { hour: null }] = await look(strangers);
  expect(hour).not.toBeNull();
  expect(await hourOf(STRANGER, String(hour))).toBeUndefined();
  const message = { device_id: STRANGER, serial: '000001-ZZ', model: 'AX100', firmware: '0.0.0', site: 'SITE-1' };
  land('devices', { ...message, started_at: '2025-12-31T10:00:00Z' });
  const select = ['--select', 'raw_device_registrations', 'device_registrations'];
  expect(lakemodel(workspace, 'run', ...select)).toMatchObject({ status: 0 });

  expect(lakemodel(workspace, 'quarantine', 'replay', 'telemetry_readings')).toMatchObject({ status: 0 });
  build(workspace);

  expect(await hourOf(STRANGER, String(hour))).toMatchObject({ reading_count: '1' });
  const bridge = await look(
    `select customer_id, match_method from gold.bridge_device_asset where device_id = '${STRANGER}'`,
  );
  expect(bridge).toEqual([{ customer_id: 'unmatched', match_method: 'unmatched' }]);
  const status = `select distinct status from silver_quarantine.telemetry_readings where device_id = '${STRANGER}'`;
  expect(await look(status)).toEqual([{ status: 'resolved' }]);
}, 300_000);

async function write(sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(workspace.database);
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}
