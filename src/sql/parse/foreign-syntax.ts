import type { Token } from './tokenize.ts';

/** What other engines write and Trino does not: found at a token, with what to write instead. */
export interface ForeignSyntax {
  readonly what: string;
  readonly instead?: string;
  readonly token: Token;
}

interface Rule {
  readonly what: string;
  readonly instead?: string;
  readonly matches: (tokens: readonly Token[], index: number) => boolean;
}

const BEFORE = 4;

/** The syntax of another engine that explains why the token at this index does not fit. The nearest wins. */
export function findForeignSyntax(tokens: readonly Token[], failed: number): ForeignSyntax | undefined {
  for (let index = failed; index >= Math.max(0, failed - BEFORE); index--) {
    const rule = RULES.find((candidate) => candidate.matches(tokens, index));
    const token = tokens[index];
    if (rule && token) return { what: rule.what, ...(rule.instead !== undefined && { instead: rule.instead }), token };
  }
  return undefined;
}

/** GROUP BY ALL and ORDER BY ALL, which Trino would take for a column called "all". */
export function findAllOfOthers(tokens: readonly Token[]): ForeignSyntax | undefined {
  const index = tokens.findIndex(
    (token, at) =>
      (token.key === 'group' || token.key === 'order') &&
      follows(tokens, at + 1, 'by', 'all') &&
      AFTER_ALL.has(tokens[at + 3]?.key ?? '') &&
      !STRINGS.has(tokens[at + 3]?.kind ?? ''),
  );
  const token = tokens[index];
  return token && { what: `${token.key.toUpperCase()} BY ALL`, instead: 'the columns by name', token };
}

const AFTER_ALL = new Set(['', ')', ';', 'having', 'window', 'order', 'limit', 'offset', 'fetch', 'union', 'intersect', 'except', 'asc', 'desc', 'nulls']); // prettier-ignore
const STRINGS = new Set<string>(['string', 'unicode-string', 'integer', 'decimal', 'double', 'quoted']);

const RULES: readonly Rule[] = [
  { what: '"::"', instead: 'CAST(x AS type)', matches: adjacent(':', ':') },
  { what: '"=="', instead: '"="', matches: adjacent('=', '=') },
  { what: '"?"', instead: 'a value', matches: key('?') },
  { what: 'A name in backticks', instead: 'double quotes', matches: kind('backquoted') },
  {
    what: 'A name that begins with a digit',
    instead: 'double quotes around it',
    matches: kind('digit-name'),
  },
  { what: 'ILIKE', instead: 'lower(x) LIKE lower(pattern)', matches: key('ilike') },
  { what: 'RLIKE', instead: 'regexp_like(x, pattern)', matches: key('rlike') },
  { what: 'QUALIFY', instead: 'a subquery with WHERE around the window function', matches: key('qualify') },
  { what: 'ASOF', matches: wordBefore('asof', 'join') },
  { what: 'A semi join', instead: 'EXISTS or IN', matches: wordBefore('semi', 'join') },
  { what: 'An anti join', instead: 'NOT EXISTS', matches: wordBefore('anti', 'join') },
  {
    what: 'A comma before the end of a list',
    matches: (tokens, index) => tokens[index]?.key === ',' && endsList(tokens[index + 1]),
  },
  {
    what: 'Two strings in a row',
    instead: '"||" between them',
    matches: (tokens, index) => tokens[index]?.kind === 'string' && tokens[index + 1]?.kind === 'string',
  },
  { what: 'A list in brackets', instead: 'ARRAY[…]', matches: bareList },
  ...['exclude', 'except', 'replace'].map((word) => ({
    what: `${word.toUpperCase()} after "*"`,
    instead: 'the columns by name',
    matches: afterStar(word),
  })),
  { what: 'OFFSET after LIMIT', instead: 'OFFSET … LIMIT …', matches: offsetAfterLimit },
  { what: 'A FROM before SELECT', matches: (tokens, index) => follows(tokens, index, '(', 'from') },
  {
    what: 'A quotation without an end',
    matches: (tokens, index) => tokens[index]?.kind === 'unknown' && ["'", '"', '`'].includes(tokens[index].text),
  },
];

function key(text: string): Rule['matches'] {
  return (tokens, index) => tokens[index]?.key === text;
}

function kind(name: Token['kind']): Rule['matches'] {
  return (tokens, index) => tokens[index]?.kind === name;
}

function wordBefore(text: string, next: string): Rule['matches'] {
  return (tokens, index) => follows(tokens, index, text, next);
}

function follows(tokens: readonly Token[], index: number, ...keys: readonly string[]): boolean {
  return keys.every((text, distance) => tokens[index + distance]?.key === text);
}

function adjacent(first: string, second: string): Rule['matches'] {
  return (tokens, index) => follows(tokens, index, first, second) && tokens[index]?.end === tokens[index + 1]?.start;
}

const LIST_ENDS = new Set(['from', 'where', ')', ']', 'group', 'having', 'order', 'limit', ',']);

function endsList(token: Token | undefined): boolean {
  return token?.kind === 'end' || LIST_ENDS.has(token?.key ?? '');
}

const BEFORE_LIST = new Set('select in then else when and or by values where distinct'.split(' '));

function bareList(tokens: readonly Token[], index: number): boolean {
  if (tokens[index]?.key !== '[') return false;
  const before = tokens[index - 1];
  return !before || (before.kind === 'sign' && before.key !== ')' && before.key !== ']') || BEFORE_LIST.has(before.key);
}

function afterStar(word: string): Rule['matches'] {
  return (tokens, index) => {
    const third = tokens[index + 2];
    return follows(tokens, index - 1, '*', word) && tokens[index + 1]?.key === '(' && !['select', 'values', '('].includes(third?.key ?? ''); // prettier-ignore
  };
}

function offsetAfterLimit(tokens: readonly Token[], index: number): boolean {
  return tokens[index]?.key === 'offset' && tokens[index - 2]?.key === 'limit';
}
