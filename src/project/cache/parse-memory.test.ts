import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { loadProject } from '../load-project.ts';
import { createParseMemory } from './parse-memory.ts';
import { currentStamp } from './stamp.ts';

const PROJECT = 'name: shop\ntarget: local\ntargets:\n  local: {type: duckdb}\n';

// Long enough after the last write that a file's times tell whether it changed.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 }));
afterEach(() => void vi.useRealTimers());

function projectOf(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'lakemodel-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  mkdirSync(join(dir, 'models'));
  for (const [path, text] of Object.entries({ 'project.yml': PROJECT, ...files })) write(dir, path, text);
  return dir;
}

function write(dir: string, path: string, text: string): void {
  writeFileSync(join(dir, path), text);
}

function load(projectDir: string, options: Partial<Parameters<typeof loadProject>[0]> = {}) {
  return loadProject({ projectDir, env: () => undefined, builtInTests: new Set(), ...options });
}

test('a project that is loaded again with a memory is the same as without, whatever changes', async () => {
  const dir = projectOf({ 'models/a.sql': 'select 1 as id', 'models/b.sql': "select id from {{ ref('a') }}" });
  const cache = createParseMemory(dir);
  const same = async (unsaved?: ReadonlyMap<string, string>) => {
    const remembered = await load(dir, { cache, unsaved });
    if (remembered.value) cache.endLoad();
    expect(remembered).toEqual(await load(dir, { unsaved }));
    return remembered;
  };
  await same();
  await same();
  write(dir, 'models/a.sql', 'select 22 as id');
  expect((await same()).value?.texts['models/a.sql']).toBe('select 22 as id');
  write(dir, 'models/b.sql', 'select {{ ref( }}');
  expect((await same()).diagnostics).not.toEqual([]);
  rmSync(join(dir, 'models/b.sql'));
  await same();
  expect((await same(new Map([['models/a.sql', 'select 3 as x']]))).value?.texts['models/a.sql']).toBe('select 3 as x');
  await same();
});

test('a file that did not change is not read again', () => {
  const dir = projectOf({ 'models/a.sql': 'select 1 as id' });
  const cache = createParseMemory(dir);
  const read = vi.fn(() => ({ text: 'select 1 as id', stamp: currentStamp(join(dir, 'models/a.sql'))! }));
  for (let load = 0; load < 3; load++) {
    expect(cache.text('models/a.sql', read)).toBe('select 1 as id');
    cache.endLoad();
  }
  expect(read).toHaveBeenCalledTimes(1);
  cache.endLoad();
  cache.text('models/a.sql', read);
  expect(read).toHaveBeenCalledTimes(2);
});

test('unsaved texts: new files, folders that are not there yet, project.yml itself, and none that are hidden', async () => {
  const dir = projectOf({});
  rmSync(join(dir, 'models'), { recursive: true });
  const unsaved = new Map([
    ['models/deep/new.sql', 'select 1 as id'],
    ['models/.hidden/no.sql', 'select 1 as id'],
    ['target/compiled/models/no.sql', 'select 1 as id'],
    ['project.yml', PROJECT.replace('shop', 'other')],
  ]);
  const { value } = await load(dir, { unsaved });
  expect(value?.name).toBe('other');
  expect(Object.keys(value?.nodes ?? {})).toEqual(['model.other.new']);
});
