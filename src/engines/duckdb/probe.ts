import type { Probe } from '../../sql/duckdb/bind.ts';
import type { Connection, ExecuteOptions } from '../engine.ts';

/** What `bindOnDuckDb` asks of a database. Nothing is changed through it; it throws `StatementError` where DuckDB refuses a query. */
export function duckDbProbe(connection: Connection, options?: ExecuteOptions): Probe {
  return async (sql) => (await connection.execute(sql, options)).rows;
}
