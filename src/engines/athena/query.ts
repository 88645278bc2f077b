import { diagnose } from '../../diagnostics/index.ts';
import { awsErrorOf, awsFailure, isThrottle, isTransient } from '../aws/aws-error.ts';
import { backoff, type Clock } from '../aws/clock.ts';
import { StatementError, type BilledQuery, type QueryEnd } from '../engine.ts';
import type { AthenaApi, QueryExecution, StartQueryExecutionInput } from './api.ts';
import { classifyFailure, type FailedStatement } from './errors.ts';
import { QueryLimiter } from './limiter.ts';
import { isOver, QueryPoller } from './poller.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;
/** So long a query waits that Athena never accepts. */
const REFUSED_MS = 3_600_000;
/** So long the end of a cancelled query is waited for. */
const CANCEL_MS = 120_000;
const STOP_ATTEMPTS = 5;

/** Starts, awaits and stops queries; knows nothing of their texts. All throw `StatementError`. */
export class QueryRunner {
  private readonly api: AthenaApi;
  private readonly clock: Clock;
  private readonly retries: number;
  private readonly poller: QueryPoller;
  readonly limiter: QueryLimiter;

  constructor(api: AthenaApi, clock: Clock, options: { readonly retries: number; readonly pollCapMs?: number }) {
    this.api = api;
    this.clock = clock;
    this.retries = options.retries;
    this.poller = new QueryPoller(api, clock, options.pollCapMs);
    this.limiter = new QueryLimiter(clock);
  }

  /** Runs one query to its end. It has a place among the queries in flight from before it is sent. */
  async run(
    input: StartQueryExecutionInput,
    statement: FailedStatement,
    { signal, onQueryId }: { signal?: AbortSignal; onQueryId?: (id: string) => void | Promise<void> },
  ): Promise<QueryExecution> {
    const id = await this.start(input, statement, signal);
    this.limiter.accept();
    try {
      if (onQueryId) await this.told(id, onQueryId);
      return await this.end(id, signal);
    } finally {
      this.limiter.end();
    }
  }

  /** Ends a query that a dead client left, and says how it ended. */
  async settle(id: string): Promise<QueryEnd> {
    const execution = await this.find(id);
    if (!execution) return 'unknown';
    if (isOver(execution)) return endOf(execution);
    await this.stop(id);
    return endOf(await this.poller.end(id));
  }

  /** Ids of a work group's latest queries that are not over and whose text says so. None where listing them is not allowed. */
  async running(workGroup: string, isWanted: (text: string) => boolean): Promise<readonly string[]> {
    const what = `Looking for queries in the work group "${workGroup}"`;
    const ids = await this.call(what, () => this.api.list(workGroup).catch(unlessForbidden));
    if (ids.length === 0) return [];
    const { QueryExecutions = [] } = await this.call(what, () => this.api.batch(ids));
    return QueryExecutions.flatMap((execution) =>
      !isOver(execution) && execution.QueryExecutionId !== undefined && isWanted(execution.Query ?? '')
        ? [execution.QueryExecutionId]
        : [],
    );
  }

