import type { TextRange } from '../../sql/tree.ts';
import { RESERVED_WORDS } from '../../sql/parse/reserved-words.ts';
import { quoteIdentifier } from '../../sql/quote.ts';

/** A replacement of a range of a text; empty ranges insert. */
export interface TextEdit extends TextRange {
  readonly text: string;
}

const LETTER = /[\p{L}\p{N}_$]/u;

/** Where a name stands in a text as a whole word, without regard to case. */
export function wordsIn(text: string, name: string): readonly TextRange[] {
  const found: TextRange[] = [];
  const lower = text.toLowerCase();
  // A text that changes its length in lower case has letters that no name here has beside it.
  const searched = lower.length === text.length ? lower : text;
  const sought = name.toLowerCase();
  for (let at = searched.indexOf(sought); at >= 0; at = searched.indexOf(sought, at + 1)) {
    const end = at + sought.length;
    if (!LETTER.test(text[at - 1] ?? ' ') && !LETTER.test(text[end] ?? ' ')) found.push({ start: at, end });
  }
  return found;
}

/** The word of a name that an offset is in, or stands right behind. */
export function wordAt(text: string, offset: number): TextRange | undefined {
  let start = offset;
  let end = offset;
  while (start > 0 && LETTER.test(text[start - 1] as string)) start--;
  while (end < text.length && LETTER.test(text[end] as string)) end++;
  return start < end ? { start, end } : undefined;
}

/** Applies edits, whose ranges do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((result, { start, end, text: put }) => result.slice(0, start) + put + result.slice(end), text);
}

/** The same edits, each once. */
export function distinctEdits<T extends TextEdit>(edits: readonly T[]): readonly T[] {
  const seen = new Map(edits.map((edit) => [`${edit.start} ${edit.end} ${edit.text}`, edit]));
  return [...seen.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Whether a name can stand in SQL without quotes. */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !RESERVED_WORDS.has(name.toLowerCase());
}

/** A name as it stands in SQL: in quotes where it must, or where the name before it was. */
export function sqlName(name: string, replaced = ''): string {
  return isPlainName(name) && !replaced.startsWith('"') ? name : quoteIdentifier(name, 'athena');
}

export function sameName(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toLowerCase() === other?.toLowerCase();
}
