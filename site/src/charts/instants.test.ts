import { describe, expect, it } from 'vitest';
import { formatTime, instantOf, timeTicks } from './instants.ts';

const DAY = 86_400_000;

describe('instantOf', () => {
  it.each([
    ['2024-03-01', Date.UTC(2024, 2, 1)],
    ['2024-03-01 10:20:30.123456', Date.UTC(2024, 2, 1, 10, 20, 30) + 123.456],
    ['2024-03-01T10:20', Date.UTC(2024, 2, 1, 10, 20)],
    ['2024-03-01 10:20:30 UTC', Date.UTC(2024, 2, 1, 10, 20, 30)],
    ['2024-03-01 10:20:30+02:00', Date.UTC(2024, 2, 1, 8, 20, 30)],
    ['2024-03-01 10:20:30-05', Date.UTC(2024, 2, 1, 15, 20, 30)],
    ['0050-01-01', new Date('0050-01-01T00:00:00Z').getTime()],
    ['March', undefined],
    ['12', undefined],
  ])('%s', (text, instant) => expect(instantOf(text)).toBe(instant));
});

describe('timeTicks', () => {
  const texts = (min: number, max: number, wanted: number) => {
    const ticks = timeTicks(min, max, wanted);
    return ticks.map((tick) => formatTime(tick, ticks.length > 1 ? ticks[1]! - ticks[0]! : DAY));
  };

  it('marks whole hours, days, months and years', () => {
    const start = Date.UTC(2024, 0, 30, 22, 30);
    expect(texts(start, start + DAY / 4, 6)).toEqual([
      '01-30 23:00',
      '01-31 00:00',
      '01-31 01:00',
      '01-31 02:00',
      '01-31 03:00',
      '01-31 04:00',
    ]);
    expect(texts(start, start + 4 * DAY, 4)).toEqual(['2024-01-31', '2024-02-01', '2024-02-02', '2024-02-03']);
    expect(texts(start, start + 100 * DAY, 4)).toEqual(['2024-02', '2024-03', '2024-04', '2024-05']);
    expect(texts(start, start + 1500 * DAY, 5)).toEqual(['2025', '2026', '2027', '2028']);
  });

  it('never has many more than wanted', () => {
    for (let span = 1; span < 400_000 * DAY; span = span * 1.7 + 1) {
      for (const wanted of [2, 5, 12])
        expect(timeTicks(0, span, wanted).length, `${span}`).toBeLessThanOrEqual(wanted + 2);
    }
  });
});
