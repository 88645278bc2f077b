import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Column, Connection, StatementResult } from '../../src/engines/engine.ts';
import { openTrino } from '../../src/engines/trino/connection.ts';
import type { NodePlan } from '../../src/plan/plan.ts';
import { LIKE_TRINO, planned, type TestModel } from '../../src/plan/testkit/planned-model.ts';
import { rebuildByMarkers } from '../../src/render/rebuild.ts';
import { renderStep } from '../../src/render/render-step.ts';
import type { RenderedStep } from '../../src/render/statement.ts';
import { runNode, type NodeOutcome } from '../../src/run/run-node.ts';
import { alone, type RunState } from '../../src/run/run-state.ts';
import { lake, newSchema, newSchemaPrefix, runTrino } from './lake.ts';

// Statements for Athena, in Trino's words where theirs differ, on Trino: it takes more partitions, so that what is sent is counted.
const prefix = newSchemaPrefix(afterAll);
const world = {} as { schema: string; connection: Connection };
const sent: string[] = [];

beforeAll(async () => {
  const { host, port } = lake().trino;
  world.connection = await openTrino({ settings: { host, port, catalog: 'iceberg', user: prefix }, threads: 2 });
  world.schema = await newSchema(prefix);
});
afterAll(() => world.connection.close());

const COLUMNS: readonly Column[] = [
  { name: 'id', type: 'bigint' },
  { name: 'd', type: 'date' },
  { name: 'n', type: 'integer' },
];
/** Rows of so many days from a date on; `n` tells runs apart. */
function days(count: number, { from = '2026-01-01', n = 0 } = {}): string {
  return `SELECT CAST(x AS bigint) AS id, date_add('day', x, DATE '${from}') AS d, ${n} AS n FROM UNNEST(sequence(0, ${count - 1})) AS s(x)`;
}

interface Run extends Omit<TestModel, 'columns' | 'relation'> {
  readonly table: string;
  readonly columns?: readonly Column[];
  /** The number of the statement that fails before it is sent, from 1. */
  readonly dieAt?: number;
}

async function run({ table, dieAt, ...model }: Run): Promise<NodeOutcome> {
  const relation = { database: 'iceberg', schema: world.schema, identifier: table };
  const plan = planned({
    columns: COLUMNS,
    dialect: 'athena',
    ...model,
    relation,
  });
  sent.length = 0;
  const writing = {
    ...world.connection,
    execute: async (sql: string): Promise<StatementResult> => {
      if (sent.length + 1 === dieAt) throw new Error('killed');
      sent.push(sql);
      return world.connection.execute(sql);
    },
  };
  const steps = await Promise.all(plan.steps.map(asOnTrino));
  const context = {
    connection: writing,
    state: NO_STATE,
    runId: 'r',
    now: () => new Date(),
    signal: new AbortController().signal,
  };
  const outcome = await runNode({ plan, steps, cleanup: [] }, context);
  expectPlanned(steps);
  return outcome;
}

