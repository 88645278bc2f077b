/** A comment that switches diagnostics off. */
export interface IgnoreComment {
  readonly codes: readonly { readonly code: string; readonly start: number; readonly end: number }[];
  /** The line (from 1) that it speaks of; absent: the whole file. */
  readonly line?: number;
}

const IN_SQL = /(?:--|\/\*|\{#-?)[ \t]*lakemodel:[ \t]*(ignore-file|ignore)\b[ \t]*([a-z0-9-]+(?:[ \t]*,[ \t]*[a-z0-9-]+)*)?[^\n]*/g; // prettier-ignore
const IN_YAML = /#[ \t]*lakemodel:[ \t]*(ignore-file|ignore)\b[ \t]*([a-z0-9-]+(?:[ \t]*,[ \t]*[a-z0-9-]+)*)?[^\n]*/g; // prettier-ignore

/**
 * The comments `lakemodel: ignore CODE, …` of a file. At the end of a line one speaks of that line, alone on a line of the next one that is not
 * such a comment, too. Words behind the codes are a reason, which is for people.
 */
export function ignoreComments(file: string, text: string): readonly IgnoreComment[] {
  if (!text.includes('lakemodel:')) return [];
  const pattern = /\.ya?ml$/i.test(file) ? IN_YAML : IN_SQL;
  const lines = text.split('\n');
  const found: IgnoreComment[] = [];
  for (const match of text.matchAll(pattern)) {
    const [whole, word, list = ''] = match;
    const listAt = match.index + whole.indexOf(list, whole.indexOf(word ?? '') + (word ?? '').length);
    const codes = [...list.matchAll(/[a-z0-9-]+/g)].map(({ 0: code, index }) => {
      return { code, start: listAt + index, end: listAt + index + code.length };
    });
    if (word === 'ignore-file') found.push({ codes });
    else found.push({ codes, line: lineMeant(lines, text.slice(0, match.index).split('\n').length) });
  }
  return found;
}

function lineMeant(lines: readonly string[], line: number): number {
  if (!isAlone(lines[line - 1] ?? '')) return line;
  let next = line + 1;
  while (next <= lines.length && (isAlone(lines[next - 1] ?? '') || (lines[next - 1] ?? '').trim() === '')) next++;
  return next;
}

function isAlone(line: string): boolean {
  return /^\s*(--|\/\*|\{#-?|#)[ \t]*lakemodel:/.test(line) && !/(\*\/|#\})\s*\S/.test(line);
}
