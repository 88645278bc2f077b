/** Data that is written into a YAML file: mappings of texts, and of lists of such mappings. */
export interface YamlEntry {
  readonly [key: string]: string | readonly YamlEntry[];
}

const WORDS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n']);

/** A text as a scalar: plain where every reader of YAML takes it for that text, else in double quotes. */
export function scalarText(text: string, style: 'block' | 'flow'): string {
  const isPlain =
    style === 'flow' ? /^[A-Za-z_][\w.() ]*[\w.)]$|^[A-Za-z_]$/ : /^[A-Za-z_][\w.(), ]*[\w.)]$|^[A-Za-z_]$/;
  return isPlain.test(text) && !WORDS.has(text.toLowerCase()) ? text : JSON.stringify(text);
}

/** How lists are indented: `dash` spaces from their key to their dashes, `gap` spaces from a dash to what it holds. */
export interface ListStyle {
  readonly dash: number;
  readonly gap: number;
}

/** Lines of a list's item whose dash stands in column `column`. */
export function itemLines(entry: YamlEntry, column: number, style: ListStyle): string[] {
  const inner = column + 1 + style.gap;
  const lines = entryLines(entry, inner, style);
  const [first = '', ...rest] = lines;
  return [`${' '.repeat(column)}-${' '.repeat(style.gap)}${first.trimStart()}`, ...rest];
}

/** Lines of a mapping whose keys stand in column `column`. */
export function entryLines(entry: YamlEntry, column: number, style: ListStyle): string[] {
  const indent = ' '.repeat(column);
  return Object.entries(entry).flatMap(([key, value]) => {
    if (typeof value === 'string') return [`${indent}${key}: ${scalarText(value, 'block')}`];
    return [`${indent}${key}:`, ...value.flatMap((item) => itemLines(item, column + style.dash, style))];
  });
}

/** A mapping on one line, `{ name: id }`, with or without spaces inside of its braces. */
export function flowText(entry: YamlEntry, spaced: boolean): string {
  const pad = spaced ? ' ' : '';
  const parts = Object.entries(entry).map(([key, value]) => `${key}: ${flowValue(value, spaced)}`);
  return `{${pad}${parts.join(', ')}${pad}}`;
}

export function flowValue(value: string | readonly YamlEntry[], spaced: boolean): string {
  if (typeof value === 'string') return scalarText(value, 'flow');
  return `[${value.map((item) => flowText(item, spaced)).join(', ')}]`;
}
