import type { StatementResult, Value } from '../../engines/engine.ts';
import { openEmbedded } from './duckdb.ts';
import { openTrino } from './trino.ts';

/** An engine that is asked in Athena's SQL. */
export interface Engine {
  readonly query: (sql: string) => Promise<StatementResult>;
  readonly rows: (sql: string) => Promise<readonly (readonly Value[])[]>;
  /** Keeps a query's rows under a name. */
  readonly createTable: (name: string, sql: string) => Promise<void>;
  /** Runs a statement in the engine's own SQL. */
  readonly execute: (sql: string) => Promise<StatementResult>;
  readonly close: () => Promise<void>;
  /** Tables can be changed by `execute`. */
  readonly writable: boolean;
}

/** The embedded engine; with `LAKEMODEL_TRINO_URL` that Trino server, on which the same tests have the same results. */
export function openEngine(): Promise<Engine> {
  const url = process.env['LAKEMODEL_TRINO_URL'];
  return url === undefined ? openEmbedded() : Promise.resolve(openTrino(url));
}
