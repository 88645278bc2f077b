import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import type { CheckDetail, DetailShard, NodeDetail, Shards } from '../../src/docs/site-data.ts';

/** A site as its page reads it. */
export interface ReadSite extends Shards {
  readonly build: string;
  /** By unique id. */
  readonly details: ReadonlyMap<string, NodeDetail>;
  readonly checkDetails: ReadonlyMap<string, CheckDetail>;
  readonly page: string;
}

/** Reads a site from its folder: runs its shards as a browser does, with nothing around them but what they call. */
export function readSite(folder: string): ReadSite {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const build = /src="data\/([^/]+)\/overview\.js"/.exec(page)?.[1] ?? '';
  const data = join(folder, 'data', build);
  const shards: Record<string, unknown> = {};
  const lakemodelShard = (of: string, name: string, value: unknown) => {
    if (of !== build) throw new Error(`The shard ${name} says that it is of ${of}, not of ${build}`);
    // Out of the other context's objects into ours.
    shards[name] = JSON.parse(JSON.stringify(value));
  };
  for (const file of filesBelow(data)) runInNewContext(readFileSync(join(data, file), 'utf8'), { lakemodelShard });
  const { nodes, checks } = shards as unknown as Shards;
  const detailOf = (shard: number) => shards[`node/${shard}`] as DetailShard;
  return {
    ...(shards as unknown as Shards),
    build,
    page,
    details: new Map(nodes.map(({ id, shard }, at) => [id, detailOf(shard).nodes[at]!])),
    checkDetails: new Map(checks.map(({ id, shard }, at) => [id, detailOf(shard).checks[at]!])),
  };
}

/** Paths of all files below a folder, sorted. */
export function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
}
