import {
  diagnose,
  DiagnosticError,
  invariant,
  placeIn,
  type Diagnostic,
  type Outcome,
  type Source,
} from '../diagnostics/index.ts';
import { prepareText, type PreparedText } from './prepare-text.ts';
import { readStatement } from './read/read-statement.ts';
import { checkSyntax } from './syntax-gate.ts';
import type { Query } from './tree.ts';

/** One parsed query. */
export interface Statement {
  readonly source: Source;
  /** The query as Trino's grammar has it: our own tree, which the translation reads. */
  readonly query: Query;
  /** The parser's own tree (plain JSON), for its other services. */
  readonly ast: unknown;
}

/** The part of a parser's answer that we use. */
interface ParseResult {
  readonly success: boolean;
  readonly ast?: unknown;
  readonly error?: string;
  readonly errorStart?: number;
  readonly errorEnd?: number;
}

// The only use of the package: its WASM costs a process 0.2 to 0.7 s, so it is loaded when SQL must be read.
async function loadParser(): Promise<(text: string) => ParseResult> {
  const { parse, Dialect } = await import('@polyglot-sql/sdk');
  return (text) => parse(text, Dialect.Trino) as ParseResult;
}

/**
 * Parses one query (SELECT, WITH, VALUES or one in parentheses) in Trino's syntax. Undefined, with diagnostics, where the text is no such
 * query, or where it has what we cannot read. A `;` at the end is allowed.
 */
export async function parseSql(source: Source): Promise<Outcome<Statement | undefined>> {
  const parse = await loadParser();
  const prepared = prepareText(source);
  const refusals = checkSyntax(prepared);
  if (refusals.length > 0) return { value: undefined, diagnostics: refusals };
  const result = parse(prepared.text);
  if (!result.success) return { value: undefined, diagnostics: [syntaxError(prepared, result)] };
  return readTree(prepared, result.ast);
}

function readTree(prepared: PreparedText, ast: unknown): Outcome<Statement | undefined> {
  const { source } = prepared;
  try {
    const { query, diagnostics } = readStatement(prepared, ast);
    const refused = diagnostics.length > 0;
    return { value: refused ? undefined : { source, query, ast }, diagnostics };
  } catch (error) {
    if (error instanceof DiagnosticError) return { value: undefined, diagnostics: error.diagnostics };
    throw error;
  }
}

// The parser's column is off by a token; its start and end are right.
function syntaxError(prepared: PreparedText, result: ParseResult): Diagnostic {
  invariant(!result.success, 'A parsed text has no syntax error');
  const { source, tokens } = prepared;
  const start = prepared.offset(result.errorStart ?? source.text.length);
  const token = tokens.find((candidate) => candidate.end > start);
  const at = token ?? { start: source.text.length, end: source.text.length };
  const expected = /Expected (\w+), got/.exec(result.error ?? '')?.[1];
  return diagnose(
    'sql-syntax',
    { token: token?.text, expected: expected && readable(expected) },
    { at: placeIn(source, at.start, at.end) },
  );
}

const SIGNS: Readonly<Record<string, string>> = { RParen: ')', LParen: '(', RBracket: ']', Comma: ',' };

function readable(kind: string): string {
  return SIGNS[kind] ?? kind.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase();
}
