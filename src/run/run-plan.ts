import { hasErrors, type Diagnostic } from '../diagnostics/index.ts';
import { sumBills, type Bill, type Price } from '../cost/index.ts';
import type { Connection } from '../engines/engine.ts';
import type { NodePlan } from '../plan/plan.ts';
import type { RenderedNode, RenderedPlan } from '../render/render-plan.ts';
import type { NodeSummary, RunEvent } from './events.ts';
import { sendOutside } from './outside-steps.ts';
import { runNode, type NodeOutcome } from './run-node.ts';
import { runUnitTest } from './run-unit-test.ts';
import type { Repeating } from './repeat.ts';
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
  readonly repeating?: Repeating;
  /** What data that is read costs on the target. */
  readonly price?: Price | undefined;
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
  /** What was sent outside any node. */
  readonly outside: Bill;
}

interface Finished {
  readonly outcome: NodeOutcome;
  readonly summaries: readonly NodeSummary[];
}

/** Executes a rendered plan: what comes before the nodes, the nodes as soon as what they wait for is done, what comes after. */
export async function runPlan(rendered: RenderedPlan, options: RunOptions): Promise<RunResult> {
  const results: NodeSummary[] = [];
  const { runId } = rendered.plan;
  const before = await sendOutside(rendered.prepare, { ...options, runId });
  if (hasErrors(before.diagnostics)) return { results, diagnostics: before.diagnostics, outside: before.bill };
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
    execute: (id, signal) => execute(byId.get(id)!.node, runId, signal, options),
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
  const after = await sendOutside(rendered.finish, { ...options, runId });
  return {
    results,
    diagnostics: [...before.diagnostics, ...after.diagnostics],
    outside: sumBills([before.bill, after.bill]),
  };
}

function hasFailed({ status }: NodeSummary): boolean {
  return status === 'error' || status === 'fail';
}

async function execute(node: RenderedNode, runId: string, signal: AbortSignal, options: RunOptions): Promise<Finished> {
  const started = options.now().getTime();
  const { connection, state, onStatement, price } = options;
  const unitTest = node.steps.find(({ step }) => step.kind === 'unit-test');
  const outcome = unitTest
    ? await runUnitTest(node, await options.scratch(), signal)
    : await runNode(node, {
        connection,
        state,
        runId,
        now: options.now,
        signal,
        price,
        ...(options.repeating && { repeating: options.repeating }),
        ...(onStatement && { onStatement }),
      });
  const durationMs = options.now().getTime() - started;
  return { outcome, summaries: nodeSummaries(node.plan, outcome, durationMs, options.verdict) };
}
