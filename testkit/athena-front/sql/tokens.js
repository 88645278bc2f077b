import { malformed } from '../refusals.js';

/**
 * `quoted`: in double quotes; `backtick`: in backticks; `string`: in single quotes (in Hive's DDL double quotes make strings too, which stay
 * `quoted` here: where they stand says what they are). `value` is the text without quotes and escapes. Lines and columns count from 1.
 * @typedef {{ kind: 'word' | 'number' | 'symbol' | 'string' | 'quoted' | 'backtick' | 'comment', text: string, value: string, start: number, end: number, line: number, column: number }} Token
 */

/**
 * All tokens of a text, comments among them.
 * @param {string} sql
 * @param {'trino' | 'hive'} lexer Hive's strings have backslash escapes, Trino's double the quote.
 * @returns {Token[]}
 */
export function tokenize(sql, lexer) {
  /** @type {Token[]} */
  const tokens = [];
  let line = 1;
  let lineStart = 0;
  let position = 0;
  while (position < sql.length) {
    const start = position;
    const place = { line, column: start - lineStart + 1 };
    const [kind, end] = read(sql, start, lexer, place);
    if (kind)
      tokens.push({
        kind,
        text: sql.slice(start, end),
        value: valueOf(kind, sql.slice(start, end), lexer),
        start,
        end,
        ...place,
      });
    for (let at = start; at < end; at++) {
      if (sql[at] !== '\n') continue;
      line += 1;
      lineStart = at + 1;
    }
    position = end;
  }
  return tokens;
}

/**
 * @param {string} sql
 * @param {number} start
 * @param {'trino' | 'hive'} lexer
 * @param {{ line: number, column: number }} place
 * @returns {[Token['kind'] | undefined, number]}
 */
function read(sql, start, lexer, place) {
  const sign = sql[start] ?? '';
  if (/\s/.test(sign)) return [undefined, start + 1];
  if (sql.startsWith('--', start)) {
    const end = sql.indexOf('\n', start);
    return ['comment', end < 0 ? sql.length : end];
  }
  if (sql.startsWith('/*', start)) return ['comment', closing(sql, '*/', start + 2, place)];
  if (sign === "'") return ['string', stringEnd(sql, start, lexer, place)];
  if (sign === '"') return ['quoted', stringEnd(sql, start, lexer, place)];
  if (sign === '`') return ['backtick', stringEnd(sql, start, 'trino', place)];
  const word = match(/[\p{L}_@][\p{L}\p{N}_@$]*/uy, sql, start);
  if (word) return ['word', start + word.length];
  const number = match(/(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/y, sql, start);
  if (number) return ['number', start + number.length];
  const symbol = match(/<>|!=|<=|>=|\|\||->|=>/y, sql, start);
  return ['symbol', start + (symbol?.length ?? 1)];
}

/**
 * @param {RegExp} pattern
 * @param {string} sql
 * @param {number} start
 */
function match(pattern, sql, start) {
  pattern.lastIndex = start;
  return pattern.exec(sql)?.[0];
}

/**
 * @param {string} sql
 * @param {number} start
 * @param {'trino' | 'hive'} lexer
 * @param {{ line: number, column: number }} place
 */
function stringEnd(sql, start, lexer, place) {
  const quote = sql[start];
  for (let at = start + 1; at < sql.length; at++) {
    if (lexer === 'hive' && sql[at] === '\\') at += 1;
    else if (sql[at] === quote) {
      if (lexer === 'hive' || sql[at + 1] !== quote) return at + 1;
      at += 1;
    }
  }
  throw malformed(place, `mismatched input '${quote}'. Expecting: a closing ${quote}`);
}

/**
 * @param {string} sql
 * @param {string} end
 * @param {number} from
 * @param {{ line: number, column: number }} place
 */
function closing(sql, end, from, place) {
  const at = sql.indexOf(end, from);
  if (at < 0) throw malformed(place, `mismatched input '/'. Expecting: a closing ${end}`);
  return at + end.length;
}

/**
 * @param {Token['kind']} kind
 * @param {string} text
 * @param {'trino' | 'hive'} lexer
 */
function valueOf(kind, text, lexer) {
  if (kind === 'word') return text.toLowerCase();
  if (kind !== 'string' && kind !== 'quoted' && kind !== 'backtick') return text;
  const inner = text.slice(1, -1);
  if (lexer === 'hive' && kind !== 'backtick') return hiveUnescaped(inner);
  const quote = text.charAt(0);
  return inner.replaceAll(quote + quote, quote);
}

/** @type {Readonly<Record<string, string>>} */
const HIVE_ESCAPES = { 0: '\0', b: '\b', n: '\n', r: '\r', t: '\t', Z: '\x1a' };

/** Hive's escapes in strings: `\'`, `\n`, `\\`, `\u0001`, `\001`. */
function hiveUnescaped(/** @type {string} */ text) {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([0-7]{3})|([^]))/g, (_, unicode, octal, sign) => {
    if (unicode) return String.fromCharCode(parseInt(unicode, 16));
    if (octal) return String.fromCharCode(parseInt(octal, 8));
    return HIVE_ESCAPES[sign] ?? sign;
  });
}
