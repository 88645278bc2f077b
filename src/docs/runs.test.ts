import { expect, test } from 'vitest';
import { runRows } from './runs.ts';
import { runOf } from './testkit/site-of.ts';

const RUN = runOf('r1', {
  a: { status: 'success', rows_affected: 2, bytes_scanned: 10, cost_usd: 0.25 },
  b: { status: 'error', message: 'Broken.', bytes_scanned: 5 },
  c: 'skipped',
  __proto__x: 'success',
});

test('a run sums what its nodes did', () => {
  expect(runRows([RUN])).toEqual([
    {
      runId: 'r1',
      at: '2026-01-31T00:00:00.000Z',
      command: 'build',
      target: 'local',
      health: 'error',
      counts: { success: 2, error: 1, skipped: 1 },
      ms: 40,
      rows: 2,
      bytes: 15,
      usd: 0.25,
      results: [
        ['a', 'success', 10, '', { rows: 2, bytes: 10, usd: 0.25 }],
        ['b', 'error', 10, 'Broken.', { bytes: 5 }],
        ['c', 'skipped', 10],
        ['__proto__x', 'success', 10],
      ],
    },
  ]);
});

test('results keep the figures that somebody counted', () => {
  const [row] = runRows([
    runOf('r', {
      m: { status: 'success', rows_affected: 0, rows_quarantined: 4 },
      n: { status: 'success', rows_quarantined: 0, rows_affected: 'many' },
      t: { status: 'fail', failures: 7, message: 'Seven.' },
      u: { status: 'pass', failures: 0 },
    }),
  ]);
  expect(row?.results).toEqual([
    ['m', 'success', 10, '', { rows: 0, quarantined: 4 }],
    ['n', 'success', 10],
    ['t', 'fail', 10, 'Seven.', { failures: 7 }],
    ['u', 'pass', 10, '', { failures: 0 }],
  ]);
});

test('a run that was killed before its first node says nothing', () => {
  const [row] = runRows([runOf('r', {})]);
  expect(row).toMatchObject({ health: 'unknown', ms: 0, counts: {}, results: [] });
  expect(row).not.toHaveProperty('rows');
});

test('old runs keep what was not good, the newest keeps all', () => {
  const rows = runRows([RUN, RUN, RUN], 8);
  expect(rows.map(({ results, leftOut }) => [results.length, leftOut])).toEqual([
    [4, undefined],
    [4, undefined],
    [1, 3],
  ]);
  expect(rows[2]?.counts).toEqual(rows[0]?.counts);
  expect(runRows([RUN], 0)[0]?.results).toHaveLength(4);
});

test('statuses are no properties of objects', () => {
  const [row] = runRows([runOf('r', { a: '__proto__', b: 'constructor', c: { status: 7 } })]);
  expect(Object.entries(row?.counts ?? {})).toEqual([
    ['__proto__', 1],
    ['constructor', 1],
    ['unknown', 1],
  ]);
});
