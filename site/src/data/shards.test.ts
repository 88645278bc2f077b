import { expect, test } from 'vitest';
import type { NodeRow, ShardName } from '../../../src/docs/site-data.ts';
import { SAMPLE_SITE } from '../../testkit/sample-site.ts';
import { sampleShards } from '../../testkit/sample-shards.ts';
import { KEPT_DETAILS, createShardLoader } from './shards.ts';
import type { ScriptHost, ShardLoader } from './shards.ts';
import { scriptHost } from './script-host.ts';
import { createSite } from './site.ts';

/** A browser that runs the scripts of some shards, and keeps which it was asked for. */
function fakeBrowser(shards: ReadonlyMap<string, unknown>, build = 'b') {
  const asked: string[] = [];
  const host: ScriptHost = {
    addScript: async (url) => {
      asked.push(url);
      await Promise.resolve();
      const name = /^data\/b\/(.+)\.js$/.exec(url)![1]!;
      if (!shards.has(name)) throw new Error('404');
      loader.receive(build, name, shards.get(name));
    },
  };
  const loader: ShardLoader = createShardLoader('b', host);
  return { loader, asked };
}

test('a shard is loaded once, however often and at once it is asked for', async () => {
  const { loader, asked } = fakeBrowser(new Map([['nodes', [1]]]));
  expect(await Promise.all([loader.load('nodes'), loader.load('nodes')])).toEqual([[1], [1]]);
  expect(await loader.load('nodes')).toEqual([1]);
  expect(asked).toEqual(['data/b/nodes.js']);
});

test('a shard that is not there says what to do, and is asked for again', async () => {
  const shards = new Map<string, unknown>();
  const { loader, asked } = fakeBrowser(shards);
  await expect(loader.load('runs')).rejects.toThrow(/"runs" cannot be read.*generated anew.*reload/);
  shards.set('runs', []);
  expect(await loader.load('runs')).toEqual([]);
  expect(asked).toHaveLength(2);
});

test('a shard of another build is refused', async () => {
  const { loader } = fakeBrowser(new Map([['nodes', []]]), 'other');
  await expect(loader.load('nodes')).rejects.toThrow(/reload/);
});

test('details least recently used are dropped, the rest is kept', async () => {
  const names = Array.from({ length: KEPT_DETAILS + 1 }, (_, index): ShardName => `node/${index}`);
  const { loader, asked } = fakeBrowser(new Map(['nodes', ...names].map((name) => [name, name])));
  await loader.load('nodes');
  for (const name of names.slice(0, -1)) await loader.load(name);
  await loader.load('node/0');
  await loader.load(names.at(-1)!);
  asked.length = 0;
  await Promise.all([loader.load('node/0'), loader.load('nodes')]);
  expect(asked).toEqual([]);
  await loader.load('node/1');
  expect(asked).toEqual(['data/b/node/1.js']);
});

test('the site gives details by index, and children from parents', async () => {
  const shards = sampleShards(SAMPLE_SITE, 'b');
  const site = createSite(shards.get('overview') as never, fakeBrowser(shards).loader);
  const { rows, indexOf, children } = await site.nodes();
  expect(rows).toEqual(shards.get('nodes') as readonly NodeRow[]);
  rows.forEach((row, index) => {
    expect(indexOf.get(row.id)).toBe(index);
    for (const parent of row.parents) expect(children[parent]).toContain(index);
  });
  expect(await site.detail(3)).toEqual(SAMPLE_SITE.nodes[3]!.detail);
  expect(await site.checkDetail(2)).toEqual(SAMPLE_SITE.checks[2]!.detail);
  await expect(site.detail(999)).rejects.toThrow(/generate the site anew/);
});

test('scripts are elements of the head, taken away when they have run', async () => {
  const added: { src: string; onload?: () => void; onerror?: () => void; isRemoved: boolean }[] = [];
  const page = {
    createElement: () => ({
      src: '',
      isRemoved: false,
      remove() {
        this.isRemoved = true;
      },
    }),
    head: { append: (script: (typeof added)[number]) => added.push(script) },
  };
  const host = scriptHost(page as unknown as Document);
  const loaded = host.addScript('a.js');
  const failed = host.addScript('b.js');
  added[0]!.onload!();
  added[1]!.onerror!();
  await loaded;
  await expect(failed).rejects.toThrow('b.js cannot be loaded');
  expect(added.map(({ src, isRemoved }) => [src, isRemoved])).toEqual([
    ['a.js', true],
    ['b.js', true],
  ]);
});
