import { nearest } from '../../diagnostics/index.ts';
import { parseTrinoType } from '../types/parse-trino-type.ts';
import { formatTrinoType, SIMPLE_KINDS, type RowField, type TrinoType } from '../types/trino-type.ts';
import type { TextRange } from '../tree.ts';
import type { Cursor } from './cursor.ts';
import { isIntervalField, parseIntervalField } from './constants.ts';

/** A type, in Trino's canonical text. One that lakemodel has no values of ends reading as unsupported. */
export function parseType(cursor: Cursor): string {
  return formatTrinoType(readType(cursor));
}

function readType(cursor: Cursor): TrinoType {
  cursor.enter();
  let type = readPlainType(cursor);
  while (cursor.at('array')) {
    cursor.next();
    if (cursor.at('[')) cursor.unsupported('An array type with a size');
    type = { kind: 'array', element: type };
  }
  cursor.leave();
  return type;
}

function readPlainType(cursor: Cursor): TrinoType {
  const { token } = cursor;
  switch (token.key) {
    case 'row':
      if (cursor.peek(1).key === '(') return readRow(cursor);
      break;
    case 'interval':
      if (isIntervalField(cursor.peek(1))) return readInterval(cursor);
      break;
    case 'time':
    case 'timestamp':
      return readTime(cursor, token.key);
    case 'double':
      cursor.next();
      cursor.accept('precision');
      return { kind: 'double' };
    default:
      break;
  }
  return readGeneric(cursor);
}

function readRow(cursor: Cursor): TrinoType {
  cursor.next();
  cursor.next();
  return { kind: 'row', fields: cursor.listToEnd(() => readField(cursor)) };
}

function readField(cursor: Cursor): RowField {
  if (!isFieldName(cursor)) return { type: readType(cursor) };
  const quoted = cursor.token.kind === 'quoted';
  const name = cursor.name();
  return { name: quoted ? name : name.toLowerCase(), type: readType(cursor) };
}

// `row(a bigint)` has a name, `row(bigint array, double precision, interval day to second)` has none.
function isFieldName(cursor: Cursor): boolean {
  if (!cursor.isName() || !cursor.isName(1)) return false;
  const second = cursor.peek(1);
  const third = cursor.peek(2).key;
  switch (second.key) {
    case 'precision':
      return cursor.token.key !== 'double';
    case 'array':
      return third === '(' || third === '<';
    case 'without':
      return third !== 'time';
    default:
      return !(cursor.token.key === 'interval' && isIntervalField(second));
  }
}

function readInterval(cursor: Cursor): TrinoType {
  const { start } = cursor.next();
  const from = parseIntervalField(cursor);
  const to = cursor.accept('to') ? parseIntervalField(cursor) : from;
  if (from === 'year' && to === 'month') return { kind: 'interval year to month' };
  if (from === 'day' && to === 'second') return { kind: 'interval day to second' };
  cursor.note({ kind: 'unsupported', what: `The type "interval ${from} to ${to}"`, at: cursor.from(start) });
  return { kind: 'unknown' };
}

function readTime(cursor: Cursor, kind: 'time' | 'timestamp'): TrinoType {
  const { start } = cursor.next();
  let precision = '';
  if (cursor.accept('(')) {
    if (cursor.token.kind !== 'integer') cursor.unexpected('a number');
    precision = `(${cursor.next().text})`;
    cursor.expect(')');
  }
  const zoned = cursor.acceptAll('with', 'time', 'zone');
  if (!zoned) cursor.acceptAll('without', 'time', 'zone');
  return known(cursor, `${kind}${precision}${zoned ? ' with time zone' : ''}`, cursor.from(start));
}

function readGeneric(cursor: Cursor): TrinoType {
  const { start } = cursor.token;
  const word = cursor.name('a type').toLowerCase();
  if ((word === 'array' || word === 'map') && cursor.at('<')) return readLegacy(cursor, word);
  if (!cursor.accept('(')) return known(cursor, word, cursor.from(start));
  const parameters = cursor.listToEnd(() => (cursor.token.kind === 'integer' ? cursor.next().text : readType(cursor)));
  const [first, second] = parameters;
  if (word === 'array' && parameters.length === 1 && typeof first === 'object')
    return { kind: 'array', element: first };
  if (word === 'map' && parameters.length === 2 && typeof first === 'object' && typeof second === 'object') {
    return { kind: 'map', key: first, value: second };
  }
  const texts = parameters.map((part) => (typeof part === 'string' ? part : formatTrinoType(part)));
  return known(cursor, `${word}(${texts.join(',')})`, cursor.from(start));
}

function readLegacy(cursor: Cursor, word: 'array' | 'map'): TrinoType {
  cursor.expect('<');
  const first = readType(cursor);
  if (word === 'array') {
    cursor.expect('>');
    return { kind: 'array', element: first };
  }
  cursor.expect(',');
  const value = readType(cursor);
  cursor.expect('>');
  return { kind: 'map', key: first, value };
}

// The words of Athena's DDL and of other engines, which a query cannot use.
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ['string', 'varchar'],
  ['text', 'varchar'],
  ['float', 'real or double'],
  ['binary', 'varbinary'],
  ['numeric', 'decimal'],
  ['dec', 'decimal'],
  ['datetime', 'timestamp'],
]);

// Types of Trino whose values lakemodel does not handle.
const UNHANDLED = new Set(
  `ipprefix hyperloglog p4hyperloglog qdigest tdigest setdigest geometry sphericalgeography bingtile kdbtree color jsonpath json2016
objectid codepoints likepattern joniregexp function model regressor classifier`.split(/\s+/),
);

/** Notes a typed literal (`DATE '…'`) whose word is no type, as in `SELECT a 'alias'`. */
export function checkTypeWord(cursor: Cursor, word: string, at: TextRange): void {
  if (!LITERAL_TYPES.has(word)) known(cursor, word, at);
}

const LITERAL_TYPES = new Set(['date', 'time', 'timestamp', 'decimal', 'bigint', 'varchar', 'double', 'real', 'json']);

// A type that is none ends nothing: what is wrong with the syntax behind it is told first.
function known(cursor: Cursor, text: string, at: TextRange): TrinoType {
  const word = /^[^(]*/.exec(text)?.[0] ?? '';
  const type = FOREIGN.has(word) ? undefined : parseTrinoType(text);
  if (type) return type;
  const what = `The type "${text}"`;
  if (UNHANDLED.has(word) || (!FOREIGN.has(word) && parseTrinoType(word)))
    cursor.note({ kind: 'unsupported', what, at });
  else cursor.note({ kind: 'not-trino', what, at, instead: FOREIGN.get(word) ?? nearest(word, TYPE_WORDS)[0] });
  return { kind: 'unknown' };
}

const TYPE_WORDS = [...SIMPLE_KINDS, 'varchar', 'char', 'decimal', 'time', 'timestamp', 'array', 'map', 'row'];
