import { printDiagnostics } from '../../diagnostics/index.ts';
import { openDuckDb } from '../../engines/duckdb/connection.ts';
import { trinoEnvironment } from '../../engines/duckdb/trino-environment.ts';
import { translateToDuckDb } from '../../sql/translate.ts';
import type { Engine } from './engine.ts';

/** The embedded engine: what the quality room writes runs here as it does in a user's project. */
export async function openEmbedded(): Promise<Engine> {
  const connection = await openDuckDb({ path: ':memory:', threads: 1 }, trinoEnvironment());
  const query = async (sql: string) => connection.execute(await translated(sql));
  return {
    query,
    rows: async (sql) => (await query(sql)).rows,
    createTable: async (name, sql) =>
      void (await connection.execute(`CREATE TABLE ${name} AS ${await translated(sql)}`)),
    execute: (sql) => connection.execute(sql),
    close: () => connection.close(),
    writable: true,
  };
}

async function translated(sql: string): Promise<string> {
  const { value, diagnostics } = translateToDuckDb({ file: 'test.sql', text: sql });
  if (value === undefined) throw new Error(`Not translated:\n${printDiagnostics(diagnostics)}\n${sql}`);
  return value;
}
