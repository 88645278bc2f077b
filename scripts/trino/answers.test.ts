import { expect, test } from 'vitest';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { isOrdered, readType, storedValue } from './answers.js';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { exactNumbers } from './client.js';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { isTwofold, offsetBetween, offsetOf } from './zone-offset.js';

test.each([
  ['timestamp(3)', '2024-02-15 10:00:00.000', '2024-02-15 10:00:00'],
  ['timestamp(3)', '2024-02-15 10:00:00.120', '2024-02-15 10:00:00.120000'],
  ['timestamp(9)', '2024-01-01 00:00:00.123456789', '2024-01-01 00:00:00.123457'],
  ['timestamp(3) with time zone', '2024-07-01 08:00:00.000 America/New_York', '2024-07-01 08:00:00-04:00'],
  ['timestamp(3) with time zone', '2024-01-01 08:00:00.000 America/New_York', '2024-01-01 08:00:00-05:00'],
  ['timestamp(0) with time zone', '2024-01-01 10:00:00 +02:00', '2024-01-01 10:00:00+02:00'],
  ['timestamp(0) with time zone', '2024-01-01 10:00:00 UTC', '2024-01-01 10:00:00+00:00'],
  ['timestamp(0) with time zone', '2024-01-01 10:00:00 Asia/Kolkata', '2024-01-01 10:00:00+05:30'],
  ['time(6)', '10:00:00.123456', '10:00:00.123456'],
  ['varbinary', 'AP8=', '00ff'],
  ['INTERVAL DAY TO SECOND', '9 00:00:00.000', '9 days, 0:00:00'],
  ['INTERVAL DAY TO SECOND', '1 03:00:00.500', '1 day, 3:00:00.500000'],
  ['INTERVAL DAY TO SECOND', '-1 02:00:00.000', '-2 days, 22:00:00'],
  ['INTERVAL DAY TO SECOND', '0 00:00:01.000', '0:00:01'],
  ['varchar', '2024-02-15 10:00:00.000', '2024-02-15 10:00:00.000'],
  ['decimal(10, 2)', '1.50', '1.50'],
  ['array(varbinary)', ['AP8=', null], ['00ff', null]],
  ['map(varchar(1), timestamp(3))', { a: '2024-01-01 00:00:00.000' }, { a: '2024-01-01 00:00:00' }],
  ['row(a integer, "b, (c" varbinary, date date)', [1, 'AP8=', '2024-01-01'], [1, '00ff', '2024-01-01']],
  [
    'row(timestamp(3) with time zone, varbinary)',
    ['2024-01-01 00:00:00.000 UTC', 'AA=='],
    ['2024-01-01 00:00:00+00:00', '00'],
  ],
  ['array(row(x array(varbinary)))', [[['AP8=']]], [[['00ff']]]],
])('%s: %j', (type: string, value: unknown, expected: unknown) => {
  expect(storedValue(value, readType(type))).toEqual(expected);
});

test.each([
  ['SELECT 1 ORDER BY 1', true],
  ['SELECT array_agg(x ORDER BY x) FROM t', false],
  ['SELECT * FROM (SELECT 1 ORDER BY 1) t', false],
  [`SELECT ' order by '`, false],
  ['SELECT 1 -- order by', false],
  ['SELECT row_number() OVER (ORDER BY (a)) FROM t order\nby 1', true],
])('%s is ordered: %s', (sql: string, expected: boolean) => {
  expect(isOrdered(sql)).toBe(expected);
});

test.each([
  ['Europe/Berlin', '2024-07-01 08:00:00', '+02:00', false],
  ['Europe/Berlin', '2024-10-27 02:30:00', undefined, true],
  ['Europe/Berlin', '2024-10-27 03:00:00', '+01:00', false],
  ['Europe/Berlin', '2024-03-31 02:30:00', undefined, false],
  ['America/New_York', '2024-11-03 01:59:59.999', undefined, true],
  ['Asia/Kolkata', '2024-10-27 02:30:00', '+05:30', false],
  ['UTC', '2024-10-27 02:30:00', '+00:00', false],
  ['+01:00', '2024-10-27 02:30:00', '+01:00', false],
])('%s %s: %s, there twice: %s', (zone: string, local: string, offset: string | undefined, twofold: boolean) => {
  expect(isTwofold(zone, local)).toBe(twofold);
  if (offset !== undefined) expect(offsetOf(zone, local)).toBe(offset);
});

test('the offset of a time that is there twice is what Trino tells', () => {
  expect(offsetBetween('2024-10-27 02:30:00', '2024-10-27 00:30:00')).toBe('+02:00');
  expect(offsetBetween('2024-11-03 01:30:00', '2024-11-03 06:30:00')).toBe('-05:00');
});

test('integers that numbers cannot hold become strings', () => {
  expect(JSON.parse(exactNumbers('[9223372036854775807, 1.0E20, -3, "9223372036854775807, \\"1"]'))).toEqual([
    '9223372036854775807',
    1e20,
    -3,
    '9223372036854775807, "1',
  ]);
});
