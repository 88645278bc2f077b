import { hasErrors, type Diagnostic, type Outcome, type Source } from '../diagnostics/index.ts';
import type { Facts, OutputColumn } from '../bind/bound.ts';
import { withFieldNames } from './emit/field-names.ts';
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

/** What the binder found out about a statement. */
export interface Bound {
  readonly facts: Facts;
  readonly columns?: readonly OutputColumn[] | undefined;
}

/**
 * As `translateToDuckDb`, of a query that is parsed, and with the types that the binder gave it: then each form is the one for its types, and
 * the text runs as it is. Where types are not known, the forms that find them out by themselves take their place.
 */
export function emitStatement({ source, query }: Statement, bound?: Bound): Outcome<string | undefined> {
  const diagnostics: Diagnostic[] = [];
  const emitter = new Emitter({ source, diagnostics, facts: bound?.facts, counter: 0 }, { outermost: true });
  const text = withFieldNames(emitQuery(query, emitter), bound?.columns ?? []);
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
