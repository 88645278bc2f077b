import { expect, test } from 'vitest';
import { bytes, count, counted, duration } from './quantities.ts';

test.each([
  [0, '0 ms'],
  [12.4, '12 ms'],
  [999, '999 ms'],
  [999.6, '1.0 s'],
  [1234, '1.2 s'],
  [59_949, '59.9 s'],
  [59_960, '1 min 0 s'],
  [252_000, '4 min 12 s'],
  [3_599_600, '1 h 0 min'],
  [7_500_000, '2 h 5 min'],
  [90_000_000_000, '25,000 h 0 min'],
])('duration %d', (milliseconds, text) => expect(duration(milliseconds)).toBe(text));

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [999_949, '999.9 kB'],
  [999_960, '1.0 MB'],
  [1_280_000, '1.3 MB'],
  [5_000_000_000_000, '5.0 TB'],
  [7e18, '7,000.0 PB'],
])('bytes %d', (value, text) => expect(bytes(value)).toBe(text));

test('counts', () => {
  expect(count(1_234_567)).toBe('1,234,567');
  expect(counted(1, 'row')).toBe('1 row');
  expect(counted(0, 'row')).toBe('0 rows');
});
