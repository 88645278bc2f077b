import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DiagnosticError } from '../diagnostics/index.ts';
import { createFileStore } from './file-store.ts';
import type { StateStore } from './state-store.ts';
import { storeConformance } from './testkit/conformance.ts';

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

storeConformance('files', () => createFileStore(mkdtempSync(join(here.folder, 'fresh-'))));

describe('objects', () => {
  test('of any key lie within the folder', async () => {
    await here.store.write('../outside', 1);
    await here.store.write('a/../../outside', 1);
    expect(readdirSync(join(here.folder, '..')).filter((name) => name === 'outside')).toEqual([]);
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
  test('lose a line that a crash cut off, and no other', async () => {
    mkdirSync(join(here.folder, 'history'));
    writeFileSync(join(here.folder, 'history', 'a.jsonl'), '{"n":1}\n{"n":');
    await here.store.append('history/a', [{ n: 3 }]);
    expect(await here.store.readLog('history/a')).toEqual([{ n: 1 }, { n: 3 }]);
  });
});
