import { expect, test } from 'vitest';
import type { DialectName, RelationInfo } from '../engines/engine.ts';
import type { SeedNode } from '../project/project.ts';
import { DIALECTS } from '../engines/registry.ts';
import { planSeed } from './plan-seed.ts';
import type { Step } from './plan.ts';
import type { PlanScope } from './scope.ts';
import { jsonRows, literalRows } from './seed-rows.ts';

const relation = { schema: 'seeds', identifier: 's' };
const node = {
  uniqueId: 'seed.shop.s',
  checksum: 'c0ffee',
  name: 's',
  relation,
  columnTypes: [
    { name: 'id', type: 'bigint' },
    { name: 'odd "name', type: 'varchar' },
  ],
  config: { audit_columns: false, partitioned_by: [], table_properties: {}, other: {} },
} as unknown as SeedNode;
const TABLE: RelationInfo = { relation, kind: 'table', columns: node.columnTypes, uuid: 'u' };

function steps(
  rows: number,
  dialect: DialectName,
  {
    settings = {},
    existing,
    runId = 'Run/1',
    checksum = 'c0ffee',
  }: { settings?: Record<string, unknown>; existing?: RelationInfo; runId?: string; checksum?: string } = {},
): { steps: readonly Step[]; cleanup: readonly Step[] } {
  const scope = {
    dialect,
    capabilities: DIALECTS[dialect].capabilities,
    runId,
    runStartedAt: '',
    project: { nodes: { [node.uniqueId]: node }, target: { settings }, name: 'shop' },
    existing: () => existing,
    committed: () => ({ watermarks: [] }),
    sourceSystem: () => 'seed',
  } as unknown as PlanScope;
  return planSeed(
    { ...node, checksum },
    Array.from({ length: rows }, (_, index) => [`${index}`, 'x'.repeat(100)]),
    existing,
    scope,
  );
}

const kinds = (found: { steps: readonly Step[] }) =>
  found.steps.map((step) => (step.kind === 'action' ? step.action.kind : `${step.kind} ${step.id}`));
const S3 = { s3_data_dir: 's3://lake/tables' };

test('a small seed is one statement', () => {
  expect(kinds(steps(10, 'duckdb'))).toEqual(['load-rows load-1']);
  expect(kinds(steps(10, 'trino'))).toEqual(['load-rows load-1']);
  expect(kinds(steps(10, 'athena', { settings: S3 }))).toEqual(['create-table publish']);
});

test('on Athena a seed that is there is not dropped: its rows are replaced', () => {
  for (const rows of [0, 10, 2000]) {
    const found = steps(rows, 'athena', { settings: S3, existing: TABLE });
    expect(found.steps.find(({ id }) => id === 'publish')).toMatchObject({ kind: 'create-table', replace: true });
    expect(found.steps.filter((step) => step.kind === 'drop' && !step.external)).toEqual([]);
  }
});

test('a large one goes through a file, whose table and place are of these rows alone, and both go in the end', () => {
  const found = steps(2000, 'athena', { settings: { ...S3, s3_tmp_table_dir: 's3://scratch' } });
  expect(kinds(found)).toEqual([
    'put-object',
    'external-source rows',
    'create-table publish',
    'drop drop-rows',
    'delete-object',
  ]);
  const [put, source] = found.steps;
  const location = put?.kind === 'action' && put.action.kind === 'put-object' ? put.action.location : '';
  expect(location).toMatch(/^s3:\/\/scratch\/_lakemodel\/seeds\/seeds\/s\/[0-9a-f]{16}\/rows\.json$/);
  expect(source).toMatchObject({ source: { location: location.slice(0, -'rows.json'.length), format: 'json' } });
  expect(source).toMatchObject({ source: { relation: { identifier: expect.stringMatching(/^s__lm_rows_[0-9a-f]{8}$/) as string } } }); // prettier-ignore
  expect(kinds({ steps: found.cleanup })).toEqual(['drop drop-rows', 'delete-object']);
  const place = (runId: string, checksum: string) =>
    JSON.stringify(steps(2000, 'athena', { settings: S3, runId, checksum }).cleanup);
  // What a crash left, the repeated run takes up and removes.
  expect(place('run 2', 'a')).toBe(place('run 1', 'a'));
  expect(place('run 2', 'b')).not.toBe(place('run 1', 'a'));
});

test('Trino: through a file where Glue makes the table over it, else through a stage; nobody reads half a seed', () => {
  const glue = { ...S3, external_via: 'glue', external_catalog: 'hive' };
  const viaGlue = steps(2000, 'trino', { settings: glue });
  expect(kinds(viaGlue)[0]).toBe('put-object');
  expect(viaGlue.steps[1]).toMatchObject({ source: { via: 'glue', relation: { database: 'hive' } } });
  for (const [dialect, settings] of [
    ['trino', S3],
    ['duckdb', {}],
  ] as const) {
    const found = steps(2000, dialect, { settings });
    expect(kinds(found)).toEqual(['create-table stage-1', 'insert stage-2', 'create-table publish', 'drop drop-stage']);
    const writes = found.steps.filter((step) => 'relation' in step && step.relation.identifier === 's');
    expect(writes).toHaveLength(1);
    expect(kinds({ steps: found.cleanup })).toEqual(['drop drop-stage']);
  }
});

test('texts stay what they are', () => {
  const rows = [
    [null, 'it\'s\n"x" \\ ⟪'],
    ['null', ''],
  ];
  expect(jsonRows(rows)).toBe('{"c0":null,"c1":"it\'s\\n\\"x\\" \\\\ ⟪"}\n{"c0":"null","c1":""}\n');
  expect(literalRows(['a', 'b"'], rows).sql).toBe(
    `SELECT * FROM (VALUES\n  (CAST(NULL AS varchar), 'it''s\n"x" \\ ⟪'),\n  ('null', '')\n) AS v("a", "b""")`,
  );
});
