import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { FILES, KINDS } from './predictive-maintenance.truth.ts';
import { talliesOf, tally } from './tally.ts';
import * as user from './workspace.ts';
import type { Workspace } from './workspace.ts';

const made: Workspace[] = [];
afterEach(() => made.splice(0).forEach((workspace) => user.removeWorkspace(workspace)));

function newWorkspace(project: string): Workspace {
  const workspace = user.newWorkspace(project);
  made.push(workspace);
  return workspace;
}

/** The plant with all of its files but the telemetry, of which only these lines come. */
function plantWith(...telemetry: readonly string[]): Workspace {
  const workspace = newWorkspace('predictive-maintenance');
  for (const kind of KINDS) user.deliver(workspace, `${kind}/all.csv`, user.original(FILES[kind]));
  user.deliver(workspace, 'telemetry/all.csv', telemetryOf(telemetry));
  return workspace;
}

function telemetryOf(lines: readonly string[]): string {
  return `${['datetime,machineID,volt,rotate,pressure,vibration', ...lines].join('\n')}\n`;
}

const CUSTOMERS = 'ecommerce/Ecommerce_Consumer_Behavior_Analysis_Data.csv';

function shop(customers: string | Buffer): Workspace {
  const workspace = newWorkspace('plant-and-shop');
  user.deliver(workspace, 'readings/all.csv', user.original('manufacturing/smart_manufacturing_data.csv'));
  user.deliver(workspace, 'customers/all.csv', customers);
  return workspace;
}

