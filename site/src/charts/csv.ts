import type { Value } from '../../../src/engines/engine.ts';
import { cellText } from './cell-text.ts';
import { columnKind } from './column-kind.ts';

export interface TableColumn {
  readonly name: string;
  readonly type: string;
}

/**
 * A table as CSV of RFC 4180, lines ended by CR LF. A text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or
 * a line's end) gets an apostrophe in front; numbers and times keep their sign. A null is an empty field, an empty text `""`.
 */
export function toCsv(columns: readonly TableColumn[], rows: readonly (readonly Value[])[]): string {
  const isText = columns.map(({ type }) => !['number', 'time', 'boolean'].includes(columnKind(type)));
  const head = columns.map(({ name }) => field(guard(name)));
  const body = rows.map((row) => columns.map((_, at) => csvField(row[at], isText[at]!)));
  return [head, ...body].map((fields) => `${fields.join(',')}\r\n`).join('');
}

function csvField(value: Value | undefined, isText: boolean): string {
  if (value === '') return '""';
  const text = cellText(value);
  // A column of numbers may hold a text all the same.
  return field(isText || !IS_PLAIN.test(text) ? guard(text) : text);
}

const IS_PLAIN = /^[+-]?[\d.:\sTZ+\-eE]*$|^(?:true|false|[+-]?Infinity|NaN)$/;
const FORMULA = /^[=+\-@\t\r\n]/;

function guard(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function field(text: string): string {
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Tab-separated lines, as spreadsheets take them from the clipboard; tabs and line ends in texts become spaces. */
export function toTabs(columns: readonly TableColumn[], rows: readonly (readonly Value[])[]): string {
  const clean = (text: string) => guard(text.replace(/[\t\r\n]+/g, ' '));
  const isText = columns.map(({ type }) => !['number', 'time', 'boolean'].includes(columnKind(type)));
  const lines = rows.map((row) =>
    columns.map((_, at) => {
      const text = cellText(row[at]);
      return isText[at] || !IS_PLAIN.test(text) ? clean(text) : text;
    }),
  );
  return [columns.map(({ name }) => clean(name)), ...lines].map((cells) => cells.join('\t')).join('\n');
}
