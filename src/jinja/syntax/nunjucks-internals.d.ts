// nunjucks ships no types for its own parts. Deep paths also keep its file loaders and its code generator from being loaded at all.

declare module 'nunjucks/src/lexer.js' {
  export interface Token {
    readonly type: string;
    readonly value: string;
    /** Our tokenizer counts no lines: here stand UTF-16 offsets, `lineno` the start and `colno` the end. */
    readonly lineno: number;
    readonly colno: number;
  }
  export interface Tokenizer {
    str: string;
    index: number;
    len: number;
    in_code: boolean;
    nextToken(): Token | null;
    forward(): void;
    current(): string;
    isFinished(): boolean;
  }
  const lexer: { lex(text: string, options?: object): Tokenizer };
  export = lexer;
}

declare module 'nunjucks/src/parser.js' {
  import type { Token, Tokenizer } from 'nunjucks/src/lexer.js';

  interface ParserBase {
    tokens: Tokenizer;
    peeked: Token | null;
    breakOnBlocks: readonly string[] | null;
    dropLeadingWhitespace: boolean;
    nextToken(withWhitespace?: boolean): Token | null;
    peekToken(): Token | null;
    pushToken(token: Token | null): void;
    skip(type: string): boolean;
    skipValue(type: string, value: string): boolean;
    skipSymbol(value: string): boolean;
    fail(message: string, start?: number, end?: number): never;
    error(message: string, start?: number, end?: number): Error;
    advanceAfterBlockEnd(name?: string): Token;
    advanceAfterVariableEnd(): void;
    parseUntilBlocks(...names: string[]): unknown;
    parseStatement(): unknown;
    parseNodes(): unknown[];
    parseAsRoot(): unknown;
    parseExpression(): unknown;
    parseIf(): unknown;
    parseMacro(): unknown;
    parseFilterStatement(): unknown;
    parseInlineIf(): unknown;
    parseOr(): unknown;
    parseAnd(): unknown;
    parseNot(): unknown;
    parseFilter(node: unknown): unknown;
    parseFilterName(): unknown;
    parsePrimary(noPostfix?: boolean): unknown;
  }
  const parser: { readonly Parser: new (tokens: Tokenizer) => ParserBase };
  export = parser;
}

declare module 'nunjucks/src/nodes.js' {
  interface NodeClass {
    new (start: number, end: number, ...fields: unknown[]): object;
    extend(name: string, properties?: { fields: readonly string[] }): NodeClass;
  }
  const nodes: Readonly<Record<string, NodeClass>>;
  export = nodes;
}
