import { diagnose, placeIn, type Diagnostic } from '../diagnostics/index.ts';
import type { PreparedText } from './prepare-text.ts';
import { isToken, type Token } from './tokens.ts';

interface Rule {
  readonly what: string;
  readonly instead?: string;
  readonly matches: (tokens: readonly Token[], index: number) => boolean;
}

/**
 * What the parser takes and Trino's grammar does not, seen among the tokens: SQL that runs here must run there.
 * What the parser refuses by itself, or what the tree shows, is not looked for.
 */
export function checkSyntax({ source, tokens }: PreparedText): readonly Diagnostic[] {
  const first = tokens.find((token) => token.text !== '(');
  if (!first || !QUERY_STARTS.some((word) => isToken(first, word))) {
    const at = first && placeIn(source, first.start, first.end);
    return [diagnose('sql-not-a-query', { word: first?.text }, { at })];
  }
  const found: Diagnostic[] = [];
  tokens.forEach((token, index) => {
    const rule = RULES.find((candidate) => candidate.matches(tokens, index));
    if (!rule) return;
    const at = placeIn(source, token.start, token.end);
    found.push(diagnose('sql-not-trino', { what: rule.what, instead: rule.instead }, { at }));
  });
  return found;
}

const QUERY_STARTS = ['select', 'with', 'values'];

const RULES: readonly Rule[] = [
  { what: '"::"', instead: 'CAST(x AS type)', matches: sign('::') },
  { what: '"=="', instead: '"="', matches: (tokens, index) => adjacent(tokens, index, '=', '=') },
  {
    what: 'A name in backticks',
    instead: 'double quotes',
    matches: (tokens, index) => tokens[index]?.kind === 'backquoted',
  },
  { what: 'ILIKE', instead: 'lower(x) LIKE lower(pattern)', matches: word('ilike') },
  { what: 'RLIKE', instead: 'regexp_like(x, pattern)', matches: word('rlike') },
  {
    what: 'QUALIFY',
    instead: 'a subquery with WHERE around the window function',
    matches: word('qualify', ['as', '.', ',']),
  },
  { what: 'ASOF', matches: wordBefore('asof', 'join') },
  { what: 'A semi join', instead: 'EXISTS or IN', matches: wordBefore('semi', 'join') },
  { what: 'An anti join', instead: 'NOT EXISTS', matches: wordBefore('anti', 'join') },
  {
    what: 'GROUP BY ALL',
    instead: 'the columns by name',
    matches: (tokens, index) => follows(tokens, index, 'group', 'by', 'all'),
  },
  { what: 'GROUP BY DISTINCT', matches: (tokens, index) => follows(tokens, index, 'group', 'by', 'distinct') },
  {
    what: 'ORDER BY ALL',
    instead: 'the columns by name',
    matches: (tokens, index) => follows(tokens, index, 'order', 'by', 'all'),
  },
  {
    what: 'A comma before FROM',
    matches: (tokens, index) => isToken(tokens[index], ',') && endsList(tokens[index + 1]),
  },
  { what: 'Two strings in a row', instead: '"||" between them', matches: twoStrings },
  { what: 'A number that runs into a name', matches: numberThenWord },
  { what: 'A list in brackets', instead: 'ARRAY[…]', matches: bareList },
  { what: 'EXCLUDE after "*"', instead: 'the columns by name', matches: afterStar('exclude') },
  { what: 'EXCEPT after "*"', instead: 'the columns by name', matches: afterStar('except') },
  { what: 'REPLACE after "*"', instead: 'the columns by name', matches: afterStar('replace') },
  { what: 'OFFSET after LIMIT', instead: 'OFFSET … LIMIT …', matches: offsetAfterLimit },
  {
    what: 'A FROM before SELECT',
    matches: (tokens, index) => isToken(tokens[index], '(') && isToken(tokens[index + 1], 'from'),
  },
  ...['{', '}', '&', '|', '^', '~', '#', '!', '\\'].map((text) => ({ what: `"${text}"`, matches: sign(text) })),
  { what: '"?"', instead: 'a value', matches: sign('?') },
  {
    what: 'A quotation without an end',
    matches: (tokens, index) => ["'", '"', '`'].includes(tokens[index]?.text ?? ''),
  },
];

function sign(text: string): Rule['matches'] {
  return (tokens, index) => tokens[index]?.kind === 'sign' && tokens[index].text === text;
}

// Trino reserves none of these words: as a column's name they are fine.
function word(text: string, notAfter: readonly string[] = ['as', '.', ',', 'select']): Rule['matches'] {
  return (tokens, index) =>
    isToken(tokens[index], text) && index > 0 && !notAfter.includes((tokens[index - 1] as Token).text.toLowerCase()) && startsOperand(tokens[index + 1]); // prettier-ignore
}

function startsOperand(token: Token | undefined): boolean {
  return token !== undefined && (token.kind !== 'sign' || token.text === '(') && !isToken(token, 'from');
}

function wordBefore(text: string, next: string): Rule['matches'] {
  return (tokens, index) => isToken(tokens[index], text) && isToken(tokens[index + 1], next);
}

function follows(tokens: readonly Token[], index: number, ...words: readonly string[]): boolean {
  return (
    words.every((text, distance) => isToken(tokens[index + distance], text)) &&
    !isToken(tokens[index + words.length], '.')
  );
}

function adjacent(tokens: readonly Token[], index: number, first: string, second: string): boolean {
  return (
    isToken(tokens[index], first) &&
    isToken(tokens[index + 1], second) &&
    tokens[index]?.end === tokens[index + 1]?.start
  );
}

function endsList(token: Token | undefined): boolean {
  return (
    token === undefined || ['from', 'where', ')', 'group', 'order', 'limit', ','].some((text) => isToken(token, text))
  );
}

function twoStrings(tokens: readonly Token[], index: number): boolean {
  return tokens[index]?.kind === 'string' && tokens[index + 1]?.kind === 'string';
}

function numberThenWord(tokens: readonly Token[], index: number): boolean {
  return (
    tokens[index]?.kind === 'number' &&
    tokens[index + 1]?.kind === 'word' &&
    tokens[index].end === tokens[index + 1]?.start
  );
}

function bareList(tokens: readonly Token[], index: number): boolean {
  if (!isToken(tokens[index], '[')) return false;
  const before = tokens[index - 1];
  if (!before || before.kind === 'sign') return ![')', ']'].includes(before?.text ?? '');
  return before.kind === 'number' || ['select', 'in', 'then', 'else', 'when', 'and', 'or', 'by', 'values', 'where'].some((text) => isToken(before, text)); // prettier-ignore
}

function afterStar(text: string): Rule['matches'] {
  return (tokens, index) =>
    isToken(tokens[index], text) && isToken(tokens[index - 1], '*') && isToken(tokens[index + 1], '(') && !isToken(tokens[index + 2], 'select') && !isToken(tokens[index + 2], 'values'); // prettier-ignore
}

function offsetAfterLimit(tokens: readonly Token[], index: number): boolean {
  return (
    isToken(tokens[index], 'offset') && isToken(tokens[index - 2], 'limit') && tokens[index + 1]?.kind === 'number'
  );
}
