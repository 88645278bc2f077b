import type { Expression, Literal } from '../tree.ts';
import { Stopped, type Cursor } from './cursor.ts';
import { bytesOf, digitsOf, nameOf, textOf, unicodeTextOf } from './literals.ts';
import { checkTypeWord } from './types.ts';
import type { Token } from './tokenize.ts';

/** A string literal, `U&'…' UESCAPE 'c'` among them, if one comes next. */
export function parseString(cursor: Cursor): Literal | undefined {
  const { token } = cursor;
  if (token.kind === 'string') {
    cursor.next();
    return { kind: 'literal', type: 'string', value: textOf(token), at: { start: token.start, end: token.end } };
  }
  return token.kind === 'unicode-string' ? parseUnicodeString(cursor, token) : undefined;
}

function parseUnicodeString(cursor: Cursor, token: Token): Literal {
  cursor.next();
  let escape = '\\';
  if (cursor.at('uescape') && cursor.peek(1).kind === 'string') {
    cursor.next();
    escape = textOf(cursor.next());
  }
  const at = cursor.from(token.start);
  const value = escape.length === 1 && !/[\s'"+\da-f]/i.test(escape) ? unicodeTextOf(token, escape) : undefined;
  if (value === undefined) throw new Stopped({ kind: 'wrong-literal', what: 'An escape in this text', at });
  return { kind: 'literal', type: 'string', value, at };
}

/** A string literal, which must come next. */
export function expectString(cursor: Cursor): Literal {
  return parseString(cursor) ?? cursor.unexpected('a text in single quotes');
}

const NUMBERS = new Set(['integer', 'decimal', 'double']);

/** A number, text, binary or typed literal (`DATE '2024-01-01'`), an interval, TRUE, FALSE or NULL, if one comes next. */
export function parseConstant(cursor: Cursor): Expression | undefined {
  const { token } = cursor;
  if (NUMBERS.has(token.kind)) {
    cursor.next();
    return { kind: 'literal', type: 'number', value: digitsOf(token), at: cursor.from(token.start) };
  }
  switch (token.key) {
    case '':
      break;
    case 'true':
    case 'false':
      cursor.next();
      return { kind: 'literal', type: 'boolean', value: token.key, at: cursor.from(token.start) };
    case 'null':
      cursor.next();
      return { kind: 'literal', type: 'null', value: 'null', at: cursor.from(token.start) };
    default:
      break;
  }
  if (token.kind === 'binary') return parseBinary(cursor, token);
  return parseString(cursor) ?? parseInterval(cursor) ?? parseTyped(cursor);
}

function parseBinary(cursor: Cursor, token: Token): Literal {
  cursor.next();
  const at = cursor.from(token.start);
  const value = bytesOf(token);
  if (value === undefined) throw new Stopped({ kind: 'wrong-literal', what: 'This binary literal', at });
  return { kind: 'literal', type: 'binary', value, at };
}

function isString(token: Token): boolean {
  return token.kind === 'string' || token.kind === 'unicode-string';
}

function parseTyped(cursor: Cursor): Expression | undefined {
  const { token } = cursor;
  if (!cursor.isName()) return undefined;
  const words = isString(cursor.peek(1))
    ? 1
    : cursor.follows('double', 'precision') && isString(cursor.peek(2))
      ? 2
      : 0;
  if (words === 0) return undefined;
  for (let count = 0; count < words; count++) cursor.next();
  if (token.key === 'x') {
    throw new Stopped({
      kind: 'wrong-literal',
      what: 'A binary literal with a space after X',
      at: cursor.from(token.start),
    });
  }
  const type = nameOf(token).toLowerCase();
  checkTypeWord(cursor, type, token);
  const { value } = expectString(cursor);
  return { kind: 'typed-literal', type, value, at: cursor.from(token.start) };
}

const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;
export type IntervalField = (typeof FIELDS)[number];

export function isIntervalField(token: Token): boolean {
  return (FIELDS as readonly string[]).includes(token.key);
}

export function parseIntervalField(cursor: Cursor): IntervalField {
  return cursor.expectOne(...FIELDS);
}

/** `INTERVAL '1' DAY`, with a sign and TO, if one comes next. */
export function parseInterval(cursor: Cursor): Expression | undefined {
  if (!cursor.at('interval')) return undefined;
  const { start } = cursor.token;
  const sign = cursor.peek(1).key === '-' || cursor.peek(1).key === '+' ? 1 : 0;
  if (!isString(cursor.peek(1 + sign))) return undefined;
  cursor.next();
  const negative = cursor.acceptOne('-', '+') === '-';
  const { value } = expectString(cursor);
  const unit = parseIntervalField(cursor);
  const to = cursor.accept('to') ? parseIntervalField(cursor) : undefined;
  return { kind: 'interval', value, negative, unit, to, at: cursor.from(start) };
}
