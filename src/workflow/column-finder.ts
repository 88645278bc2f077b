import { hasErrors, placeIn, wholeFile, type Outcome, type Source } from '../diagnostics/index.ts';
import { relationKey, StatementError, type Column, type Connection, type RelationName } from '../engines/engine.ts';
import type { Memory } from '../compile/memory.ts';
import { createSqlCompiler, type SqlCompiler } from '../compile/sql-compiler.ts';
import type { Invocation } from '../lakemodel.ts';
import type { ColumnFinder } from '../plan/columns.ts';
import { duckDbProbe } from '../engines/duckdb/probe.ts';
import { bindOnDuckDb, type BoundQuery } from '../sql/duckdb/bind.ts';
import { quoteIdentifier, quoteRelation } from '../sql/quote.ts';
import { parseTrinoType, toDuckDbType } from '../sql/types.ts';
import { codeVersion } from './code-version.ts';
import { LINEAGE_MEMORY, openCompileMemory, type CompileMemory } from './compile-memory.ts';
import { openScratch, targetPath } from './connect.ts';
import type { OpenProject } from './open-project.ts';

/** What planning asks: the compiler, and an embedded engine for what the compiler does not know. */
export interface CompileTools {
  readonly sql: SqlCompiler;
  readonly columns: ColumnFinder;
  readonly memory?: Memory;
}

/**
 * Lends the tools for compiling. What was asked in an earlier command is remembered in the target folder. The embedded database, which holds
 * empty relations in memory alone, is opened when first needed and is gone afterwards.
 */
export async function withCompileTools<T>(
  { project, secrets }: Pick<OpenProject, 'project' | 'secrets'>,
  invocation: Invocation,
  work: (tools: CompileTools) => Promise<T>,
): Promise<T> {
  const options = { version: codeVersion(), secrets };
  const memory = openCompileMemory(targetPath(project, invocation), options);
  const lineages = openCompileMemory(targetPath(project, invocation), { ...options, file: LINEAGE_MEMORY });
  const { tools, close } = openCompileTools(memory, lineages);
  try {
    const result = await work(tools);
    memory.save();
    lineages.save();
    return result;
  } finally {
    await close();
  }
}

/** The tools over memories that their owner keeps. `close` closes the embedded database, where it was opened. */
export function openCompileTools(
  memory: Memory & Pick<CompileMemory, 'rememberLater'>,
  lineages: Memory,
): { readonly tools: CompileTools; readonly close: () => Promise<void> } {
  const sql = createSqlCompiler(memory, lineages);
  let scratch: Promise<Connection> | undefined;
  let finder: Promise<EngineFinder> | undefined;
  const open = () => (finder ??= (scratch = openScratch()).then(finderOn));
  const tools: CompileTools = {
    sql,
    memory,
    columns: {
      bind: (local, source) => {
        const read = sql.mentionedIn(local);
        return memory.rememberLater(['columns', local, JSON.stringify(read)], async () => {
          const { define, bind } = await open();
          for (const { relation, columns } of read) await define(relation, columns);
          return bind(local, source);
        });
      },
    },
  };
  return { tools, close: async () => (await scratch)?.close() };
}

interface EngineFinder extends ColumnFinder {
  readonly define: (relation: RelationName, columns: readonly Column[]) => Promise<void>;
}

function finderOn(connection: Connection): EngineFinder {
  const defined = new Map<string, string>();
  const homes = new Set<string>();
  return {
    define: async (relation, columns) => {
      const sql = emptyTable(relation, columns);
      const key = relationKey(relation);
      if (defined.get(key) === sql) return;
      defined.set(key, sql);
      const home = homeOf(relation);
      if (!homes.has(home.schema)) for (const statement of home.create) await connection.execute(statement);
      homes.add(home.schema);
      await connection.execute(sql);
    },
    bind: (sql, source) => bind(connection, sql, source),
  };
}

/** Where a relation lies; a catalog is a database of its own in memory. */
function homeOf({ database, schema }: RelationName): { schema: string; create: readonly string[] } {
  const catalog = database === undefined ? undefined : quoteIdentifier(database, 'duckdb');
  const name = [...(catalog === undefined ? [] : [catalog]), quoteIdentifier(schema, 'duckdb')].join('.');
  const attach = catalog === undefined ? [] : [`ATTACH IF NOT EXISTS ':memory:' AS ${catalog}`];
  return { schema: name, create: [...attach, `CREATE SCHEMA IF NOT EXISTS ${name}`] };
}

function emptyTable(relation: RelationName, columns: readonly Column[]): string {
  const list = columns.map(({ name, type }) => {
    const parsed = parseTrinoType(type);
    return `${quoteIdentifier(name, 'duckdb')} ${(parsed && toDuckDbType(parsed)) ?? 'VARCHAR'}`;
  });
  return `CREATE OR REPLACE TABLE ${quoteRelation(relation, 'duckdb')} (${list.join(', ')})`;
}

async function bind(connection: Connection, sql: string, source: Source): Promise<Outcome<BoundQuery | undefined>> {
  try {
    const bound = await bindOnDuckDb(sql, duckDbProbe(connection));
    return hasErrors(bound.diagnostics)
      ? {
          value: undefined,
          diagnostics: bound.diagnostics.map((diagnostic) => ({ ...diagnostic, place: wholeFile(source.file) })),
        }
      : bound;
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return { value: undefined, diagnostics: [placed(error, source)] };
  }
}

/** The engine speaks of the translated text: its place is looked for by the word it points at or names, else the file is named. */
function placed({ diagnostic }: StatementError, source: Source): typeof diagnostic {
  const word = wordAt(diagnostic.place?.frame ?? []) ?? /"([\p{L}_][\p{L}\p{N}_$]*)"/u.exec(diagnostic.message)?.[1];
  const at =
    word === undefined
      ? -1
      : withoutComments(source.text).search(new RegExp(`\\b${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\b`));
  const place = at < 0 || word === undefined ? wholeFile(source.file) : placeIn(source, at, at + word.length);
  return { ...diagnostic, place };
}

/** The text with its comments blanked, places kept. */
function withoutComments(text: string): string {
  return text.replace(/\{#[\s\S]*?#\}|\/\*[\s\S]*?\*\/|--[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
}

function wordAt(frame: readonly string[]): string | undefined {
  const caret = frame.at(-1)?.indexOf('^') ?? -1;
  const match = caret < 0 ? null : /^"?([\p{L}_][\p{L}\p{N}_$]*)/u.exec(frame.at(-2)?.slice(caret) ?? '');
  return match?.[1];
}
