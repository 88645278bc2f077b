import { charge, EMPTY_BILL, type Bill, type Price } from '../cost/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import { StatementError, type Connection } from '../engines/engine.ts';
import type { RenderedStep } from '../render/statement.ts';
import type { Repeating } from './repeat.ts';
import { alone } from './run-state.ts';
import { createSender } from './send.ts';

export interface OutsideOptions {
  readonly connection: Connection;
  readonly runId: string;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly repeating?: Repeating;
  readonly price?: Price | undefined;
  readonly onStatement?: (plan: undefined, sql: string) => void;
}

export interface OutsideResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly bill: Bill;
}

/** Sends what belongs to no node: schemas, sources over files, hooks. Stops at what fails. */
export async function sendOutside(steps: readonly RenderedStep[], options: OutsideOptions): Promise<OutsideResult> {
  const bill = { sum: EMPTY_BILL };
  for (const phase of phasesOf(steps)) {
    const diagnostics = await sideBySide(phase, options, bill);
    if (diagnostics.length > 0) return { diagnostics, bill: bill.sum };
  }
  return { diagnostics: [], bill: bill.sum };
}

/** Steps that may go side by side: neighbours that make schemas, or sources. Hooks go one after the other. */
function phasesOf(steps: readonly RenderedStep[]): readonly (readonly RenderedStep[])[] {
  const phases: RenderedStep[][] = [];
  for (const step of steps) {
    const last = phases.at(-1);
    if (last && last[0]?.step.kind === step.step.kind && isIndependent(step)) last.push(step);
    else phases.push([step]);
  }
  return phases;
}

function isIndependent({ step }: RenderedStep): boolean {
  return step.kind === 'create-schema' || step.kind === 'external-source';
}

async function sideBySide(
  phase: readonly RenderedStep[],
  options: OutsideOptions,
  bill: { sum: Bill },
): Promise<readonly Diagnostic[]> {
  // An embedded database has no way to wait for; a service takes seconds for each statement.
  const { name } = options.connection.dialect;
  const threads = name === 'duckdb' ? 1 : Math.min(options.threads, phase.length);
  const waiting = [...phase];
  const diagnostics: Diagnostic[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next && diagnostics.length === 0; next = waiting.shift()) {
      const problem = await sendStep(next, options, bill);
      if (problem) diagnostics.push(problem);
    }
  };
  await Promise.all(Array.from({ length: threads }, worker));
  return diagnostics;
}

async function sendStep(
  { step, statements }: RenderedStep,
  { connection, runId, signal, now, repeating, price, onStatement }: OutsideOptions,
  bill: { sum: Bill },
): Promise<Diagnostic | undefined> {
  const send = createSender({
    connection,
    lock: alone(now),
    runId,
    label: step.purpose,
    name: step.purpose,
    ...(repeating && { repeating }),
    onStatement: (sql) => onStatement?.(undefined, sql),
    onEnd: (sql, result) => {
      bill.sum = charge(bill.sum, sql, result, price);
    },
  });
  try {
    for (const statement of statements) await send(step, statement, new Map(), signal);
    return undefined;
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return error.diagnostic;
  }
}
