/**
 * A text with a name that a person can open. `file` is relative to the project folder, with forward slashes.
 * `line` and `column` (1-based, default 1) say where the text begins in that file, for a text that is embedded in another, as SQL in YAML.
 */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly line?: number;
  readonly column?: number;
}

/** Where something stands: a file and a half-open range of UTF-16 offsets into its text. Plain data, cheap to keep. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A span made readable: 1-based lines and columns, the end exclusive, and the code frame that shows it. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly frame: readonly string[];
}

/** Line and column, both 1-based, of an offset into a text. An offset behind the end is the end. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, Math.max(0, offset));
  const line = before.split('\n').length;
  return { line, column: before.length - (before.lastIndexOf('\n') + 1) + 1 };
}

/** The offset of a 1-based line and column; columns behind the line's end give the line's end. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let current = 1; current < line; current++) {
    const next = text.indexOf('\n', start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  return Math.min(start + Math.max(0, column - 1), end < 0 ? text.length : end);
}
