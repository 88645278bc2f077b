import { diagnose, placeIn, type Diagnostic } from '../../diagnostics/index.ts';
import type { PreparedText } from '../prepare-text.ts';
import { isToken } from '../tokens.ts';
import type { Query, TextRange } from '../tree.ts';
import { checkFunctionNames } from './check-function-names.ts';
import { list } from './node.ts';
import { readExpression } from './read-expression.ts';
import { readQuery } from './read-query.ts';
import { refuse, type Reader } from './reader.ts';

/** Reads the parser's tree of one query. Throws `DiagnosticError` at the first node that is not known. */
export function readStatement(
  prepared: PreparedText,
  ast: unknown,
): { query: Query; diagnostics: readonly Diagnostic[] } {
  const reader = readerOf(prepared);
  const [statement, second] = list(ast);
  if (second !== undefined) {
    const at = prepared.tokens.find((token) => token.text === ';');
    const place = at && placeIn(prepared.source, at.start, at.end);
    return { query: EMPTY, diagnostics: [diagnose('sql-several-statements', undefined, { at: place })] };
  }
  const diagnostics = checkFunctionNames(prepared);
  if (diagnostics.length > 0) return { query: EMPTY, diagnostics };
  if (statement === undefined) refuse(reader, 'An empty text');
  return { query: reader.query(statement), diagnostics: [] };
}

const EMPTY: Query = { body: { kind: 'values', rows: [] }, orderBy: [], withTies: false };

function readerOf(prepared: PreparedText): Reader {
  const reader: Reader = {
    source: prepared.source,
    offset: prepared.offset,
    typedLiterals: prepared.typedLiterals,
    expression: (value) => readExpression(reader, value),
    query: (value) => readQuery(reader, value),
    nextCall: callPlaces(prepared),
  };
  return reader;
}

// The parser gives no place for calls. They are read in the order in which they are written, but for a few arguments.
function callPlaces({ tokens }: PreparedText): (name: string) => TextRange | undefined {
  const places = new Map<string, TextRange[]>();
  tokens.forEach((token, index) => {
    if (token.kind !== 'word' || !isToken(tokens[index + 1], '(')) return;
    const name = token.text.toLowerCase();
    places.set(name, [...(places.get(name) ?? []), { start: token.start, end: token.end }]);
  });
  return (name) => places.get(name)?.shift();
}
