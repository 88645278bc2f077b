import { malformed } from '../refusals.js';
import { DDL_RESERVED } from './reserved.js';

/** @typedef {import('./tokens.js').Token} Token */
/** A table's or view's name; `schema` is the database, the query's own where none is named. @typedef {{ schema: string, table: string }} Relation */

/** Walks the tokens of one statement. Keywords match in any case; what does not match is refused as Athena's parsers do. */
export class Reader {
  /**
   * @param {string} sql
   * @param {readonly Token[]} tokens Without comments.
   * @param {Token} [closing] What follows them: the bracket that closes.
   */
  constructor(sql, tokens, closing) {
    this.closing = closing;
    this.sql = sql;
    this.tokens = tokens;
    this.at = 0;
  }

  peek(offset = 0) {
    return this.tokens[this.at + offset];
  }

  get ended() {
    return this.at >= this.tokens.length;
  }

  /** Whether these words (or symbols) come next. @param {...string} words */
  sees(...words) {
    return words.every((word, index) => isWord(this.peek(index), word));
  }

  /** Takes these words if they come next. @param {...string} words */
  takes(...words) {
    if (!this.sees(...words)) return false;
    this.at += words.length;
    return true;
  }

  /** @param {...string} words */
  expect(...words) {
    for (const word of words) if (!this.takes(word)) throw this.mismatch(`'${word.toUpperCase()}'`);
  }

  /** @param {string} expecting */
  mismatch(expecting) {
    const token = this.peek() ?? this.closing;
    const last = this.tokens[this.tokens.length - 1];
    const place =
      token ?? (last ? { line: last.line, column: last.column + last.text.length } : { line: 1, column: 1 });
    return malformed(place, `mismatched input '${token?.text ?? '<EOF>'}'. Expecting: ${expecting}`);
  }

  end() {
    if (!this.ended) throw this.mismatch('<EOF>');
  }

  /** A name in Hive's DDL: plain or in backticks, lower-cased as Glue keeps it. */
  hiveName() {
    const token = this.peek();
    if (token?.kind === 'backtick') {
      this.at += 1;
      return token.value.toLowerCase();
    }
    if (token?.kind !== 'word' || token.value.startsWith('_') || token.value.includes('$'))
      throw this.mismatch('identifier');
    if (DDL_RESERVED.has(token.value)) throw this.mismatch('identifier');
    this.at += 1;
    return token.value;
  }

  /** A name in Trino's SQL: plain or in double quotes. */
  trinoName() {
    const token = this.peek();
    if (token?.kind === 'backtick') throw malformed(token, BACKQUOTED);
    if (token?.kind !== 'word' && token?.kind !== 'quoted') throw this.mismatch('<identifier>');
    this.at += 1;
    return token.value.toLowerCase();
  }

  /**
   * `[catalog.][database.]table`.
   * @param {'hive' | 'trino'} names
   * @param {string} database The query's own.
   * @returns {Relation}
   */
  relation(names, database) {
    const name = () => (names === 'hive' ? this.hiveName() : this.trinoName());
    const parts = [name()];
    while (parts.length < 3 && this.takes('.')) parts.push(name());
    if (parts.length === 3 && parts.shift() !== 'awsdatacatalog')
      throw malformed(this.tokens[0] ?? ORIGIN, "Catalog does not exist; this front knows 'awsdatacatalog' alone");
    const [table = '', schema = database] = parts.reverse();
    return { schema: schema.toLowerCase(), table };
  }

  /** A string in Hive's DDL: in single or double quotes. */
  hiveString() {
    const token = this.peek();
    if (token?.kind !== 'string' && token?.kind !== 'quoted') throw this.mismatch('string');
    this.at += 1;
    return token.value;
  }

  /** The tokens in brackets that come next, `(` to its `)`. */
  brackets() {
    this.expect('(');
    const from = this.at;
    for (let depth = 1; ; this.at++) {
      const token = this.peek();
      if (!token) throw this.mismatch("')'");
      if (token.text === '(' && token.kind === 'symbol') depth += 1;
      if (token.text === ')' && token.kind === 'symbol') depth -= 1;
      if (depth > 0) continue;
      this.at += 1;
      return new Reader(this.sql, this.tokens.slice(from, this.at - 1), token);
    }
  }

  /** The text from the next token to the end. */
  rest() {
    const token = this.peek();
    const last = this.tokens[this.tokens.length - 1];
    return token && last ? this.sql.slice(token.start, last.end) : '';
  }

  /** Reads `item` once, and again after each comma. @template T @param {() => T} item @returns {T[]} */
  list(item) {
    const items = [item()];
    while (this.takes(',')) items.push(item());
    return items;
  }

  /** `('a' = 'b', …)` of TBLPROPERTIES and SERDEPROPERTIES. */
  properties() {
    const inner = this.brackets();
    /** @type {[string, string][]} */
    const entries = inner.list(() => {
      const key = inner.hiveString();
      inner.expect('=');
      return [key, inner.hiveString()];
    });
    inner.end();
    return Object.fromEntries(entries);
  }
}

const ORIGIN = { line: 1, column: 1 };
export const BACKQUOTED = 'backquoted identifiers are not supported; use double quotes to quote identifiers';

/**
 * @param {Token | undefined} token
 * @param {string} word
 */
export function isWord(token, word) {
  return (
    token !== undefined && (token.kind === 'word' || token.kind === 'symbol') && token.value === word.toLowerCase()
  );
}
