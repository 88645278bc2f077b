import picocolors from 'picocolors';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { resultOf, sampleResults, sampleTotals } from '../testkit/sample-run.ts';
import { runSummary } from './run-summary.ts';

const plain = picocolors.createColors(false);
const summary = (results: Parameters<typeof runSummary>[0], width = Infinity) =>
  runSummary(results, 65_000, { width, colours: plain });
const billed = (results: Parameters<typeof runSummary>[0], width: number) =>
  runSummary(results, 65_000, { width, colours: plain, totals: sampleTotals });

test.each([
  ['pipe', Infinity],
  ['80', 80],
  ['40', 40],
])('the sample run, %s', async (name, width) => {
  const text = billed(sampleResults, width);
  await expect(`${text}\n`).toMatchFileSnapshot(`../golden/summary-${name}.txt`);
  const table = text.split('\n\n')[0] ?? '';
  for (const line of table.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
});

test('columns with nothing to say are left out', () => {
  expect(summary([resultOf('a.b', { rows: 3 })])).toBe(
    'model  status   rows   time\n-----  -------  ----  -----\na.b    success     3  1.2 s\n\n1 node in 1 min 5 s: 1 succeeded.',
  );
});

test('the bill: bytes without a price, and nothing where the engine says nothing', () => {
  const last = (totals: NonNullable<Parameters<typeof runSummary>[2]['totals']>) =>
    runSummary([resultOf('a.b')], 1, { width: 80, colours: plain, totals })
      .split('\n')
      .at(-1);
  expect(last({ statements: 1, bytesScanned: 1500 })).toBe(
    '1 node in 1 ms: 1 succeeded; scanned 1.5 kB in 1 statement.',
  );
  expect(last({ statements: 3 })).toBe('1 node in 1 ms: 1 succeeded.');
});

test('tests alone have no table', () => {
  const tests = [resultOf('t', { kind: 'test', status: 'pass' }), resultOf('u', { kind: 'unit test', status: 'pass' })];
  expect(summary(tests)).toBe('Tests: 2 passed.\n\n2 nodes in 1 min 5 s: 2 passed.');
});

test('a long run: what is not fine, the slowest, and counts', () => {
  const results = Array.from({ length: 1000 }, (_, index) =>
    resultOf(`gold.m${index}`, {
      durationMs: index,
      ...(index === 3 ? { status: 'error', message: 'broken' } : {}),
      ...(index > 990 ? { status: 'skipped', causedBy: 'gold.m3', durationMs: 0 } : {}),
    }),
  );
  const lines = summary(results).split('\n');
  expect(lines[2]).toMatch(/^gold\.m3 +error/);
  expect(lines[3]).toMatch(/^gold\.m981 +success/);
  expect(lines.slice(2, 13).filter((line) => line.startsWith('gold.'))).toHaveLength(11);
  expect(lines[13]).toBe('… and 989 more nodes: 980 succeeded, 9 skipped.');
  expect(lines.at(-1)).toBe('1,000 nodes in 1 min 5 s: 990 succeeded, 9 skipped, 1 errored.');
});

test('thousands of failures are not all listed', () => {
  const failed = Array.from({ length: 2000 }, (_, index) =>
    resultOf(`t${index}`, { kind: 'test', status: 'fail', failures: 1 }),
  );
  const lines = summary(failed).split('\n');
  expect(lines.length).toBeLessThan(50);
  expect(lines).toContain('  … and 1,960 more');
});

test('nothing', () => expect(summary([])).toBe('Nothing to do (1 min 5 s).'));

test('statuses are coloured, and words all the same', () => {
  const text = runSummary(sampleResults, 1, { width: 80, colours: picocolors.createColors(true) });
  expect(text).toContain('\u001b[31merror\u001b[39m');
  expect(text).toContain('\u001b[32msuccess\u001b[39m');
});
