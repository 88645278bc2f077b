import { printDiagnostics } from '../../diagnostics/index.ts';
import { openDuckDb } from '../../engines/duckdb/connection.ts';
import { trinoEnvironment } from '../../engines/duckdb/trino-environment.ts';
import type { StatementResult, Value } from '../../engines/engine.ts';
import { translateToDuckDb } from '../../sql/translate.ts';

/** The embedded engine, asked in Athena's SQL: what the quality room writes runs here as it does in a user's project. */
export interface Engine {
  readonly query: (sql: string) => Promise<StatementResult>;
  readonly rows: (sql: string) => Promise<readonly (readonly Value[])[]>;
  /** Keeps a query's rows under a name. */
  readonly createTable: (name: string, sql: string) => Promise<void>;
  /** Runs a statement in DuckDB's own SQL. */
  readonly execute: (duckDbSql: string) => Promise<StatementResult>;
  readonly close: () => Promise<void>;
}

export async function openEngine(): Promise<Engine> {
  const connection = await openDuckDb({ path: ':memory:', threads: 1 }, trinoEnvironment());
  const query = async (sql: string) => connection.execute(await translated(sql));
  return {
    query,
    rows: async (sql) => (await query(sql)).rows,
    createTable: async (name, sql) =>
      void (await connection.execute(`CREATE TABLE ${name} AS ${await translated(sql)}`)),
    execute: (sql) => connection.execute(sql),
    close: () => connection.close(),
  };
}

async function translated(sql: string): Promise<string> {
  const { value, diagnostics } = await translateToDuckDb({ file: 'test.sql', text: sql });
  if (value === undefined) throw new Error(`Not translated:\n${printDiagnostics(diagnostics)}\n${sql}`);
  return value;
}
