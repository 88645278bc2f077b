import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';
import { printableLine } from './printable.ts';

export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Kept whole when the table must shrink, as numbers are. */
  readonly whole?: boolean;
  /** Left out before others are cut beyond recognition: the lowest number first. */
  readonly leaveOut?: number;
}

const GAP = 2;
const MIN_WIDTH = 4;
// Of a name that is cut, this much should be left.
const READABLE_WIDTH = 12;

/**
 * An aligned table with a header and a rule, no wider than `width`: cells that are not whole are cut with `…`, the widest first.
 * Cells are made printable; `paint` colours a cell after it was measured. Lines have no spaces at the end.
 */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  options: { readonly width: number; readonly paint?: (text: string, row: number, column: number) => string },
): string {
  const cells = rows.map((row) => columns.map((_, index) => printableLine(row[index] ?? '')));
  const titles = columns.map((column) => printableLine(column.title));
  const natural = titles.map((title, index) =>
    cells.reduce((widest, row) => Math.max(widest, stringWidth(row[index] as string)), stringWidth(title)),
  );
  const shown = columnsToShow(columns, natural, options.width);
  const widths = shrink(
    shown.map((index) => natural[index] as number),
    shown.map((index) => columns[index]),
    options.width,
  );
  const line = (texts: readonly string[], row: number) =>
    shown
      .map((column, at) => {
        const cut = cutTo(texts[column] as string, widths[at] as number);
        const space = ' '.repeat(Math.max(0, (widths[at] as number) - stringWidth(cut)));
        const painted = row < 0 ? cut : (options.paint?.(cut, row, column) ?? cut);
        return columns[column]?.align === 'right' ? space + painted : painted + space;
      })
      .join(' '.repeat(GAP))
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join(' '.repeat(GAP));
  return [line(titles, -1), rule, ...cells.map((row, index) => line(row, index))].join('\n');
}

/** Indexes of the columns that stay: those that may be left out go while the others would become unreadable. */
function columnsToShow(columns: readonly TableColumn[], natural: readonly number[], width: number): readonly number[] {
  const least = (index: number) =>
    columns[index]?.whole ? (natural[index] as number) : Math.min(natural[index] as number, READABLE_WIDTH);
  let shown = columns.map((_, index) => index);
  const order = shown
    .filter((index) => columns[index]?.leaveOut !== undefined)
    .sort((a, b) => (columns[a]?.leaveOut ?? 0) - (columns[b]?.leaveOut ?? 0));
  for (const next of order) {
    if (shown.reduce((sum, index) => sum + least(index), 0) + GAP * (shown.length - 1) <= width) break;
    shown = shown.filter((index) => index !== next);
  }
  return shown;
}

/** Cuts text to a width on screen; wide characters count as two. */
export function cutTo(text: string, width: number): string {
  return stringWidth(text) <= width ? text : cliTruncate(text, Math.max(1, width));
}

/** How many columns find room side by side, each cut as far as it may be. */
export function columnsThatFit(width: number): number {
  return Math.max(1, Math.floor((width + GAP) / (MIN_WIDTH + GAP)));
}

/** Takes from the widest column, one step at a time, until all fit; columns that stay whole are the last to give. */
function shrink(natural: readonly number[], columns: readonly (TableColumn | undefined)[], width: number): number[] {
  const widths = natural.map((each) => Math.min(each, Math.max(width, MIN_WIDTH)));
  let over = widths.reduce((sum, each) => sum + each, 0) + GAP * (widths.length - 1) - width;
  for (; over > 0; over--) {
    const index = widest(widths, (at) => !columns[at]?.whole) ?? widest(widths, () => true);
    if (index === undefined) break;
    widths[index] = (widths[index] as number) - 1;
  }
  return widths;
}

function widest(widths: readonly number[], may: (index: number) => boolean): number | undefined {
  let found: number | undefined;
  widths.forEach((width, index) => {
    if (width > MIN_WIDTH && may(index) && (found === undefined || width > (widths[found] as number))) found = index;
  });
  return found;
}
