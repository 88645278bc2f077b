import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Column, Connection, StatementResult } from '../../src/engines/engine.ts';
import { openTrino } from '../../src/engines/trino/connection.ts';
import { LIKE_TRINO, planned, type TestModel } from '../../src/plan/testkit/planned-model.ts';
import { renderStep } from '../../src/render/render-step.ts';
import { runNode, type NodeOutcome } from '../../src/run/run-node.ts';
import { alone, type RunState } from '../../src/run/run-state.ts';
import { openEngine, type EngineUnderTest } from './conformance/engines.ts';
import { lake, newSchema, newSchemaPrefix, runTrino } from './lake.ts';

const prefix = newSchemaPrefix(afterAll);
const world = {} as { schema: string; connection: Connection };
const sent: { sql: string; bytes: number }[] = [];

beforeAll(async () => {
  const { host, port } = lake().trino;
  world.connection = await openTrino({ settings: { host, port, catalog: 'iceberg', user: prefix }, threads: 2 });
  world.schema = await newSchema(prefix);
});
afterAll(() => world.connection.close());

const COLUMNS: readonly Column[] = [
  { name: 'id', type: 'bigint' },
  { name: 'at', type: 'timestamp(6)' },
  { name: 'n', type: 'integer' },
];

/** A row for each of so many hours from a day on; `n` tells runs apart. */
function hours(count: number, { from = '2026-01-01', n = 0, step = 1 } = {}): string {
  return `SELECT CAST(x AS bigint) AS id, CAST(date_add('hour', x * ${step}, TIMESTAMP '${from} 00:00:00') AS timestamp(6)) AS at, ${n} AS n FROM UNNEST(sequence(0, ${count - 1})) AS s(x)`;
}

interface Run extends Pick<TestModel, 'sql' | 'existing' | 'config'> {
  readonly table: string;
  /** As Athena has it: partitions are written in groups. */
  readonly inGroups?: boolean;
  /** The number of the statement that fails before it is sent, from 1. */
  readonly dieAt?: number;
}

async function run({ table, dieAt, inGroups = false, config, ...model }: Run): Promise<NodeOutcome> {
  const plan = planned({
    columns: COLUMNS,
    dialect: 'trino',
    capabilities: { ...LIKE_TRINO, maxOpenPartitions: inGroups ? 5 : (undefined as never) },
    ...model,
    config: { incremental_strategy: 'insert_overwrite', partitioned_by: ['day(at)'], audit_columns: false, ...config },
    relation: { database: 'iceberg', schema: world.schema, identifier: table },
  });
  sent.length = 0;
  const execute = async (sql: string): Promise<StatementResult> => {
    if (sent.length + 1 === dieAt) throw new Error('killed');
    const result = await world.connection.execute(sql);
    sent.push({ sql, bytes: result.bytesScanned ?? 0 });
    return result;
  };
  const rendering = {
    dialect: 'trino' as const,
    translate: (text: string) => text,
    external: () => Promise.resolve([]),
  };
  const steps = await Promise.all(plan.steps.map((step) => renderStep(step, rendering)));
  return runNode(
    { plan, steps, cleanup: [] },
    {
      connection: { ...world.connection, execute },
      state: NO_STATE,
      runId: 'r',
      now: () => new Date(),
      signal: new AbortController().signal,
    },
  );
}

const NO_STATE: RunState = {
  lock: () => Promise.resolve(alone(() => new Date())),
  begin: () => Promise.resolve(),
  commit: () => Promise.resolve(),
  abandon: () => Promise.resolve(),
};

const tableName = (table: string) => `iceberg.${world.schema}.${table}`;
const rows = async (sql: string): Promise<unknown> => (await runTrino(sql)).rows;
const merges = () => sent.filter(({ sql }) => sql.startsWith('MERGE'));

