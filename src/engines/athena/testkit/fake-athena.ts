import { awsError, fakeClients } from '../../aws/testkit/fake-clients.ts';
import { VirtualClock } from '../../aws/testkit/virtual-clock.ts';
import type { Connection } from '../../engine.ts';
import type { AthenaApi, ColumnInfo, QueryExecution, StartQueryExecutionInput, WorkGroup } from '../api.ts';
import { openAthena } from '../connection.ts';

/** How a query goes on. */
export interface Play {
  /** Milliseconds until its end; default 1000. */
  readonly takes?: number;
  readonly state?: 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  readonly reason?: string;
  readonly error?: NonNullable<QueryExecution['Status']>['AthenaError'];
  readonly type?: 'DML' | 'DDL' | 'UTILITY';
  readonly bytes?: number;
  readonly written?: number;
  readonly columns?: readonly ColumnInfo[];
  readonly rows?: readonly (readonly (string | undefined)[])[];
}

interface Running {
  readonly id: string;
  readonly input: StartQueryExecutionInput;
  readonly play: Play;
  readonly endsAt: number;
  stoppedAt?: number;
}

/** Athena in memory, on virtual time. Errors in the queues are thrown by the next calls, one each; `undefined` lets one through. */
export class FakeAthena implements AthenaApi {
  readonly clock = new VirtualClock();
  readonly started: StartQueryExecutionInput[] = [];
  readonly looks: { readonly at: number; readonly ids: readonly string[] }[] = [];
  readonly stopped: string[] = [];
  readonly startErrors: (Error | undefined)[] = [];
  readonly lookErrors: (Error | undefined)[] = [];
  readonly pages: number[] = [];
  /** Answers of GetWorkGroup, one by one; the last one stays. */
  group: WorkGroup | Error | undefined = { Name: 'primary', State: 'ENABLED', Configuration: { ResultConfiguration: { OutputLocation: 's3://results/' } } }; // prettier-ignore
  groupAsked = 0;
  /** Queries that the account takes at once. */
  quota = Number.POSITIVE_INFINITY;
  mostAtOnce = 0;
  stopDelay = 300;
  destroyed = false;
  private readonly queries = new Map<string, Running>();
  private readonly byToken = new Map<string, Running>();
  private readonly script: (text: string, number: number) => Play;

  constructor(script: (text: string, number: number) => Play = () => ({})) {
    this.script = script;
  }

  open(settings: Record<string, unknown> = {}): Promise<Connection> {
    const parts = { api: this, clients: fakeClients({}), clock: this.clock };
    return openAthena({ settings, threads: 4 }, parts);
  }

  async start(input: StartQueryExecutionInput): Promise<string> {
    this.started.push(input);
    const known = this.byToken.get(input.ClientRequestToken ?? '');
    if (known) return known.id;
    const error = this.startErrors.shift();
    if (error && error.message !== 'lost') throw error;
    const atOnce = [...this.queries.values()].filter((query) => !this.isOver(query)).length;
    if (atOnce >= this.quota) throw awsError('TooManyRequestsException', 'You have exceeded the limit for the number of queries you can run concurrently.'); // prettier-ignore
    this.mostAtOnce = Math.max(this.mostAtOnce, atOnce + 1);
    const play = this.script(input.QueryString ?? '', this.queries.size + 1);
    const query = { id: `q${this.queries.size + 1}`, input, play, endsAt: this.clock.now() + (play.takes ?? 1000) };
    this.queries.set(query.id, query);
    this.byToken.set(input.ClientRequestToken ?? query.id, query);
    if (error) throw awsError('TimeoutError', 'The answer was lost');
    return query.id;
  }

  async batch(ids: readonly string[]): Promise<{ QueryExecutions: QueryExecution[] }> {
    this.looks.push({ at: this.clock.now(), ids });
    const error = this.lookErrors.shift();
    if (error) throw error;
    return { QueryExecutions: ids.flatMap((id) => this.execution(id) ?? []) };
  }

  async get(id: string): Promise<QueryExecution> {
    const execution = this.execution(id);
    if (!execution) throw awsError('InvalidRequestException', `QueryExecution ${id} was not found`);
    return execution;
  }

  async results(id: string, { token = '0', rows }: { token?: string; rows: number }): ReturnType<AthenaApi['results']> {
    this.pages.push(rows);
    const { play } = this.queries.get(id)!;
    const from = Number(token);
    const all = play.rows ?? [];
    return {
      ...(play.written !== undefined && { UpdateCount: play.written }),
      ResultSet: {
        ResultSetMetadata: { ColumnInfo: [...(play.columns ?? [])] },
        Rows: all.slice(from, from + rows).map((row) => ({ Data: row.map((text) => (text === undefined ? {} : { VarCharValue: text })) })), // prettier-ignore
      },
      ...(from + rows < all.length && { NextToken: String(from + rows) }),
    };
  }

  async stop(id: string): Promise<void> {
    this.stopped.push(id);
    const query = this.queries.get(id);
    if (query && !this.isOver(query)) query.stoppedAt ??= this.clock.now() + this.stopDelay;
  }

  async list(): Promise<readonly string[]> {
    return [...this.queries.keys()].reverse();
  }

  async workGroup(): Promise<WorkGroup | undefined> {
    this.groupAsked += 1;
    if (this.group instanceof Error) throw this.group;
    return this.group;
  }

  async dataCatalog(name: string): ReturnType<AthenaApi['dataCatalog']> {
    return { Name: name, Type: name === 'other' ? 'GLUE' : 'LAMBDA', Parameters: { 'catalog-id': '210987654321' } };
  }

  destroy(): void {
    this.destroyed = true;
  }

  private isOver(query: Running): boolean {
    return Math.min(query.endsAt, query.stoppedAt ?? query.endsAt) <= this.clock.now();
  }

  private execution(id: string): QueryExecution | undefined {
    const query = this.queries.get(id);
    if (!query) return undefined;
    const { play, input } = query;
    const wasStopped = query.stoppedAt !== undefined && query.stoppedAt < query.endsAt;
    const end = wasStopped ? 'CANCELLED' : (play.state ?? 'SUCCEEDED');
    return {
      QueryExecutionId: id,
      Query: input.QueryString,
      StatementType: play.type ?? 'DML',
      Status: {
        State: this.isOver(query) ? end : 'RUNNING',
        ...(play.reason !== undefined && { StateChangeReason: play.reason }),
        ...(play.error && { AthenaError: play.error }),
      },
      Statistics: { DataScannedInBytes: play.bytes ?? 0 },
    };
  }
}
