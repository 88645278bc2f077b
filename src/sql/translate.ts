import { diagnose, hasErrors, placeIn, type Diagnostic, type Outcome, type Source } from '../diagnostics/index.ts';
import { emitQuery } from './emit/emit-query.ts';
import { Emitter } from './emit/emitter.ts';
import { parseSql, type Statement } from './parse.ts';

/**
 * Translates one query in Trino's SQL to DuckDB's with the same meaning, or says, with places, what has none. The text needs a connection with
 * `duckDbSettings()`, `duckDbFunctions()` and `duckDbPrelude()`; `bindOnDuckDb` finds what only types can tell. Deterministic.
 */
export async function translateToDuckDb(source: Source): Promise<Outcome<string | undefined>> {
  const { value: statement, diagnostics } = await parseSql(source);
  return statement ? emitStatement(statement) : { value: undefined, diagnostics };
}

function emitStatement({ source, query }: Statement): Outcome<string | undefined> {
  const diagnostics: Diagnostic[] = [];
  const text = emitQuery(query, new Emitter({ source, diagnostics, counter: 0 }, { outermost: true }));
  return { value: hasErrors(diagnostics) ? undefined : text, diagnostics };
}

const PREFIX = 'SELECT ';

/** Translates one expression, as a test's `where`: `amount > 0 AND status <> 'void'`. It may use columns by their bare names. */
export async function translateExpression(source: Source): Promise<Outcome<string | undefined>> {
  const query = { ...source, text: PREFIX + source.text, column: (source.column ?? 1) - PREFIX.length };
  const { value: statement, diagnostics } = await parseSql(query);
  const expression = statement && onlyExpression(statement);
  if (!statement || !expression) return { value: undefined, diagnostics: statement ? [notOne(source)] : diagnostics };
  const found: Diagnostic[] = [];
  const text = new Emitter({ source: query, diagnostics: found, counter: 0 }).text(expression);
  return { value: hasErrors(found) ? undefined : text, diagnostics: found };
}

function onlyExpression({ query }: Statement) {
  const { body, orderBy, limit, offset } = query;
  if (query.with || orderBy.length > 0 || limit || offset || body.kind !== 'select') return undefined;
  const [item, second] = body.items;
  const plain = body.from.length === 0 && !body.where && !body.groupBy && !body.having && !body.distinct;
  return plain && !second && item?.kind === 'expression' && item.alias === undefined ? item.expression : undefined;
}

function notOne(source: Source): Diagnostic {
  return diagnose('sql-not-an-expression', undefined, { at: placeIn(source, 0, source.text.length) });
}
