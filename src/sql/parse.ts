import { diagnose, placeIn, type Diagnostic, type Outcome, type Source } from '../diagnostics/index.ts';
import { Cursor, Stopped, type Stop } from './parse/cursor.ts';
import { explainForeign, explainStop } from './parse/explain-stop.ts';
import { parseExpression as readExpression } from './parse/expressions.ts';
import { findAllOfOthers } from './parse/foreign-syntax.ts';
import { parseQuery } from './parse/query.ts';
import { tokenize, type Token } from './parse/tokenize.ts';
import type { Expression, Query } from './tree.ts';

/** One parsed query. */
export interface Statement {
  readonly source: Source;
  /** The query as Trino's grammar has it. Every node has its range in the source's text. */
  readonly query: Query;
}

/**
 * Parses one query (SELECT, WITH, VALUES, TABLE or one in parentheses) by the grammar of Trino 476; a `;` at the end is allowed. Undefined,
 * with one diagnostic, where the text is no such query. What Trino's grammar has and the tree does not (as MATCH_RECOGNIZE) is told by a code
 * that ends in `-unsupported-locally`: such a query runs on Athena and Trino as it is written.
 */
export function parseSql(source: Source): Outcome<Statement | undefined> {
  const tokens = tokenize(source.text);
  const refusal = notAQuery(tokens, source) ?? beforeQuery(tokens, source);
  if (refusal) return { value: undefined, diagnostics: [refusal] };
  const { value: query, diagnostics } = read(tokens, source, (cursor) => {
    const parsed = parseQuery(cursor);
    if (cursor.tokens.length - cursor.index === 2) cursor.accept(';');
    if (cursor.token.kind !== 'end') cursor.unexpected(...AFTER_QUERY);
    return parsed;
  });
  return { value: query && { source, query }, diagnostics };
}

/** Parses one expression, as a test's `where`: it has no clauses around it, and nothing follows it. */
export function parseExpression(source: Source): Outcome<Expression | undefined> {
  const tokens = tokenize(source.text);
  if (tokens.length === 1) return { value: undefined, diagnostics: [notAnExpression(source)] };
  return read(tokens, source, (cursor) => {
    const expression = readExpression(cursor);
    if (cursor.token.kind !== 'end') cursor.unexpected('an operator', 'the end of the expression');
    return expression;
  });
}

function notAnExpression(source: Source): Diagnostic {
  return diagnose('sql-not-an-expression', undefined, { at: placeIn(source, 0, source.text.length) });
}

const AFTER_QUERY = ['","', 'a clause', 'the end of the query'];

function read<T>(tokens: readonly Token[], source: Source, parse: (cursor: Cursor) => T): Outcome<T | undefined> {
  const cursor = new Cursor(tokens);
  try {
    const value = parse(cursor);
    const foreign = findAllOfOthers(tokens);
    if (foreign) return { value: undefined, diagnostics: [explainForeign(foreign, source)] };
    if (cursor.noted) return { value: undefined, diagnostics: [explainStop(cursor.noted, source, tokens)] };
    return { value, diagnostics: [] };
  } catch (error) {
    const stop = stopOf(error, cursor);
    return {
      value: undefined,
      diagnostics: [severalStatements(stop, tokens, source) ?? explainStop(stop, source, tokens)],
    };
  }
}

// Where the engine's stack ends depends on who called; a text that exhausts it is too deep.
function stopOf(error: unknown, cursor: Cursor): Stop {
  if (error instanceof Stopped) return error.stop;
  if (error instanceof RangeError) return { kind: 'too-deep', at: cursor.token };
  throw error;
}

function notAQuery(tokens: readonly Token[], source: Source): Diagnostic | undefined {
  const first = tokens.find(({ key }) => key !== '(') as Token;
  if (QUERY_STARTS.has(first.key) || isExternal(tokens)) return undefined;
  const at = tokens.length > 1 ? placeIn(source, first.start, first.end) : undefined;
  return diagnose('sql-not-a-query', { word: first.kind === 'end' ? undefined : first.text }, { at });
}

const QUERY_STARTS = new Set(['select', 'with', 'values', 'table']);

// Athena's USING EXTERNAL FUNCTION stands before a query.
function beforeQuery(tokens: readonly Token[], source: Source): Diagnostic | undefined {
  if (!isExternal(tokens)) return undefined;
  const at = tokens[0] as Token;
  return explainStop({ kind: 'unsupported', what: 'USING EXTERNAL FUNCTION', at }, source, tokens);
}

function isExternal(tokens: readonly Token[]): boolean {
  return ['using', 'external', 'function'].every((word, index) => tokens[index]?.key === word);
}

function severalStatements(stop: Stop, tokens: readonly Token[], source: Source): Diagnostic | undefined {
  if (stop.kind !== 'unexpected') return undefined;
  const token = tokens[stop.index];
  if (token?.key !== ';' || stop.index >= tokens.length - 2) return undefined;
  return diagnose('sql-several-statements', undefined, { at: placeIn(source, token.start, token.end) });
}