user.describeWithData('dirty lines of telemetry', () => {
  const GOOD = [
    '2015-01-01 06:00:00,1,176.2,418.5,113.0,45.0',
    '2015-01-01 14:00:00,1, 1.5 ,3461e-1,"109.2",+1',
    '2015-01-01 07:30:00,2,1,1,1,1',
  ];
  const UNKNOWN_MACHINE = '2015-01-01 09:00:00,99,162.4,346.1,109.2,41.1';
  /** Each with the texts that cannot be read and the rules that it breaks. */
  const BAD: readonly (readonly [line: string, raw: Readonly<Record<string, string>>, rules: string])[] = [
    ['2015-01-01 07:00:00,1,n/a,402.7,95.4,43.4', { volt: 'n/a' }, 'castable_volt_raw, not_null_volt'],
    [
      '2015-02-30 08:00:00,1,1,1,1,1',
      { reading_ts: '2015-02-30 08:00:00' },
      'castable_reading_ts_raw, not_null_reading_ts',
    ],
    ['01/02/2015 08:00,1,1,1,1,1', { reading_ts: '01/02/2015 08:00' }, 'castable_reading_ts_raw, not_null_reading_ts'],
    ['2015-01-01 10:00:00,M7,1,1,1,1', { machine_id: 'M7' }, 'castable_machine_id_raw, not_null_machine_id'],
    ['2015-01-01 10:00:00,1.0,1,1,1,1', { machine_id: '1.0' }, 'castable_machine_id_raw, not_null_machine_id'],
    [',2,1,2,3,4', {}, 'not_null_reading_ts'],
    ['2015-01-01 11:00:00,1,,346.1,109.2,41.1', {}, 'not_null_volt'],
    [
      '2015-01-01 12:00:00,1,1e3,"346,1",109.2,0x1F',
      { rotate: '346,1', vibration: '0x1F' },
      'castable_rotate_raw, castable_vibration_raw, not_null_rotate, not_null_vibration',
    ],
    [UNKNOWN_MACHINE, {}, 'relationships_machine_id'],
  ];
  const LINES = [...GOOD, ...BAD.map(([line]) => line)];
  const quarantine = (workspace: Workspace) =>
    user.query(
      workspace,
      'select * from silver_quarantine.telemetry_readings order by volt_raw, reading_ts_raw, machine_id_raw',
    );

  test('are set aside with the text that was delivered and the rules that they break', async () => {
    const workspace = plantWith(...LINES);
    user.build(workspace);
    expect(talliesOf(workspace)['telemetry_readings']).toEqual(tally(LINES.length, BAD.length));
    const columns = ['reading_ts', 'machine_id', 'volt', 'rotate', 'pressure', 'vibration'];
    const found = (await quarantine(workspace)).map((row) => {
      const raw = columns.flatMap((name) => (row[`${name}_raw`] === null ? [] : [[name, row[`${name}_raw`]]]));
      return JSON.stringify([Object.fromEntries(raw), row['failed_rules'], row['row_count'], row['status']]);
    });
    expect(found.sort()).toEqual(BAD.map(([, raw, rules]) => JSON.stringify([raw, rules, '1', 'open'])).sort());
    expect(
      await user.query(
        workspace,
        'select device_key, event_hour, volt_avg, rotate_avg from gold.fact_telemetry_hourly order by 1, 2',
      ),
    ).toEqual([
      { device_key: 1, event_hour: '2015-01-01 06:00:00', volt_avg: 176.2, rotate_avg: 418.5 },
      { device_key: 1, event_hour: '2015-01-01 14:00:00', volt_avg: 1.5, rotate_avg: 346.1 },
      { device_key: 2, event_hour: '2015-01-01 07:00:00', volt_avg: 1, rotate_avg: 1 },
    ]);
  }, 120_000);

  test('come once, however often they are looked at, and are published when the reason is gone', async () => {
    const workspace = plantWith(...LINES);
    user.build(workspace);
    const timeless = (rows: Awaited<ReturnType<typeof quarantine>>) =>
      rows.map(({ last_run_id: _run, last_seen: _seen, ...row }) => row);
    const before = timeless(await quarantine(workspace));
    user.build(workspace);
    expect(timeless(await quarantine(workspace))).toEqual(before);

    user.deliver(workspace, 'machines/new.csv', 'machineID,model,age\n99,model3,0\n');
    user.build(workspace, '--select', 'machines');
    // The new file is seen, although the view between it and the selected table is not selected.
    expect(talliesOf(workspace)['machines']).toEqual(tally(21));
    const replay = user.lakemodel(workspace, 'quarantine', 'replay', 'telemetry_readings');
    expect(replay.status, replay.stderr).toBe(0);
    user.build(workspace);
    const statuses =
      'select status, sum(row_count) as rows from silver_quarantine.telemetry_readings group by 1 order by 1';
    expect(await user.query(workspace, statuses)).toEqual([
      { status: 'open', rows: String(BAD.length - 1) },
      { status: 'resolved', rows: '1' },
    ]);
    const hours = 'select volt_avg, source_system from gold.fact_telemetry_hourly where device_key = 99';
    expect(await user.query(workspace, hours)).toEqual([{ volt_avg: 162.4, source_system: 'plant' }]);
  }, 240_000);

  test('of one machine and time stop the model, with the key named and nothing published', async () => {
    const workspace = plantWith(...GOOD);
    user.build(workspace);
    const twice = ['2015-03-01 06:00:00,5,1,1,1,1', '2015-03-01 06:00:00,5,2,2,2,2'];
    user.deliver(workspace, 'telemetry/all.csv', telemetryOf([...GOOD, ...twice]));
    const { status, stderr } = user.lakemodel(workspace, 'build');
    expect(status).toBe(1);
    expect(stderr).toContain('unique-key-duplicated');
    expect(stderr).toContain('machine_id = 5, reading_ts = 2015-03-01 06:00:00');
    const count = 'select count(*) as rows from silver.telemetry_readings';
    expect(await user.query(workspace, count)).toEqual([{ rows: String(GOOD.length) }]);

    user.deliver(workspace, 'telemetry/all.csv', telemetryOf([...GOOD, twice[0] ?? '']));
    user.build(workspace);
    expect(await user.query(workspace, count)).toEqual([{ rows: String(GOOD.length + 1) }]);
  }, 240_000);

  test('with too few values stop the model, with the file and the line', () => {
    const workspace = plantWith(...GOOD, '2015-01-01 06:00:00,1,176.2');
    const SELECTION = ['--select', '+telemetry_readings', '--indirect-selection', 'buildable'];
    const { status, stderr } = user.lakemodel(workspace, 'build', ...SELECTION);
    expect(status).toBe(1);
    expect(stderr).toContain('external-row-unreadable');
    expect(stderr).toContain(`telemetry/all.csv", line ${GOOD.length + 2}: The row has 3 columns instead of 6.`);
  }, 120_000);
});

