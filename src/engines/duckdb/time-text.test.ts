import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { dateText, intervalText, offsetText, timestampText, timeText } from './time-text.ts';

describe('dates', () => {
  test.each([
    [0, '1970-01-01'],
    [-1, '1969-12-31'],
    [19_782, '2024-02-29'],
    [-719_528, '0000-01-01'],
    [-719_529, '-0001-12-31'],
    [2_932_896, '9999-12-31'],
    [2_932_897, '+10000-01-01'],
  ])('%d is %s', (days, text) => expect(dateText(days)).toBe(text));

  test('every day of eight centuries is the same as in JavaScript', () => {
    for (let days = -150_000; days < 150_000; days += 1) {
      const expected = new Date(days * 86_400_000).toISOString().slice(0, 10);
      if (dateText(days) !== expected) expect(dateText(days)).toBe(expected);
    }
  });

  test('far days are the same as in DuckDB', async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const sql = `SELECT d, strftime(DATE '1970-01-01' + d::INTEGER, '%Y-%m-%d') FROM range(-719000, 2900000, 36511) t(d)`;
    for (const [days, text] of (await connection.runAndReadAll(sql)).getRows()) {
      expect(dateText(days as bigint)).toBe(String(text).padStart(10, '0'));
    }
    connection.closeSync();
  });
});

describe('timestamps', () => {
  test.each([
    [0n, 6, '1970-01-01 00:00:00.000000'],
    [-1n, 6, '1969-12-31 23:59:59.999999'],
    [1_704_103_200_123_456n, 6, '2024-01-01 10:00:00.123456'],
    [1_704_103_200_123_456n, 3, '2024-01-01 10:00:00.123'],
    [1_704_103_200_000_000n, 0, '2024-01-01 10:00:00'],
    [-62_167_219_200_000_001n, 6, '-0001-12-31 23:59:59.999999'],
  ])('%d with %d digits is %s', (micros, precision, text) => expect(timestampText(micros, precision)).toBe(text));
});

describe('times, offsets and intervals', () => {
  test('times', () => {
    expect(timeText(86_399_999_999n, 6)).toBe('23:59:59.999999');
    expect(timeText(86_400_000_000n, 0)).toBe('24:00:00');
  });

  test.each([
    [7200, '+02:00'],
    [-19_800, '-05:30'],
    [0, '+00:00'],
  ])('offset %d is %s', (seconds, text) => expect(offsetText(seconds)).toBe(text));

  test.each([
    [14, 0, 0n, '1-2'],
    [-14, 0, 0n, '-1-2'],
    [0, 9, 0n, '9 00:00:00.000'],
    [0, 0, -93_600_000_000n, '-1 02:00:00.000'],
    [0, 1, -3_600_000_000n, '0 23:00:00.000'],
    [0, 0, 1_500_000n, '0 00:00:01.500'],
    [1, 1, 0n, '0-1 1 00:00:00.000'],
  ])('%d months, %d days, %d microseconds are %s', (months, days, micros, text) =>
    expect(intervalText(months, days, micros)).toBe(text),
  );
});
