import { join } from 'node:path';
import { expect, test } from 'vitest';
import { retry } from '../../src/lakemodel.ts';
import { createEventCheck } from '../../src/openlineage/testkit/validate.ts';
import { invocationOf, newProject, PROJECT_YML } from '../e2e/harness.ts';
import { endOf, readEvents, runEvents, statesByJob } from './read-events.ts';
import { SHOP } from './shop.ts';

const check = createEventCheck();

/** Builds the shop, and reads the events that were written meanwhile. */
async function buildShop(files = SHOP, command: 'build' | 'run' = 'build') {
  const project = newProject(files);
  const file = join(project.dir, 'events.jsonl');
  const report = await project.command(command, { openLineage: file });

  return { project, report, file, events: readEvents(file) };
}

test('every event is valid, and each run has a START and one end, within the run of the command', async () => {
  const { events, report } = await buildShop();
  expect(events.flatMap(check)).toEqual([]);
  expect(report.diagnostics.map(({ code }) => code)).not.toContain('openlineage-events-lost');
  expect(statesByJob(events)).toMatchObject({
    'lakemodel-build-shop': 'START FAIL',
    'shop.seeds.shop.orders.seed': 'START COMPLETE',
    'shop.main.shop.ruled': 'START COMPLETE',
    'shop.main.shop.totals': 'START COMPLETE',
    'shop.main.shop.broken': 'START FAIL',
    'shop.main.shop.after_broken': 'START ABORT',
    'unit_test.shop.large.doubles': 'START COMPLETE',
    'unit_test.shop.large.doubles_wrongly': 'START FAIL',
    'test.shop.no_large_orders': 'START COMPLETE',
  });
  expect(new Set(Object.values(statesByJob(events)))).toEqual(new Set(['START COMPLETE', 'START FAIL', 'START ABORT']));
  const [first, ...rest] = runEvents(events);
  const whole = { run: { runId: first!.run.runId }, job: { namespace: 'shop', name: 'lakemodel-build-shop' } };
  const nodes = rest.slice(0, -1);
  for (const { run } of nodes) expect(run.facets['parent']).toMatchObject({ ...whole, root: whole });
  expect(new Set(nodes.map(({ run }) => run.runId)).size).toBe(nodes.length / 2);
  expect(report.results).toHaveLength(nodes.length / 2);
});

test('what a model read, wrote and put into quarantine', async () => {
  const { events } = await buildShop();
  const { inputs, outputs, run, job } = endOf('shop.main.shop.ruled', events);
  expect(inputs.map(({ name }) => name)).toEqual(['shop.seeds.orders']);
  expect(inputs[0]!.facets).toMatchObject({
    documentation: { description: 'What was ordered.' },
    ownership: { owners: [{ name: 'Ann', type: 'OWNER' }] },
    tags: { tags: [{ key: 'daily', value: 'true' }] },
  });
  expect(outputs.map(({ name, outputFacets }) => [name, outputFacets?.['outputStatistics']?.['rowCount']])).toEqual([
    ['shop.main.ruled', 2],
    ['shop.main_quarantine.ruled', 1],
  ]);
  expect(outputs[0]!.facets).toMatchObject({
    lifecycleStateChange: { lifecycleStateChange: 'CREATE' },
    dataSource: { uri: expect.stringMatching(/^duckdb:\/\/\/.*shop\.duckdb$/) as string },
  });
  expect(outputs[0]!.facets['schema']!['fields']).toContainEqual({ name: 'id', type: 'bigint', description: 'Key.', ordinal_position: 1 }); // prettier-ignore
  expect(outputs[0]!.facets['tags']!['tags']).toContainEqual({ key: 'key', value: 'true', source: 'LAKEMODEL', field: 'id' }); // prettier-ignore
  expect(run.facets['test']!['tests']).toMatchObject([
    { name: 'positive', status: 'fail', actual: '1', severity: 'warn' },
  ]);
  expect(job.facets).toMatchObject({
    jobType: { jobType: 'MODEL', processingType: 'BATCH', integration: 'LAKEMODEL' },
    ownership: { owners: [{ name: 'team:sales' }, { name: 'sales', type: 'GROUP' }] },
    documentation: { description: 'Orders that keep the rules.' },
    sql: { dialect: 'duckdb', query: expect.stringMatching(/orders/) as string },
  });
});

