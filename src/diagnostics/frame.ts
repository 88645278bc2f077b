import { lineAndColumn, type Place, type Source } from './source.ts';

const LINES_BEFORE = 2;
const MAX_WIDTH = 100;

/** Makes a place, frame included, from a source and a half-open range of offsets into its text. */
export function placeIn(source: Source, start: number, end: number = start + 1): Place {
  const from = lineAndColumn(source.text, start);
  const to = lineAndColumn(source.text, Math.max(end, start));
  const firstLine = source.line ?? 1;
  const firstColumn = source.column ?? 1;
  const shift = (at: { line: number; column: number }) => ({
    line: at.line + firstLine - 1,
    column: at.line === 1 ? at.column + firstColumn - 1 : at.column,
  });
  const begin = shift(from);
  const finish = shift(to);
  return {
    file: source.file,
    line: begin.line,
    column: begin.column,
    endLine: finish.line,
    endColumn: finish.column,
    frame: codeFrame(source.text, from, to, firstLine),
  };
}

/** A place that names a file alone: for what concerns the whole of it. */
export function wholeFile(file: string): Place {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1, frame: [] };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function codeFrame(text: string, from: Position, to: Position, firstLine: number): string[] {
  const lines = text.split('\n');
  const shown = lines.slice(Math.max(0, from.line - 1 - LINES_BEFORE), from.line);
  const width = String(from.line + firstLine - 1).length;
  const cut = Math.max(0, from.column - 1 - MAX_WIDTH / 2);
  const clip = (line: string) =>
    expandTabs(line)
      .slice(cut, cut + MAX_WIDTH)
      .replace(/\r$/, '');
  const frame = shown.map((line, index) => {
    const number = from.line - shown.length + 1 + index + firstLine - 1;
    return `${String(number).padStart(width)} | ${clip(line)}`.trimEnd();
  });
  const last = lines[from.line - 1] ?? '';
  const endColumn = to.line === from.line ? to.column : last.length + 1;
  const indent = expandTabs(last.slice(0, from.column - 1)).length - cut;
  const carets = Math.max(1, Math.min(endColumn - from.column, MAX_WIDTH - indent));
  frame.push(`${' '.repeat(width)} | ${' '.repeat(Math.max(0, indent))}${'^'.repeat(carets)}`);
  return frame;
}

// One character a tab: columns then count characters, as editors and compilers do.
function expandTabs(line: string): string {
  return line.replace(/\t/g, ' ');
}
