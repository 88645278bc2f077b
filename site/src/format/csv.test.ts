import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvText } from './csv.ts';

test('cells come back from a reader of CSV', () => {
  const rows = [
    ['a', 'b"c', 'd,e', 'f\ng', '', '日本'],
    ['1', '2', '3', '4', '5', '6'],
  ];
  expect(parse(csvText(rows), { record_delimiter: '\r\n' })).toEqual(rows);
});

test('no spreadsheet runs a cell', () => {
  expect(csvText([['=1+1', '+x', '-x', '@x', '\t=1', '\r=1', 'a=b', -5]])).toBe(
    `'=1+1,'+x,'-x,'@x,'\t=1,"'\r=1",a=b,-5\r\n`,
  );
});
