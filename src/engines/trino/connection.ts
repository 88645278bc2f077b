import { setMaxListeners } from 'node:events';
import { diagnose } from '../../diagnostics/index.ts';
import {
  StatementError,
  type CatalogAction,
  type Connection,
  type ExecuteOptions,
  type StatementResult,
} from '../engine.ts';
import { awsClients, type AwsClients } from '../aws/clients.ts';
import { systemClock } from '../aws/clock.ts';
import { trinoClient, TrinoFailure, type QueryAnswer, type TrinoClient } from './client.ts';
import { commentLines, withComment } from './comment.ts';
import { describeRelations, tablesOf } from './describe.ts';
import { describeTableStatements } from './describe-table.ts';
import { trinoDialect } from './dialect.ts';
import { sessionStatement, trinoStatementError } from './errors.ts';
import { probe } from './probe.ts';
import { readTrinoSettings, type TrinoSettings } from './settings.ts';
import { settleQuery } from './settle.ts';
import { sizesOf } from './sizes.ts';
import { openTransport } from './transport.ts';
import { redacted } from './unreachable.ts';
import { readRows, resultColumn } from './values.ts';
import { schemasQuery } from './warehouse.ts';

export interface TrinoConfig {
  /** The target's keys, as `project.yml` gives them. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Queries side by side where lakemodel looks at the warehouse. */
  readonly threads: number;
}

/** Opens a Trino server, once it has answered a query. Throws `StatementError` (`engine-unreachable`, `engine-version-refused`, …). */
export async function openTrino(config: TrinoConfig): Promise<Connection> {
  const settings = readTrinoSettings(config.settings);
  const client = trinoClient(settings, openTransport(settings));
  try {
    await probe(client, settings.allowedVersion);
  } catch (error) {
    client.close();
    throw statementError(error, { sql: '', options: {}, settings });
  }
  // Glue and S3 beside Trino, as the target's keys say; nothing is loaded before they are asked.
  return trinoConnection(client, settings, config.threads, awsClients(config.settings));
}

function trinoConnection(
  client: TrinoClient,
  settings: TrinoSettings,
  threads: number,
  clients: AwsClients,
): Connection {
  const { catalog } = settings;
  const running = new Set<Promise<unknown>>();
  let isClosed = false;

  function execute(sql: string, options: ExecuteOptions = {}): Promise<StatementResult> {
    if (isClosed) return Promise.reject(new StatementError(diagnose('engine-closed', {})));
    const result = send(client, settings, sql, options);
    const settled = result.then(
      () => undefined,
      () => undefined,
    );
    running.add(settled);
    void settled.then(() => running.delete(settled));
    return result;
  }

  const ask = (sql: string) => execute(sql);
  return {
    dialect: trinoDialect,
    execute,
    describe: (relations) => describeRelations(ask, relations, catalog, threads),
    tables({ database, schema }) {
      const asked = { catalog: (database ?? catalog).toLowerCase(), schema: schema.toLowerCase() };
      return tablesOf(ask, asked, threads);
    },
    async schemas() {
      const { rows } = await ask(schemasQuery(catalog));
      return rows.map(([name]) => String(name));
    },
    async act(action: CatalogAction, options?: ExecuteOptions) {
      if (action.kind === 'describe-table') {
        for (const sql of describeTableStatements(action)) await execute(sql, options);
        return;
      }
      const { performCatalogAction } = await import('../aws/catalog-actions.ts');
      await performCatalogAction(action, clients, { clock: systemClock });
    },
    settle: (queryId) => settleQuery(ask, queryId),
    sizes: (relations) => sizesOf(ask, relations, catalog, threads),
    /** Waits for running statements; refuses new ones. */
    async close() {
      if (isClosed) return;
      isClosed = true;
      await Promise.all(running);
      await clients.destroy();
      client.close();
    },
  };
}

async function send(
  client: TrinoClient,
  settings: TrinoSettings,
  sql: string,
  options: ExecuteOptions,
): Promise<StatementResult> {
  const { signal, comment, onQueryId } = options;
  if (signal?.aborted === true) throw new StatementError(diagnose('engine-cancelled', {}));
  // One signal serves all statements of a run, which is no leak.
  if (signal) setMaxListeners(0, signal);
  const begin = performance.now();
  try {
    const answer = await client.query(withComment(sql, comment), { signal, onQueryId });
    refuseSessionStatement(answer.updateType);
    return resultOf(answer, begin);
  } catch (error) {
    throw statementError(error, { sql, options, settings });
  }
}

const OF_A_SESSION =
  /^(?:(?:RE)?SET SESSION|USE|PREPARE|DEALLOCATE|START TRANSACTION|COMMIT|ROLLBACK|SET (?:ROLE|PATH|TIME ZONE)|(?:RE)?SET SESSION AUTHORIZATION)$/;

function refuseSessionStatement(updateType: string | undefined): void {
  if (updateType === undefined || !OF_A_SESSION.test(updateType)) return;
  throw new StatementError(sessionStatement(updateType));
}

function resultOf(answer: QueryAnswer, begin: number): StatementResult {
  const columns = answer.columns.map(resultColumn);
  return {
    columns,
    rows: readRows(columns, answer.pages),
    ...(answer.updateCount !== undefined && { rowsAffected: answer.updateCount }),
    ...(answer.physicalInputBytes !== undefined && { bytesScanned: answer.physicalInputBytes }),
    queryId: answer.queryId,
    durationMs: performance.now() - begin,
  };
}

interface Sent {
  readonly sql: string;
  readonly options: ExecuteOptions;
  readonly settings: TrinoSettings;
}

function statementError(error: unknown, { sql, options, settings }: Sent): unknown {
  if (!(error instanceof TrinoFailure)) return error;
  const { label, comment } = options;
  const shown = { ...error.error, message: redacted(error.message, settings.secrets) };
  return trinoStatementError(shown, { sql, label, commentLines: commentLines(comment) });
}
