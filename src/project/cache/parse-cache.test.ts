import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, afterEach, expect, test, vi } from 'vitest';
import type { Diagnostic } from '../../diagnostics/index.ts';
import { loadProject } from '../load-project.ts';
import type { LoadOptions } from '../loading.ts';
import type { Project } from '../project.ts';
import { PARSE_CACHE } from './cache-file.ts';
import { MIN_CACHED_FILES, openParseCache } from './parse-cache.ts';

const PROJECT = `name: shop
vars: {region: north}
targets:
  local: {type: duckdb, path: shop.duckdb}
  cloud: {type: trino, host: localhost, catalog: lake, user: me, password: "{{ env_var('PASSWORD') }}"}
target: local
`;
const ENVIRONMENT: Readonly<Record<string, string>> = { LAYER: 'silver', PASSWORD: 'hunter22' };

const dir = mkdtempSync(join(tmpdir(), 'lakemodel-'));
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  mkdirSync(join(dir, 'models'), { recursive: true });
  write('project.yml', PROJECT);
  write(
    'models/first.sql',
    `{{ config(materialized='table', tags=['a']) }} select '€' as sign, {{ var('region') }} as n`,
  );
  write('models/second.sql', `{{ config(schema=env_var('LAYER')) }} select * from {{ ref('first') }}`);
  write('models/third.sql', `select * from {{ ref(var('other', 'first')) }}`);
  write(
    'models/schema.yml',
    `models: [{name: first, description: '{{ doc("x") }}', columns: [{name: n, tests: [unique]}]}]`,
  );
  write('models/docs.md', '{% docs x %} Text. {% enddocs %}');
  for (let index = 0; index < MIN_CACHED_FILES; index += 1) write(`models/m${index}.sql`, `select ${index} as n`);
  later();
});
afterEach(() => {
  rmSync(dir, { recursive: true });
  vi.useRealTimers();
});

function write(path: string, text: string): void {
  writeFileSync(join(dir, path), text);
}

/** Long enough after the last write that a file's times tell whether it changed. */
function later(): void {
  vi.setSystemTime(Date.now() + 10_000);
}

type Loaded = { readonly value: Project | undefined; readonly diagnostics: readonly Diagnostic[] };

function load(options: Partial<LoadOptions> = {}): Promise<Loaded> {
  const env = (name: string) => ENVIRONMENT[name];
  return loadProject({ projectDir: dir, env, builtInTests: new Set(['unique']), cacheVersion: 'v1', ...options });
}

/** Loads with a cache, does something, and loads again: then the cache must not show. */
async function checkSameAsUncached(change: () => void, options: Partial<LoadOptions> = {}): Promise<void> {
  await load();
  expect(statSync(join(dir, 'target', PARSE_CACHE)).isFile()).toBe(true);
  change();
  for (const again of [options, options]) {
    const cached = await load(again);
    expect(cached).toEqual(await load({ ...again, cacheVersion: undefined }));
    expect(cached.value).toBeDefined();
  }
}

const KEPT = 'models/first.sql';
const sameSize = () => readFileSync(join(dir, KEPT), 'utf8').replace("'a'", "'b'");

test.each<[string, () => void]>([
  ['nothing', () => undefined],
  ['a file is edited', () => write(KEPT, 'select 1 as n')],
  ['a file is edited at once, to the same size', () => write(KEPT, sameSize())],
  ['a file is touched', () => utimesSync(join(dir, KEPT), 1, 1)],
  ['a file gets the same size and time', () => rewriteWithSameTime(sameSize())],
  ['a file is replaced by one of the same size and time', () => replaceWithSameTime(sameSize())],
  ['a file is deleted', () => rmSync(join(dir, 'models/m7.sql'))],
  ['a file is renamed', () => renameSync(join(dir, 'models/m7.sql'), join(dir, 'models/m700.sql'))],
  ['two files change places', () => swap('models/m7.sql', 'models/m8.sql')],
  ['a file appears', () => write('models/more.sql', `select * from {{ ref('first') }}`)],
  ['YAML is edited', () => write('models/schema.yml', 'models: [{name: second, description: New.}]')],
  ['docs are edited', () => write('models/docs.md', '{% docs x %} Other. {% enddocs %}')],
  ['a file breaks', () => write('models/m7.sql', 'select {{ ref( }}')],
  ['a number that JSON has no word for', () => write('models/m7.sql', "{{ config(meta={'n': 1e999}) }} select 1 as n")],
])('the cache does not show: %s', async (_, change) => checkSameAsUncached(change));