test('columns of an ephemeral model are followed to what is stored', async () => {
  const { events } = await buildShop();
  const { inputs, outputs } = endOf('shop.main.shop.totals', events);
  expect(inputs.map(({ name }) => name)).toEqual(['shop.main.ruled', 'shop.seeds.orders']);
  const { fields, dataset } = outputs[0]!.facets['columnLineage'] as unknown as ColumnLineage;
  expect(shown(fields['total']!.inputFields)).toEqual(['orders.amount DIRECT AGGREGATION']);
  expect(shown(fields['kind']!.inputFields)).toEqual(['orders.kind DIRECT IDENTITY']);
  expect(shown(fields['n']!.inputFields)).toEqual(['orders.kind INDIRECT WINDOW']);
  expect(shown(dataset)).toEqual([
    'orders.at INDIRECT FILTER',
    'orders.id INDIRECT JOIN',
    'orders.kind INDIRECT GROUP_BY',
    'ruled.id INDIRECT JOIN',
  ]);
  const fieldsOf = outputs[0]!.facets['schema']!['fields'] as { name: string; fields?: unknown }[];
  expect(fieldsOf.find(({ name }) => name === 'last')).toMatchObject({
    type: 'row',
    fields: [
      { name: 'id', type: 'bigint' },
      { name: 'kind', type: 'varchar' },
    ],
  });
  const view = endOf('shop.main.shop.a_view', events).outputs[0]!;
  expect(view.facets['datasetType']).toMatchObject({ datasetType: 'VIEW' });
  expect(shown((view.facets['columnLineage'] as unknown as ColumnLineage).dataset)).toEqual([
    'ruled.amount INDIRECT SORT',
  ]);
});

test('tests say what they found in what they are about', async () => {
  const { events } = await buildShop();
  const about = Object.fromEntries(
    runEvents(events)
      .filter(({ eventType, job }) => eventType !== 'START' && job.name.startsWith('test.'))
      .map(({ inputs, eventType }) => {
        const facet = inputs[0]?.inputFacets?.['dataQualityAssertions'];
        const [assertion] = (facet?.['assertions'] ?? [{}]) as Record<string, unknown>[];
        return [assertion!['name'] ?? '', { eventType, on: inputs[0]!.name, ...assertion }];
      }),
  );
  expect(about['only_b']).toMatchObject({ eventType: 'FAIL', on: 'shop.main.totals', assertion: 'accepted_values', success: false, column: 'kind', severity: 'error', expected: '0', actual: '1', params: { values: ['b'] } }); // prettier-ignore
  expect(about['rather_b']).toMatchObject({ eventType: 'COMPLETE', success: false, severity: 'warn' });
  const singular = endOf('test.shop.no_large_orders', events);
  expect(singular.run.facets['test']!['tests']).toMatchObject([{ type: 'custom_sql', status: 'pass', actual: '0' }]);
  expect(singular.inputs.map(({ name }) => name)).toEqual(['shop.seeds.orders']);
  const unit = endOf('unit_test.shop.large.doubles_wrongly', events);
  expect(unit.run.facets['test']!['tests']).toMatchObject([{ type: 'unit_test', status: 'fail' }]);
});

test('what failed has an error and no outputs, what was skipped says so, and the command names what failed', async () => {
  const { events } = await buildShop();
  const broken = endOf('shop.main.shop.broken', events);
  expect(broken.outputs).toEqual([]);
  expect(broken.run.facets['errorMessage']!['message']).toMatch(/\w/);
  expect(endOf('shop.main.shop.after_broken', events).run.facets['errorMessage']).toMatchObject({ message: 'something it reads failed' }); // prettier-ignore
  expect(endOf('lakemodel-build-shop', events).run.facets['errorMessage']!['message']).toMatch(/^Failed: .*broken/);
});

test('a table is created once, and overwritten when it is made anew', async () => {
  const { project, file } = await buildShop();
  const second = join(project.dir, 'second.jsonl');
  await project.command('build', { openLineage: second, fullRefresh: true });
  const change = (name: string, of: string) => endOf(name, readEvents(of)).outputs[0]!.facets['lifecycleStateChange']?.['lifecycleStateChange']; // prettier-ignore
  expect([change('shop.main.shop.totals', file), change('shop.main.shop.totals', second)]).toEqual(['CREATE', 'OVERWRITE']); // prettier-ignore
  expect(change('shop.main.shop.a_view', second)).toBeUndefined();
  expect(readEvents(second).flatMap(check)).toEqual([]);
  // Another run of the same job.
  expect(endOf('shop.main.shop.totals', readEvents(second)).run.runId).not.toBe(endOf('shop.main.shop.totals', readEvents(file)).run.runId); // prettier-ignore
});

