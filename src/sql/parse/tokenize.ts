import { RESERVED_WORDS } from './reserved-words.ts';

/** What a token is: `unknown` is one character that begins nothing in Trino's grammar, `end` stands behind the last. */
export type TokenKind =
  | 'word'
  | 'quoted'
  | 'backquoted'
  | 'string'
  | 'unicode-string'
  | 'binary'
  | 'integer'
  | 'decimal'
  | 'double'
  | 'digit-name'
  | 'sign'
  | 'unknown'
  | 'end';

/** A piece of the text. `key` is a word in lower case or a sign as written, else empty: what keywords and signs are compared with. */
export interface Token {
  readonly kind: TokenKind;
  readonly key: string;
  readonly text: string;
  /** Whether it can be a name: a quoted one or a word that is not reserved. */
  readonly isName: boolean;
  readonly start: number;
  readonly end: number;
}

/** Splits a text as Trino's lexer does; spaces and comments are left out, and the last token is one of kind `end`. Never fails. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const length = text.length;
  let start = 0;
  while (start < length) {
    const code = text.charCodeAt(start);
    if (isSpace(code)) {
      start++;
      continue;
    }
    const behind = behindComment(text, start, code);
    if (behind > start) {
      start = behind;
      continue;
    }
    const token = tokenAt(text, start, code);
    tokens.push(token);
    start = token.end;
  }
  tokens.push({ kind: 'end', key: '', text: '', isName: false, start: length, end: length });
  return tokens;
}

const codesOf = (characters: string) => Array.from(characters, (character) => character.charCodeAt(0));
const [TAB, NEWLINE, RETURN, SPACE, MINUS, SLASH, STAR, DOT, QUOTE, DOUBLE, BACK, LOW_LINE] = codesOf(
  '\t\n\r -/*.\'"`_',
) as [number, number, number, number, number, number, number, number, number, number, number, number];
const [ZERO, NINE, UPPER_A, UPPER_Z, LOWER_A, LOWER_Z] = codesOf('09AZaz') as [number, number, number, number, number, number]; // prettier-ignore

function isSpace(code: number): boolean {
  return code === SPACE || code === NEWLINE || code === RETURN || code === TAB;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function isLetter(code: number): boolean {
  return (code >= LOWER_A && code <= LOWER_Z) || (code >= UPPER_A && code <= UPPER_Z) || code === LOW_LINE;
}

// An unclosed "/*" is no comment: its signs are tokens, as in Trino.
function behindComment(text: string, start: number, code: number): number {
  if (code === MINUS && text.charCodeAt(start + 1) === MINUS) {
    const rest = /[\r\n]/g;
    rest.lastIndex = start;
    return rest.exec(text)?.index ?? text.length;
  }
  if (code !== SLASH || text.charCodeAt(start + 1) !== STAR) return start;
  const end = text.indexOf('*/', start + 2);
  return end < 0 ? start : end + 2;
}

function tokenAt(text: string, start: number, code: number): Token {
  if (isLetter(code)) return wordAt(text, start, code);
  if (isDigit(code) || (code === DOT && isDigit(text.charCodeAt(start + 1)))) return numberAt(text, start);
  if (code === QUOTE) return quotationAt(text, start, start, QUOTE, 'string');
  if (code === DOUBLE) return quotationAt(text, start, start, DOUBLE, 'quoted');
  if (code === BACK) return quotationAt(text, start, start, BACK, 'backquoted');
  return signAt(text, start);
}

function wordAt(text: string, start: number, code: number): Token {
  const small = code | 0x20;
  if (small === 0x78 && text.charCodeAt(start + 1) === QUOTE) {
    const end = text.indexOf("'", start + 2);
    if (end > 0) return made('binary', '', text, start, end + 1);
  }
  if (small === 0x75 && text.startsWith("&'", start + 1)) {
    const token = quotationAt(text, start, start + 2, QUOTE, 'unicode-string');
    if (token.kind !== 'unknown') return token;
  }
  let end = start + 1;
  for (let next = text.charCodeAt(end); isLetter(next) || isDigit(next); next = text.charCodeAt(end)) end++;
  const word = text.slice(start, end);
  const key = word.toLowerCase();
  return { kind: 'word', key, text: word, isName: !RESERVED_WORDS.has(key), start, end };
}

function quotationAt(text: string, start: number, open: number, quote: number, kind: TokenKind): Token {
  const sign = String.fromCharCode(quote);
  let end = text.indexOf(sign, open + 1);
  while (end >= 0 && text.charCodeAt(end + 1) === quote) end = text.indexOf(sign, end + 2);
  return end < 0 ? made('unknown', '', text, start, start + 1) : made(kind, '', text, start, end + 1);
}

const INTEGER = /0x(?:_?[\da-f])+|0o(?:_?[0-7])+|0b(?:_?[01])+|\d(?:_?\d)*/iy;
const DECIMAL = /\d(?:_?\d)*\.(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*/y;
const REAL = /(?:\d+(?:\.\d*)?|\.\d+)e[+-]?\d+/iy;
const DIGIT_NAME = /\d[a-z\d_]+/iy;

// The longest wins; of equals, the first.
function numberAt(text: string, start: number): Token {
  const integer = lengthOf(INTEGER, text, start);
  const next = text.charCodeAt(start + integer);
  if (integer > 0 && next !== DOT && !isLetter(next)) return made('integer', '', text, start, start + integer);
  const lengths = [integer, lengthOf(DECIMAL, text, start), lengthOf(REAL, text, start), lengthOf(DIGIT_NAME, text, start)]; // prettier-ignore
  const longest = Math.max(...lengths);
  const kind = (['integer', 'decimal', 'double', 'digit-name'] as const)[lengths.indexOf(longest)] ?? 'integer';
  return made(kind, '', text, start, start + longest);
}

function lengthOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0].length ?? 0;
}

const SIGNS = new Set('( ) [ ] , . ; = < > + - * / % ? :'.split(' '));
const LONG_SIGNS = new Set('<> != <= >= || -> =>'.split(' '));
const BEGINS_LONG = new Set('<!>|-='.split(''));

function signAt(text: string, start: number): Token {
  const one = text.charAt(start);
  if (BEGINS_LONG.has(one)) {
    const two = text.slice(start, start + 2);
    if (LONG_SIGNS.has(two)) return { kind: 'sign', key: two, text: two, isName: false, start, end: start + 2 };
  }
  if (SIGNS.has(one)) return { kind: 'sign', key: one, text: one, isName: false, start, end: start + 1 };
  const width = (text.codePointAt(start) as number) > 0xffff ? 2 : 1;
  return made('unknown', '', text, start, start + width);
}

function made(kind: TokenKind, key: string, text: string, start: number, end: number): Token {
  return { kind, key, text: text.slice(start, end), isName: kind === 'quoted', start, end };
}
