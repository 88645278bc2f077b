import { expect, test } from 'vitest';
import type { NodePlan } from '../plan/plan.ts';
import { nodeSummaries } from './summaries.ts';

const plan = (tests: readonly string[]): NodePlan => ({
  id: 'model.p.m',
  name: 'gold.m',
  kind: tests.length > 0 ? 'test' : 'table',
  waitsFor: [],
  steps: [],
  cleanup: [],
  notes: [],
  tests,
  batchId: 'b',
  highs: {},
});
const verdict = { name: (id: string) => id, decide: () => ({ status: 'pass' as const }) };
const bill = { statements: 3, bytesScanned: 1000, costUsd: 0.00015, queryIds: ['q1', 'q2', 'q3'] };

test("a node's row carries what all of its statements read and cost", () => {
  const [row] = nodeSummaries(
    plan([]),
    { status: 'success', diagnostics: [], failures: new Map(), ...bill },
    5,
    verdict,
  );
  expect(row).toMatchObject({ name: 'gold.m', durationMs: 5, ...bill });
});

test('one scan for several tests is billed once', () => {
  const rows = nodeSummaries(plan(['t1', 't2']), { status: 'success', diagnostics: [], failures: new Map(), ...bill }, 5, verdict); // prettier-ignore
  expect(rows.map(({ statements, costUsd, bytesScanned }) => [statements, costUsd, bytesScanned])).toEqual([
    [3, 0.00015, 1000],
    [0, undefined, undefined],
  ]);
});

test('an engine that says nothing of cost leaves no figures', () => {
  const [row] = nodeSummaries(plan([]), { status: 'success', diagnostics: [], failures: new Map(), statements: 1, queryIds: [] }, 5, verdict); // prettier-ignore
  expect(Object.keys(row!)).not.toEqual(expect.arrayContaining(['costUsd']));
  expect(row).not.toHaveProperty('queryIds');
  expect(row).not.toHaveProperty('bytesScanned');
});
