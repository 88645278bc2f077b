import { expect, test } from 'vitest';
import { diagnose } from '../../diagnostics/index.ts';
import { StatementError } from '../../engines/engine.ts';
import { exitCodeOf, failed, ok, runChecks, warning, type Check } from './checks.ts';
import { clockFinding } from './clock.ts';
import { quotaFinding } from './quota.ts';

const check = (id: string, run: Check['run'], needs?: readonly string[]): Check => ({
  id,
  title: id.toUpperCase(),
  run,
  ...(needs && { needs }),
});

test('what hangs on a failed check is left out, and says why; all others are looked at', async () => {
  const told: string[] = [];
  const results = await runChecks(
    [
      check('a', () => ok('fine')),
      check('b', () => failed('broken', 'repair it'), ['a']),
      check('c', () => Promise.reject(new Error('must not run')), ['b']),
      check('d', () => Promise.reject(new Error('must not run')), ['c']),
      check('e', () => warning('odd', 'look at it'), ['a']),
    ],
    ({ id, status }) => told.push(`${id} ${status}`),
  );
  expect(told).toEqual(['a ok', 'b failed', 'c skipped', 'd skipped', 'e warning']);
  expect(results[2]).toMatchObject({ detail: 'It needs "B".' });
  expect(exitCodeOf(results)).toBe(1);
});

test('an error of an engine is a finding with its hint; one of ours is thrown', async () => {
  const unreachable = new StatementError(diagnose('engine-unreachable', { what: 'Trino', detail: 'no route' }, { hint: 'start it' })); // prettier-ignore
  const results = await runChecks([check('a', () => Promise.reject(unreachable))]);
  expect(results).toEqual([
    { id: 'a', title: 'A', status: 'failed', detail: 'Trino could not be opened: no route', fix: 'start it', unreachable: true }, // prettier-ignore
  ]);
  expect(exitCodeOf(results)).toBe(3);
  await expect(runChecks([check('a', () => Promise.reject(new TypeError('x')))])).rejects.toThrow('x');
});

test('warnings and what was left out are no failure', () => {
  expect(exitCodeOf([])).toBe(0);
  expect(exitCodeOf([{ id: 'a', title: 'a', ...warning('x', 'y') }])).toBe(0);
});

test('clocks', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
  const finding = (seconds: number) => clockFinding(at(0), at(seconds), at(2), 'AWS');
  expect(finding(3).status).toBe('ok');
  expect(finding(31)).toMatchObject({ status: 'warning', detail: "This machine's clock is 30 s behind AWS's." });
  expect(finding(-599)).toMatchObject({ status: 'failed', detail: "This machine's clock is 600 s ahead of AWS's." });
  expect(clockFinding(at(0), undefined, at(2), 'AWS').status).toBe('ok');
  expect(clockFinding(at(0), new Date('nonsense'), at(2), 'AWS').status).toBe('ok');
});

test('more threads than a region has queries', () => {
  expect(quotaFinding('us-east-1', 100).status).toBe('ok');
  expect(quotaFinding('eu-north-1', 21).status).toBe('warning');
});
