import { hasErrors, type Diagnostic } from '../diagnostics/index.ts';
import { StatementError, type Connection } from '../engines/engine.ts';
import type { NodePlan } from '../plan/plan.ts';
import type { RenderedNode, RenderedPlan } from '../render/render-plan.ts';
import type { RenderedStep } from '../render/statement.ts';
import type { NodeSummary, RunEvent } from './events.ts';
import { runNode, type NodeOutcome } from './run-node.ts';
import { runUnitTest } from './run-unit-test.ts';
import type { RunState } from './run-state.ts';
import { isSkipped, schedule, type Skipped } from './scheduler.ts';
import { nodeSummaries, skippedSummaries, type TestVerdict } from './summaries.ts';

export interface RunOptions {
  readonly connection: Connection;
  /** An empty embedded database for unit tests, opened when the first one runs. */
  readonly scratch: () => Promise<Connection>;
  readonly state: RunState;
  readonly threads: number;
  readonly failFast: boolean;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly onEvent: (event: RunEvent) => void;
  /** What a test's number of failures means, and how it is shown. */
  readonly verdict: TestVerdict;
  /** Told as each node ends, before the next ones start. */
  readonly onResults: (results: readonly NodeSummary[], plan: NodePlan) => void;
  readonly onStatement?: (plan: NodePlan | undefined, sql: string) => void;
}

export interface RunResult {
  readonly results: readonly NodeSummary[];
  /** Problems outside any node: schemas, external sources, hooks. */
  readonly diagnostics: readonly Diagnostic[];
}

interface Finished {
  readonly outcome: NodeOutcome;
  readonly summaries: readonly NodeSummary[];
}

/** Executes a rendered plan: what comes before the nodes, the nodes as soon as what they wait for is done, what comes after. */
export async function runPlan(rendered: RenderedPlan, options: RunOptions): Promise<RunResult> {
  const results: NodeSummary[] = [];
  const before = await sendAll(rendered.prepare, options);
  if (hasErrors(before)) return { results, diagnostics: before };
  const byId = new Map(rendered.nodes.map((node, index) => [node.plan.id, { node, index: index + 1 }]));
  const total = rendered.nodes.length;
  let done = 0;
  const culprits = new Map<string, string>();
  // A group of tests has no name of its own: the test in it that failed is the cause.
  const named = (skipped: Skipped): Skipped => {
    const causedBy = skipped.causedBy === undefined ? undefined : (culprits.get(skipped.causedBy) ?? skipped.causedBy);
    return causedBy === undefined ? skipped : { ...skipped, causedBy };
  };
  const record = (id: string, summaries: readonly NodeSummary[]) => {
    done += 1;
    const culprit = summaries.find(hasFailed);
    if (culprit) culprits.set(id, culprit.id);
    results.push(...summaries);
    options.onResults(summaries, byId.get(id)!.node.plan);
    for (const result of summaries) options.onEvent({ type: 'node-finished', result, done, total });
  };
  await schedule<Finished>({
    ids: [...byId.keys()],
    dependsOn: (id) => byId.get(id)!.node.plan.waitsFor,
    threads: options.threads,
    failFast: options.failFast,
    signal: options.signal,
    failed: ({ summaries }) => summaries.some(hasFailed),
    execute: (id, signal) => execute(byId.get(id)!.node, signal, options),
    onStart: (id) => {
      const { node, index } = byId.get(id)!;
      const { name, kind } = node.plan;
      options.onEvent({ type: 'node-started', id, name, kind, index, total });
    },
    onFinish: (id, result: Finished | Skipped) => {
      const { plan } = byId.get(id)!.node;
      record(id, isSkipped(result) ? skippedSummaries(plan, named(result), options.verdict) : result.summaries);
    },
  });
  const after = await sendAll(rendered.finish, options);
  return { results, diagnostics: [...before, ...after] };
}

function hasFailed({ status }: NodeSummary): boolean {
  return status === 'error' || status === 'fail';
}

async function execute(node: RenderedNode, signal: AbortSignal, options: RunOptions): Promise<Finished> {
  const started = options.now().getTime();
  const { connection, state, onStatement } = options;
  const unitTest = node.steps.find(({ step }) => step.kind === 'unit-test');
  const outcome = unitTest
    ? await runUnitTest(node, await options.scratch(), signal)
    : await runNode(node, { connection, state, signal, ...(onStatement && { onStatement }) });
  const durationMs = options.now().getTime() - started;
  return { outcome, summaries: nodeSummaries(node.plan, outcome, durationMs, options.verdict) };
}

async function sendAll(
  steps: readonly RenderedStep[],
  { connection, signal, onStatement }: RunOptions,
): Promise<Diagnostic[]> {
  try {
    for (const { step, statements } of steps) {
      for (const { sql } of statements) {
        onStatement?.(undefined, sql);
        await connection.execute(sql, { signal, label: step.purpose });
      }
    }
    return [];
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return [error.diagnostic];
  }
}
