import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, deliver, lakemodel, newWorkspace, removeWorkspace } from '../lakehouse/workspace.ts';
import { readSite, type ReadSite } from './read-site.ts';

interface Artifact {
  readonly nodes: Readonly<Record<string, Record<string, unknown>>>;
  readonly sources: Readonly<Record<string, Record<string, unknown>>>;
}

const workspace = newWorkspace();
const docs = join(workspace.dir, 'target/docs');
const artifact = (name: string) => JSON.parse(readFileSync(join(workspace.dir, 'target', name), 'utf8')) as Artifact;
/** What the command wrote and said. */
const made = {} as { site: ReadSite; said: string };

beforeAll(() => {
  deliver(workspace);
  build(workspace);
  lakemodel(workspace, 'source', 'freshness');
  const { status, stdout, stderr } = lakemodel(workspace, 'docs', 'generate');
  expect(status, stderr).toBe(0);
  expect(stdout.trim()).toBe(join(docs, 'index.html'));
  Object.assign(made, { site: readSite(docs), said: stderr });
}, 300_000);
afterAll(() => removeWorkspace(workspace));

describe('the site of the project of this repository', () => {
  test('says how much it holds', () => {
    expect(made.said).toMatch(/^Docs of \d+ nodes and \d+ columns, in [\d.]+ s\. Open:$/m);
    expect(made.site.overview).toMatchObject({
      build: made.site.build,
      target: 'local',
      project: { name: 'machine_service' },
    });
    expect(made.site.overview.missing).toEqual([]);
    expect(made.site.page).toContain('<title>machine_service</title>');
    expect(made.site.page).not.toMatch(/%[A-Z]+%/);
  });

  test('has every node of the manifest', () => {
    const { nodes, sources } = artifact('manifest.json');
    const shown = new Set([...made.site.nodes, ...made.site.checks].map(({ id }) => id));
    const missing = [...Object.keys(nodes), ...Object.keys(sources)].filter((id) => !shown.has(id));
    expect(missing).toEqual([]);
  });

  test('shows what each engine gets', () => {
    for (const [id, { code }] of made.site.details) {
      if (!/^(model|snapshot|analysis)\./.test(id)) continue;
      const targets = code?.compiled.flatMap((each) => each.targets);
      expect([...(targets ?? [])].sort(), id).toEqual(['athena', 'local', 'trino']);
      expect(
        code?.compiled.map(({ problem }) => problem),
        id,
      ).not.toContainEqual(expect.anything());
    }
    const compiled = (target: string) =>
      made.site.details
        .get('model.machine_service.dim_device')
        ?.code?.compiled.find((each) => each.targets.includes(target));
    // The manifest names the database, too, for tools that look for whole names.
    const inManifest = String(artifact('manifest.json').nodes['model.machine_service.dim_device']?.['compiled_code']);
    expect(compiled('local')?.sql).toBe(inManifest.replaceAll('"lakemodel".', ''));
    expect(compiled('athena')?.sql).toContain('"machine_service_');
    expect(compiled('trino')?.sql).toContain('"iceberg"');
  });

  test('has the tables of the warehouse, as catalog.json has them', () => {
    const catalog = artifact('catalog.json');
    const tables = Object.keys({ ...catalog.nodes, ...catalog.sources });
    expect(tables).toContain('model.machine_service.dim_device');
    expect(tables).toContain('source.machine_service.telemetry.messages');
    for (const id of tables) expect(made.site.details.get(id)?.table, id).toBeDefined();
    const columns = catalog.nodes['model.machine_service.dim_device']?.['columns'] as object;
    const shown = made.site.details.get('model.machine_service.dim_device')?.columns.map(({ name }) => name);
    expect(shown).toEqual(Object.keys(columns));
  });

  test('has the last run, freshness and quarantine', () => {
    expect(made.site.runs.map(({ command, health }) => ({ command, health }))).toEqual([
      { command: 'build', health: 'warn' },
    ]);
    const models = made.site.nodes.filter(({ kind }) => kind === 'model');
    expect(models.filter(({ run }) => run?.status !== 'success')).toEqual([]);
    expect(made.site.details.get('source.machine_service.telemetry.messages')?.freshness).toMatchObject({
      health: 'error',
      newest: expect.stringContaining('2026-01-1') as string,
    });
    const listed = JSON.parse(lakemodel(workspace, 'quarantine', 'list', '--output', 'json').stdout) as {
      rows: readonly { model: string; rows: number; failed_rules: string }[];
    };
    const expected = listed.rows.map(({ model, failed_rules, rows }) => [model.split('.')[1], failed_rules, rows]);
    const shown = [...made.site.details].flatMap(([id, { quarantine = [] }]) =>
      quarantine.map(({ rule, rows }) => [id.split('.')[2], rule, rows]),
    );
    expect(shown.sort()).toEqual(expected.sort());
    expect(shown.length).toBeGreaterThan(5);
  });

  test('has the results of analyses, in their order', () => {
    const results = [...made.site.details].flatMap(([id, { result }]) => (result ? [[id, result] as const] : []));
    expect(results).toHaveLength(5);
    for (const [id, { problem, rows, columns }] of results) {
      expect(problem, id).toBeUndefined();
      expect(rows.length, id).toBeGreaterThan(0);
      expect(new Set(rows.map(({ length }) => length)), id).toEqual(new Set([columns.length]));
    }
    const ranked = made.site.details.get('analysis.machine_service.customers_by_device_anomalies')?.result;
    const rank = ranked?.columns.findIndex(({ name }) => name === 'anomaly_rank') ?? -1;
    const ranks = ranked?.rows.map((row) => Number(row[rank])) ?? [];
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  test('has the lineage of columns, as lineage.json has it', () => {
    const { nodes } = artifact('lineage.json') as unknown as {
      nodes: Record<string, { columns: readonly { name: string; inputs: readonly object[] }[] }>;
    };
    for (const [id, { columns }] of Object.entries(nodes)) {
      const shown = new Map(made.site.details.get(id)?.columns.map((column) => [column.name, column.inputs.length]));
      for (const { name, inputs } of columns) expect([id, name, shown.get(name)]).toEqual([id, name, inputs.length]);
    }
  });
});

describe('generated again', () => {
  test('nothing changed: the same build, made at another time', () => {
    const options = ['docs', 'generate', '--quiet'];
    expect(lakemodel(workspace, ...options).status).toBe(0);
    const again = readSite(docs);
    expect(again.build).toBe(made.site.build);
    expect(again.overview.generatedAt > made.site.overview.generatedAt).toBe(true);
    expect({ ...again.overview, generatedAt: '' }).toEqual({ ...made.site.overview, generatedAt: '' });
  });

  test('what is left out is said', () => {
    const output = join(workspace.dir, 'partly');
    const options = [
      '--output',
      output,
      '--no-catalog',
      '--analysis-rows',
      '2',
      '--select',
      'dim_device',
      'tag:none',
      'path:analyses',
    ];
    expect(lakemodel(workspace, 'docs', 'generate', ...options).status).toBe(0);
    const partly = readSite(output);
    expect(partly.overview.missing).toEqual([
      'SQL, tables and results of selected nodes alone are shown (--select).',
      'Tables of the warehouse were not looked at (--no-catalog).',
    ]);
    expect(partly.nodes).toHaveLength(made.site.nodes.length);
    expect(partly.details.get('model.machine_service.dim_device')?.code?.compiled).toHaveLength(3);
    expect(partly.details.get('model.machine_service.dim_part')?.code?.compiled).toEqual([]);
    expect(partly.details.get('model.machine_service.dim_device')?.table).toBeUndefined();
    const result = partly.details.get('analysis.machine_service.customers_by_device_anomalies')?.result;
    expect(result).toMatchObject({ isCut: true, rows: { length: 2 } });
  });

  test('offline, nothing of the warehouse is there', () => {
    const output = join(workspace.dir, 'offline');
    expect(lakemodel(workspace, 'docs', 'generate', '--offline', '--output', output).status).toBe(0);
    const offline = readSite(output);
    expect(offline.overview.missing).toEqual(['The warehouse was not asked (--offline).']);
    expect(
      [...offline.details.values()].filter(({ table, result, quarantine }) => table ?? result ?? quarantine),
    ).toEqual([]);
    // What lies beside the project is no warehouse.
    expect(offline.runs).toHaveLength(1);
  });
});
