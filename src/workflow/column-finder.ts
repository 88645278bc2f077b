import { hasErrors, placeIn, wholeFile, type Outcome, type Source } from '../diagnostics/index.ts';
import { relationKey, StatementError, type Column, type Connection, type RelationName } from '../engines/engine.ts';
import type { ColumnFinder } from '../plan/columns.ts';
import { bindOnDuckDb, type BoundQuery } from '../sql/duckdb/bind.ts';
import { quoteIdentifier, quoteRelation } from '../sql/quote.ts';
import { parseTrinoType, toDuckDbType } from '../sql/types.ts';
import { openScratch } from './connect.ts';

/** Lends a column finder: an embedded database in memory that holds empty relations alone, and is gone afterwards. */
export async function withColumnFinder<T>(work: (columns: ColumnFinder) => Promise<T>): Promise<T> {
  const connection = await openScratch();
  try {
    return await work(finderOn(connection));
  } finally {
    await connection.close();
  }
}

function finderOn(connection: Connection): ColumnFinder {
  const defined = new Map<string, string>();
  const schemas = new Set<string>();
  return {
    define: async (relation, columns) => {
      const sql = emptyTable(relation, columns);
      const key = relationKey(relation);
      if (defined.get(key) === sql) return;
      defined.set(key, sql);
      if (!schemas.has(relation.schema)) await connection.execute(`CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(relation.schema, 'duckdb')}`);
      schemas.add(relation.schema);
      await connection.execute(sql);
    },
    bind: (sql, source) => bind(connection, sql, source),
  };
}

function emptyTable({ schema, identifier }: RelationName, columns: readonly Column[]): string {
  const list = columns.map(({ name, type }) => {
    const parsed = parseTrinoType(type);
    return `${quoteIdentifier(name, 'duckdb')} ${(parsed && toDuckDbType(parsed)) ?? 'VARCHAR'}`;
  });
  return `CREATE OR REPLACE TABLE ${quoteRelation({ schema, identifier }, 'duckdb')} (${list.join(', ')})`;
}

async function bind(connection: Connection, sql: string, source: Source): Promise<Outcome<BoundQuery | undefined>> {
  try {
    const bound = await bindOnDuckDb(sql, async (text) => (await connection.execute(text)).rows);
    return hasErrors(bound.diagnostics) ? { value: undefined, diagnostics: bound.diagnostics.map((diagnostic) => ({ ...diagnostic, place: wholeFile(source.file) })) } : bound;
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return { value: undefined, diagnostics: [placed(error, sql, source)] };
  }
}

/** The engine speaks of the translated text: its place is looked for by the word it points at, else the file is named. */
function placed({ diagnostic }: StatementError, _sql: string, source: Source): typeof diagnostic {
  const word = wordAt(diagnostic.place?.frame ?? []);
  const at = word === undefined ? -1 : source.text.search(new RegExp(`\\b${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\b`));
  const place = at < 0 || word === undefined ? wholeFile(source.file) : placeIn(source, at, at + word.length);
  return { ...diagnostic, place };
}

function wordAt(frame: readonly string[]): string | undefined {
  const caret = frame.at(-1)?.indexOf('^') ?? -1;
  const match = caret < 0 ? null : /^"?([\p{L}_][\p{L}\p{N}_$]*)/u.exec(frame.at(-2)?.slice(caret) ?? '');
  return match?.[1];
}
