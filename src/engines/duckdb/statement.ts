import type { DuckDBConnection, DuckDBMaterializedResult } from '@duckdb/node-api';
import { diagnose } from '../../diagnostics/index.ts';
import { quoteString } from '../../sql/quote.ts';
import { formatTrinoType } from '../../sql/types.ts';
import { StatementError, type Column, type StatementResult, type Value } from '../engine.ts';
import { trinoTypeOf } from './duckdb-type.ts';
import { identityComment, identityIn, type CommentedTable, type CreatedTable } from './identity.ts';
import type { DuckDbApi } from './udf.ts';
import { cellReader, type CellReader } from './values.ts';

const SESSION_STATEMENTS: Readonly<Record<string, string>> = {
  begin: 'A transaction',
  start: 'A transaction',
  commit: 'A transaction',
  end: 'A transaction',
  rollback: 'A transaction',
  abort: 'A transaction',
  set: 'A setting',
  reset: 'A setting',
  use: 'A setting',
  prepare: 'A prepared statement',
  execute: 'A prepared statement',
  deallocate: 'A prepared statement',
};

/** Refuses what changes the session: one of several sessions that statements share would be changed, and which one is chance. */
export function refuseSessionStatement(sql: string): void {
  const word = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*([a-z]+)/i.exec(sql)?.[1]?.toLowerCase() ?? '';
  const what = Object.hasOwn(SESSION_STATEMENTS, word) ? SESSION_STATEMENTS[word] : undefined;
  if (what !== undefined) throw new StatementError(diagnose('engine-session-statement', { what }));
}

/** Refuses a text with several statements, or none. The driver would run them all and give the first one's result. */
export async function refuseSeveral(session: DuckDBConnection, sql: string): Promise<void> {
  // Most texts have no semicolon but at the end: those need not be parsed twice.
  if (/^\s*[a-z(]/i.test(sql) && !sql.replace(/;\s*$/, '').includes(';')) return;
  const count = await countStatements(session, sql);
  if (count > 1) throw new StatementError(diagnose('engine-several-statements', {}));
  if (count === 0) throw new StatementError(diagnose('engine-no-statement', {}));
}

async function countStatements(session: DuckDBConnection, sql: string): Promise<number> {
  try {
    return (await session.extractStatements(sql)).count;
  } catch (error) {
    // How the driver says that there are none.
    if (error instanceof Error && error.message === 'Error in native callback') return 0;
    throw error;
  }
}

/** A result in the engines' common form. */
export async function readResult(
  api: DuckDbApi,
  result: DuckDBMaterializedResult,
  begin: number,
): Promise<StatementResult> {
  const durationMs = () => performance.now() - begin;
  const { ResultReturnType, StatementType } = api;
  if (result.returnType === ResultReturnType.CHANGED_ROWS) {
    return { columns: [], rows: [], rowsAffected: result.rowsChanged, durationMs: durationMs() };
  }
  if (result.returnType !== ResultReturnType.QUERY_RESULT) {
    const created = result.statementType === StatementType.CREATE ? createdRows(result) : undefined;
    return { columns: [], rows: [], ...(created !== undefined && { rowsAffected: created }), durationMs: durationMs() };
  }
  const { columns, readers } = columnsOf(result);
  return { columns, rows: rowsOf(result, readers), durationMs: durationMs() };
}

// CREATE TABLE AS gives its count as a row, and does not call it changed rows.
function createdRows(result: DuckDBMaterializedResult): number | undefined {
  if (result.rowCount !== 1) return undefined;
  const count = result.getChunk(0).getColumnVector(0).getItem(0);
  return typeof count === 'bigint' ? Number(count) : undefined;
}

function columnsOf(result: DuckDBMaterializedResult): { columns: readonly Column[]; readers: readonly CellReader[] } {
  const names = result.columnNames();
  const found = result.columnTypes().map((driverType, index) => {
    const name = names[index] ?? '';
    const type = trinoTypeOf(driverType);
    const read = type && cellReader(type);
    if (!type || !read) {
      throw new StatementError(diagnose('engine-column-type', { name, type: driverType.toString() }));
    }
    return { column: { name, type: formatTrinoType(type) }, read };
  });
  return { columns: found.map(({ column }) => column), readers: found.map(({ read }) => read) };
}

function rowsOf(result: DuckDBMaterializedResult, readers: readonly CellReader[]): readonly (readonly Value[])[] {
  const rows: Value[][] = [];
  for (let chunkIndex = 0; chunkIndex < result.chunkCount; chunkIndex++) {
    const chunk = result.getChunk(chunkIndex);
    const vectors = readers.map((_, column) => chunk.getColumnVector(column));
    for (let row = 0; row < chunk.rowCount; row++) {
      rows.push(readers.map((read, column) => read(vectors[column] as (typeof vectors)[number], row)));
    }
  }
  return rows;
}

/** The statement that gives a table just created its identity; undefined where it had one (CREATE TABLE IF NOT EXISTS). */
export async function identityStatement(
  session: DuckDBConnection,
  created: CreatedTable,
  uuid: string,
): Promise<string | undefined> {
  if (created.ifNotExists && (await commentOf(session, created)) !== null) return undefined;
  return `COMMENT ON TABLE ${created.name} IS ${quoteString(identityComment(uuid))}`;
}

/** A COMMENT ON TABLE by which the table keeps its identity beside the new description; undefined where it has none. */
export async function describingStatement(
  session: DuckDBConnection,
  commented: CommentedTable,
): Promise<string | undefined> {
  const comment = await commentOf(session, commented);
  const uuid = identityIn(typeof comment === 'string' ? comment : null);
  if (uuid === undefined) return undefined;
  const { name, text } = commented;
  const description = /^null$/i.test(text) || text === "''" ? undefined : text.slice(1, -1).replaceAll("''", "'");
  return `COMMENT ON TABLE ${name} IS ${quoteString(identityComment(uuid, description))}`;
}

async function commentOf(
  session: DuckDBConnection,
  { schema, identifier }: Pick<CreatedTable, 'schema' | 'identifier'>,
): Promise<unknown> {
  const inSchema = schema === undefined ? 'current_schema()' : quoteString(schema);
  const reader = await session.runAndReadAll(
    `SELECT comment FROM duckdb_tables() WHERE database_name = current_database() AND lower(schema_name) = lower(${inSchema}) AND lower(table_name) = lower(${quoteString(identifier)})`,
  );
  return reader.getRows()[0]?.[0] ?? null;
}
