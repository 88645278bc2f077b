import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { diagnose } from '../../diagnostics/index.ts';
import { awsClients, type AwsClients } from '../aws/clients.ts';
import { backoff, systemClock, type Clock } from '../aws/clock.ts';
import { performCatalogAction, readClaim } from '../aws/catalog-actions.ts';
import { GlueCatalog } from '../aws/glue-catalog.ts';
import { tableSizes } from '../aws/table-sizes.ts';
import {
  StatementError,
  type CatalogAction,
  type CatalogTable,
  type Connection,
  type ExecuteOptions,
  type LeftBy,
  type QueryEnd,
  type RelationInfo,
  type RelationName,
  type StatementResult,
  type TableSize,
} from '../engine.ts';
import { athenaApi, type AthenaApi, type QueryExecution, type StartQueryExecutionInput } from './api.ts';
import { glueCatalogId } from './data-catalog.ts';
import { athenaDialect } from './dialect.ts';
import { classifyFailure } from './errors.ts';
import { cancelled, QueryRunner } from './query.ts';
import { readAnswer } from './results.ts';
import { athenaSettings, type AthenaSettings } from './settings.ts';
import { statementKind, withComment, type SentText, type StatementKind } from './statement-text.ts';
import { WorkGroups } from './work-groups.ts';

export interface AthenaConfig {
  /** The target's keys, as `project.yml` gives them. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly threads: number;
}

/** What a connection stands on; tests give their own. */
export interface AthenaParts {
  readonly api: AthenaApi;
  readonly clients: AwsClients;
  readonly clock: Clock;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
const LONGEST_TOKEN = 128;

/** Opens Athena: asks for the target's work group, unless `skip_workgroup_check` is set. Throws `StatementError`. */
export async function openAthena(config: AthenaConfig, parts?: AthenaParts): Promise<Connection> {
  const settings = athenaSettings(config.settings);
  const { api, clients, clock } = parts ?? {
    api: await athenaApi(config.settings),
    clients: awsClients(config.settings),
    clock: systemClock,
  };
  const connection = new AthenaConnection(settings, { api, clients, clock });
  try {
    await connection.check();
  } catch (error) {
    await connection.close();
    throw error;
  }
  return connection;
}

class AthenaConnection implements Connection {
  readonly dialect = athenaDialect;
  private readonly settings: AthenaSettings;
  private readonly parts: AthenaParts;
  private readonly runner: QueryRunner;
  private readonly workGroups: WorkGroups;
  private readonly catalog: GlueCatalog;
  private readonly running = new Set<Promise<unknown>>();
  private closed = false;

  constructor(settings: AthenaSettings, parts: AthenaParts) {
    this.settings = settings;
    this.parts = parts;
    const { pollCapMs, callRetries: retries } = settings;
    this.runner = new QueryRunner(parts.api, parts.clock, { retries, ...(pollCapMs !== undefined && { pollCapMs }) });
    this.workGroups = new WorkGroups(parts.api, settings);
    this.catalog = new GlueCatalog(parts.clients, glueCatalogId(parts.api, settings.catalog), (location) =>
      readClaim(location, parts.clients),
    );
  }

  async check(): Promise<void> {
    if (!this.settings.skipWorkGroupCheck) await this.workGroups.resultConfiguration(this.settings.workGroup);
  }

  execute(sql: string, options: ExecuteOptions = {}): Promise<StatementResult> {
    if (this.closed) return Promise.reject(new StatementError(diagnose('engine-closed', {})));
    const running = this.send(sql, options);
    const settled = running.then(
      () => undefined,
      () => undefined,
    );
    this.running.add(settled);
    void settled.then(() => this.running.delete(settled));
    return running;
  }

  describe(relations: readonly RelationName[]): Promise<ReadonlyMap<string, RelationInfo>> {
    return this.catalog.describe(relations);
  }

  tables(schema: Pick<RelationName, 'database' | 'schema'>): Promise<readonly CatalogTable[]> {
    return this.catalog.tables(schema);
  }

  schemas(): Promise<readonly string[]> {
    return this.catalog.schemas();
  }

  async act(action: CatalogAction, { signal }: ExecuteOptions = {}): Promise<void> {
    if (signal?.aborted) throw cancelled();
    await performCatalogAction(action, this.parts.clients, {
      clock: this.parts.clock,
      catalogId: await this.catalog.catalogId(undefined),
    });
  }

  settle(queryId: string): Promise<QueryEnd> {
    return this.runner.settle(queryId);
  }

