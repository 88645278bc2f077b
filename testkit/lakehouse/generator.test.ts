import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { committedTruth, generate } from './workspace.ts';

const scratch = mkdtempSync(join(tmpdir(), 'generate-'));
const committed = join(import.meta.dirname, '../../landing');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The text of all files in a folder, by path. */
function filesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

function generated(name: string, ...args: readonly string[]): Record<string, string> {
  const out = join(scratch, name);
  expect(generate(out, ...args)).toMatchObject({ status: 0 });
  return filesIn(out);
}

test('the committed files are what the generator makes by default', () => {
  const files = generated('default');
  expect(Object.keys(files)).toEqual(Object.keys(filesIn(committed)));
  for (const [path, text] of Object.entries(filesIn(committed))) expect(files[path] === text, path).toBe(true);
});

test('another seed makes another world', () => {
  const [one, other] = [generated('one', '--seed', '1'), generated('other', '--seed', '2')];
  expect(one['truth.json']).not.toEqual(other['truth.json']);
});

test('a later date adds files and changes none', () => {
  const all = filesIn(committed);
  const early = generated('early', '--until', '2026-01-04');
  for (const [path, text] of Object.entries(early)) expect(all[path] === text, path).toBe(true);
  const days = new Set(Object.keys(early).flatMap((path) => /load_date=([\d-]+)/.exec(path)?.[1] ?? []));
  expect([...days].sort()).toEqual(['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04']);
  expect(Object.keys(early).length).toBeLessThan(Object.keys(all).length);
});

test('every kind of trouble is in the committed files', () => {
  const { changes, devices_by_kind, silver, telemetry } = committedTruth();
  for (const [kind, count] of Object.entries(changes)) expect(count, kind).toBeGreaterThan(0);
  expect(Object.keys(devices_by_kind).length).toBe(10);
  const rules = Object.values(silver).flatMap((tally) => Object.entries(tally.quarantined_by_rule));
  expect(rules.length).toBeGreaterThan(20);
  for (const [rule, count] of rules) expect(count, rule).toBeGreaterThan(0);
  expect(telemetry.late.length).toBe(telemetry.late_readings);
});

test('numbers that make no sense are refused', () => {
  expect(generate(join(scratch, 'no'), '--devices', 'many')).toMatchObject({ status: 2 });
  expect(generate(join(scratch, 'no'), '--days', '2')).toMatchObject({ status: 2 });
  expect(generate(join(scratch, 'no'), '--until', '2026-02-30').stderr).toContain('"2026-02-30" is not a date');
  expect(generate(join(scratch, 'no'), '--dvices', '3')).toMatchObject({ status: 2 });
});
