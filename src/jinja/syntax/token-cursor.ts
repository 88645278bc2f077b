import type { Token } from 'nunjucks/src/lexer.js';
import parserModule from 'nunjucks/src/parser.js';
import { problem, type TemplateProblem } from '../template-error.ts';
import type { Tokenizer } from './tokenizer.ts';

/** nunjucks's parser with what ours needs below all grammar: where the last token ended, and problems in our words. */
export class TokenCursor extends parserModule.Parser {
  declare tokens: Tokenizer;
  /** Where the last consumed token ended; a token that is pushed back gives the end before it. */
  protected end = 0;
  private endBefore = 0;

  override nextToken(withWhitespace?: boolean): Token | null {
    const token = super.nextToken(withWhitespace);
    if (token) {
      this.endBefore = this.end;
      this.end = token.colno;
    }
    return token;
  }

  override peekToken(): Token | null {
    const { end, endBefore } = this;
    const token = super.peekToken();
    this.end = end;
    this.endBefore = endBefore;
    return token;
  }

  override pushToken(token: Token | null): void {
    super.pushToken(token);
    this.end = this.endBefore;
  }

  /** Reads a block's end, behind the end's own name where none is given. nunjucks's own forgets which token was wrong. */
  override advanceAfterBlockEnd(name?: string): Token {
    if (name === undefined) this.nextToken();
    const token = this.nextToken();
    if (token?.type !== 'block-end') {
      this.pushToken(token);
      this.failExpected('"%}"');
    }
    this.dropLeadingWhitespace = token.value.startsWith('-');
    return token;
  }

  /** Every message of nunjucks's own passes here and is told in our words: what stands there, what was expected. */
  override error(message: string, start?: number, end?: number): TemplateProblem {
    const token = this.peekToken();
    const range = { start: start ?? token?.lineno ?? this.end, end: end ?? token?.colno ?? this.end + 1 };
    const found = start === undefined ? foundToken(token) : `"${this.tokens.str.slice(range.start, range.end)}"`;
    return problem('template-syntax', { found, expected: expectation(message) }, { range });
  }

  protected failExpected(expected: string): never {
    const token = this.peekToken();
    const range = { start: token?.lineno ?? this.end, end: token?.colno ?? this.end + 1 };
    throw problem('template-syntax', { found: foundToken(token), expected }, { range });
  }

  protected startOfNext(): number {
    return this.peekToken()?.lineno ?? this.end;
  }

  protected nextIs(type: string): boolean {
    return this.peekToken()?.type === type;
  }

  protected expectType(type: string, expected: string): void {
    if (!this.skip(type)) this.failExpected(expected);
  }

  protected failAt(node: { lineno: number; colno: number }, expected: string): never {
    const range = { start: node.lineno, end: node.colno };
    throw problem(
      'template-syntax',
      { found: `"${this.tokens.str.slice(range.start, range.end)}"`, expected },
      { range },
    );
  }
}

function foundToken(token: Token | null): string {
  if (!token) return 'the end of the template';
  return token.type === 'string' ? `the string "${token.value}"` : `"${token.value}"`;
}

// What nunjucks's remaining messages mean, in words that a template's author knows.
function expectation(message: string): string | undefined {
  if (message.includes('variable end')) return '"}}"';
  if (message.includes('tag name')) return 'the name of a tag';
  if (message.includes('parseIf')) return '"elif", "else" or "endif"';
  return undefined;
}
