import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { diagnose } from '../../diagnostics/index.ts';
import {
  StatementError,
  type CatalogTable,
  type Connection,
  type ExecuteOptions,
  type RelationInfo,
  type RelationName,
  type StatementResult,
} from '../engine.ts';
import { duckDbDialect } from './dialect.ts';
import type { DuckDbEnvironment } from './environment.ts';
import { duckDbOpenError, duckDbStatementError } from './errors.ts';
import { commentedTable, createdTable, type CreatedTable } from './identity.ts';
import { Pool } from './pool.ts';
import { macroFile } from './macro-file.ts';
import { setUpSession } from './session.ts';
import {
  describingStatement,
  identityStatement,
  readResult,
  refuseSessionStatement,
  refuseSeveral,
} from './statement.ts';
import type { DuckDbApi } from './udf.ts';
import { describeQuery, relationsFrom, SCHEMAS_QUERY, tablesFrom, tablesQuery } from './warehouse.ts';

export interface DuckDbConfig {
  /** Absolute path of the database file, or `:memory:`. Its folder is made. */
  readonly path: string;
  /** Statements that run side by side (default 4). */
  readonly threads?: number;
  /** DuckDB's own configuration options. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether tables get an identity that outlives the process (default true). Nobody asks for one in a scratch database. */
  readonly identities?: boolean;
}

const MEMORY = ':memory:';
const DEFAULT_THREADS = 4;

// No extension is ever downloaded behind a user's back: a run gives the same with and without a network.
const DEFAULT_SETTINGS = { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' };

/** Opens a DuckDB database. Throws `StatementError` (`engine-locked`, `engine-not-a-database`, …). */
export async function openDuckDb(config: DuckDbConfig, environment: DuckDbEnvironment): Promise<Connection> {
  const api = await import('@duckdb/node-api');
  try {
    const instance = await openInstance(api, config);
    return new DuckDbConnection(api, instance, config, environment);
  } catch (error) {
    throw duckDbOpenError(error, config.path);
  }
}

async function openInstance(api: DuckDbApi, { path, settings }: DuckDbConfig): Promise<DuckDBInstance> {
  const options = { ...DEFAULT_SETTINGS, ...settings };
  if (path === MEMORY) return api.DuckDBInstance.create(path, options);
  mkdirSync(dirname(path), { recursive: true });
  // One instance a file in this process: DuckDB's lock holds between processes alone.
  return api.DuckDBInstance.fromCache(path, options);
}

class DuckDbConnection implements Connection {
  readonly dialect = duckDbDialect;
  private readonly api: DuckDbApi;
  private readonly instance: DuckDBInstance;
  private readonly environment: DuckDbEnvironment;
  private readonly identities: boolean;
  private readonly sessions: Pool<DuckDBConnection>;
  private readonly running = new Set<Promise<unknown>>();
  private closed = false;

  constructor(api: DuckDbApi, instance: DuckDBInstance, config: DuckDbConfig, environment: DuckDbEnvironment) {
    this.api = api;
    this.instance = instance;
    this.environment = environment;
    this.identities = config.identities ?? true;
    this.sessions = new Pool(config.threads ?? DEFAULT_THREADS, () => this.openSession());
  }

  execute(sql: string, options: ExecuteOptions = {}): Promise<StatementResult> {
    const running = this.send(sql, options);
    const settled = running.then(
      () => undefined,
      () => undefined,
    );
    this.running.add(settled);
    void settled.then(() => this.running.delete(settled));
    return running;
  }

  async describe(relations: readonly RelationName[]): Promise<ReadonlyMap<string, RelationInfo>> {
    if (relations.length === 0) return new Map();
    return relationsFrom(await this.execute(describeQuery(relations)), relations);
  }

  async tables(schema: Pick<RelationName, 'database' | 'schema'>): Promise<readonly CatalogTable[]> {
    return tablesFrom(await this.execute(tablesQuery(schema)));
  }

  async schemas(): Promise<readonly string[]> {
    const { rows } = await this.execute(SCHEMAS_QUERY);
    return rows.map(([name]) => String(name));
  }

  /** Waits for running statements; refuses new ones. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await Promise.all(this.running);
    for (const session of this.sessions.all) session.closeSync();
    this.instance.closeSync();
  }

  private async send(sql: string, { signal, label }: ExecuteOptions): Promise<StatementResult> {
    if (this.closed) throw new StatementError(diagnose('engine-closed', {}));
    const begin = performance.now();
    // One signal serves all statements of a run, which is no leak.
    if (signal) setMaxListeners(0, signal);
    try {
      signal?.throwIfAborted();
      return await this.sessions.lend((session) => this.runIn(session, sql, signal, begin), signal);
    } catch (error) {
      if (signal?.aborted) throw new StatementError(diagnose('engine-cancelled', {}));
      throw duckDbStatementError(error, sql, label);
    }
  }

  private async runIn(
    session: DuckDBConnection,
    sql: string,
    signal: AbortSignal | undefined,
    begin: number,
  ): Promise<StatementResult> {
    signal?.throwIfAborted();
    const stopWatching = watch(signal, session);
    try {
      const created = this.identities ? createdTable(sql) : undefined;
      if (created) return await this.create(session, sql, created, begin);
      const commented = this.identities ? commentedTable(sql) : undefined;
      const describing = commented && (await describingStatement(session, commented));
      return await this.runOne(session, describing ?? sql, begin);
    } finally {
      stopWatching();
    }
  }

  private async runOne(session: DuckDBConnection, sql: string, begin: number): Promise<StatementResult> {
    refuseSessionStatement(sql);
    await refuseSeveral(session, sql);
    return readResult(this.api, await session.run(sql), begin);
  }

  // In two commits: one transaction around both takes DuckDB three times as long. A table that a crash leaves without an identity is taken
  // for one that lakemodel did not make.
  private async create(
    session: DuckDBConnection,
    sql: string,
    created: CreatedTable,
    begin: number,
  ): Promise<StatementResult> {
    const result = await this.runOne(session, sql, begin);
    const identify = await identityStatement(session, created, randomUUID());
    if (identify !== undefined) await session.run(identify);
    return result;
  }

  private async openSession(): Promise<DuckDBConnection> {
    const session = await this.instance.connect();
    const isFirst = this.sessions.all.length === 0;
    try {
      await setUpSession(
        this.api,
        session,
        this.environment,
        isFirst,
        isFirst ? macroFile(this.environment) : undefined,
      );
    } catch (error) {
      session.closeSync();
      throw new Error(`A session could not be set up: ${String(error)}`, { cause: error });
    }
    return session;
  }
}

const INTERRUPT_EVERY_MS = 20;

// DuckDB forgets an interrupt that comes before it has begun the statement, so it is repeated until the statement has ended.
function watch(signal: AbortSignal | undefined, session: DuckDBConnection): () => void {
  if (!signal) return () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => {
    session.interrupt();
    timer = setInterval(() => session.interrupt(), INTERRUPT_EVERY_MS);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  return () => {
    signal.removeEventListener('abort', onAbort);
    clearInterval(timer);
  };
}
