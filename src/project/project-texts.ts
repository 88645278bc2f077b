import type { Assembly } from './assembly.ts';

/** Texts of all files that spans of the project point into. Of a seed the header is kept: the rows are data, and may be large. */
export function textsOf({ loading, files }: Assembly): Record<string, string> {
  const seeds = new Set(files.seeds.map(({ path }) => path));
  const texts = [...loading.texts].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(texts.map(([path, text]) => [path, seeds.has(path) ? firstLine(text) : text]));
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end < 0 ? text : text.slice(0, end + 1);
}
