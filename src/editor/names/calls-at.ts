/** A name in a template that the project defines. `start` and `end` are those of the name, quotes left out. */
export type NamedCall = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'ref'; readonly name: string }
  /** `table` is absent where the cursor is on a source that has none behind it yet. */
  | { readonly kind: 'source'; readonly source: string; readonly table: string }
  | { readonly kind: 'doc'; readonly name: string }
  | { readonly kind: 'var'; readonly name: string }
  | { readonly kind: 'macro'; readonly name: string }
);

const TEXT = `'([^'\\n]*)'|"([^"\\n]*)"`;
type CallKind = Exclude<NamedCall['kind'], 'macro'>;

const CALLS: readonly [kind: CallKind, pattern: RegExp][] = [
  ['ref', new RegExp(`\\bref\\(\\s*(?:${TEXT})(?:\\s*,\\s*(?:${TEXT}))?`, 'g')],
  ['source', new RegExp(`\\bsource\\(\\s*(?:${TEXT})\\s*,\\s*(?:${TEXT})`, 'g')],
  ['doc', new RegExp(`\\bdoc\\(\\s*(?:${TEXT})`, 'g')],
  ['var', new RegExp(`\\bvar\\(\\s*(?:${TEXT})`, 'g')],
];

/**
 * The call whose name stands at an offset. Read from the text alone, which need not be whole: `ref`, `source`, `doc` and `var` with their names
 * in quotes, anything else as the macro that is called there. Only tags count, unless the file is no template as a whole (YAML).
 */
export function callAt(
  text: string,
  offset: number,
  { isTemplate }: { readonly isTemplate: boolean },
): NamedCall | undefined {
  if (isTemplate && !tagAt(text, offset)) return undefined;
  const from = lineStart(text, offset, LINES_AROUND);
  const around = text.slice(from, lineEnd(text, offset, LINES_AROUND));
  for (const [kind, pattern] of CALLS) {
    for (const match of around.matchAll(pattern)) {
      const call = callOf(kind, match, from);
      if (call.outer.start <= offset && offset <= call.outer.end) return call.call;
    }
  }
  return isTemplate ? macroAt(text, offset) : undefined;
}

/** A call may be spread over a few lines. */
const LINES_AROUND = 3;

function callOf(kind: CallKind, match: RegExpMatchArray, from: number) {
  const outer = { start: from + match.index!, end: from + match.index! + match[0].length };
  const [, first = match[2] ?? '', , second = match[4]] = match;
  // `ref('package', 'model')` names the model last.
  const name = second ?? first;
  const at = from + match.index! + match[0].lastIndexOf(name);
  const range = { start: at, end: at + name.length };
  if (kind === 'source') return { outer, call: { kind, source: first, table: second ?? '', ...range } } as const;
  return { outer, call: { kind, name, ...range } } as const;
}

const WORD = /[\p{L}\p{N}_]/u;

function macroAt(text: string, offset: number): NamedCall | undefined {
  const { start, end } = wordAt(text, offset);
  if (start === end || !/^\s*\(/.test(text.slice(end, end + 80))) return undefined;
  return { kind: 'macro', name: text.slice(start, end), start, end };
}

/** The word around an offset; empty where there is none. */
export function wordAt(text: string, offset: number): { readonly start: number; readonly end: number } {
  let start = offset;
  let end = offset;
  while (start > 0 && WORD.test(text[start - 1] as string)) start--;
  while (end < text.length && WORD.test(text[end] as string)) end++;
  return { start, end };
}

/** The tag around an offset: `{{ … }}` or `{% … %}`, closed or not. Comments are none. */
export function tagAt(text: string, offset: number): { readonly start: number } | undefined {
  const before = text.slice(0, offset).replace(/\{#[\s\S]*?(?:#\}|$)/g, (comment) => ' '.repeat(comment.length));
  const start = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
  if (start < 0) return undefined;
  const close = text.startsWith('{{', start) ? '}}' : '%}';
  const closed = before.indexOf(close, start + 2);
  return closed < 0 || closed + close.length > offset ? { start } : undefined;
}

function lineStart(text: string, offset: number, lines: number): number {
  let at = offset;
  for (let line = 0; line <= lines && at > 0; line++) at = text.lastIndexOf('\n', at - 1);
  return at <= 0 ? 0 : at + 1;
}

function lineEnd(text: string, offset: number, lines: number): number {
  let at = offset - 1;
  for (let line = 0; line <= lines; line++) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) return text.length;
  }
  return at;
}