  /** A call that is repeated where the service or the network stumbled. */
  async call<T>(what: string, call: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await call();
      } catch (error) {
        if (attempt > this.retries || !isTransient(awsErrorOf(error))) throw awsFailure(error, 'Athena', what);
        await this.clock.sleep(backoff(attempt, FIRST_WAIT_MS, LONGEST_WAIT_MS, this.clock));
      }
    }
  }

  // The token makes a start that is repeated the same query, also where the answer to the first was lost.
  private async start(
    input: StartQueryExecutionInput,
    statement: FailedStatement,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    let refusedSince: number | undefined;
    let refusals = 0;
    let stumbles = 0;
    for (;;) {
      if (!(await this.limiter.enter(signal))) throw cancelled();
      try {
        return await this.api.start(input);
      } catch (thrown) {
        const error = awsErrorOf(thrown);
        const throttled = isThrottle(error);
        if (throttled) {
          this.limiter.refuse();
          refusedSince ??= this.clock.now();
          refusals += 1;
          this.refuseForever(refusedSince);
        } else {
          this.limiter.leave();
          stumbles += 1;
          if (!isTransient(error) || stumbles > this.retries) throw startFailure(thrown, statement);
        }
        await this.clock.sleep(backoff(refusals + stumbles, FIRST_WAIT_MS, LONGEST_WAIT_MS, this.clock), signal);
      }
    }
  }

  private refuseForever(since: number): void {
    const waited = this.clock.now() - since;
    if (waited < REFUSED_MS) return;
    const minutes = Math.round(waited / 60_000);
    throw new StatementError(diagnose('aws-throttled', { service: 'Athena', minutes }), true);
  }

  // Who cannot be told of a query cannot find it again after a crash: it must not go on.
  private async told(id: string, onQueryId: (id: string) => void | Promise<void>): Promise<void> {
    try {
      await onQueryId(id);
    } catch (error) {
      await this.stop(id);
      throw error;
    }
  }

  private async end(id: string, signal: AbortSignal | undefined): Promise<QueryExecution> {
    const over = this.poller.end(id);
    if (!signal) return over;
    let abort: () => void = () => undefined;
    const aborted = new Promise<'aborted'>((resolve) => {
      abort = () => resolve('aborted');
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    });
    const first = await Promise.race([over, aborted]).finally(() => signal.removeEventListener('abort', abort));
    return first === 'aborted' ? this.cancel(id, over) : first;
  }

  // One that was faster than its cancellation has succeeded, and its writes are there.
  private async cancel(id: string, over: Promise<QueryExecution>): Promise<QueryExecution> {
    await this.stop(id);
    this.poller.hurry(id);
    const enough = new AbortController();
    const late = this.clock.sleep(CANCEL_MS, enough.signal).then(() => undefined);
    const execution = await Promise.race([over, late]).finally(() => enough.abort());
    if (execution?.Status?.State === 'SUCCEEDED') return execution;
    over.catch(() => undefined);
    const bytesScanned = execution?.Statistics?.DataScannedInBytes;
    throw cancelled(bytesScanned === undefined ? undefined : { bytesScanned, queryId: id });
  }

  private async stop(id: string): Promise<void> {
    for (let attempt = 1; attempt <= STOP_ATTEMPTS; attempt++) {
      try {
        await this.api.stop(id);
        return;
      } catch (error) {
        // A query that has ended meanwhile cannot be stopped, which its state will say.
        if (!isTransient(awsErrorOf(error))) return;
        await this.clock.sleep(backoff(attempt, FIRST_WAIT_MS, LONGEST_WAIT_MS, this.clock));
      }
    }
  }

  private async find(id: string): Promise<QueryExecution | undefined> {
    try {
      return await this.call('Asking Athena for the state of a query', () => this.api.get(id).catch(unlessUnknown));
    } catch (error) {
      throw awsFailure(error, 'Athena', 'Asking Athena for the state of a query');
    }
  }
}

function endOf({ Status }: QueryExecution): QueryEnd {
  return Status?.State === 'SUCCEEDED' ? 'succeeded' : 'failed';
}

export function cancelled(billed?: BilledQuery): StatementError {
  return new StatementError(diagnose('engine-cancelled', {}), false, billed);
}

function unlessForbidden(error: unknown): readonly string[] {
  if (awsErrorOf(error).name === 'AccessDeniedException') return [];
  throw error;
}

// Athena forgets queries after 45 days.
function unlessUnknown(error: unknown): undefined {
  const { name, message } = awsErrorOf(error);
  if (name === 'InvalidRequestException' && /not found|does not exist/i.test(message)) return undefined;
  throw error;
}

// What Athena finds wrong with a text or its settings before it makes a query of it.
function startFailure(thrown: unknown, statement: FailedStatement): StatementError {
  const { name, message } = awsErrorOf(thrown);
  if (name !== 'InvalidRequestException') return awsFailure(thrown, 'Athena', 'Starting a query in Athena');
  if (/work ?group.*not found|work ?group.*does not exist/i.test(message)) {
    const region = 'this region';
    return new StatementError(diagnose('athena-work-group-missing', { workGroup: statement.workGroup, region }));
  }
  if (/work ?group.*disabled/i.test(message)) {
    return new StatementError(diagnose('athena-work-group-disabled', { workGroup: statement.workGroup }));
  }
  return new StatementError(
    classifyFailure({ Status: { State: 'FAILED', StateChangeReason: message } }, statement).diagnostic,
  );
}
