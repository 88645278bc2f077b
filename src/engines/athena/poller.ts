import { awsErrorOf, awsFailure, isDenied, isThrottle, isTransient } from '../aws/aws-error.ts';
import { backoff, type Clock } from '../aws/clock.ts';
import { BATCH_SIZE, type AthenaApi, type QueryExecution } from './api.ts';

const FIRST_MS = 150;
const GROWTH = 1.5;
/** Queries that run for longer than a minute are looked at less often. */
const LONG_RUN_MS = 60_000;
const CAP_MS = 2000;
const LONG_CAP_MS = 5000;
/** Those that are due so soon are asked for in the same call. */
const SLACK_MS = 50;
/** BatchGetQueryExecution: 20 calls a second for the whole account. */
const GAP_MS = 100;
const THROTTLE_FIRST_MS = 500;
const THROTTLE_CAP_MS = 10_000;
/** So long the network may be away while queries go on. */
const PATIENCE_MS = 300_000;
/** A query that was started a moment ago may not be known everywhere. */
const UNKNOWN_LOOKS = 8;

interface Watched {
  readonly id: string;
  readonly since: number;
  interval: number;
  dueAt: number;
  unknownLooks: number;
  readonly done: (execution: QueryExecution) => void;
  readonly failed: (error: unknown) => void;
}

/** Watches all running queries of a connection by one loop. Refused and failed looks are repeated and fail no query. */
export class QueryPoller {
  private readonly api: Pick<AthenaApi, 'batch' | 'get'>;
  private readonly clock: Clock;
  private readonly cap: number | undefined;
  private readonly watched = new Map<string, Watched>();
  private waker = new AbortController();
  private looping = false;
  private oneByOne = false;
  private stumbles = 0;
  private stumblingSince: number | undefined;

  constructor(api: Pick<AthenaApi, 'batch' | 'get'>, clock: Clock, cap?: number) {
    this.api = api;
    this.clock = clock;
    this.cap = cap;
  }

  /** The query once it has succeeded, failed or been cancelled. Throws `StatementError` where Athena cannot be asked. */
  end(id: string): Promise<QueryExecution> {
    return new Promise((resolve, reject) => {
      const now = this.clock.now();
      const interval = Math.min(FIRST_MS, this.cap ?? FIRST_MS);
      const [done, failed] = [resolve, reject];
      this.watched.set(id, { id, since: now, interval, dueAt: now + interval, unknownLooks: 0, done, failed });
      this.wake();
    });
  }

  /** Looks at a query soon: something was done to it. */
  hurry(id: string): void {
    const query = this.watched.get(id);
    if (!query) return;
    query.interval = Math.min(FIRST_MS, this.cap ?? FIRST_MS);
    query.dueAt = this.clock.now() + query.interval;
    this.wake();
  }

  private wake(): void {
    this.waker.abort();
    this.waker = new AbortController();
    if (!this.looping) void this.loop();
  }

  private async loop(): Promise<void> {
    this.looping = true;
    while (this.watched.size > 0) {
      const waker = this.waker;
      const dueAt = Math.min(...[...this.watched.values()].map((query) => query.dueAt));
      const wait = dueAt - this.clock.now();
      if (wait > 0) {
        await this.clock.sleep(wait, waker.signal);
        continue;
      }
      await this.look();
      await this.clock.sleep(GAP_MS);
    }
    this.looping = false;
  }

  private async look(): Promise<void> {
    const soon = this.clock.now() + SLACK_MS;
    const due = [...this.watched.values()]
      .filter((query) => query.dueAt <= soon)
      .sort((a, b) => a.dueAt - b.dueAt)
      .slice(0, BATCH_SIZE);
    try {
      const found = await this.ask(due.map(({ id }) => id));
      this.stumbles = 0;
      this.stumblingSince = undefined;
      for (const query of due) this.take(query, found.get(query.id));
    } catch (error) {
      this.stumbled(due, error);
    }
  }

  private async ask(ids: readonly string[]): Promise<ReadonlyMap<string, QueryExecution>> {
    if (!this.oneByOne) {
      try {
        return byId((await this.api.batch(ids)).QueryExecutions ?? []);
      } catch (error) {
        // Policies written for other tools allow GetQueryExecution alone.
        if (!isDenied(awsErrorOf(error))) throw error;
        this.oneByOne = true;
      }
    }
    const each = await Promise.all(ids.map((id) => this.api.get(id)));
    return byId(each.filter((execution) => execution !== undefined));
  }

  private take(query: Watched, execution: QueryExecution | undefined): void {
    const now = this.clock.now();
    if (!execution) {
      query.unknownLooks += 1;
      if (query.unknownLooks >= UNKNOWN_LOOKS) {
        this.fail(query, new Error(`The query ${query.id} is not known.`));
        return;
      }
    } else if (isOver(execution)) {
      this.watched.delete(query.id);
      query.done(execution);
      return;
    }
    const usual = now - query.since > LONG_RUN_MS ? LONG_CAP_MS : CAP_MS;
    query.interval = Math.min(query.interval * GROWTH, this.cap ?? usual);
    query.dueAt = now + query.interval;
  }

  private stumbled(due: readonly Watched[], thrown: unknown): void {
    const error = awsErrorOf(thrown);
    const now = this.clock.now();
    this.stumblingSince ??= now;
    if (!isTransient(error) || (!isThrottle(error) && now - this.stumblingSince > PATIENCE_MS)) {
      for (const query of due) this.fail(query, thrown);
      return;
    }
    this.stumbles += 1;
    const wait = backoff(this.stumbles, THROTTLE_FIRST_MS, THROTTLE_CAP_MS, this.clock);
    // All wait: who is not due yet would meet the same refusal.
    for (const query of this.watched.values()) query.dueAt = Math.max(query.dueAt, now + wait);
  }

  private fail(query: Watched, thrown: unknown): void {
    this.watched.delete(query.id);
    query.failed(awsFailure(thrown, 'Athena', 'Asking Athena for the state of a query'));
  }
}

export function isOver({ Status }: QueryExecution): boolean {
  return Status?.State === 'SUCCEEDED' || Status?.State === 'FAILED' || Status?.State === 'CANCELLED';
}

function byId(executions: readonly QueryExecution[]): ReadonlyMap<string, QueryExecution> {
  return new Map(executions.map((execution) => [execution.QueryExecutionId ?? '', execution]));
}
