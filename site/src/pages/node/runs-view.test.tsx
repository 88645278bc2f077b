import { expect, test } from 'vitest';
import type { NodeRun } from '../../../../src/docs/site-data.ts';
import { failureBars } from './runs-view.tsx';

const run = (day: number, status: string, failures?: number): NodeRun => ({
  runId: `r${day}`,
  at: `2026-01-0${day}T06:00:00.000Z`,
  command: 'build',
  status,
  ms: 10,
  ...(failures !== undefined && { failures }),
});

test('failing rows of the runs of a test, oldest first', () => {
  const bars = failureBars([run(4, 'fail', 1200), run(3, 'error'), run(2, 'pass', 0), run(1, 'warn', 1)]);
  expect(bars?.map(({ value, health, title }) => [value, health, title])).toEqual([
    [1, 'warn', '2026-01-01 06:00 UTC: warn, 1 failing row'],
    [0, 'ok', '2026-01-02 06:00 UTC: pass, 0 failing rows'],
    [0, 'error', '2026-01-03 06:00 UTC: error, rows were not counted'],
    [1200, 'error', '2026-01-04 06:00 UTC: fail, 1,200 failing rows'],
  ]);
  expect(bars?.[0]?.link).toBe('#/run/r1');
});

test('runs that counted no rows have no such bars', () => {
  expect(failureBars([run(1, 'error'), run(2, 'skipped')])).toBeUndefined();
});
