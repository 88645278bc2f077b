import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier, quoteString } from '../../sql/quote.ts';
import type { DuckDbEnvironment } from './environment.ts';
import { scalarFunction, type DuckDbApi } from './udf.ts';

/** Macros live in a database of their own beside the user's, found by the search path. */
export const MACRO_DATABASE = '__lakemodel';

/** Gives a new session the environment; the first one of a database also makes what all of them share, or attaches the `file` that holds it. */
export async function setUpSession(
  api: DuckDbApi,
  session: DuckDBConnection,
  { session: statements, functions, macros }: DuckDbEnvironment,
  isFirst: boolean,
  file?: string,
): Promise<void> {
  if (statements.length > 0) await session.run(statements.join(';\n'));
  if (isFirst) for (const udf of functions) session.registerScalarFunction(scalarFunction(api, udf));
  if (macros.length === 0) return;
  const database = await currentDatabase(session);
  if (isFirst && !(await attached(session, file))) {
    await session.run(`ATTACH IF NOT EXISTS ':memory:' AS ${MACRO_DATABASE}`);
    await session.run(`USE ${MACRO_DATABASE}.main`);
    for (const text of inTexts(macros)) await session.run(text);
  }
  const path = `${quoteIdentifier(database, 'duckdb')}.main,${MACRO_DATABASE}.main`;
  await session.run(`SET search_path = ${quoteString(path)}`);
}

/** Whether the macros are there by attaching their file; one that this DuckDB cannot read is as good as none. */
async function attached(session: DuckDBConnection, file: string | undefined): Promise<boolean> {
  if (file === undefined) return false;
  return session.run(`ATTACH ${quoteString(file)} AS ${MACRO_DATABASE} (READ_ONLY)`).then(
    () => true,
    () => false,
  );
}

async function currentDatabase(session: DuckDBConnection): Promise<string> {
  const reader = await session.runAndReadAll('SELECT current_database()');
  return String(reader.getRows()[0]?.[0]);
}

// DuckDB's plans give places in a macro's body as places in the text that created it. Short texts keep them apart from a query's own places,
// which the binder moves behind them (`PADDING` in sql/duckdb/bind.ts).
const MAX_TEXT = 4_000;

function inTexts(macros: readonly string[]): string[] {
  const texts: string[] = [];
  for (const macro of macros) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + macro.length < MAX_TEXT) texts[texts.length - 1] = `${last};\n${macro}`;
    else texts.push(macro);
  }
  return texts;
}
