import type { Diagnostic } from '../diagnostics/index.ts';
import type { NodePlan } from '../plan/plan.ts';
import type { NodeStatus, NodeSummary } from './events.ts';
import type { NodeOutcome } from './run-node.ts';
import type { Skipped } from './scheduler.ts';

/** What is known of tests by id: their shown name, and what a number of failures means. */
export interface TestVerdict {
  readonly name: (testId: string) => string;
  readonly decide: (
    testId: string,
    failures: number,
  ) => { readonly status: 'pass' | 'warn' | 'fail'; readonly message?: string };
}

/** The rows of the result table that a node plan makes: one for a relation, one for each test. */
export function nodeSummaries(
  plan: NodePlan,
  outcome: NodeOutcome,
  durationMs: number,
  verdict: TestVerdict,
): NodeSummary[] {
  const common = { kind: plan.kind, durationMs, diagnostics: outcome.diagnostics };
  const cost = costOf(outcome);
  if (plan.tests.length === 0) {
    return [
      {
        ...common,
        ...cost,
        id: plan.id,
        name: plan.name,
        status: outcome.status,
        statements: outcome.statements,
        ...counts(outcome),
        ...messageOf(outcome.diagnostics),
      },
    ];
  }
  // One scan answers all tests of the group: it is counted once, at the first.
  return plan.tests.map((id, index) => {
    const shared = index === 0 ? { ...cost, statements: outcome.statements } : { statements: 0 };
    if (outcome.status === 'error')
      return { ...common, ...shared, id, name: verdict.name(id), status: 'error', ...messageOf(outcome.diagnostics) };
    const failures = outcome.failures.get(id) ?? 0;
    const { status, message } = verdict.decide(id, failures);
    return {
      ...common,
      ...shared,
      id,
      name: verdict.name(id),
      status,
      failures,
      ...(message !== undefined && { message }),
    };
  });
}

export function skippedSummaries(plan: NodePlan, skipped: Skipped, verdict: TestVerdict): NodeSummary[] {
  const ids = plan.tests.length > 0 ? plan.tests : [plan.id];
  const status: NodeStatus = 'skipped';
  const reasons = {
    'parent-failed': 'something it reads failed',
    'fail-fast': 'stopped after the first failure',
    cancelled: 'stopped by the user',
  };
  return ids.map((id) => ({
    id,
    name: plan.tests.length > 0 ? verdict.name(id) : plan.name,
    kind: plan.kind,
    status,
    message: reasons[skipped.reason],
    statements: 0,
    durationMs: 0,
    diagnostics: [],
    ...(skipped.causedBy !== undefined && { causedBy: skipped.causedBy }),
  }));
}

/** What the node's statements read and cost, all of them. */
function costOf({ bytesScanned, costUsd, queryIds }: NodeOutcome): Partial<NodeSummary> {
  return {
    ...(bytesScanned !== undefined && { bytesScanned }),
    ...(costUsd !== undefined && { costUsd }),
    ...(queryIds && queryIds.length > 0 && { queryIds }),
  };
}

function counts({ rows, measure }: NodeOutcome): Partial<NodeSummary> {
  return {
    ...(rows !== undefined && { rows }),
    ...(measure && {
      staged: measure.staged,
      published: measure.published,
      quarantined: measure.quarantined,
      dropped: measure.dropped,
      deduplicated: measure.deduplicated,
    }),
  };
}

function messageOf(diagnostics: readonly Diagnostic[]): { message?: string } {
  const first = diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  return first ? { message: first.message } : {};
}
