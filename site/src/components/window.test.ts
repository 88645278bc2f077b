import { expect, test } from 'vitest';
import { windowOf } from './window.ts';

test.each([
  [0, 0],
  [10, 0],
  [10_000, 0],
  [10_000, 123_456],
  [10_000, 330_000],
  [10_000, 9_999_999],
])('of %d rows, scrolled to %d, those in sight are drawn and the height stays', (count, scrollTop) => {
  const { first, end, before, after } = windowOf(count, 33, scrollTop, 800);
  expect(before + (end - first) * 33 + after).toBe(count * 33);
  expect(end - first).toBeLessThan(60);
  expect(first).toBeGreaterThanOrEqual(0);
  const lowest = Math.min(scrollTop, Math.max(0, count * 33 - 800));
  expect(first * 33).toBeLessThanOrEqual(lowest);
  expect(end * 33).toBeGreaterThanOrEqual(Math.min(count * 33, lowest + 800));
});
