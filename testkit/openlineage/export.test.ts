import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { exportOpenLineage, lineage, type Host } from '../../src/lakemodel.ts';
import type { ProjectLineage } from '../../src/lineage/project-lineage.ts';
import type { OpenLineageEvent } from '../../src/openlineage/index.ts';
import { startServer } from '../../src/openlineage/testkit/server.ts';
import { createEventCheck } from '../../src/openlineage/testkit/validate.ts';
import { invocationOf, newProject, projectIn } from '../e2e/harness.ts';
import { datasetEvents, jobEvents, parseEvents, readEvents, runEvents } from './read-events.ts';
import { SHOP } from './shop.ts';

const ROOT = join(import.meta.dirname, '../..');
const PARTS = [
  'project.yml',
  'models',
  'seeds',
  'snapshots',
  'tests',
  'macros',
  'analyses',
  'landing',
  'selectors.yml',
];
const check = createEventCheck();
const host: Host = {
  now: () => new Date(Date.UTC(2026, 5, 1)),
  env: () => undefined,
  newId: () => 'export',
  signal: new AbortController().signal,
  onEvent: () => undefined,
};

async function exported(dir: string, options: { select?: readonly string[]; lastRun?: boolean } = {}) {
  const { select = [], lastRun = false } = options;
  const report = await exportOpenLineage(invocationOf(dir, { select }), { lastRun }, host);
  expect(report.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return parseEvents(report.text);
}

const lakehouse = mkdtempSync(join(tmpdir(), 'openlineage-'));

beforeAll(() => {
  for (const part of PARTS) cpSync(join(ROOT, part), join(lakehouse, part), { recursive: true });
  return () => rmSync(lakehouse, { recursive: true, force: true });
});

test("the repository's own project: valid, and its column lineage is that of lineage.json", async () => {
  const events = await exported(lakehouse);
  expect(events.flatMap(check)).toEqual([]);
  const report = await lineage(invocationOf(lakehouse, {}), { directions: [], format: 'json' }, host);
  const traced = report.lineage as ProjectLineage;
  const jobs = jobEvents(events);
  expect(jobs.length).toBeGreaterThan(30);
  expect(datasetEvents(events).length).toBeGreaterThan(5);
  const wanted = edgesOf(traced);
  expect(wanted.size).toBeGreaterThan(300);
  expect(eventEdges(jobs)).toEqual(wanted);
});

test("a run of the repository's own project: every event is valid, in order, and exported as it was sent", async () => {
  const file = join(lakehouse, 'events.jsonl');
  const report = await projectIn(lakehouse).command('build', { openLineage: file });
  expect(report.exitCode).toBe(0);
  const sent = runEvents(readEvents(file));
  expect(sent.flatMap(check)).toEqual([]);
  expect(eventEdges(sent.filter(({ eventType }) => eventType === 'START'))).toEqual(eventEdges(jobEvents(await exported(lakehouse)))); // prettier-ignore
  const again = runEvents(await exported(lakehouse, { lastRun: true }));
  expect(again.flatMap(check)).toEqual([]);
  const keys = (events: typeof sent) => events.map(({ eventType, run, job }) => `${eventType} ${run.runId} ${job.name}`).sort(); // prettier-ignore
  expect(keys(again)).toEqual(keys(sent));
});

test('a run with failures is exported as it was sent, of the selected nodes alone', async () => {
  const project = newProject(SHOP);
  const file = join(project.dir, 'events.jsonl');
  await project.command('build', { openLineage: file });
  const sent = runEvents(readEvents(file));
  const again = runEvents(await exported(project.dir, { lastRun: true }));
  expect(again.flatMap(check)).toEqual([]);
  const ends = (events: typeof sent) => Object.fromEntries(events.filter(({ eventType }) => eventType !== 'START').map(({ run, eventType, inputs, outputs }) => [run.runId, [eventType, counts(inputs), counts(outputs)]])); // prettier-ignore
  expect(Object.keys(ends(again)).sort()).toEqual(Object.keys(ends(sent)).sort());
  expect(Object.values(ends(again)).map(([state]) => state).sort()).toEqual(Object.values(ends(sent)).map(([state]) => state).sort()); // prettier-ignore
  const some = await exported(project.dir, { select: ['ruled'], lastRun: true });
  expect(jobEvents(some).map(({ job }) => job.name)).toEqual(['shop.main.shop.ruled']);
  expect(new Set(runEvents(some).map(({ job }) => job.name.replace(/\.[0-9a-f]{10}$/, '')))).toEqual(
    new Set(['lakemodel-build-shop', 'shop.main.shop.ruled', 'test.shop.not_null_ruled_id', 'test.shop.unique_ruled_id', ...runEvents(some).map(({ job }) => job.name.replace(/\.[0-9a-f]{10}$/, '')).filter((name) => name.includes('positive'))]), // prettier-ignore
  );
});

test('to a file, which is written anew, or to a server; what a server does not take is told', async () => {
  const { dir } = newProject({ 'models/a.sql': 'select 1 as a' });
  const run = (output: string) => exportOpenLineage(invocationOf(dir, {}), { output, lastRun: false }, host);
  const file = join(dir, 'out/lineage.jsonl');
  for (const _ of [1, 2]) expect(await run(file)).toEqual({ exitCode: 0, diagnostics: [], text: '' });
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(2);
  const server = await startServer();
  expect(await run(server.url)).toMatchObject({ exitCode: 0, text: '' });
  expect(server.requests.map(({ body }) => body)).toEqual(readFileSync(file, 'utf8').trimEnd().split('\n'));
  const broken = await startServer((response) => void response.writeHead(404).end());
  const report = await run(broken.url);
  expect([report.exitCode, report.diagnostics.map(({ code }) => code)]).toEqual([3, ['openlineage-events-lost']]);
});

test.each([
  [
    { type: 'athena', region: 'eu-west-1', s3_data_dir: 's3://lake/t/', s3_staging_dir: 's3://r/', assume_role_arn: 'arn:aws:iam::123456789012:role/etl' }, // prettier-ignore
    'awsathena://athena.eu-west-1.amazonaws.com',
    'awsdatacatalog',
    [{ namespace: 'arn:aws:glue:eu-west-1:123456789012', name: 'table/main/a', type: 'TABLE' }],
  ],
  [{ type: 'trino', host: 'trino.example', port: 8443, catalog: 'Lake', user: 'me' }, 'trino://trino.example:8443', 'lake', undefined], // prettier-ignore
] as const)('datasets of %s are named as others name them', async (target, namespace, database, identifiers) => {
  const { dir } = newProject({
    'project.yml': `name: shop\nversion: '1'\ntargets: { it: ${JSON.stringify(target)} }\n`,
    'models/a.sql': `{{ config(materialized='table') }} select o.id from {{ source('raw', 'orders') }} o`,
    'models/sources.yml': `sources: [{ name: raw, schema: raw, tables: [{ name: orders, columns: [{ name: id, data_type: bigint }] }] }]`,
  });
  const report = await exportOpenLineage(invocationOf(dir, {}), { lastRun: false }, host);
  expect(report.diagnostics.map(({ message }) => message)).toEqual([]);
  const events = parseEvents(report.text);
  expect(events.flatMap(check)).toEqual([]);
  expect(datasetEvents(events).map(({ dataset }) => [dataset.namespace, dataset.name])).toEqual([[namespace, `${database}.raw.orders`]]); // prettier-ignore
  const [{ job, inputs, outputs }] = jobEvents(events) as [ReturnType<typeof jobEvents>[number]];
  expect(job).toMatchObject({ namespace: 'shop', name: `${database}.main.shop.a`, facets: { sql: { dialect: target.type } } }); // prettier-ignore
  expect(inputs.map(({ name }) => name)).toEqual([`${database}.raw.orders`]);
  expect(outputs.map((one) => [one.namespace, one.name])).toEqual([[namespace, `${database}.main.a`]]);
  expect(outputs[0]!.facets['storage']).toMatchObject({ storageLayer: 'iceberg', fileFormat: 'parquet' });
  expect(outputs[0]!.facets['symlinks']?.['identifiers']).toEqual(identifiers);
});

test('without a run there is nothing to export of it', async () => {
  const { dir } = newProject({ 'models/a.sql': 'select 1 as a' });
  const report = await exportOpenLineage(invocationOf(dir, {}), { lastRun: true }, host);
  expect([report.exitCode, report.diagnostics.map(({ code }) => code)]).toEqual([2, ['no-previous-run']]);
});

function counts(datasets: readonly { readonly name: string }[]): readonly string[] {
  return datasets.map(({ name }) => name);
}

interface Field {
  readonly name: string;
  readonly field: string;
  readonly transformations: readonly { readonly type: string; readonly subtype: string }[];
}

const SUBTYPES: Readonly<Record<string, string>> = { 'passed through': 'IDENTITY', renamed: 'IDENTITY', computed: 'TRANSFORMATION', aggregated: 'AGGREGATION', filter: 'FILTER', join: 'JOIN', group: 'GROUP_BY', order: 'SORT', window: 'WINDOW' }; // prettier-ignore

/** What flows into each column of what is stored, and what all its rows hang on, as lines. The project has no ephemeral models. */
function edgesOf({ nodes }: ProjectLineage): ReadonlySet<string> {
  const last = (id: string) => id.split('.').at(-1)!;
  return new Set(
    Object.entries(nodes)
      .filter(([, { type }]) => type !== 'analysis')
      .flatMap(([id, { columns, uses }]) => [
        ...columns.flatMap((column) => [
          ...column.inputs.map((from) => `${last(from.node)}.${from.column} ${SUBTYPES[from.how]} ${last(id)}.${column.name}`), // prettier-ignore
          ...column.uses.map((from) => `${last(from.node)}.${from.column} ${SUBTYPES[from.use]} ${last(id)}.${column.name}`), // prettier-ignore
        ]),
        ...uses.map((from) => `${last(from.node)}.${from.column} ${SUBTYPES[from.use]} ${last(id)}`),
      ]),
  );
}

function eventEdges(events: readonly Extract<OpenLineageEvent, { outputs: unknown }>[]): ReadonlySet<string> {
  const last = (name: string) => name.split('.').at(-1)!;
  return new Set(
    events.flatMap(({ outputs }) =>
      outputs.flatMap(({ name, facets }) => {
        const { fields = {}, dataset = [] } = (facets['columnLineage'] ?? {}) as unknown as { fields?: Record<string, { inputFields: readonly Field[] }>; dataset?: readonly Field[] }; // prettier-ignore
        const lines = (to: string, from: readonly Field[]) => from.flatMap((one) => one.transformations.map(({ subtype }) => `${last(one.name)}.${one.field} ${subtype} ${to}`)); // prettier-ignore
        return [...Object.entries(fields).flatMap(([column, { inputFields }]) => lines(`${last(name)}.${column}`, inputFields)), ...lines(last(name), dataset)]; // prettier-ignore
      }),
    ),
  );
}
