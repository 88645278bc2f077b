import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openDuckDb } from './connection.ts';
import { PLAIN_ENVIRONMENT } from './environment.ts';
import { duckDbExternal } from './external.ts';

const DATA = resolve(import.meta.dirname, '../../../../shared/data');
const here = existsSync(DATA);
if (!here) console.warn(`No data sets at ${DATA}: tests over them are skipped.`);

const targetDir = mkdtempSync(join(tmpdir(), 'lakemodel-data-'));
const connection = await openDuckDb({ path: ':memory:' }, PLAIN_ENVIRONMENT);
afterAll(async () => {
  await connection.close();
  rmSync(targetDir, { recursive: true, force: true });
});

async function make(location: string, names: readonly string[], options = {}) {
  const source = {
    relation: { schema: 'main', identifier: 'src' },
    format: 'csv' as const,
    location,
    columns: names.map((name) => ({ name, type: 'varchar' })),
    partitions: [],
    options,
  };
  const { value, diagnostics } = await duckDbExternal(source, { projectDir: DATA, targetDir, connection });
  expect(diagnostics).toEqual([]);
  for (const sql of value?.create ?? []) await connection.execute(sql);
}

const one = async (sql: string) => (await connection.execute(sql)).rows[0];

describe.runIf(here)('real files', () => {
  test('telemetry', async () => {
    await make('pdm/PdM_telemetry.csv', ['datetime', 'machine_id', 'volt', 'rotate', 'pressure', 'vibration']);
    expect(await one('SELECT count(*), count(DISTINCT machine_id), min(datetime) FROM src')).toEqual([
      43200,
      20,
      '2015-01-01 06:00:00',
    ]);
  });

  test('a file in Latin-1 with odd headers', async () => {
    const names = [
      'customer_id', 'age', 'gender', 'income_level', 'marital_status', 'education_level', 'occupation', 'location', 'purchase_category', 'purchase_amount',
      'frequency_of_purchase', 'purchase_channel', 'brand_loyalty', 'product_rating', 'time_spent_on_product_research_hours', 'social_media_influence',
      'discount_sensitivity', 'return_rate', 'customer_satisfaction', 'engagement_with_ads', 'device_used_for_shopping', 'payment_method', 'time_of_purchase',
      'discount_used', 'customer_loyalty_program_member', 'purchase_intent', 'shipping_preference', 'time_to_decision',
    ]; // prettier-ignore
    await make('ecommerce/Ecommerce_Consumer_Behavior_Analysis_Data.csv', names, { encoding: 'latin-1' });
    expect(await one('SELECT count(*), count(purchase_amount), min(purchase_amount) FROM src')).toMatchObject([
      1000,
      1000,
      expect.stringContaining('$'),
    ]);
    const { rows } = await connection.execute(
      `SELECT location FROM src WHERE regexp_matches(location, '[^ -~]') LIMIT 1`,
    );
    expect(String(rows[0]?.[0])).toMatch(/[À-ÿ]/);
  });

  test('empty values are NULL where that is declared', async () => {
    await make('manufacturing/smart_manufacturing_data.csv', MANUFACTURING, { nullValues: [''] });
    expect(await one('SELECT count(*), count(*) - count(temperature) FROM src')).toEqual([1997, 23]);
  });
});

const MANUFACTURING =
  'machine,timestamp,temperature,vibration,humidity,pressure,energy_consumption,machine_status,anomaly_flag,predicted_remaining_life,failure_type,downtime_risk,maintenance_required'.split(
    ',',
  );