user.describeWithData('a dirty file of customers', () => {
  /** The file with more lines: copies of its second one, under another id, with values replaced. */
  function withLines(...changes: readonly Readonly<Record<string, string>>[]): Buffer {
    const text = user.original(CUSTOMERS).toString('latin1');
    const [header = '', first = ''] = text.split('\r\n');
    const names = header.split(',');
    const more = changes.map((change) => {
      const values = first.split(',').map((value, index) => change[(names[index] ?? '').trim()] ?? value);
      return values.map((value) => (value.includes(',') ? `"${value}"` : value)).join(',');
    });
    return Buffer.from(`${[text.trimEnd(), ...more].join('\r\n')}\r\n`, 'latin1');
  }

  test('has amounts, days and grades that cannot be; each goes to quarantine with its text', async () => {
    const workspace = shop(
      withLines(
        { Customer_ID: 'ok', Purchase_Amount: ' $1,204.50 ', Location: 'Ærøskøbing' },
        { Customer_ID: 'a', Purchase_Amount: ' free ' },
        { Customer_ID: 'b', Purchase_Amount: '$-3.00' },
        { Customer_ID: 'c', Purchase_Amount: '' },
        { Customer_ID: 'd', Time_of_Purchase: '13/01/2024' },
        { Customer_ID: 'e', Time_of_Purchase: '2-30-2024' },
        { Customer_ID: 'f', Customer_Satisfaction: '11', Time_of_Purchase: 'soon' },
      ),
    );
    user.build(workspace, '--select', 'customers+', '--exclude', 'daily_insight');
    expect(talliesOf(workspace)['customers']).toEqual(tally(1007, 6));
    const sql = `select customer_id, failed_rules, purchase_amount_raw as amount, purchased_on_raw as day
      from processed_quarantine.customers order by customer_id`;
    expect((await user.query(workspace, sql)).map((row) => Object.values(row))).toEqual([
      ['a', 'amount_is_known', ' free ', null],
      ['b', 'amount_is_positive', null, null],
      ['c', 'amount_is_known', null, null],
      ['d', 'day_of_purchase_is_known', null, '13/01/2024'],
      ['e', 'day_of_purchase_is_known', null, '2-30-2024'],
      ['f', 'day_of_purchase_is_known, satisfaction_is_1_to_10', null, 'soon'],
    ]);
    const good = "select location, purchase_amount from analytics.customer_segments where customer_id = 'ok'";
    expect(await user.query(workspace, good)).toEqual([{ location: 'Ærøskøbing', purchase_amount: '1204.50' }]);
  }, 120_000);

  test('is refused as UTF-8, with the line of the first letter that is none', () => {
    const workspace = shop(user.original(CUSTOMERS));
    const sources = join(workspace.dir, 'models/raw/sources.yml');
    writeFileSync(sources, readFileSync(sources, 'utf8').replace(', encoding: latin-1', ''));
    const { status, stderr } = user.lakemodel(workspace, 'build', '--select', 'customers');
    expect(status).toBe(1);
    expect(stderr).toContain('customers/all.csv", line 2: The text is not in UTF-8.');
    expect(stderr).toMatch(/hint: .*`encoding`/);
  }, 120_000);

  test('is refused where the header has other columns than were declared', () => {
    const text = user.original(CUSTOMERS).toString('latin1').replace('Age,Gender', 'Gender,Age');
    const workspace = shop(Buffer.from(text, 'latin1'));
    const { status, stderr } = user.lakemodel(workspace, 'build', '--select', 'customers');
    expect(status).not.toBe(0);
    expect(stderr).toContain('external-header-differs');
  }, 120_000);
});
