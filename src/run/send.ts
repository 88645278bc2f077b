import { createHash } from 'node:crypto';
import { diagnose, invariant } from '../diagnostics/index.ts';
import {
  StatementError,
  type BilledQuery,
  type Connection,
  type ExecuteOptions,
  type QueryEnd,
  type StatementResult,
} from '../engines/engine.ts';
import { fillHoles, hole, INGEST_TS } from '../plan/holes.ts';
import type { Step } from '../plan/plan.ts';
import type { Statement } from '../render/statement.ts';
import { mayBeRepeated, outlivesClient, REPEATING, waitBefore, writes, type Repeating } from './repeat.ts';
import type { WriteLock } from './run-state.ts';

export interface SenderOptions {
  readonly connection: Connection;
  readonly lock: WriteLock;
  /** Who sends: a node plan's id, `on-run-start`. */
  readonly label: string;
  /** As users call what is written: `gold.dim_device`. */
  readonly name: string;
  readonly runId?: string;
  readonly workGroup?: string;
  readonly repeating?: Repeating;
  /** Told of each text before it is sent, as sent. */
  readonly onStatement?: (sql: string) => void;
  /** Told after each text what it is billed for; without a result it failed, and costs nothing. */
  readonly onEnd?: (sql: string, result: BilledQuery | undefined) => void;
}

/** Sends one statement of a step, its holes filled. Throws `StatementError`, or a `DiagnosticError` where state cannot be kept. */
export type Send = (
  step: Step,
  statement: Statement,
  holes: ReadonlyMap<string, string>,
  signal: AbortSignal,
) => Promise<StatementResult>;

const NOTHING: StatementResult = { columns: [], rows: [], durationMs: 0 };

/** What all statements of a node go through: the lock is asked, the query's id remembered, a conflict repeated. */
export function createSender(options: SenderOptions): Send {
  const { connection, lock, repeating = REPEATING } = options;
  let sent = 0;
  // Athena's connection repeats by itself: the service says which of its failures deserve it.
  const attempts = connection.dialect.name === 'athena' ? 1 : repeating.attempts;
  return async (step, statement, holes, signal) => {
    for (let attempt = 1; ; attempt++) {
      if (writes(step) && !(await lock.confirm())) throw lockLost(options);
      sent += 1;
      const sql = fillHoles(statement.sql, withStamp(statement.sql, holes, lock));
      options.onStatement?.(sql);
      if (statement.action) return act(statement.action, signal, options);
      const tried = await tryOnce(step, sql, sent, signal, options);
      if ('result' in tried) return tried.result;
      const { error, end } = tried;
      if (!(error instanceof StatementError)) throw error;
      // The client lost sight of it, the engine did it.
      if (error.retryable && end === 'succeeded') return NOTHING;
      if (attempt >= attempts || signal.aborted || !mayBeRepeated(step, error, end)) throw error;
      await repeating.sleep(waitBefore(attempt, repeating.random()), signal);
    }
  };
}

function withStamp(sql: string, holes: ReadonlyMap<string, string>, lock: WriteLock): ReadonlyMap<string, string> {
  return sql.includes(hole(INGEST_TS)) ? new Map([...holes, [INGEST_TS, lock.stamp()]]) : holes;
}

type Tried = { readonly result: StatementResult } | { readonly error: unknown; readonly end: QueryEnd | undefined };

async function tryOnce(
  step: Step,
  sql: string,
  number: number,
  signal: AbortSignal,
  options: SenderOptions,
): Promise<Tried> {
  const { connection, lock, onEnd } = options;
  const stop = new AbortController();
  const query: { id?: string; problem?: unknown } = {};
  const onQueryId = async (id: string) => {
    query.id = id;
    // Whom nobody could find later must not go on.
    await lock.began({ id, stepId: step.id }).catch((problem: unknown) => {
      query.problem = problem;
      stop.abort();
    });
  };
  try {
    const result = await connection.execute(sql, {
      ...headerOf(step, sql, number, options),
      ...(outlivesClient(step) && { onQueryId }),
      signal: lock.lost ? AbortSignal.any([signal, lock.lost, stop.signal]) : signal,
    });
    lock.ended();
    onEnd?.(sql, result);
    return { result };
  } catch (error) {
    onEnd?.(sql, error instanceof StatementError ? error.billed : undefined);
    // The one who has the lock now has ended it.
    if (lock.lost?.aborted) return { error: lockLost(options), end: undefined };
    const end = query.id === undefined ? undefined : await endOf(query.id, connection);
    if (end !== undefined || connection.settle === undefined) lock.ended();
    return { error: query.problem ?? error, end };
  }
}

/** How a query ended whose client saw an error; undefined where the engine cannot be asked. */
async function endOf(queryId: string, connection: Connection): Promise<QueryEnd | undefined> {
  try {
    return await connection.settle?.(queryId);
  } catch (error) {
    if (error instanceof StatementError) return undefined;
    throw error;
  }
}

function headerOf(step: Step, sql: string, number: number, { label, runId, workGroup }: SenderOptions): ExecuteOptions {
  return {
    label,
    ...(workGroup !== undefined && { workGroup }),
    ...(runId !== undefined && {
      comment: JSON.stringify({ run_id: runId, node_id: label, step_id: step.id }),
      // Never the same twice: what a later run, or a later attempt, sends again must be done again. Nor the same for two texts, which an engine
      // would refuse where somebody gives runs ids that are not unique.
      token: createHash('sha256')
        .update(JSON.stringify([runId, label, step.id, number, sql]))
        .digest('hex'),
    }),
  };
}

async function act(
  action: NonNullable<Statement['action']>,
  signal: AbortSignal,
  { connection, label }: SenderOptions,
): Promise<StatementResult> {
  invariant(connection.act, `the engine ${connection.dialect.name} does no "${action.kind}"`);
  await connection.act(action, { signal, label });
  return NOTHING;
}

function lockLost({ name }: SenderOptions): StatementError {
  return new StatementError(diagnose('run-lock-lost', { name }));
}
