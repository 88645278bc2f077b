import { diagnose, placeIn } from '../../diagnostics/index.ts';
import type { RunReport } from '../../lakemodel.ts';
import type { NodeSummary, RunEvent } from '../../run/events.ts';

/** A result, complete from the little that a test cares for. */
export function resultOf(name: string, given: Partial<NodeSummary> = {}): NodeSummary {
  const id = given.kind === 'test' ? `test.shop.${name}` : `model.shop.${name.split('.').at(-1)}`;
  return { id, name, kind: 'table', status: 'success', statements: 1, durationMs: 1234, diagnostics: [], ...given };
}

const broken = diagnose(
  'ref-unknown',
  { name: 'ordrs', disabled: false },
  {
    at: placeIn({ file: 'models/gold/revenue.sql', text: "select *\nfrom {{ ref('ordrs') }}\n" }, 21, 28),
    hint: 'Did you mean "orders"?',
  },
);

/** One of each: built, with rows held back, failed, skipped, and tests that passed, warned and failed. */
export const sampleResults: readonly NodeSummary[] = [
  resultOf('silver.telemetry', {
    kind: 'incremental',
    rows: 876_100,
    staged: 876_142,
    quarantined: 42,
    bytesScanned: 1_280_000,
    costUsd: 0.000_19,
    statements: 4,
    durationMs: 4_321,
  }),
  resultOf('silver.géräte_日本', { rows: 100, quarantined: 0, bytesScanned: 900, durationMs: 87 }),
  resultOf('gold.revenue', { status: 'error', message: broken.message, diagnostics: [broken], durationMs: 5 }),
  resultOf('gold.report', { status: 'skipped', causedBy: 'model.shop.revenue', durationMs: 0, statements: 0 }),
  resultOf('not_null_telemetry_volt', { kind: 'test', status: 'pass', failures: 0, durationMs: 12 }),
  resultOf('unique_telemetry_key', { kind: 'test', status: 'warn', failures: 3, durationMs: 12 }),
  resultOf('accepted_range_volt', { kind: 'test', status: 'fail', failures: 1_204, durationMs: 12 }),
];

/** What the sample run sent: its nodes' statements and two outside of them. */
export const sampleTotals = { statements: 12, bytesScanned: 1_280_900, costUsd: 0.000_29 };

export const sampleReport: RunReport = {
  exitCode: 1,
  diagnostics: [broken],
  results: sampleResults,
  elapsedMs: 65_000,
  totals: sampleTotals,
};

/** The events of a run with these results, each node started when the one before it ended. */
export function eventsOf(results: readonly NodeSummary[]): readonly RunEvent[] {
  const total = results.length;
  return [
    { type: 'phase', phase: 'load' },
    { type: 'run-started', command: 'build', target: 'local', total, threads: 4 },
    ...results.flatMap((result, index): RunEvent[] => [
      { type: 'node-started', id: result.id, name: result.name, kind: result.kind, index: index + 1, total },
      { type: 'node-finished', result, done: index + 1, total },
    ]),
    { type: 'run-finished', elapsedMs: 65_000, results, totals: sampleTotals },
  ];
}
