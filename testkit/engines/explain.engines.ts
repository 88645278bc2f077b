import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Column } from '../../src/engines/engine.ts';
import { fillHoles, holesIn } from '../../src/plan/holes.ts';
import type { Step } from '../../src/plan/plan.ts';
import { LIKE_TRINO, planned, plannedSnapshot, type TestModel } from '../../src/plan/testkit/planned-model.ts';
import { testNode } from '../../src/quality/testkit/test-node.ts';
import { rebuildByMarkers } from '../../src/render/rebuild.ts';
import { renderStep } from '../../src/render/render-step.ts';
import { newSchema, newSchemaPrefix, runTrino } from './lake.ts';

// Trino plans a MERGE whose ON has no equality between its sides as a cross join: 153 s instead of 0.94 s.
const prefix = newSchemaPrefix(afterAll);
const world = { schema: '', tables: 0 };
beforeAll(async () => {
  world.schema = await newSchema(prefix);
});

const TYPES: Readonly<Record<string, string>> = {
  boolean: 'x % 2 = 0',
  integer: 'x',
  bigint: 'CAST(x AS bigint)',
  real: 'CAST(x AS real)',
  double: 'nan()',
  'decimal(38,10)': 'CAST(x AS decimal(38,10))',
  varchar: 'CAST(x AS varchar)',
  varbinary: 'to_utf8(CAST(x AS varchar))',
  date: `DATE '2026-01-01'`,
  'timestamp(6)': `TIMESTAMP '2026-01-01 00:00:00.000000'`,
  'timestamp(6) with time zone': `TIMESTAMP '2026-01-01 00:00:00.000000 UTC'`,
  'array(integer)': 'ARRAY[x]',
  'map(varchar, integer)': `MAP(ARRAY['a'], ARRAY[x])`,
  'row(a integer, b varbinary)': `CAST(ROW(x, X'00') AS row(a integer, b varbinary))`,
};
const SCALARS = Object.keys(TYPES).filter((type) => !/^(array|map|row)/.test(type));

/** A table with these columns and a few rows, and what a model that writes it is planned with. */
async function makeTable(columns: readonly Column[], others: readonly Column[] = []) {
  const relation = { database: 'iceberg', schema: world.schema, identifier: `t${(world.tables += 1)}` };
  const values = columns.map(({ name, type }) => `${TYPES[type]} AS "${name}"`).join(', ');
  const sql = `SELECT ${values} FROM UNNEST(sequence(1, 3)) AS s(x)`;
  const nulls = others.map(({ name, type }) => `CAST(NULL AS ${type}) AS "${name}"`);
  const all = ['q.*', ...nulls].join(', ');
  await runTrino(`CREATE TABLE iceberg.${world.schema}.${relation.identifier} AS SELECT ${all} FROM (${sql}) AS q`);
  return { relation, sql, columns, existing: { columns: [...columns, ...others] } };
}

async function textOf(step: Step): Promise<string> {
  const { statements } = await renderStep(step, {
    dialect: 'trino',
    translate: (text) => text,
    external: () => Promise.resolve([]),
  });
  return statements.map(({ sql }) => sql).join(';\n');
}

async function checkNoCrossJoin(text: string): Promise<void> {
  expect(text).toContain('MERGE INTO');
  const samples = holesIn(text).map((name): [string, string] => [
    name,
    /has_null/.test(name) ? 'true' : /low|high/.test(name) ? '2026-01-01' : 'v',
  ]);
  const { rows } = await runTrino(`EXPLAIN ${fillHoles(text, new Map(samples))}`);
  const plan = String(rows[0]?.[0]);
  expect(plan).toContain('Join');
  expect(plan).not.toContain('CrossJoin');
}

const publish = (steps: readonly Step[]) => steps.find(({ id }) => id === 'publish')!;
const CONFIG = { audit_columns: false } as const;

