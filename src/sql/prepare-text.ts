import type { Source } from '../diagnostics/index.ts';
import { tokensOf, type Token } from './tokens.ts';
import type { TypedLiteral } from './tree.ts';

/** A query's text made fit for the parser, every offset unchanged. */
export interface PreparedText {
  readonly source: Source;
  /** Without comments and without a closing semicolon; typed literals are replaced by quoted names. */
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly typedLiterals: ReadonlyMap<string, TypedLiteral>;
  /** The offset, in UTF-16 units, of an offset of the parser, which counts Unicode characters. */
  readonly offset: (characters: number) => number;
}

const TYPE_WORDS = new Set(
  'date time timestamp decimal bigint integer int smallint tinyint real double boolean varchar char varbinary json uuid ipaddress'.split(
    ' ',
  ),
);

// A private-use character: no name of a user begins with it.
const MARK = '\uE000';

/**
 * Replaces what the parser loses. `DECIMAL '1.50'` loses its precision, `BIGINT '5'` is not understood, and comments are attached to nodes.
 * Each typed literal becomes a quoted name of the same length, and comments become spaces.
 */
export function prepareText(source: Source): PreparedText {
  const tokens = withoutSemicolon(tokensOf(source.text));
  const typedLiterals = new Map<string, TypedLiteral>();
  let text = '';
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    text += blank(source.text, text.length, token.start);
    const literal = typedLiteralAt(tokens, index);
    if (!literal) {
      text += token.text;
      continue;
    }
    const name = (MARK + String(typedLiterals.size)).padEnd(literal.end - literal.start - 2);
    typedLiterals.set(name, { kind: 'typed-literal', type: literal.type, value: literal.value, at: literal });
    text += `"${name}"`;
    index += literal.tokens - 1;
  }
  return { source, text, tokens, typedLiterals, offset: offsetsIn(text) };
}

function withoutSemicolon(tokens: readonly Token[]): readonly Token[] {
  return tokens.at(-1)?.text === ';' ? tokens.slice(0, -1) : tokens;
}

function blank(text: string, start: number, end: number): string {
  return text.slice(start, end).replace(/[^\n]/g, ' ');
}

interface FoundLiteral {
  readonly type: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly tokens: number;
}

function typedLiteralAt(tokens: readonly Token[], index: number): FoundLiteral | undefined {
  const first = tokens[index] as Token;
  const type = first.text.toLowerCase();
  if (first.kind !== 'word' || !TYPE_WORDS.has(type) || tokens[index - 1]?.text === '.') return undefined;
  const precision = type === 'double' && tokens[index + 1]?.text.toLowerCase() === 'precision' ? 1 : 0;
  const text = tokens[index + 1 + precision];
  if (text?.kind !== 'string' || !text.text.startsWith("'")) return undefined;
  return { type, value: text.value, start: first.start, end: text.end, tokens: 2 + precision };
}

function offsetsIn(text: string): (characters: number) => number {
  if (!/[\uD800-\uDBFF]/.test(text)) return (characters) => characters;
  const offsets = [0];
  for (const character of text) offsets.push((offsets.at(-1) as number) + character.length);
  return (characters) => offsets[characters] ?? text.length;
}
