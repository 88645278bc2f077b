import { afterAll, beforeAll, expect, test } from 'vitest';
import { contents, tablesOf } from '../lakehouse/query.ts';
import {
  customers,
  DAY_PATTERN,
  exactScore,
  isPublished,
  readings,
  rulesBrokenBy,
  scoreOf,
  type Customer,
} from './plant-and-shop.truth.ts';
import { countBy, groupBy, mean } from './arithmetic.ts';
import { talliesOf, tally } from './tally.ts';
import * as user from './workspace.ts';

const CUSTOMERS = 'ecommerce/Ecommerce_Consumer_Behavior_Analysis_Data.csv';

user.describeWithData('plant and shop', () => {
  const workspace = user.newWorkspace('plant-and-shop');
  const query = (sql: string) => user.query(workspace, sql);
  beforeAll(() => {
    user.deliver(workspace, 'readings/all.csv', user.original('manufacturing/smart_manufacturing_data.csv'));
    user.deliver(workspace, 'customers/all.csv', user.original(CUSTOMERS));
    user.build(workspace);
  }, 120_000);
  afterAll(() => user.removeWorkspace(workspace));

  test('all 1,997 readings are scored or in quarantine, and the run says so', () => {
    const held = readings().filter((line) => !isPublished(line)).length;
    expect(talliesOf(workspace)).toEqual({ machine_readings: tally(1997, held), customers: tally(1000) });
  });

  test('each reading that is scored has its score, to the last digit', async () => {
    const rows = await query(
      'select machine, reading_ts, maintenance_priority_score as score from analytics.scored_readings',
    );
    const scores = new Map(rows.map((row) => [`${row['machine']} ${row['reading_ts']}`, row['score']]));
    const published = readings().filter(isPublished);
    expect(scores.size).toBe(published.length);
    for (const line of published) {
      const score = scores.get(`${line['machine']} ${line['timestamp']}`);
      expect(score, JSON.stringify(line)).toBe(scoreOf(line));
      const { hundredths, isTie } = exactScore(line);
      expect(Math.abs(Math.round(Number(score) * 100) - hundredths)).toBeLessThanOrEqual(isTie ? 1 : 0);
    }
  });

  test('each reading in quarantine is there with the rules that it breaks', async () => {
    const rows = await query('select * from processed_quarantine.machine_readings');
    const expected = readings()
      .filter((line) => !isPublished(line))
      .map((line) => [line['machine'], line['timestamp'], rulesBrokenBy(line).sort().join(', '), '1', 'open']);
    const found = rows.map((row) => [
      row['machine'],
      row['reading_ts'],
      row['failed_rules'],
      row['row_count'],
      row['status'],
    ]);
    expect(found.map(String).sort()).toEqual(expected.map(String).sort());
  });

  test('a value that is missing is NULL, a flag is true or false', async () => {
    const [row] = await query(`select count(*) filter (where pressure is null) as pressure,
      count(*) filter (where is_maintenance_required is null) as need, count(*) filter (where is_maintenance_required) as needed,
      count(*) filter (where is_anomaly) as anomalies from processed.machine_readings`);
    const published = readings().filter(isPublished);
    const count = (column: string, value: string) => String(published.filter((line) => line[column] === value).length);
    expect(row).toEqual({
      pressure: count('pressure', ''),
      need: count('maintenance_required', ''),
      needed: count('maintenance_required', 'Yes'),
      anomalies: count('anomaly_flag', 'Yes'),
    });
  });

  test('efficiency is remaining life for each unit of energy', async () => {
    const rows = await query('select machine, reading_ts, machine_efficiency from analytics.scored_readings');
    const truth = new Map(readings().map((line) => [`${line['machine']} ${line['timestamp']}`, efficiencyOf(line)]));
    for (const row of rows)
      expect(row['machine_efficiency']).toBeCloseTo(truth.get(`${row['machine']} ${row['reading_ts']}`) ?? NaN, 10);
  });

  test('alerts are the readings with a score of 1.5 or more, ranked by day', async () => {
    const rows = await query('select * from analytics.daily_alerts');
    const alerts = readings()
      .filter(isPublished)
      .map((line) => ({ machine: line['machine'], at: line['timestamp'] ?? '', score: scoreOf(line) }))
      .filter(({ score }) => score >= 1.5);
    const days = groupBy(alerts, ({ at }) => at.slice(0, 10));
    const expected = alerts.map(({ machine, at, score }) => {
      const above = (days.get(at.slice(0, 10)) ?? []).filter((other) => other.score > score).length;
      return [at.slice(0, 10), machine, at, score, String(above + 1)];
    });
    const found = rows.map((row) => [
      row['reading_day'],
      row['machine'],
      row['reading_ts'],
      row['maintenance_priority_score'],
      row['rank_of_day'],
    ]);
    expect(found.map(String).sort()).toEqual(expected.map(String).sort());
  });

  test('customers keep the letters of their towns', async () => {
    const rows = await query('select customer_id, location from processed.customers');
    expect(Object.fromEntries(rows.map((row) => [row['customer_id'], row['location']]))).toEqual(
      Object.fromEntries(customers().map(({ id, town }) => [id, town])),
    );
    const towns = rows.map((row) => row['location']);
    for (const town of ['Évry', 'São Roque', 'Norrköping', 'Týn nad Vltavou', 'Ð? T?h']) expect(towns).toContain(town);
  });

  test('money adds up to the cent', async () => {
    const rows = await query(
      'select purchase_category as category, count(*) as customers, sum(purchase_amount) as spent from processed.customers group by 1',
    );
    const categories = groupBy(customers(), ({ category }) => category);
    expect(rows).toHaveLength(categories.size);
    for (const row of rows) {
      const members = categories.get(String(row['category'])) ?? [];
      const cents = members.reduce((sum, { cents }) => sum + cents, 0);
      expect([row['customers'], row['spent']]).toEqual([String(members.length), (cents / 100).toFixed(2)]);
    }
  });

  test('days are read from both ways to write them', async () => {
    const rows = await query('select customer_id, purchased_on from processed.customers');
    expect(Object.fromEntries(rows.map((row) => [row['customer_id'], row['purchased_on']]))).toEqual(
      Object.fromEntries(customers().map(({ id, day }) => [id, day])),
    );
    expect(countBy(customers(), ({ dayText }) => DAY_PATTERN.exec(dayText)?.groups?.['sign'] ?? '?')).toEqual({
      '-': 382,
      '/': 618,
    });
  });

  test('the value score lies in [0, 1], and the best 8 % are marked', async () => {
    const rows = await query('select * from analytics.customer_segments');
    const scores = valueScores(customers());
    for (const row of rows) {
      expect(row['value_score']).toBeCloseTo(scores.get(String(row['customer_id'])) ?? NaN, 12);
      expect(row['value_score']).toBeGreaterThanOrEqual(0);
      expect(row['value_score']).toBeLessThanOrEqual(1);
    }
    const best = [...scores].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 80);
    const marked = rows.filter((row) => row['is_high_value']).map((row) => row['customer_id']);
    expect(marked.sort()).toEqual(best.map(([id]) => id).sort());
  });

  test('each day has one row of insight', async () => {
    const rows = await query('select * from analytics.daily_insight');
    const days = groupBy(readings().filter(isPublished), ({ timestamp = '' }) => timestamp.slice(0, 10));
    const satisfaction = mean(customers().map((customer) => customer.satisfaction));
    const cents = customers().reduce((sum, customer) => sum + customer.cents, 0);
    expect(rows).toHaveLength(days.size);
    for (const row of rows) {
      const lines = days.get(String(row['reading_day'])) ?? [];
      const efficiency = mean(lines.map(efficiencyOf));
      expect(row).toMatchObject({
        readings: String(lines.length),
        machines: String(new Set(lines.map(({ machine }) => machine)).size),
        anomalies: String(lines.filter((line) => line['anomaly_flag'] === 'Yes').length),
        alerts: String(lines.filter((line) => scoreOf(line) >= 1.5).length),
        customers: '1000',
        revenue: (cents / 100).toFixed(2),
        source_system: 'plant,shop',
      });
      expect(row['avg_machine_efficiency']).toBeCloseTo(efficiency, 9);
      expect(row['operational_excellence_score']).toBeCloseTo(efficiency * 0.6 + (satisfaction / 10) * 0.4, 9);
    }
  });

  test('a second build changes no row, and adds none to quarantine', async () => {
    const before = await state();
    user.build(workspace);
    expect(await state()).toEqual(before);
    const held = readings().filter((line) => !isPublished(line)).length;
    expect(talliesOf(workspace)['machine_readings']).toEqual(tally(1997, held));
  }, 120_000);

  /** What incremental tables hold with audit columns, what is made anew without them, and quarantine without the marks of the last run. */
  function state(): Promise<Record<string, string[]>> {
    return user.look(workspace, async (database) => {
      const tables: Record<string, string[]> = {};
      for (const table of await tablesOf(database, 'processed', 'analytics', 'processed_quarantine')) {
        const without = table.startsWith('analytics.') ? ['etl_run_id', 'ingest_ts'] : ['last_run_id', 'last_seen'];
        tables[table] = await contents(database, table, without);
      }
      return tables;
    });
  }
});

function efficiencyOf(line: user.Line): number {
  const energy = Number(line['energy_consumption']);
  return energy > 0 ? Number(line['predicted_remaining_life']) / energy : 0;
}

/** 40 % spend, 30 % frequency, 15 % loyalty, 15 % satisfaction, each scaled to what lies between the least and the greatest. */
function valueScores(all: readonly Customer[]): Map<string, number> {
  const scaled = (of: (customer: Customer) => number) => {
    const [low, high] = [Math.min(...all.map(of)), Math.max(...all.map(of))];
    return (customer: Customer) => (of(customer) - low) / (high - low);
  };
  const parts = [
    { weight: 0.4, scale: scaled(({ cents }) => cents) },
    { weight: 0.3, scale: scaled(({ frequency }) => frequency) },
    { weight: 0.15, scale: scaled(({ loyalty }) => loyalty) },
    { weight: 0.15, scale: scaled(({ satisfaction }) => satisfaction) },
  ];
  return new Map(
    all.map((customer) => [customer.id, parts.reduce((sum, { weight, scale }) => sum + weight * scale(customer), 0)]),
  );
}
