import { expect, test } from 'vitest';
import { athenaDialect } from '../engines/athena/dialect.ts';
import type { Connection, Value } from '../engines/engine.ts';
import { planned, type TestModel } from '../plan/testkit/planned-model.ts';
import { renderStep } from '../render/render-step.ts';
import { runNode } from './run-node.ts';
import { alone, type RunState } from './run-state.ts';

const COLUMNS = [
  { name: 'id', type: 'bigint' },
  { name: 'd', type: 'date' },
];
const KEYED = { unique_key: ['id', 'd'], partitioned_by: ['d'] };
const GROUPS = [
  ['v2026-01-01', 100, 600, '2026-01-01', '2026-04-10', false],
  ['v2026-04-11', 7, 50, '2026-04-11', '2026-04-17', false],
];

/** Runs a model on an engine that finds these groups of partitions, counts `affected` rows for each statement and measures `staged` rows. */
async function run(model: Partial<TestModel>, groups: readonly (readonly Value[])[], affected = 10, staged = 20) {
  const sent: string[] = [];
  const execute = (sql: string) => {
    sent.push(sql);
    const rows = sql.startsWith('SELECT first_key') ? groups : sql.startsWith('SELECT count(*) AS "staged"') ? [[staged, staged, 0, 0, 0, 0, 0]] : []; // prettier-ignore
    const writes = /^(MERGE|INSERT|CREATE)/.test(sql);
    return Promise.resolve({ columns: [], rows, durationMs: 1, ...(writes && { rowsAffected: affected }) });
  };
  const log: string[] = [];
  const note = (what: string) => () => (log.push(what), Promise.resolve());
  const lock = () => Promise.resolve(alone(() => new Date(0)));
  const state: RunState = { lock, begin: note('begin'), commit: note('commit'), abandon: note('abandon') };
  const plan = planned({ sql: 'SELECT * FROM s', columns: COLUMNS, ...model });
  const context = {
    dialect: 'athena' as const,
    translate: (text: string) => text,
    external: () => Promise.resolve([]),
  };
  const steps = await Promise.all(plan.steps.map((step) => renderStep(step, context)));
  const connection = { dialect: athenaDialect, execute } as unknown as Connection;
  const signal = new AbortController().signal;
  const outcome = await runNode(
    { plan, steps, cleanup: [] },
    { connection, state, runId: 'r', now: () => new Date(0), signal },
  );
  return { outcome, sent, log };
}

const publishing = (sent: readonly string[]) =>
  sent.filter((sql) => /^(MERGE|INSERT|CREATE TABLE "gold"."t"\s)/.test(sql));

test('a merge is sent once for each group, with its own bounds on both sides', async () => {
  const { sent, outcome } = await run({ existing: {}, config: KEYED }, GROUPS);
  const [first = '', second = ''] = publishing(sent);
  expect(publishing(sent)).toHaveLength(2);
  expect(first.match(/BETWEEN DATE '2026-01-01' AND DATE '2026-04-10'/g)).toHaveLength(2);
  expect(first).toContain(`>= '' AND`);
  expect(first).toContain(`< 'v2026-04-11'`);
  expect(second).toContain(`>= 'v2026-04-11' AND`);
  expect(second).toContain(`< 'w'`);
  expect(outcome).toMatchObject({ status: 'success', rows: 20 });
});

test('nothing is published of an empty batch, and it is committed', async () => {
  const append = { incremental_strategy: 'append' as const, partitioned_by: ['d'] };
  const { sent, outcome, log } = await run({ existing: {}, config: append }, []);
  expect(publishing(sent)).toEqual([]);
  expect(outcome).toMatchObject({ status: 'success', rows: 0 });
  expect(log).toEqual(['begin', 'commit']);
});

test('a first build: CREATE for the first group, INSERT for the others, and all their rows are counted as one', async () => {
  const config = { ...KEYED, force_batch: true };
  const { sent, outcome, log } = await run({ config }, GROUPS);
  expect(publishing(sent).map((sql) => sql.slice(0, 6))).toEqual(['CREATE', 'INSERT']);
  expect(outcome).toMatchObject({ status: 'success', rows: 20 });
  expect(log).toEqual(['begin', 'commit']);
  const lost = await run({ config }, GROUPS, 9);
  expect(lost.outcome.diagnostics).toHaveLength(1);
  expect(publishing((await run({ config }, [], 0, 0)).sent)).toHaveLength(1);
});

test('a rebuild of more partitions than one statement takes stops before it writes where one commit is asked for', async () => {
  const table = { materialized: 'table' as const, partitioned_by: ['d'] };
  const { sent, outcome } = await run({ existing: {}, config: { ...table, rebuild: 'merge' } }, GROUPS);
  expect(outcome.diagnostics.map(({ code }) => code)).toEqual(['rebuild-needs-batches']);
  expect(publishing(sent)).toEqual([]);
  const batches = await run({ existing: {}, config: table }, GROUPS);
  expect(publishing(batches.sent)).toHaveLength(2);
  expect(batches.sent.filter((sql) => sql.startsWith('OPTIMIZE'))).toHaveLength(1);
});
