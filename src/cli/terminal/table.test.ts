import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { columnsThatFit, cutTo, renderTable, type TableColumn } from './table.ts';

const columns: readonly TableColumn[] = [
  { title: 'name' },
  { title: 'rows', align: 'right', whole: true },
  { title: 'note' },
];
const rows = [
  ['gold.dim_device', '1,204', ''],
  ['géräte_日本_テーブル', '7', 'a note that is rather long'],
];

function check(width: number, expected: readonly string[]): void {
  expect(renderTable(columns, rows, { width }).split('\n')).toEqual(expected);
}

test('as wide as it needs', () =>
  check(Infinity, [
    'name                   rows  note',
    '--------------------  -----  --------------------------',
    'gold.dim_device       1,204',
    'géräte_日本_テーブル      7  a note that is rather long',
  ]));

test('cut to fit: the widest column first, numbers whole', () => {
  const lines = renderTable(columns, rows, { width: 30 }).split('\n');
  expect(lines.map((line) => stringWidth(line)).every((width) => width <= 30)).toBe(true);
  expect(lines[2]).toContain('1,204');
  expect(lines[3]).toMatch(/…/);
});

test.each([1, 5, 10, 16, 17, 18, 25, 40, 60])('never wider than %d, as far as columns can shrink', (width) => {
  const least = 3 * 4 + 2 * 2;
  const widest = Math.max(
    ...renderTable(columns, rows, { width })
      .split('\n')
      .map((line) => stringWidth(line)),
  );
  expect(widest).toBeLessThanOrEqual(Math.max(width, least));
});

test('no rows, no cells, line breaks and escape codes in cells', () => {
  expect(renderTable(columns, [], { width: 80 })).toBe('name  rows  note\n----  ----  ----');
  expect(renderTable([{ title: 'a' }], [[], ['x\ny'], ['\u001b[31m']], { width: 80 })).toBe(
    'a\n----------\n\nx\\ny\n\\u001b[31m',
  );
});

test('paint does not count', () => {
  const paint = (text: string, row: number, column: number) =>
    row === 0 && column === 0 ? `\u001b[31m${text}\u001b[39m` : text;
  const [, , first, second] = renderTable(
    [{ title: 'a' }, { title: 'b' }],
    [
      ['x', 'y'],
      ['x', 'y'],
    ],
    { width: 80, paint },
  ).split('\n');
  expect(first).toBe('\u001b[31mx\u001b[39m  y');
  expect(second).toBe('x  y');
});

test('cutting measures wide characters', () => {
  expect(cutTo('日本語', 6)).toBe('日本語');
  expect(cutTo('日本語', 5)).toBe('日本…');
  expect(cutTo('abc', 0)).toBe('…');
});

test('columns that fit', () => {
  expect(columnsThatFit(Infinity)).toBe(Infinity);
  expect(columnsThatFit(16)).toBe(3);
  expect(columnsThatFit(1)).toBe(1);
});
