import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DiagnosticError } from '../diagnostics/index.ts';
import { createFileStore } from './file-store.ts';
import type { StateStore } from './state-store.ts';

const here = {} as { folder: string; store: StateStore };

beforeEach(() => {
  here.folder = mkdtempSync(join(tmpdir(), 'state-'));
  here.store = createFileStore(here.folder);
});
afterEach(() => rmSync(here.folder, { recursive: true, force: true }));

async function problem(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DiagnosticError);
  const [diagnostic] = (error as DiagnosticError).diagnostics;
  return `${diagnostic?.code}: ${diagnostic?.message} ${diagnostic?.hint}`;
}

describe('objects', () => {
  test('are read as they were written, under versions that are never used twice', async () => {
    expect(await here.store.read('a')).toBeUndefined();
    const first = await here.store.write('a', { x: [1, 'ü', null] });
    expect(await here.store.read('a')).toEqual({ value: { x: [1, 'ü', null] }, version: first });
    const second = await here.store.write('a', 2);
    expect(await here.store.remove('a')).toBe(true);
    expect(await here.store.read('a')).toBeUndefined();
    const third = await here.store.write('a', 3);
    expect(new Set([first, second, third]).size).toBe(3);
  });

  test('are written only if they are as they were read', async () => {
    const first = await here.store.write('a', 1, { ifVersion: null });
    expect(first).toBeDefined();
    expect(await here.store.write('a', 2, { ifVersion: null })).toBeUndefined();
    const second = await here.store.write('a', 2, { ifVersion: first as string });
    expect(await here.store.write('a', 3, { ifVersion: first as string })).toBeUndefined();
    expect(await here.store.remove('a', { ifVersion: first as string })).toBe(false);
    expect(await here.store.remove('a', { ifVersion: second as string })).toBe(true);
    expect(await here.store.remove('a', { ifVersion: second as string })).toBe(false);
    expect(await here.store.write('a', 4, { ifVersion: second as string })).toBeUndefined();
    expect(await here.store.write('a', 4, { ifVersion: null })).toBeDefined();
    expect(await here.store.remove('never')).toBe(true);
  });

  test('of any key stay apart, within the folder', async () => {
    const long = 'x'.repeat(300);
    const keys = [
      'a',
      'A',
      'a/b',
      'a/1.json',
      'a/b.jsonl',
      '../outside',
      'a/..',
      '.hidden',
      'ü/ß',
      '%41',
      '',
      'a//b',
      long,
      `${long}y`,
      '\0',
      'con',
    ];
    for (const key of keys) await here.store.write(key, key);
    for (const key of keys) expect((await here.store.read(key))?.value).toBe(key);
    expect(readdirSync(join(here.folder, '..')).filter((name) => name === 'outside')).toEqual([]);
    const listed = await here.store.list('a');
    expect(listed).toEqual(['a', 'a/..', 'a//b', 'a/1.json', 'a/b', 'a/b.jsonl'].sort());
  });

  test('are listed below whole words, removed ones and logs with the rest', async () => {
    for (const key of ['models/dev/b', 'models/dev/a', 'models/development/c', 'locks/x'])
      await here.store.write(key, 1);
    await here.store.remove('models/dev/b');
    await here.store.append('models/dev/log', [1]);
    expect(await here.store.list('models/dev')).toEqual(['models/dev/a', 'models/dev/log']);
    expect(await here.store.list('nothing')).toEqual([]);
    expect(await here.store.list('')).toHaveLength(4);
  });

  test('keep what a late writer must not take again for a minute, and no longer', async () => {
    mkdirSync(join(here.folder, 'a'));
    const abandoned = join(here.folder, 'a', '.1.killed.tmp');
    writeFileSync(abandoned, '{"half');
    const age = (path: string) => {
      const anHourAgo = new Date(Date.now() - 3_600_000);
      utimesSync(path, anHourAgo, anHourAgo);
    };
    age(abandoned);
    for (let value = 0; value < 3; value++) await here.store.write('a', value);
    expect(readdirSync(join(here.folder, 'a'))).toEqual(['1.json', '2.json', '3.json']);
    for (const name of readdirSync(join(here.folder, 'a'))) age(join(here.folder, 'a', name));
    await here.store.write('a', 3);
    expect(readdirSync(join(here.folder, 'a'))).toEqual(['4.json']);
  });

  test('count up correctly when many write at once', async () => {
    const increment = async (): Promise<void> => {
      const current = await here.store.read('n');
      const value = Number(current?.value ?? 0) + 1;
      if ((await here.store.write('n', value, { ifVersion: current?.version ?? null, durable: false })) === undefined)
        return increment();
    };
    await Promise.all(Array.from({ length: 40 }, increment));
    expect((await here.store.read('n'))?.value).toBe(40);
  });

  test('written by many at once without condition end as one of them', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, value) => here.store.write('n', value, { durable: false })));
    expect((await here.store.read('n'))?.value).toBeGreaterThanOrEqual(0);
  });
});

describe('what is wrong is told', () => {
  test.each(['', '{"half": ', '\0\0\0', 'removed'])('a file with %j', async (garbage) => {
    await here.store.write('models/orders', { fine: true });
    writeFileSync(join(here.folder, 'models', 'orders', '1.json'), garbage);
    const text = await problem(here.store.read('models/orders'));
    expect(text).toContain('state-corrupted');
    expect(text).toContain(join('models', 'orders', '1.json'));
    expect(text).toContain('--full-refresh');
    await here.store.write('models/orders', { fine: 'again' });
    expect((await here.store.read('models/orders'))?.value).toEqual({ fine: 'again' });
  });

  test('a file where a here.folder should be', async () => {
    writeFileSync(join(here.folder, 'models'), '');
    expect(await problem(here.store.write('models/orders', 1))).toMatch(/state-unavailable: .*(ENOTDIR|EEXIST)/);
    expect(await problem(here.store.append('models/log', [1]))).toMatch(/state-unavailable: .*(ENOTDIR|EEXIST)/);
  });
});

describe('logs', () => {
  test('keep their lines in order', async () => {
    await here.store.append('history/a', [{ n: 1 }, { text: 'two\nlines' }]);
    await here.store.append('history/a', [3]);
    expect(await here.store.readLog('history/a')).toEqual([{ n: 1 }, { text: 'two\nlines' }, 3]);
    expect(await here.store.readLog('history/b')).toEqual([]);
  });

  test('lose a line that a crash cut off, and no other', async () => {
    mkdirSync(join(here.folder, 'history'));
    writeFileSync(join(here.folder, 'history', 'a.jsonl'), '{"n":1}\n{"n":');
    await here.store.append('history/a', [{ n: 3 }]);
    expect(await here.store.readLog('history/a')).toEqual([{ n: 1 }, { n: 3 }]);
  });
});
