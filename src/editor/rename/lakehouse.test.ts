import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { analyseProject, createAnalysisMemory, type AnalyseOptions } from '../analysis.ts';
import { renameWith, type Files } from './testkit/small-project.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PARTS = ['project.yml', 'models', 'seeds', 'snapshots', 'tests', 'macros', 'analyses', 'selectors.yml'];

const projectDir = mkdtempSync(join(tmpdir(), 'lakemodel-rename-'));
for (const part of PARTS) {
  if (existsSync(join(ROOT, part))) cpSync(join(ROOT, part), join(projectDir, part), { recursive: true });
}
const options: AnalyseOptions = {
  projectDir,
  env: () => undefined,
  memory: createAnalysisMemory(projectDir, new Date(0)),
};
const before = await analyseProject(options);

afterAll(() => rmSync(projectDir, { recursive: true, force: true }));

test('the project is right before', () => expect(before.diagnostics).toEqual([]));

interface There {
  readonly texts: Files;
  readonly aliased: number;
  readonly told: readonly string[];
  readonly renamed: readonly string[];
}

/** Renames a column; `renameColumn` itself compiles the result and compares its lineage. */
async function there(column: string, newName: string): Promise<There> {
  const { result, texts } = await renameWith(before, options, column, newName);
  const told = result.diagnostics.map(({ code, message }) => `${code}: ${message}`);
  return { texts, aliased: result.aliased.length, told, renamed: result.renamed.map(({ node }) => node) };
}

/** Renames it there, and back again in the project as it is then. */
async function thereAndBack(column: string, newName: string): Promise<There> {
  const first = await there(column, newName);
  expect(first.told, column).toEqual([]);
  const unsaved = new Map(Object.entries(first.texts));
  const renamed = await analyseProject({ ...options, unsaved });
  expect(renamed.diagnostics, column).toEqual([]);
  const [model = '', name = ''] = column.split('.');
  const project = renamed.project!;
  for (const id of first.renamed) {
    const now = project.columnsOf(id)?.map((one) => one.name);
    expect(now, column).toEqual(before.project!.columnsOf(id)?.map((one) => (one.name === name ? newName : one.name)));
  }
  const back = await renameWith(renamed, { ...options, unsaved }, `${model}.${newName}`, name);
  expect(back.result.diagnostics, column).toEqual([]);
  const original = before.project!.opened.project.texts;
  const all = { ...first.texts, ...back.texts };
  const differing = Object.keys(all).filter((file) => all[file] !== original[file]);
  if (first.aliased === 0) expect(differing, column).toEqual([]);
  // Where an item got `as`, it keeps it: `x as y` comes back as `x as x`.
  for (const file of differing) {
    const kept = (all[file] ?? '').replaceAll(` as ${name}`, '');
    expect(kept, column).toBe((original[file] ?? '').replaceAll(` as ${name}`, ''));
  }
  return first;
}

const COLUMNS =
  `bridge_device_asset.device_id bridge_device_asset.asset_id bridge_device_asset.customer_id bridge_device_asset.match_method
dim_customer.customer_id dim_customer.industry dim_customer.deleted_at dim_device.device_key dim_device.model dim_device.is_current
dim_part.part_id dim_part.stock_on_hand dim_part_cost.unit_cost dim_part_cost.currency dim_time.hour_start fact_cases.case_id
fact_cases.is_sla_breached fact_customer_impact.impact_date fact_customer_impact.impact_score fact_telemetry_hourly.event_hour
fact_telemetry_hourly.anomaly_count fact_work_orders.work_order_id fact_work_orders.status fact_work_orders.opened_at
fact_work_orders.total_cost erp_work_orders.order_no erp_work_orders.is_deleted erp_part_usage.quantity erp_inventory.stock_id
erp_equipment.serial_number crm_accounts.account_id crm_assets.asset_id crm_cases.priority telemetry_readings.device_id
telemetry_readings.event_hour device_registrations.registered_at stock_history.part_no raw_erp_parts.op raw_crm_cases.id`.split(
    /\s+/,
  );

test.each(COLUMNS)('%s', async (column) => {
  const { texts } = await thereAndBack(column, 'renamed_here');
  expect(Object.keys(texts).length).toBeGreaterThan(0);
});

test('what cannot be renamed with certainty', async () => {
  const cases = [
    ['bridge_device_asset.valid_from', 'made in a template'],
    ['fact_customer_impact.downtime_hours', 'made in a template'],
    ['fact_telemetry_hourly.volt_min', 'made in a template'],
    ['raw_erp_parts.load_date', '"partitioned_by" is set here'],
    ['fact_cases.ingest_ts', 'a run adds it'],
  ] as const;
  for (const [column, reason] of cases) {
    const { told, texts } = await there(column, 'renamed_here');
    expect(told[0], column).toContain(reason);
    expect(texts).toEqual({});
  }
});

// A sequence that is the same in each run: any column is renamed there and back, or refused with a reason, or to a name that is taken.
test('any columns', async () => {
  const project = before.project!;
  const all = Object.values(project.opened.project.nodes)
    .filter(({ resourceType }) => resourceType === 'model')
    .flatMap(({ uniqueId, name }) =>
      (project.columnsOf(uniqueId) ?? []).map((column) => ({ uniqueId, name, column: column.name })),
    );
  let seed = 7;
  const pick = (count: number) => (seed = (seed * 48271) % 2147483647) % count;
  for (let round = 0; round < 25; round++) {
    const { uniqueId, name, column } = all[pick(all.length)]!;
    const others = project.columnsOf(uniqueId) ?? [];
    const taken = others[pick(others.length)]!.name;
    const clash = await there(`${name}.${column}`, taken);
    if (taken !== column) expect(clash.told.length, `${name}.${column} to ${taken}`).toBeGreaterThan(0);
    const { told } = await there(`${name}.${column}`, `n${round}`);
    if (told.length === 0) await thereAndBack(`${name}.${column}`, `n${round}`);
    else for (const one of told) expect(one).toMatch(/^rename-(uncertain|not-here): /);
  }
});
