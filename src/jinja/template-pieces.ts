import { TemplateProblem } from './template-error.ts';
import { Tokenizer } from './syntax/tokenizer.ts';

/** A stretch of literal text, or one tag as its words: `{{- ref("a") }}` and `{{ ref('a') }}` are the same words. */
export interface TemplatePiece {
  readonly kind: 'text' | 'tag';
  readonly text: string;
}

const ENDRAW = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;

/**
 * The pieces of a template, for comparing two of them: without comments, without the spaces and signs of tags, and without `config(…)`, which
 * prints nothing. A template that cannot be read is one piece of text.
 */
export function templatePieces(text: string): readonly TemplatePiece[] {
  if (!text.includes('{')) return [{ kind: 'text', text }];
  try {
    return readPieces(new Tokenizer(text));
  } catch (error) {
    if (error instanceof TemplateProblem) return [{ kind: 'text', text }];
    throw error;
  }
}

function readPieces(tokenizer: Tokenizer): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let words: string[] = [];
  for (let token = tokenizer.nextToken(); token; token = tokenizer.nextToken()) {
    const { type, value } = token;
    if (type === 'data') pieces.push({ kind: 'text', text: value });
    else if (type === 'variable-start' || type === 'block-start') words = [value.slice(0, 2)];
    else if (type === 'variable-end' || type === 'block-end') {
      if (!isConfig(words)) pieces.push({ kind: 'tag', text: words.join(' ') });
      const raw = words[1] === 'raw' && type === 'block-end' ? tokenizer.rawUntil(ENDRAW) : undefined;
      if (raw) pieces.push({ kind: 'text', text: tokenizer.str.slice(raw.start, raw.end) });
    } else if (type !== 'comment' && type !== 'whitespace')
      words.push(type === 'string' ? JSON.stringify(value) : value);
  }
  return pieces;
}

function isConfig([open, first, second, third]: readonly string[]): boolean {
  if (open === '{{') return first === 'config' && second === '(';
  return first === 'do' && second === 'config' && third === '(';
}
