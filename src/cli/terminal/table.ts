import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';
import { printableLine } from './printable.ts';

export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Kept whole when the table must shrink, as numbers are. */
  readonly whole?: boolean;
}

const GAP = 2;
const MIN_WIDTH = 4;

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
  const widths = shrink(natural, columns, options.width);
  const paint = options.paint ?? ((text: string) => text);
  const line = (texts: readonly string[], row: number) =>
    texts
      .map((text, index) => {
        const cut = cutTo(text, widths[index] as number);
        const space = ' '.repeat(Math.max(0, (widths[index] as number) - stringWidth(cut)));
        const painted = row < 0 ? cut : paint(cut, row, index);
        return columns[index]?.align === 'right' ? space + painted : painted + space;
      })
      .join(' '.repeat(GAP))
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(titles, -1), line(rule, -1), ...cells.map((row, index) => line(row, index))].join('\n');
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
function shrink(natural: readonly number[], columns: readonly TableColumn[], width: number): number[] {
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