/** What was sent is what was planned, holes filled. */
function expectPlanned(steps: readonly RenderedStep[]): void {
  const texts = steps.flatMap(({ statements }) => statements.map(({ sql }) => sql));
  const patterns = texts.map((text) =>
    text.split(/⟪[^⟫]*⟫/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')),
  );
  const shapes = patterns.map((parts) => new RegExp(`^${parts.join(`(?:[^']|'')*`)}$`));
  expect(sent.filter((sql) => !shapes.some((shape) => shape.test(sql)))).toEqual([]);
}

async function asOnTrino(step: NodePlan['steps'][number]): Promise<RenderedStep> {
  if (step.kind === 'maintain') return { step, statements: [] };
  if (step.kind === 'create-table' && step.replace) {
    return { step, statements: [{ sql: rebuildByMarkers(step, 'trino')[0]! }] };
  }
  return renderStep(step, { dialect: 'trino', translate: (text) => text, external: () => Promise.resolve([]) });
}

const NO_STATE: RunState = {
  lock: () => Promise.resolve(alone(() => new Date())),
  begin: () => Promise.resolve(),
  commit: () => Promise.resolve(),
  abandon: () => Promise.resolve(),
};

async function rows(sql: string): Promise<unknown> {
  return (await runTrino(sql)).rows;
}

function tableName(table: string): string {
  return `iceberg.${world.schema}.${table}`;
}

const MERGED = { unique_key: ['id', 'd'], partitioned_by: ['d'] };

describe('a first build', () => {
  test('of more partitions than a statement takes comes in several statements, each with its own', async () => {
    const outcome = await run({ table: 'first', sql: days(250), config: MERGED });
    expect(outcome).toMatchObject({ status: 'success', rows: 250 });
    expect(sent.map((sql) => sql.slice(0, 6))).toEqual(['SELECT', 'CREATE', 'INSERT', 'INSERT']);
    expect(await rows(`SELECT count(*), count(DISTINCT d) FROM ${tableName('first')}`)).toEqual([[250, 250]]);
    const perCommit = `SELECT CAST(summary['changed-partition-count'] AS integer) FROM iceberg.${world.schema}."first$snapshots" WHERE summary['added-records'] IS NOT NULL ORDER BY 1`;
    expect(await rows(perCommit)).toEqual([[50], [100], [100]]);
  });

  test('of no rows makes the table', async () => {
    expect((await run({ table: 'none', sql: `${days(1)} WHERE false`, config: MERGED })).status).toBe('success');
    expect(await rows(`SELECT count(*) FROM ${tableName('none')}`)).toEqual([[0]]);
  });
});

describe('a merge', () => {
  test('of an empty batch is not sent', async () => {
    await run({ table: 'empty', sql: days(3), config: MERGED });
    const outcome = await run({ table: 'empty', sql: `${days(3)} WHERE false`, config: MERGED, existing: {} });
    expect(outcome).toMatchObject({ status: 'success', rows: 0 });
    expect(sent).toHaveLength(1);
  });

  test('in groups may be repeated after a crash between them', async () => {
    await run({ table: 'grouped', sql: days(120), config: MERGED });
    const again: Run = { table: 'grouped', sql: days(230, { n: 1 }), config: MERGED, existing: {} };
    await expect(run({ ...again, dieAt: 3 })).rejects.toThrow('killed');
    expect(await rows(`SELECT sum(n) FROM ${tableName('grouped')}`)).toEqual([[100]]);
    expect((await run(again)).status).toBe('success');
    expect(await rows(`SELECT count(*), sum(n), count(DISTINCT id) FROM ${tableName('grouped')}`)).toEqual([
      [230, 230, 230],
    ]);
  });

  test('reads the partitions of its batch alone', async () => {
    await run({ table: 'narrow', sql: days(300), config: { ...MERGED }, capabilities: LIKE_TRINO });
    const five = days(5, { from: '2026-03-01', n: 7 }).replace('CAST(x AS', 'CAST(x + 59 AS');
    const like = { capabilities: { ...LIKE_TRINO, maxOpenPartitions: undefined as never } };
    const outcome = await run({ table: 'narrow', sql: five, config: MERGED, existing: {}, ...like });
    expect(outcome.status).toBe('success');
    expect(sent[1]).toContain(`"d" BETWEEN DATE '2026-03-01' AND DATE '2026-03-05'`);
    const { rows: plan } = await runTrino(`EXPLAIN ${sent[1]}`);
    expect(String(plan[0]?.[0])).toMatch(/d:date[^\n]*\n\s+:: \[\[2026-03-01, 2026-03-05\]\]/);
    expect(await rows(`SELECT sum(n), count(*) FROM ${tableName('narrow')}`)).toEqual([[35, 300]]);
  });

  test('fails where its query gives a row outside the partitions that it was found to have', async () => {
    await run({ table: 'moving', sql: days(3), config: MERGED });
    await runTrino(`CREATE TABLE ${tableName('input')} AS ${days(2, { n: 1 })}`);
    const plan: Run = { table: 'moving', sql: `SELECT * FROM ${tableName('input')}`, config: MERGED, existing: {} };
    const late = `INSERT INTO ${tableName('input')} ${days(1, { from: '2027-01-01' })}`;
    const execute = world.connection.execute.bind(world.connection);
    const spied = {
      ...world.connection,
      execute: async (sql: string) => {
        const result = await execute(sql);
        if (sql.startsWith('SELECT')) await runTrino(late);
        return result;
      },
    };
    const before = world.connection;
    world.connection = spied;
    const outcome = await run(plan);
    world.connection = before;
    expect(outcome.diagnostics.map(({ code, message }) => [code, message.includes('d = 2027-01-01')])).toEqual([
      ['rows-moved-while-writing', true],
    ]);
    expect(await rows(`SELECT count(*), sum(n) FROM ${tableName('moving')}`)).toEqual([[3, 0]]);
  });
});

test('an append in groups is written once, also where a crash came between two and the groups are others then', async () => {
  const config = { incremental_strategy: 'append' as const, partitioned_by: ['month(d)', 'n'] };
  await run({ table: 'appended', sql: days(10), config });
  const existing = {};
  const pending = { batchId: 'b1', highs: [], rebuild: false };
  const few = { config: { ...config, partitions_limit: 2 }, existing, pending };
  await expect(run({ table: 'appended', sql: days(150, { n: 1 }), ...few, dieAt: 4 })).rejects.toThrow('killed');
  expect(await rows(`SELECT count(*) FROM ${tableName('appended')} WHERE n = 1`)).toEqual([[120]]);
  const moved = { ...few, config: { ...config, partitions_limit: 3 } };
  for (const added of [30, 0]) {
    const outcome = await run({ table: 'appended', sql: days(150, { n: 1 }), ...moved });
    expect(outcome).toMatchObject({ status: 'success', rows: added });
  }
  expect(await rows(`SELECT count(*), count(DISTINCT id) FROM ${tableName('appended')} WHERE n = 1`)).toEqual([
    [150, 150],
  ]);
});

describe('a rebuild in place', () => {
  const TABLE = { materialized: 'table' as const, partitioned_by: ['d'], existing: {} };
  const rebuilt = (table: string, sql: string, config = {}): Run => ({
    table,
    sql,
    config: { ...TABLE, ...config },
    existing: {},
  });

  test('of few partitions is one commit, in which old partitions without new rows go', async () => {
    await run({ table: 'small', sql: days(60), config: TABLE });
    expect((await run(rebuilt('small', days(30, { from: '2026-02-15', n: 2 })))).status).toBe('success');
    expect(await rows(`SELECT count(*), min(d), max(d), sum(n) FROM ${tableName('small')}`)).toEqual([
      [30, '2026-02-15', '2026-03-16', 60],
    ]);
    expect(sent).toHaveLength(2);
  });

  test('of many goes by groups, unless one commit is asked for', async () => {
    await run({ table: 'large', sql: days(150), config: TABLE });
    const refused = await run(rebuilt('large', days(150, { from: '2026-03-01', n: 2 }), { rebuild: 'merge' }));
    expect(refused.diagnostics.map(({ code, message }) => [code, message.includes('209 partitions')])).toEqual([
      ['rebuild-needs-batches', true],
    ]);
    expect(await rows(`SELECT sum(n) FROM ${tableName('large')}`)).toEqual([[0]]);
    const batches = rebuilt('large', days(150, { from: '2026-03-01', n: 2 }));
    expect((await run(batches)).status).toBe('success');
    expect(sent).toHaveLength(4);
    expect(await rows(`SELECT count(*), min(d), sum(n) FROM ${tableName('large')}`)).toEqual([
      [150, '2026-03-01', 300],
    ]);
  });

  test('swap: a new table takes the place of the old one', async () => {
    await run({ table: 'swapped', sql: days(20), config: TABLE });
    expect((await run(rebuilt('swapped', days(7, { n: 3 }), { rebuild: 'swap' }))).status).toBe('success');
    expect(await rows(`SELECT count(*), sum(n) FROM ${tableName('swapped')}`)).toEqual([[7, 21]]);
    expect(await rows(`SHOW TABLES FROM iceberg.${world.schema} LIKE 'swapped%'`)).toEqual([['swapped']]);
  });
});

describe('partition columns of every type', () => {
  test.each([
    ['boolean', 'x % 2 = 0', 'v'],
    ['integer', 'x - 3', 'v'],
    ['bigint', 'CAST(x AS bigint) - 3', 'truncate(v, 4)'],
    ['decimal(10,2)', 'CAST(x - 2.5 AS decimal(10,2))', 'truncate(v, 100)'],
    ['decimal(10,2)', 'CAST(x - 2.5 AS decimal(10,2))', 'v'],
    ['varchar', `'a''b' || chr(8364 + x)`, 'v'],
    ['varchar', `'key ' || CAST(x AS varchar)`, 'truncate(v, 5)'],
    ['varbinary', 'to_utf8(CAST(x AS varchar))', 'v'],
    ['date', `date_add('month', x, DATE '2026-01-31')`, 'month(v)'],
    ['timestamp(6)', `CAST(date_add('hour', x, TIMESTAMP '2026-01-01 22:30:00') AS timestamp(6))`, 'day(v)'],
    ['timestamp(6)', `CAST(date_add('hour', x, TIMESTAMP '2026-01-01 22:30:00') AS timestamp(6))`, 'hour(v)'],
    [
      'timestamp(6) with time zone',
      `CAST(date_add('hour', x, TIMESTAMP '2026-10-24 22:30:00 Europe/Berlin') AS timestamp(6) with time zone)`,
      'hour(v)',
    ],
    [
      'timestamp(6) with time zone',
      `CAST(date_add('hour', x, TIMESTAMP '2026-10-24 22:30:00 Europe/Berlin') AS timestamp(6) with time zone)`,
      'year(v)',
    ],
  ])('%s %s by %s', async (type, value, field) => {
    const table = `typed_${Math.random().toString(36).slice(2)}`;
    const columns = [
      { name: 'id', type: 'bigint' },
      { name: 'v', type },
      { name: 'n', type: 'integer' },
    ];
    const sql = (n: number) =>
      `SELECT CAST(x AS bigint) AS id, CAST(CASE WHEN x = 5 THEN NULL ELSE ${value} END AS ${type}) AS v, ${n} AS n FROM UNNEST(sequence(0, 7)) AS s(x)`;
    const config = { unique_key: ['id', 'v'], partitioned_by: [field], partitions_limit: 2 };
    expect(await run({ table, columns, sql: sql(0), config })).toMatchObject({ status: 'success', diagnostics: [] });
    expect(await run({ table, columns, sql: sql(1), config, existing: {} })).toMatchObject({
      status: 'success',
      diagnostics: [],
    });
    expect(await rows(`SELECT count(*), sum(n), count(v) FROM ${tableName(table)}`)).toEqual([[8, 8, 7]]);
    const partitions = (await rows(`SELECT count(*) FROM iceberg.${world.schema}."${table}$partitions"`)) as number[][];
    // Each statement has at most two partitions; the first of them counts them.
    expect(sent.length - 1).toBe(Math.ceil((partitions[0]?.[0] ?? 0) / 2));
  });
});
