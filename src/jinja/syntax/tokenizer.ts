import lexer, { type Token, type Tokenizer as Base } from 'nunjucks/src/lexer.js';
import { problem } from '../template-error.ts';
import { decodeEscapes } from './escapes.ts';

const NunjucksTokenizer = lexer.lex('').constructor as new (text: string) => Base;

const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER = /\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?(?:[eE][+-]?\d+(?:_\d+)*)?/y;
const OPENERS = '([{';
const CLOSERS = ')]}';
const KNOWN = ' \n\t\r\u00a0()[]{}%*-+~/,:|.<>=!';
const WORDS: Readonly<Record<string, 'boolean' | 'none'>> = {
  true: 'boolean',
  True: 'boolean',
  false: 'boolean',
  False: 'boolean',
  none: 'none',
  None: 'none',
};

/**
 * nunjucks's tokenizer with Jinja2's words: offsets instead of lines (`lineno` is a token's start, `colno` its end), data found by `indexOf`,
 * Python's strings and numbers, braces that balance (`{{ {'a': {}} }}`), no regular expressions (`r/2` is a division).
 * Reads the text between `start` and `end` only.
 */
export class Tokenizer extends NunjucksTokenizer {
  // Brackets open since the tag began: inside them `}}` is two braces, not the tag's end.
  private depth = 0;
  private tagStart = 0;

  constructor(text: string, start = 0, end: number = text.length) {
    super(text);
    this.index = start;
    this.len = end;
  }

  override forward(): void {
    this.index++;
  }

  override isFinished(): boolean {
    return this.index >= this.len;
  }

  override nextToken(): Token | null {
    if (this.isFinished()) {
      if (this.in_code) this.unclosed('tag', this.tagStart, this.tagStart + 2);
      return null;
    }
    return this.in_code ? this.codeToken() : this.dataToken();
  }

  /** Reads raw text up to a tag that matches `endTag` (sticky not needed, global), which is consumed; undefined when there is none. */
  rawUntil(endTag: RegExp): { start: number; end: number; tag: string } | undefined {
    const start = this.index;
    endTag.lastIndex = start;
    const match = endTag.exec(this.str);
    if (!match || match.index + match[0].length > this.len) return undefined;
    this.index = match.index + match[0].length;
    this.in_code = false;
    return { start, end: match.index, tag: match[0] };
  }

  private make(type: string, value: string, start: number): Token {
    return { type, value, lineno: start, colno: this.index };
  }

  private dataToken(): Token {
    const start = this.index;
    const opener = this.openerAt(start);
    if (opener === '{#') return this.comment(start);
    if (opener) return this.openTag(opener, start);
    this.index = this.nextOpener(start);
    return this.make('data', this.str.slice(start, this.index), start);
  }

  private openerAt(at: number): '{{' | '{%' | '{#' | undefined {
    if (this.str[at] !== '{' || at + 1 >= this.len) return undefined;
    const next = this.str[at + 1];
    return next === '{' ? '{{' : next === '%' ? '{%' : next === '#' ? '{#' : undefined;
  }

  private nextOpener(from: number): number {
    let at = this.str.indexOf('{', from);
    while (at >= 0 && at < this.len) {
      if (this.openerAt(at)) return at;
      at = this.str.indexOf('{', at + 1);
    }
    return this.len;
  }

  private openTag(opener: '{{' | '{%', start: number): Token {
    this.index += 2;
    const sign = this.str[this.index];
    if (sign === '-' || (sign === '+' && opener === '{%')) this.index++;
    this.in_code = true;
    this.depth = 0;
    this.tagStart = start;
    return this.make(opener === '{{' ? 'variable-start' : 'block-start', this.str.slice(start, this.index), start);
  }

  private comment(start: number): Token {
    const close = this.str.indexOf('#}', start + 2);
    if (close < 0 || close + 2 > this.len) this.unclosed('comment', start, start + 2);
    this.index = close + 2;
    return this.make('comment', this.str.slice(start, this.index), start);
  }

  private codeToken(): Token | null {
    const start = this.index;
    const char = this.str[start] as string;
    if (char === '"' || char === "'") return this.stringToken(char);
    const name = this.match(NAME);
    if (name) return this.make(Object.hasOwn(WORDS, name) ? (WORDS[name] as string) : 'symbol', name, start);
    const number = this.match(NUMBER);
    if (number) return this.make(/[.eE]/.test(number) ? 'float' : 'int', number.replaceAll('_', ''), start);
    if (!KNOWN.includes(char)) throw this.unexpected(char);
    if (char === '}' && this.depth > 0) return this.closeBrace(start);
    if (this.str.startsWith('+%}', start)) this.index++;
    const token = super.nextToken();
    if (!token) return null;
    if (token.value.length === 1) this.count(token.value);
    return { type: token.type, value: token.value, lineno: start, colno: this.index };
  }

  private count(char: string): void {
    if (OPENERS.includes(char)) this.depth++;
    else if (CLOSERS.includes(char)) this.depth--;
  }

  private closeBrace(start: number): Token {
    this.index++;
    this.depth--;
    return this.make('right-curly', '}', start);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.index;
    const found = pattern.exec(this.str)?.[0];
    if (found === undefined || this.index + found.length > this.len) return undefined;
    this.index += found.length;
    return found;
  }

  private stringToken(quote: string): Token {
    const start = this.index;
    let at = start + 1;
    while (at < this.len && this.str[at] !== quote) at += this.str[at] === '\\' ? 2 : 1;
    if (at >= this.len) this.unclosed('string', start, start + 1);
    this.index = at + 1;
    return this.make('string', decodeEscapes(this.str.slice(start + 1, at)), start);
  }

  private unexpected(char: string): Error {
    const range = { start: this.index, end: this.index + char.length };
    return problem('template-syntax', { found: `the character "${char}"`, expected: undefined }, { range });
  }

  private unclosed(what: 'tag' | 'comment' | 'string', start: number, end: number): never {
    throw problem('template-unclosed', { what }, { range: { start, end } });
  }
}
