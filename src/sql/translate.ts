import { hasErrors, type Diagnostic, type Outcome, type Source } from '../diagnostics/index.ts';
import { emitQuery } from './emit/emit-query.ts';
import { Emitter } from './emit/emitter.ts';
import { parseExpression, parseSql, type Statement } from './parse.ts';

/**
 * Translates one query in Trino's SQL to DuckDB's with the same meaning, or says, with places, what has none. The text needs a connection with
 * `duckDbSettings()`, `duckDbFunctions()` and `duckDbPrelude()`; `bindOnDuckDb` finds what only types can tell. Deterministic.
 */
export function translateToDuckDb(source: Source): Outcome<string | undefined> {
  const { value: statement, diagnostics } = parseSql(source);
  return statement ? emitStatement(statement) : { value: undefined, diagnostics };
}

/** As `translateToDuckDb`, of a query that is parsed. */
export function emitStatement({ source, query }: Statement): Outcome<string | undefined> {
  const diagnostics: Diagnostic[] = [];
  const text = emitQuery(query, new Emitter({ source, diagnostics, counter: 0 }, { outermost: true }));
  return { value: hasErrors(diagnostics) ? undefined : text, diagnostics };
}

/** Translates one expression, as a test's `where`: `amount > 0 AND status <> 'void'`. It may use columns by their bare names. */
export function translateExpression(source: Source): Outcome<string | undefined> {
  const { value: expression, diagnostics } = parseExpression(source);
  if (!expression) return { value: undefined, diagnostics };
  const found: Diagnostic[] = [];
  const text = new Emitter({ source, diagnostics: found, counter: 0 }).text(expression);
  return { value: hasErrors(found) ? undefined : text, diagnostics: found };
}