  /** Those whose text carries the comment of its sender: all that write rows. */
  left({ runId, label, workGroup = this.settings.workGroup }: LeftBy): Promise<readonly string[]> {
    const comment = JSON.stringify({ run_id: runId, node_id: label }).slice(0, -1);
    return this.runner.running(workGroup, (text) => text.split('\n', 1)[0]!.includes(comment));
  }

  async sizes(relations: readonly RelationName[]): Promise<ReadonlyMap<string, TableSize>> {
    return tableSizes(await this.catalog.glueTables(relations), this.parts.clients);
  }

  /** Waits for running statements; refuses new ones. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.running);
    this.parts.api.destroy();
    await this.parts.clients.destroy();
  }

  private async send(sql: string, options: ExecuteOptions): Promise<StatementResult> {
    const { signal } = options;
    const begin = this.parts.clock.now();
    if (signal?.aborted) throw cancelled();
    // One signal serves all statements of a run, which is no leak.
    if (signal) setMaxListeners(0, signal);
    const kind = statementKind(sql);
    const reuse = kind === 'query' && options.reusable === true && this.settings.resultReuseMinutes > 0;
    const sent = withComment(sql, options.comment, kind, reuse);
    refuseTooLong(sent.text, options.label);
    const execution = await this.repeated(sql, sent, kind, reuse, options);
    return this.result(execution, begin);
  }

  /** The statement's end, sent again after commit conflicts: such a conflict means that nothing of it was written. */
  private async repeated(
    sql: string,
    sent: SentText,
    kind: StatementKind,
    reuse: boolean,
    options: ExecuteOptions,
  ): Promise<QueryExecution> {
    const { clock } = this.parts;
    const { signal, label } = options;
    const workGroup = options.workGroup ?? this.settings.workGroup;
    const statement = { sql, commentLines: sent.commentLines, workGroup, ...(label !== undefined && { label }) };
    const token = options.token ?? randomUUID();
    for (let attempt = 1; ; attempt++) {
      const input = await this.input(sent.text, workGroup, reuse, attemptToken(token, attempt));
      const execution = await this.runner.run(input, statement, options);
      if (execution.Status?.State === 'SUCCEEDED') return execution;
      const { diagnostic, repeat } = classifyFailure(execution, statement);
      // What failed by Athena's own fault may have been written all the same: only reading is repeated here.
      const again = repeat === 'commit' || (repeat === 'service' && kind === 'query');
      if (!again || attempt > this.settings.commitRetries) throw new StatementError(diagnostic, repeat !== undefined);
      await clock.sleep(backoff(attempt, FIRST_WAIT_MS, LONGEST_WAIT_MS, clock), signal);
      if (signal?.aborted) throw cancelled();
    }
  }

  private async input(
    text: string,
    workGroup: string,
    reuse: boolean,
    token: string,
  ): Promise<StartQueryExecutionInput> {
    const results = await this.workGroups.resultConfiguration(workGroup);
    const { catalog, resultReuseMinutes } = this.settings;
    return {
      QueryString: text,
      ClientRequestToken: token,
      QueryExecutionContext: { Catalog: catalog },
      WorkGroup: workGroup,
      ...(results && { ResultConfiguration: results }),
      ...(reuse && {
        ResultReuseConfiguration: {
          ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: resultReuseMinutes },
        },
      }),
    };
  }

  private async result(execution: QueryExecution, begin: number): Promise<StatementResult> {
    const id = execution.QueryExecutionId ?? '';
    const answer = await readAnswer(execution, (page) =>
      this.runner.call('Reading the result of a query', () => this.parts.api.results(id, page)),
    );
    const bytes = execution.Statistics?.DataScannedInBytes;
    return {
      ...answer,
      ...(bytes !== undefined && { bytesScanned: bytes }),
      queryId: id,
      durationMs: this.parts.clock.now() - begin,
    };
  }
}

// The same for the same attempt of the same statement: a run that takes up a statement again walks through the attempts made before, each of
// which answers with the query that it was.
function attemptToken(token: string, attempt: number): string {
  const suffix = attempt === 1 ? '' : `-${attempt}`;
  return `${token.slice(0, LONGEST_TOKEN - suffix.length)}${suffix}`;
}

function refuseTooLong(text: string, label = 'a statement'): void {
  const limit = athenaDialect.capabilities.maxStatementBytes ?? Number.POSITIVE_INFINITY;
  const bytes = Buffer.byteLength(text);
  if (bytes > limit) throw new StatementError(diagnose('athena-statement-too-long', { label, bytes, limit }));
}
