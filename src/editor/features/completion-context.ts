import { tagAt } from '../names/calls-at.ts';

/** What a text that is being typed asks for at an offset. `start`: where the word begins that is replaced. */
export type CompletionContext = { readonly start: number } & (
  | { readonly kind: 'ref' }
  | { readonly kind: 'source' }
  | { readonly kind: 'table'; readonly source: string }
  | { readonly kind: 'doc' }
  | { readonly kind: 'var' }
  | { readonly kind: 'config-key' }
  | { readonly kind: 'config-value'; readonly key: string; readonly isQuoted: boolean }
  | { readonly kind: 'template-name' }
  | { readonly kind: 'column'; readonly of: string | undefined }
  | { readonly kind: 'nothing' }
);

/** Reads what stands before the cursor. The text need not be whole: a bracket or a quote that is missing is what typing looks like. */
export function contextAt(text: string, offset: number): CompletionContext {
  const tag = tagAt(text, offset);
  if (tag) return inTag(text.slice(tag.start, offset), tag.start);
  if (isComment(text, offset)) return { kind: 'nothing', start: offset };
  const before = text.slice(Math.max(0, offset - 300), offset);
  const match = /(?:([\p{L}_][\p{L}\p{N}_$]*|"[^"\n]*")\s*\.\s*)?([\p{L}_][\p{L}\p{N}_$]*)?$/u.exec(before);
  const [, of, word = ''] = match ?? [];
  return { kind: 'column', of: of?.replace(/^"(.*)"$/, '$1'), start: offset - word.length };
}

function inTag(text: string, from: number): CompletionContext {
  const end = from + text.length;
  const quoted = /\b(ref|source|doc|var)\(\s*(?:(['"])([^'"\n]*)\2\s*,\s*)?(?:(['"])([^'"\n]*))?$/.exec(text);
  if (quoted) return inQuotes(quoted, end);
  const config = /\bconfig\((?:[^()]|\([^()]*\))*$/.exec(text);
  if (config) return inConfig(config[0].slice('config('.length), end);
  if (insideText(text)) return { kind: 'nothing', start: end };
  const word = /[\p{L}\p{N}_]*$/u.exec(text)?.[0] ?? '';
  return { kind: 'template-name', start: end - word.length };
}

function inQuotes([, name, , first, , word = '']: RegExpExecArray, end: number): CompletionContext {
  const start = end - word.length;
  if (name === 'source')
    return first === undefined ? { kind: 'source', start } : { kind: 'table', source: first, start };
  return { kind: name as 'ref' | 'doc' | 'var', start };
}

function inConfig(text: string, end: number): CompletionContext {
  const argument =
    /(?:^|,)([^,]*)$/.exec(text.replace(/\[[^\]]*\]|\{[^}]*\}/g, (list) => '_'.repeat(list.length)))?.[1] ?? '';
  const value = /^\s*(\w+)\s*=\s*\[?\s*(['"])?([^'"]*)$/.exec(argument);
  if (value) {
    const [, key = '', quote, word = ''] = value;
    return { kind: 'config-value', key, isQuoted: quote !== undefined, start: end - word.length };
  }
  const key = /^\s*(\w*)$/.exec(argument)?.[1];
  return key === undefined ? { kind: 'nothing', start: end } : { kind: 'config-key', start: end - key.length };
}

function insideText(text: string): boolean {
  const quotes = text.replace(/\\./g, '').match(/'[^']*'|"[^"]*"|['"]/g) ?? [];
  return quotes.at(-1)?.length === 1;
}

function isComment(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  if (/^[^']*(?:'[^']*'[^']*)*--/.test(line) || /^(?:[^']*'[^']*')*[^']*'[^']*$/.test(line)) return true;
  const before = text.slice(0, offset);
  return before.lastIndexOf('/*') > before.lastIndexOf('*/') || before.lastIndexOf('{#') > before.lastIndexOf('#}');
}
