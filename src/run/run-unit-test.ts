import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/index.ts';
import { StatementError, type Connection, type StatementResult } from '../engines/engine.ts';
import type { Step } from '../plan/plan.ts';
import { compareRows, expectedTable } from '../quality/index.ts';
import type { RenderedNode } from '../render/render-plan.ts';
import type { NodeOutcome } from './run-node.ts';

/** Runs a unit test in an embedded database; the failing test is one failure, with the difference as diagnostic. */
export async function runUnitTest(node: RenderedNode, scratch: Connection, signal: AbortSignal): Promise<NodeOutcome> {
  const id = node.plan.tests[0]!;
  let statements = 0;
  const outcome = (
    status: NodeOutcome['status'],
    failures: number,
    diagnostics: readonly Diagnostic[],
  ): NodeOutcome => ({
    status,
    diagnostics,
    statements,
    failures: new Map([[id, failures]]),
  });
  try {
    for (const { step, statements: texts } of node.steps) {
      const results: StatementResult[] = [];
      for (const { sql } of texts) {
        statements += 1;
        results.push(await scratch.execute(sql, { signal, label: node.plan.id }));
      }
      if (step.kind !== 'unit-test') continue;
      const problems = compare(step, results, node.plan.name);
      if (problems.length > 0) return outcome('success', 1, problems);
    }
    return outcome('success', 0, []);
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return outcome('error', 1, [error.diagnostic]);
  }
}

function compare(
  step: Extract<Step, { kind: 'unit-test' }>,
  [actual, given]: readonly StatementResult[],
  test: string,
): readonly Diagnostic[] {
  const expected = given
    ? { value: given, diagnostics: [] }
    : expectedTable(step.expectedRows ?? [], actual!.columns, { at: step.place });
  if (hasErrors(expected.diagnostics)) return expected.diagnostics;
  const { equal, text } = compareRows(expected.value, actual!);
  return equal ? [] : [diagnose('unit-test-failed', { test, difference: text }, { at: step.place })];
}
