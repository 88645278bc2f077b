import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import { StatementError } from '../engines/engine.ts';
import type { Step } from '../plan/plan.ts';
import type { Statement } from '../render/statement.ts';

type MaintainStep = Extract<Step, { kind: 'maintain' }>;

/** Athena's words for a statement that did its share and has more to do. */
const MORE_RUNS = /ICEBERG_(?:OPTIMIZE|VACUUM)_MORE_RUNS_NEEDED/i;

/**
 * Sends a table's maintenance, again while the engine says that there is more to do, up to the step's rounds. What fails is a warning: the rows are
 * published. A run that is stopped stops here, too: then, and then alone, the `StatementError` is thrown on.
 */
export async function maintain(
  step: MaintainStep,
  statements: readonly Statement[],
  model: string,
  send: (statement: Statement) => Promise<unknown>,
): Promise<readonly Diagnostic[]> {
  const task = step.task === 'optimize' ? 'OPTIMIZE' : 'VACUUM';
  for (const statement of statements) {
    const problem = await inRounds(step.maxRounds, () => send(statement));
    if (problem === 'unfinished') return [diagnose('maintenance-unfinished', { model, task, rounds: step.maxRounds })];
    if (problem) return [diagnose('maintenance-failed', { model, task, reason: problem.message })];
  }
  return [];
}

async function inRounds(most: number, send: () => Promise<unknown>): Promise<Diagnostic | 'unfinished' | undefined> {
  for (let round = 1; round <= most; round++) {
    try {
      await send();
      return undefined;
    } catch (error) {
      if (!(error instanceof StatementError) || error.diagnostic.code === 'engine-cancelled') throw error;
      if (!MORE_RUNS.test(error.diagnostic.message)) return error.diagnostic;
    }
  }
  return 'unfinished';
}
