import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/engines/engine.ts';
import { columnKind } from './column-kind.ts';
import { toCsv, toTabs } from './csv.ts';
import { columnWidths, filterRows, orderRows } from './table-rows.ts';

function sorted(type: string, values: readonly Value[], isDown = false): readonly Value[] {
  const rows = values.map((value) => [value]);
  return orderRows(rows, [{ name: 'x', type }], { column: 0, isDown }).map(([value]) => value!);
}

describe('columnKind', () => {
  it.each([
    ['decimal(38,2)', 'number'],
    ['BIGINT', 'number'],
    ['UINTEGER', 'number'],
    ['int', 'number'],
    ['double', 'number'],
    ['timestamp(6) with time zone', 'time'],
    ['date', 'time'],
    ['array(bigint)', 'nested'],
    ['BIGINT[]', 'nested'],
    ['row(a int)', 'nested'],
    ['STRUCT(a INTEGER)', 'nested'],
    ['map(varchar, int)', 'nested'],
    ['boolean', 'boolean'],
    ['varchar', 'text'],
    ['interval day to second', 'text'],
    ['uuid', 'text'],
  ])('%s is %s', (type, kind) => expect(columnKind(type)).toBe(kind));
});

describe('orderRows', () => {
  it('compares decimals of 38 digits exactly', () => {
    const values = [
      '12345678901234567890123456789012345678',
      '12345678901234567890123456789012345677',
      '-12345678901234567890123456789012345678',
      '0.00000000000000000000000000000000000002',
      '0.00000000000000000000000000000000000001',
      '-0.5',
      '0',
      '10',
      '9.99',
    ];
    expect(sorted('decimal(38,38)', values)).toEqual([
      '-12345678901234567890123456789012345678',
      '-0.5',
      '0',
      '0.00000000000000000000000000000000000001',
      '0.00000000000000000000000000000000000002',
      '9.99',
      '10',
      '12345678901234567890123456789012345677',
      '12345678901234567890123456789012345678',
    ]);
  });

  it('takes equal numbers as equal, however they are written', () => {
    expect(sorted('decimal', ['1.0', '1', '01.00', '+1', '-0', '0.0'])).toEqual([
      '-0',
      '0.0',
      '1.0',
      '1',
      '01.00',
      '+1',
    ]);
  });

  it('compares doubles, those that are no finite number too', () => {
    expect(sorted('double', [1e21, 'NaN', '-Infinity', 2.5, 'Infinity', -1])).toEqual([
      '-Infinity',
      -1,
      2.5,
      1e21,
      'Infinity',
      'NaN',
    ]);
  });

  it('has nulls last in both directions', () => {
    expect(sorted('int', [null, 2, null, 1])).toEqual([1, 2, null, null]);
    expect(sorted('int', [null, 2, null, 1], true)).toEqual([2, 1, null, null]);
  });

  it('compares times by their moment, down to microseconds', () => {
    const values = ['2024-01-01 10:00:00.000002', '2024-01-01 10:00:00.000001', '2023-12-31 23:00:00'];
    expect(sorted('timestamp(6)', values)).toEqual([values[2], values[1], values[0]]);
    expect(sorted('timestamp(3) with time zone', ['2024-01-01 10:00:00 UTC', '2024-01-01 11:30:00 +02:00'])).toEqual([
      '2024-01-01 11:30:00 +02:00',
      '2024-01-01 10:00:00 UTC',
    ]);
  });

  it('compares text as people read it, and lists as JSON', () => {
    expect(sorted('varchar', ['item 10', 'Item 9', 'ähre', 'zoo', 'apfel'])).toEqual([
      'ähre',
      'apfel',
      'Item 9',
      'item 10',
      'zoo',
    ]);
    expect(sorted('array(int)', [[2], [1, 2], [1]])).toEqual([[1, 2], [1], [2]]);
    expect(sorted('boolean', [true, false, true])).toEqual([false, true, true]);
  });

  it('keeps the order of the query without one', () => {
    const rows = [[2], [1]];
    expect(orderRows(rows, [{ name: 'x', type: 'int' }], undefined)).toBe(rows);
  });
});

describe('filterRows', () => {
  it('looks into every cell', () => {
    const rows: Value[][] = [
      ['Anna', 1],
      ['Bob', 12],
      [null, { city: 'Annaberg' }],
    ];
    expect(filterRows(rows, 'anna')).toEqual([rows[0], rows[2]]);
    expect(filterRows(rows, ' 12 ')).toEqual([rows[1]]);
    expect(filterRows(rows, '')).toBe(rows);
  });
});

describe('toCsv', () => {
  const columns = [
    { name: 'text', type: 'varchar' },
    { name: 'n', type: 'decimal(10,2)' },
    { name: 'list', type: 'array(varchar)' },
  ];

  it('quotes as RFC 4180 says, and tells a null from an empty text', () => {
    expect(
      toCsv(columns, [
        ['a,"b"\nc', '-1.50', ['x', 'y']],
        [null, null, null],
        ['', '2', []],
      ]),
    ).toBe('text,n,list\r\n"a,""b""\nc",-1.50,"[""x"",""y""]"\r\n,,\r\n"",2,[]\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=1', '=cmd|" /C calc"!A0'])('makes no formula of %j', (text) => {
    const [, line = ''] = toCsv([columns[0]!], [[text]]).split('\r\n', 2);
    expect(line.replace(/^"/, '').startsWith("'")).toBe(true);
    expect(toTabs([columns[0]!], [[text]]).split('\n')[1]).toMatch(/^(?:'|\s)/);
  });

  it('makes no formula of a name, or of a text among numbers', () => {
    expect(toCsv([{ name: '=x', type: 'bigint' }], [['=1'], ['-1'], ['+1e5']])).toBe("'=x\r\n'=1\r\n-1\r\n+1e5\r\n");
  });

  it('is copied as lines of cells', () => {
    expect(toTabs(columns, [['a\tb\nc', '-1', null]])).toBe('text\tn\tlist\na b c\t-1\t');
  });
});

describe('columnWidths', () => {
  it('goes by the name and the first rows, within limits', () => {
    const columns = ['x', 'name', 'long'].map((name) => ({ name, type: 'varchar' }));
    expect(columnWidths(columns, [['1', 'Somebody here', 'y'.repeat(500)]])).toEqual([8, 15, 50]);
  });
});