describe('on Trino', () => {
  test('whole partitions are replaced, in one commit, joined by an equality and pruned', async () => {
    await run({ table: 'whole', sql: hours(240) });
    const outcome = await run({ table: 'whole', sql: `${hours(2, { from: '2026-01-03', n: 1 })}`, existing: {} });
    expect(outcome.status).toBe('success');
    expect(await rows(`SELECT count(*), sum(n), count(DISTINCT date(at)) FROM ${tableName('whole')}`)).toEqual([
      [218, 2, 10],
    ]);
    expect(merges()).toHaveLength(1);
    const { rows: plan } = await runTrino(`EXPLAIN ${merges()[0]!.sql}`);
    const text = String(plan[0]?.[0]);
    expect(text).toMatch(/(Left|Right|Inner)Join\[criteria = /);
    // UNNEST of a row's own array is shown as "CrossJoin Unnest" and is none.
    expect(text).not.toMatch(/CrossJoin(?! Unnest)/);
    expect(text).toContain('[[2026-01-03 00:00:00.000000, 2026-01-04 00:00:00.000000)]');
    const commits = `SELECT count(*) FROM iceberg.${world.schema}."whole$snapshots"`;
    expect(await rows(commits)).toEqual([[2]]);
  });

  test('what is read does not grow with the table', async () => {
    const read: number[] = [];
    for (const days of [20, 200]) {
      const table = `sized_${days}`;
      await run({ table, sql: hours(days * 24) });
      await run({ table, sql: hours(24, { from: '2026-01-03', n: 1 }), existing: {} });
      read.push(sent.reduce((sum, { bytes }) => sum + bytes, 0));
    }
    const [small = 0, large = 0] = read;
    expect(small).toBeGreaterThan(0);
    expect(large).toBeLessThan(small * 1.1 + 1000);
  });

  test('a batch without rows is not sent', async () => {
    await run({ table: 'none', sql: hours(48) });
    const outcome = await run({ table: 'none', sql: `${hours(48)} WHERE false`, existing: {} });
    expect(outcome).toMatchObject({ status: 'success', rows: 0 });
    expect(merges()).toEqual([]);
  });

  test('NULL is a partition, and buckets go with their day', async () => {
    const config = { partitioned_by: ['day(at)', 'bucket(id, 4)'] };
    const withNull = (n: number, id: number) =>
      `SELECT CAST(${id} AS bigint) AS id, CAST(NULL AS timestamp(6)) AS at, ${n} AS n`;
    await run({ table: 'nulls', config, sql: `${hours(48)} UNION ALL ${withNull(0, 1)} UNION ALL ${withNull(0, 2)}` });
    await run({ table: 'nulls', config, existing: {}, sql: `${hours(3, { n: 1 })} UNION ALL ${withNull(1, 7)}` });
    expect(await rows(`SELECT count(*), sum(n), count_if(at IS NULL) FROM ${tableName('nulls')}`)).toEqual([
      [28, 4, 1],
    ]);
  });

  test('many partitions in groups: each of them whole, also after a crash between two', async () => {
    await run({ table: 'grouped', sql: hours(15 * 24) });
    const again: Run = { table: 'grouped', sql: hours(12, { n: 1, step: 24 }), existing: {}, inGroups: true };
    await expect(run({ ...again, dieAt: 3 })).rejects.toThrow('killed');
    expect(await rows(`SELECT sum(n), count(*) FROM ${tableName('grouped')}`)).toEqual([[5, 5 + 10 * 24]]);
    expect((await run(again)).status).toBe('success');
    expect(merges()).toHaveLength(3);
    expect(await rows(`SELECT sum(n), count(*) FROM ${tableName('grouped')}`)).toEqual([[12, 12 + 3 * 24]]);
  });

  test.each([
    ['boolean', 'x % 2 = 0', 'v', 4],
    ['integer', 'x - 3', 'v', 1],
    ['bigint', 'CAST(x AS bigint) - 3', 'truncate(v, 4)', 3],
    ['decimal(10,2)', 'CAST(x - 2.5 AS decimal(10,2))', 'v', 1],
    ['varchar', `'a''b' || CAST(x AS varchar)`, 'v', 1],
    ['varbinary', 'to_utf8(CAST(x AS varchar))', 'v', 1],
    ['date', `date_add('day', x * 10, DATE '2026-01-01')`, 'month(v)', 4],
    [
      'timestamp(6) with time zone',
      `CAST(date_add('minute', x * 30, TIMESTAMP '2026-10-24 22:30:00 Europe/Berlin') AS timestamp(6) with time zone)`,
      'hour(v)',
      1,
    ],
  ])('%s %s by %s', async (type, value, field, gone) => {
    const table = `typed_${Math.random().toString(36).slice(2)}`;
    const columns = [
      { name: 'v', type },
      { name: 'n', type: 'integer' },
    ];
    const of = (least: number, most: number, n: number) =>
      `SELECT CAST(${value} AS ${type}) AS v, ${n} AS n FROM UNNEST(sequence(${least}, ${most})) AS s(x)`;
    const model = { table, config: { partitioned_by: [field] }, columns } as const;
    await run({ ...model, sql: of(0, 7, 0) });
    expect(await run({ ...model, sql: of(0, 0, 1), existing: {} })).toMatchObject({
      status: 'success',
      diagnostics: [],
    });
    expect(await rows(`SELECT count(*), sum(n) FROM ${tableName(table)}`)).toEqual([[8 - gone + 1, 1]]);
  });
});

describe.each(['trino', 'athena'] as const)('a project on %s', (name) => {
  const under = {} as { engine: EngineUnderTest };
  beforeAll(async () => {
    under.engine = await openEngine(name);
  });
  afterAll(() => under.engine.remove());

  test('replaces the partitions of its batch, and leaves the others', async () => {
    const { project, options, read } = under.engine;
    const events = (lines: readonly string[]) => ({ 'seeds/events.csv': `${['id,kind,at', ...lines].join('\n')}\n` });
    project.write({
      ...events(['1,a,2026-01-01 10:00:00', '2,a,2026-01-01 11:00:00', '3,,', '4,a,2026-01-02 10:00:00']),
      'seeds/seeds.yml': `seeds:
  - name: events
    config: { column_types: { id: bigint, kind: varchar, at: timestamp(6) } }
`,
      'models/gold/facts.sql': `{{ config(materialized='incremental', incremental_strategy='insert_overwrite', partitioned_by=['day(at)', 'kind']) }}\nselect id, kind, at from {{ ref('events') }}\n`,
    });
    await project.build(options);
    project.write(events(['2,a,2026-01-01 11:30:00', '5,,', '6,b,2026-01-03 00:00:00']));
    await project.build(options);
    const { rows: found } = await read('gold.facts');
    const seen = found.map(([id, kind, , run_]) => [id, kind, run_]).sort((a, b) => Number(a[0]) - Number(b[0]));
    expect(seen).toEqual([
      [2, 'a', 'run-2'],
      [4, 'a', 'run-1'],
      [5, null, 'run-2'],
      [6, 'b', 'run-2'],
    ]);
  });
});