test.each<[string, Partial<LoadOptions>]>([
  ['variables', { vars: { region: 'south', other: 'm1' } }],
  ['environment', { env: () => 'gold' }],
  ['target', { targetName: 'cloud' }],
])('the cache does not show: other %s', async (_, options) => checkSameAsUncached(() => undefined, options));

test('files written just before they were read are read again, as their times may stay', async () => {
  vi.setSystemTime(statSync(join(dir, KEPT)).mtimeMs);
  await checkSameAsUncached(() => write(KEPT, sameSize()));
});

function rewriteWithSameTime(text: string): void {
  const { atime, mtime } = statSync(join(dir, KEPT));
  write(KEPT, text);
  utimesSync(join(dir, KEPT), atime, mtime);
}

function replaceWithSameTime(text: string): void {
  const { atime, mtime } = statSync(join(dir, KEPT));
  write('new', text);
  utimesSync(join(dir, 'new'), atime, mtime);
  renameSync(join(dir, 'new'), join(dir, KEPT));
}

function swap(one: string, other: string): void {
  renameSync(join(dir, one), join(dir, 'between'));
  renameSync(join(dir, other), join(dir, one));
  renameSync(join(dir, 'between'), join(dir, other));
}

/** How many of the files are read, when a cache is opened anew. */
function filesRead(version = 'v1'): number {
  let count = 0;
  const cache = openParseCache({ projectDir: dir, folder: join(dir, 'target'), version });
  for (let index = 0; index < MIN_CACHED_FILES; index += 1) {
    cache.text(`models/m${index}.sql`, () => {
      count += 1;
      return undefined;
    });
  }
  return count;
}

test('only what changed is read', async () => {
  expect(filesRead()).toBe(MIN_CACHED_FILES);
  await load();
  expect(filesRead()).toBe(0);
  write('models/m7.sql', 'select 0');
  expect(filesRead()).toBe(1);
});

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['empty', () => Buffer.alloc(0)],
  ['cut', (bytes) => bytes.subarray(0, -1)],
  ['longer', (bytes) => Buffer.concat([bytes, Buffer.from('x')])],
  ['changed by a letter', (bytes) => Buffer.from(bytes.toString().replace('select 17', 'select 18'))],
  ['something else', () => Buffer.from('v1 nothing 3\n[1]')],
])('a damaged cache is not read: %s', async (_, damage) => {
  await load();
  const file = join(dir, 'target', PARSE_CACHE);
  writeFileSync(file, damage(readFileSync(file)));
  expect(filesRead()).toBe(MIN_CACHED_FILES);
});

test('a cache of another version of lakemodel is not read', async () => {
  await load();
  expect(filesRead('v2')).toBe(MIN_CACHED_FILES);
});

test('no secret is written', async () => {
  write(KEPT, "select 'hunter22' as password");
  await load({ targetName: 'cloud' });
  const written = readFileSync(join(dir, 'target', PARSE_CACHE), 'utf8');
  expect(written).toContain('select 17 as n');
  expect(written).not.toContain('hunter22');
});

test('a project that cannot be written to is loaded all the same', async () => {
  write('target', 'no folder');
  expect((await load()).value).toEqual((await load({ cacheVersion: undefined })).value);
});
