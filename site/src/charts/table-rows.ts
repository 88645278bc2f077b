import type { Value } from '../../../src/engines/engine.ts';
import { cellText } from './cell-text.ts';
import { columnKind } from './column-kind.ts';
import { compareOf } from './compare-values.ts';
import type { TableColumn } from './csv.ts';

export type Row = readonly Value[];

export interface TableOrder {
  /** Index of a column. */
  readonly column: number;
  readonly isDown: boolean;
}

/** The rows that hold a text in one of their cells, whatever its case. */
export function filterRows(rows: readonly Row[], text: string): readonly Row[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return rows;
  return rows.filter((row) => row.some((value) => cellText(value).toLowerCase().includes(wanted)));
}

/** The rows in an order; nulls are last in both directions, and equal ones stay as they are. */
export function orderRows(
  rows: readonly Row[],
  columns: readonly TableColumn[],
  order: TableOrder | undefined,
): readonly Row[] {
  const column = order && columns[order.column];
  if (!column) return rows;
  const compare = compareOf(columnKind(column.type));
  const direction = order.isDown ? -1 : 1;
  return [...rows].sort((left, right) => {
    const a = left[order.column] ?? null;
    const b = right[order.column] ?? null;
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return direction * compare(a, b);
  });
}

const MEASURED = 200;
const NARROWEST = 6;
const WIDEST = 48;

/** The width of each column in letters, from its name and first rows: it must not change while somebody scrolls. */
export function columnWidths(columns: readonly TableColumn[], rows: readonly Row[]): readonly number[] {
  return columns.map(({ name }, at) => {
    // The head has room for the sign of its order.
    const longest = rows
      .slice(0, MEASURED)
      .reduce((most, row) => Math.max(most, cellText(row[at]).length), name.length + 3);
    return Math.min(WIDEST, Math.max(NARROWEST, longest)) + 2;
  });
}