test.each(SCALARS)('a merge by a nullable key of type %s', async (type) => {
  const model = await makeTable([
    { name: 'k', type },
    { name: 'v', type: 'varchar' },
  ]);
  const { steps } = planned({
    ...model,
    dialect: 'trino',
    capabilities: LIKE_TRINO,
    config: { ...CONFIG, unique_key: ['k'] },
  });
  await checkNoCrossJoin(await textOf(publish(steps)));
});

test.each([
  ['bounds', LIKE_TRINO],
  ['groups', {}],
])('a merge with %s of its partitions', async (_, capabilities) => {
  const model: Omit<TestModel, 'config'> = await makeTable([
    { name: 'k', type: 'bigint' },
    { name: 'd', type: 'date' },
  ]);
  const config = { ...CONFIG, unique_key: ['k', 'd'], partitioned_by: ['d'] };
  const { steps } = planned({ ...model, dialect: 'trino', capabilities, config });
  const text = await textOf(publish(steps));
  expect(text).toContain('BETWEEN');
  await checkNoCrossJoin(text);
});

describe('a rebuild by markers', () => {
  test.each(Object.keys(TYPES))('of a table of %s alone', async (type) => {
    const model = await makeTable([{ name: 'v', type }]);
    const { steps } = planned({ ...model, config: { ...CONFIG, materialized: 'table' } });
    const step = publish(steps);
    const text = step.kind === 'create-table' ? rebuildByMarkers(step, 'trino')[0]! : '';
    await checkNoCrossJoin(text);
    await runTrino(text);
    expect((await runTrino(`SELECT count(*) FROM iceberg.${world.schema}.${model.relation.identifier}`)).rows).toEqual([
      [3],
    ]);
  });

  test('in groups of partitions', async () => {
    const model = await makeTable([
      { name: 'n', type: 'varchar' },
      { name: 'd', type: 'date' },
    ]);
    const { steps } = planned({ ...model, config: { ...CONFIG, materialized: 'table', partitioned_by: ['d'] } });
    const step = publish(steps);
    await checkNoCrossJoin(step.kind === 'create-table' ? rebuildByMarkers(step, 'trino')[0]! : '');
  });
});

test('the quarantine', async () => {
  const model = await makeTable([
    { name: 'k', type: 'bigint' },
    { name: 'v', type: 'varchar' },
  ]);
  const rule = testNode({ name: 'not_null', columnName: 'v', onFail: 'quarantine' });
  const { steps } = planned({
    ...model,
    dialect: 'trino',
    capabilities: LIKE_TRINO,
    config: { ...CONFIG, unique_key: ['k'] },
    rules: [rule],
  });
  for (const step of steps) {
    const text = await textOf(step);
    if (step.kind === 'create-empty-table') {
      await runTrino(
        `CREATE SCHEMA IF NOT EXISTS iceberg.${step.relation.schema} WITH (location = 's3://lake/${prefix}/tables/q/')`,
      );
    }
    if (step.kind === 'create-table-as' || step.kind === 'create-empty-table') await runTrino(text);
    if (step.kind === 'merge-rows' || step.kind === 'merge') await checkNoCrossJoin(text);
  }
  expect(steps.map(({ kind }) => kind)).toContain('merge-rows');
});

test('a snapshot', async () => {
  const meta = [
    { name: 'dbt_scd_id', type: 'varchar' },
    { name: 'dbt_updated_at', type: 'timestamp(6)' },
    { name: 'dbt_valid_from', type: 'timestamp(6)' },
    { name: 'dbt_valid_to', type: 'timestamp(6)' },
  ];
  const columns = [
    { name: 'k', type: 'bigint' },
    { name: 'v', type: 'varchar' },
  ];
  const model = await makeTable(columns, meta);
  const steps = plannedSnapshot({
    ...model,
    dialect: 'trino',
    config: {
      ...CONFIG,
      materialized: 'snapshot',
      unique_key: ['k'],
      strategy: 'check',
      check_cols: 'all',
      hard_deletes: 'invalidate',
    },
  });
  await checkNoCrossJoin(await textOf(publish(steps)));
});
