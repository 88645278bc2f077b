import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { makeWhole } from './cache.js';

/** An empty cache for this test. */
function newCache(): string {
  const cache = mkdtempSync(join(tmpdir(), 'lakemodel-cache-'));
  vi.stubEnv('LAKEMODEL_CACHE', cache);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(cache, { recursive: true, force: true });
  });
  return cache;
}

/** Makes a folder of two files, the second of which `between` may prevent. */
function fill(folder: string, content: string, between = () => {}): string {
  const made = join(folder, 'made');
  mkdirSync(made);
  writeFileSync(join(made, 'a'), content);
  between();
  writeFileSync(join(made, 'b'), content);
  return made;
}

test('a folder of the cache is made once', () => {
  const cache = newCache();
  const make = vi.fn((folder: string) => fill(folder, 'x'));
  expect(makeWhole('server', make)).toBe(join(cache, 'server'));
  expect(makeWhole('server', make)).toBe(join(cache, 'server'));
  expect(make).toHaveBeenCalledOnce();
  expect(readdirSync(join(cache, 'server'))).toEqual(['a', 'b']);
});

test('what fails half-way leaves nothing, and is made by the next try', () => {
  const cache = newCache();
  const fail = (folder: string) =>
    fill(folder, 'x', () => {
      throw new Error('cut short');
    });
  expect(() => makeWhole('server', fail)).toThrow('cut short');
  expect(readdirSync(cache)).toEqual([]);
  makeWhole('server', (folder: string) => fill(folder, 'y'));
  expect(readFileSync(join(cache, 'server', 'b'), 'utf8')).toBe('y');
});

test('of two that make it at once, the later one takes what is there', () => {
  const cache = newCache();
  const later = (folder: string) =>
    fill(folder, 'later', () => makeWhole('server', (other: string) => fill(other, 'first')));
  expect(makeWhole('server', later)).toBe(join(cache, 'server'));
  expect(readFileSync(join(cache, 'server', 'a'), 'utf8')).toBe('first');
  expect(readdirSync(cache)).toEqual(['server']);
});

test('what a killed process left is removed after a day, not while another may still be at it', () => {
  const cache = newCache();
  const [old, young] = [join(cache, 'unfinished-old'), join(cache, 'unfinished-young')];
  mkdirSync(old);
  mkdirSync(young);
  const twoDaysAgo = new Date(Date.now() - 48 * 3_600_000);
  utimesSync(old, twoDaysAgo, twoDaysAgo);
  makeWhole('server', (folder: string) => fill(folder, 'x'));
  expect(existsSync(old)).toBe(false);
  expect(existsSync(young)).toBe(true);
});
