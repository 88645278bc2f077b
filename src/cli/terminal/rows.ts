import { counted } from './quantities.ts';
import { columnsThatFit, renderTable, type TableColumn } from './table.ts';
import type { Terminal } from './terminal.ts';

export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

type JsonRow = Readonly<Record<string, unknown>>;

/**
 * Prints rows of data to stdout: a table that fits the terminal, or with `json` what `wrap` makes of one object a row.
 * Columns that find no room are named on stderr.
 */
export function printRows(
  terminal: Terminal,
  data: Rows,
  format: string | undefined,
  wrap: (rows: readonly JsonRow[]) => unknown = (rows) => rows,
): void {
  if (format === 'json') {
    const objects = data.rows.map((row) => Object.fromEntries(data.columns.map((name, index) => [name, row[index]])));
    terminal.result(JSON.stringify(wrap(objects), jsonValue, 2));
    return;
  }
  const fit = Math.min(data.columns.length, columnsThatFit(terminal.width));
  const columns: TableColumn[] = data.columns
    .slice(0, fit)
    .map((title, index) => ({ title, align: isNumeric(data.rows, index) ? 'right' : 'left' }));
  const cells = data.rows.map((row) => row.slice(0, fit).map(cellText));
  const paint = (text: string, row: number, column: number) =>
    data.rows[row]?.[column] === null ? terminal.colours.dim(text) : text;
  terminal.result(renderTable(columns, cells, { width: terminal.width, paint }));
  const hidden = data.columns.slice(fit);
  if (hidden.length > 0) {
    terminal.say(
      `${counted(hidden.length, 'more column')} found no room: ${hidden.join(', ')}. --output json prints all.`,
    );
  }
}

/** A value of a row as text: NULL is `NULL`, structures are JSON. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'object') return value instanceof Date ? value.toISOString() : JSON.stringify(value, jsonValue);
  return String(value);
}

function isNumeric(rows: Rows['rows'], column: number): boolean {
  const values = rows.map((row) => row[column]).filter((value) => value !== null && value !== undefined);
  return values.length > 0 && values.every((value) => typeof value === 'number' || typeof value === 'bigint');
}

// JSON has no integers beyond doubles: a text keeps all digits.
function jsonValue(_key: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}