test('a run that is not planned, and one that is not connected, fail as a whole; a dry run tells nothing', async () => {
  const unplanned = await buildShop({ ...SHOP, 'models/broken.sql': 'select nothing from {{ ref("orders") }}' });
  expect(statesByJob(unplanned.events)).toEqual({ 'lakemodel-build-shop': 'START FAIL' });
  expect(unplanned.events.flatMap(check)).toEqual([]);
  const away = { type: 'trino', host: '127.0.0.1', port: 9, catalog: 'Ice', user: 'me' };
  const trino = `name: shop\nversion: '1'\ntarget: away\ntargets: { away: ${JSON.stringify(away)} }\n`;
  const { events, report } = await buildShop({ 'project.yml': trino, 'models/a.sql': 'select 1 as a' });
  expect(report.exitCode).toBe(3);
  expect(statesByJob(events)).toEqual({ 'lakemodel-build-shop': 'START FAIL' });
  const dry = newProject({ 'models/a.sql': 'select 1 as a' });
  await dry.command('build', { dryRun: true, openLineage: join(dry.dir, 'none.jsonl') });
  expect(() => readEvents(join(dry.dir, 'none.jsonl'))).toThrow('ENOENT');
});

test('a run that the user stops is aborted', async () => {
  const project = newProject(SHOP);
  const stop = new AbortController();
  const file = join(project.dir, 'events.jsonl');
  const onEvent = ({ type }: { type: string }) => void (type === 'node-started' && stop.abort());
  await project.command('build', { openLineage: file, signal: stop.signal, onEvent });
  const events = readEvents(file);
  expect(events.flatMap(check)).toEqual([]);
  const states = statesByJob(events);
  expect(states['lakemodel-build-shop']).toBe('START ABORT');
  expect(states['shop.main.shop.totals']).toBe('START ABORT');
});

test('the project and the environment say where, what namespace, and who started the run', async () => {
  const project = newProject({
    'project.yml': `${PROJECT_YML}openlineage: { file: logs/lineage.jsonl, namespace: "{{ env_var('NS') }}" }\n`,
    'models/a.sql': 'select 1 as a',
  });
  const id = '0193f3a2-0000-7000-8000-000000000001';
  await project.build({ env: { NS: 'nightly', OPENLINEAGE_PARENT_ID: `air/flow.task/${id}` } });
  const events = readEvents(join(project.dir, 'logs/lineage.jsonl'));
  expect(events.flatMap(check)).toEqual([]);
  const parent = { run: { runId: id }, job: { namespace: 'air', name: 'flow.task' } };
  expect(endOf('lakemodel-build-shop', events).run.facets['parent']).toMatchObject({ ...parent, root: parent });
  expect(endOf('shop.main.shop.a', events)).toMatchObject({
    job: { namespace: 'nightly' },
    run: { facets: { parent: { job: { name: 'lakemodel-build-shop', namespace: 'nightly' }, root: parent } } },
  });
  await project.build({ env: { NS: 'nightly', OPENLINEAGE_DISABLED: 'true' } });
  expect(readEvents(join(project.dir, 'logs/lineage.jsonl'))).toHaveLength(events.length);
});

test('retrying is a run of its own, of what had failed', async () => {
  const { project } = await buildShop();
  project.write({ 'models/broken.sql': `{{ config(materialized='table') }} select 1 as n from {{ ref('orders') }}` });
  const file = join(project.dir, 'retry.jsonl');
  const host = { now: () => new Date(), env: () => undefined, newId: () => 'again', signal: new AbortController().signal, onEvent: () => undefined }; // prettier-ignore
  await retry(invocationOf(project.dir, { openLineage: file }), host);
  const events = readEvents(file);
  expect(events.flatMap(check)).toEqual([]);
  expect(statesByJob(events)).toMatchObject({ 'shop.main.shop.broken': 'START COMPLETE', 'shop.main.shop.after_broken': 'START COMPLETE' }); // prettier-ignore
  expect(statesByJob(events)).not.toHaveProperty(['shop.main.shop.ruled']);
});

test('asked for without a place, nothing is run', async () => {
  const { command } = newProject({ 'models/a.sql': 'select 1 as a' });
  const { exitCode, diagnostics, results } = await command('build', { openLineage: true });
  expect([exitCode, diagnostics.map(({ code }) => code), results]).toEqual([2, ['openlineage-place-missing'], []]);
});

interface ColumnLineage {
  readonly fields: Readonly<Record<string, { readonly inputFields: readonly Field[] }>>;
  readonly dataset: readonly Field[];
}
interface Field {
  readonly name: string;
  readonly field: string;
  readonly transformations: readonly { readonly type: string; readonly subtype: string }[];
}

function shown(fields: readonly Field[]): readonly string[] {
  return fields
    .map(({ name, field, transformations }) =>
      [`${name.split('.').at(-1)}.${field}`, ...transformations.map(({ type, subtype }) => `${type} ${subtype}`)].join(
        ' ',
      ),
    ) // prettier-ignore
    .sort();
}
