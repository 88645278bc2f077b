import { expect, test } from 'vitest';
import { chooseIntervals, intervalId, MAX_INTERVALS, timeText, type IntervalWishes } from './intervals.ts';

const DAILY: IntervalWishes = { size: 'day', lookback: 1, begin: '2026-01-01 00:00:00', now: '2026-01-03 10:00:00' };

function starts(wishes: Partial<IntervalWishes>): string[] {
  return chooseIntervals({ ...DAILY, ...wishes }).intervals.map((interval) =>
    intervalId(interval, wishes.size ?? DAILY.size),
  );
}

test('a first run goes from begin to the interval of now', () => {
  expect(starts({})).toEqual(['2026-01-01', '2026-01-02', '2026-01-03']);
  expect(starts({ begin: '2026-01-04 00:00:00' })).toEqual([]);
});

test('a later one from where the last one had got, less the lookback, however long ago that was', () => {
  const later = { begin: '2025-01-01 00:00:00', until: '2026-01-02 00:00:00' };
  expect(starts(later)).toEqual(['2026-01-01', '2026-01-02', '2026-01-03']);
  expect(starts({ ...later, lookback: 0 })).toEqual(['2026-01-02', '2026-01-03']);
  expect(starts({ until: '2026-01-02 00:00:00', lookback: 9 })).toEqual(['2026-01-01', '2026-01-02', '2026-01-03']);
});

test('a window of the command line is widened to whole intervals', () => {
  const window = { start: '2025-12-30 12:00:00', end: '2026-01-01 00:00:00' };
  expect(starts({ window })).toEqual(['2025-12-30', '2025-12-31']);
  expect(starts({ window: { ...window, end: '2026-01-01 00:00:01' } })).toEqual([
    '2025-12-30',
    '2025-12-31',
    '2026-01-01',
  ]);
});

test('months and years have their own lengths', () => {
  const begin = '2023-12-31 00:00:00';
  expect(starts({ size: 'month', begin, now: '2024-03-01 00:00:00' })).toEqual(['2023-12', '2024-01', '2024-02', '2024-03']); // prettier-ignore
  expect(starts({ size: 'year', begin })).toEqual(['2023', '2024', '2025', '2026']);
  expect(starts({ size: 'hour', begin: '2026-01-03 08:30:00' })).toEqual(['2026-01-03T08', '2026-01-03T09', '2026-01-03T10']); // prettier-ignore
});

test('a run is bounded, the oldest first', () => {
  const { intervals, left } = chooseIntervals({ ...DAILY, begin: '2024-01-01 00:00:00' });
  expect(intervals).toHaveLength(MAX_INTERVALS);
  expect(intervals[0]?.start).toBe('2024-01-01 00:00:00');
  expect(left).toBe(366 + 365 + 3 - MAX_INTERVALS);
});

test.each([
  ['2026-01-01', '2026-01-01 00:00:00'],
  ['2026-01-01T05:30', '2026-01-01 05:30:00'],
  ['2026-01-01 05:30:07.123Z', '2026-01-01 05:30:07'],
  ['2026-02-30', undefined],
  ['yesterday', undefined],
  [20260101, undefined],
])('%s is %s', (value, text) => {
  expect(timeText(value)).toBe(text);
});
