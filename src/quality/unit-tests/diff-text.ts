import type { Column, Value } from '../../engines/engine.ts';
import type { RowPair } from './compare-rows.ts';

const WIDTH = 80;
const MAX_ROWS = 20;
const NARROWEST = 6;
const SEPARATOR = ' | ';

interface Counts {
  readonly missing: number;
  readonly extra: number;
  readonly different: number;
}

interface Line {
  readonly mark: string;
  readonly cells: readonly string[];
}

/**
 * Rows that differ, as dbt shows them:
 *
 *     actual differs from expected: 1 missing ---, 1 changed →
 *
 *     @@  | id | name
 *     --- | 2  | pump
 *     →   | 3  | valve→valves
 */
export function diffText(columns: readonly Column[], pairs: readonly RowPair[], counts: Counts): string {
  const shown = pairs.slice(0, MAX_ROWS);
  const lines = [{ mark: '@@', cells: columns.map((column) => column.name) }, ...shown.map((pair) => diffLine(pair))];
  const { lines: kept, omitted } = fit(lines);
  const more = [
    ...(pairs.length > shown.length ? [`… and ${pairs.length - shown.length} more rows`] : []),
    ...(omitted > 0 ? [`(${omitted} ${omitted === 1 ? 'column' : 'columns'} left out)`] : []),
  ];
  return [`actual differs from expected: ${summary(counts)}`, '', ...table(kept), ...more].join('\n');
}

function summary({ missing, extra, different }: Counts): string {
  const parts = [
    [missing, 'missing ---'],
    [extra, 'extra +++'],
    [different, 'changed →'],
  ] as const;
  return parts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : [])).join(', ');
}

function diffLine({ expected, actual }: RowPair): Line {
  if (!actual) return { mark: '---', cells: (expected ?? []).map(cellText) };
  if (!expected) return { mark: '+++', cells: actual.map(cellText) };
  const cells = expected.map((value, index) => {
    const [before, after] = [cellText(value), cellText(actual[index] ?? null)];
    return before === after ? before : `${before}→${after}`;
  });
  return { mark: '→', cells };
}

function cellText(value: Value): string {
  if (value === null) return 'NULL';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text === '' ? `''` : text.replace(/[\r\n\t]/g, (sign) => JSON.stringify(sign).slice(1, -1));
}

// Columns are narrowed first, the widest of them; then those without differences are left out, from the right.
function fit(lines: readonly Line[]): { readonly lines: readonly Line[]; readonly omitted: number } {
  let columns = (lines[0]?.cells ?? []).map((_, index) => index);
  const total = columns.length;
  const narrowest = (kept: readonly number[]) =>
    kept.reduce((sum, index) => sum + Math.min(NARROWEST, widthOf(lines, index)) + SEPARATOR.length, 3);
  while (columns.length > 1 && narrowest(columns) > WIDTH) {
    const least =
      columns.findLast((index) => !lines.some((line) => line.cells[index]?.includes('→'))) ?? columns.at(-1);
    columns = columns.filter((index) => index !== least);
  }
  const kept = lines.map(({ mark, cells }) => ({ mark, cells: columns.map((index) => cells[index] ?? '') }));
  const widths = narrowed(columns.map((_, index) => widthOf(kept, index)));
  return {
    lines: kept.map(({ mark, cells }) => ({ mark, cells: cells.map((cell, index) => cut(cell, widths[index] ?? 0)) })),
    omitted: total - columns.length,
  };
}

function narrowed(widths: readonly number[]): readonly number[] {
  const result = [...widths];
  const sum = () => result.reduce((total, width) => total + width + SEPARATOR.length, 3);
  while (sum() > WIDTH && Math.max(...result) > NARROWEST) {
    const widest = result.indexOf(Math.max(...result));
    result[widest] = (result[widest] ?? 0) - 1;
  }
  return result;
}

function widthOf(lines: readonly Line[], index: number): number {
  return Math.max(...lines.map((line) => [...(line.cells[index] ?? '')].length));
}

// A change is cut on both sides of its arrow, so that something of both values is left.
function cut(cell: string, width: number): string {
  const letters = [...cell];
  if (letters.length <= width) return cell;
  const arrow = letters.indexOf('→');
  if (arrow < 0 || width < NARROWEST) return `${letters.slice(0, width - 1).join('')}…`;
  const half = Math.floor((width - 1) / 2);
  return `${cut(letters.slice(0, arrow).join(''), half)}→${cut(letters.slice(arrow + 1).join(''), width - 1 - half)}`;
}

function table(lines: readonly Line[]): readonly string[] {
  const widths = (lines[0]?.cells ?? []).map((_, index) => widthOf(lines, index));
  return lines.map(({ mark, cells }) => {
    const padded = cells.map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - [...cell].length));
    return [mark.padEnd(3), ...padded].join(SEPARATOR).trimEnd();
  });
}
