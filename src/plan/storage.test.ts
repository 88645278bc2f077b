import { expect, test } from 'vitest';
import type { DialectName } from '../engines/engine.ts';
import type { JsonObject, RelationNode } from '../project/project.ts';
import { maintenanceSteps } from './maintenance.ts';
import type { PlanScope } from './scope.ts';
import { dataFolders, occupation, propertyProblems } from './storage.ts';

const relation = { schema: 'gold', identifier: 't' };

function model(config: JsonObject = {}): RelationNode {
  return {
    uniqueId: 'model.shop.t',
    name: 't',
    resourceType: 'model',
    path: 'models/t.sql',
    relation,
    configSpans: {},
    config: { materialized: 'table', table_properties: {}, other: {}, ...config },
  } as unknown as RelationNode;
}

function scope(node: RelationNode, dialect: DialectName, settings: JsonObject = {}, more: object = {}): PlanScope {
  return {
    dialect,
    runId: 'r1',
    existing: () => undefined,
    project: { name: 'shop', nodes: { [node.uniqueId]: node }, sources: {}, target: { settings }, texts: {} },
    ...more,
  } as unknown as PlanScope;
}

test('properties that the tables of an engine do not have', () => {
  const node = model({ table_properties: { vacuum_min_snapshots_to_keep: 'few', sorted_by: 'id', nonsense: 1 } });
  const codes = (dialect: DialectName) =>
    propertyProblems(node, scope(node, dialect)).map(({ code, message }) => `${code} ${/"(\w+)"[^"]*$|"(\w+)" is/.exec(message)?.slice(1).join('') ?? ''}`); // prettier-ignore
  expect(codes('athena')).toEqual([
    'table-property-invalid vacuum_min_snapshots_to_keep',
    'table-property-unknown sorted_by',
    'table-property-unknown nonsense',
  ]);
  expect(codes('trino')).toEqual(['table-property-unknown nonsense']);
  expect(codes('duckdb')).toEqual([]);
});

test("a node's own folder goes before the target's", () => {
  const target = { s3_data_dir: 's3://lake/t', s3_tmp_table_dir: 's3://lake/tmp' };
  const plain = model();
  expect(dataFolders(plain.uniqueId, scope(plain, 'athena', target))).toEqual({
    dataDir: 's3://lake/t',
    temporaryDir: 's3://lake/tmp',
    runId: 'r1',
    project: 'shop',
  });
  const own = model({ s3_data_dir: 's3://gold', other: { s3_tmp_table_dir: 's3://gold-tmp' } });
  expect(dataFolders(own.uniqueId, scope(own, 'athena', target))).toMatchObject({ dataDir: 's3://gold', temporaryDir: 's3://gold-tmp' }); // prettier-ignore
  expect(occupation(scope(own, 'athena', target))).toMatchObject({
    tables: [{ location: 's3://gold/gold/t/', what: 'the model "t"' }],
    dataDirs: ['s3://lake/t', 's3://lake/tmp', 's3://gold', 's3://gold-tmp'],
  });
  expect(dataFolders(plain.uniqueId, scope(plain, 'trino'))).toBeUndefined();
});

test('maintenance: what is asked for, on engines with files, of our own tables where files are deleted', () => {
  const node = model({ other: { maintenance: { optimize: 'd > 1', vacuum: true, max_rounds: 5 } } });
  const tasks = (dialect: DialectName, more: object = {}, of = node) =>
    maintenanceSteps(of, scope(of, dialect, { s3_data_dir: 's3://lake/t' }, more)).steps.map((step) =>
      step.kind === 'maintain' ? [step.task, step.where, step.retention, step.maxRounds] : [],
    );
  const both = [
    ['optimize', 'd > 1', '7d', 5],
    ['vacuum', undefined, '7d', 5],
  ];
  expect(tasks('athena')).toEqual(both);
  expect(tasks('trino')).toEqual(both);
  expect(tasks('duckdb')).toEqual([]);
  expect(tasks('athena', { empty: true })).toEqual([]);
  expect(tasks('athena', {}, model())).toEqual([]);
  expect(tasks('athena', {}, model({ other: { maintenance: false } }))).toEqual([]);
  const foreign = { existing: () => ({ relation, kind: 'table', columns: [], uuid: 'u', location: 's3://other/t/' }) };
  expect(tasks('athena', foreign)).toEqual(both.slice(0, 1));
  expect(maintenanceSteps(node, scope(node, 'athena', {}, foreign)).notes[0]).toMatch(/no VACUUM/);
});
