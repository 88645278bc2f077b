import type { Options } from 'csv-parse/sync';
import type { Source, Span } from '../../diagnostics/index.ts';

/** A CSV text: its header, and its rows as texts with where each begins. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly headerStart: number;
  readonly rows: readonly CsvRow[];
}

export interface CsvRow {
  readonly cells: readonly string[];
  /** Offset of the row's first character. */
  readonly start: number;
}

/** What is wrong with the text as CSV, and where. */
export interface CsvProblem {
  readonly problem: string;
  readonly start: number;
}

export type CsvParser = (text: string, options: Options) => unknown;

/** Loads the parser; it is not needed for a project without seeds. */
export async function loadCsvParser(): Promise<CsvParser> {
  const { parse } = await import('csv-parse/sync');
  return parse as CsvParser;
}

interface RawRecord {
  readonly record: string[];
  readonly raw: string;
}

/** Reads CSV (RFC 4180: double quotes, a quote inside doubled, CRLF or LF). Empty lines are skipped; an empty text has no header. */
export function readCsv(text: string, delimiter: string, parse: CsvParser): CsvTable | CsvProblem {
  const records = parseRecords(text, delimiter, parse);
  if ('problem' in records) return records;
  let offset = 0;
  const rows = records.map(({ record, raw }): CsvRow => {
    const found = text.indexOf(raw.trimStart(), offset);
    const start = found < 0 ? offset : found;
    offset = start + raw.trimStart().length;
    return { cells: record, start };
  });
  const [header, ...rest] = rows;
  return { header: header?.cells ?? [], headerStart: header?.start ?? 0, rows: rest };
}

function parseRecords(text: string, delimiter: string, parse: CsvParser): RawRecord[] | CsvProblem {
  const options: Options = { delimiter, relax_column_count: true, skip_empty_lines: true, raw: true };
  try {
    return parse(text, options) as RawRecord[];
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    if (code === undefined) throw error;
    return { problem: reasonOf(code), start: lineStart(text, lines ?? 1) };
  }
}

function reasonOf(code: string): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'a double quote is opened and never closed';
  if (code === 'INVALID_OPENING_QUOTE') return 'a double quote stands inside a value that does not begin with one';
  if (code === 'CSV_INVALID_CLOSING_QUOTE') return 'something follows the closing double quote of a value';
  return code.replace(/^CSV_/, '').replaceAll('_', ' ').toLowerCase();
}

function lineStart(text: string, line: number): number {
  let start = 0;
  for (let current = 1; current < line; current++) {
    const next = text.indexOf('\n', start);
    if (next < 0) break;
    start = next + 1;
  }
  return start;
}

/** Where the cell at `index` of a row stands, quotes included. */
export function cellSpan({ file, text }: Source, row: CsvRow, index: number, delimiter: string): Span {
  let start = row.start;
  for (let cell = 0; ; cell++) {
    const end = cellEnd(text, start, delimiter);
    if (cell === index || !text.startsWith(delimiter, end)) return { file, start, end: Math.max(end, start) };
    start = end + delimiter.length;
  }
}

function cellEnd(text: string, start: number, delimiter: string): number {
  if (text[start] === '"') {
    for (let at = start + 1; at < text.length; at++) {
      if (text[at] !== '"') continue;
      if (text[at + 1] !== '"') return at + 1;
      at += 1;
    }
    return text.length;
  }
  let end = start;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r' && !text.startsWith(delimiter, end)) end += 1;
  return end;
}
