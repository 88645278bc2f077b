import type { ShardName } from '../../src/docs/site-data.ts';
import { SAMPLE_SITE } from './sample-site.ts';
import { sampleShards } from './sample-shards.ts';
import { syntheticSite } from './synthetic-site.ts';

/** The shards of the small sample, or of as many made-up nodes, ten columns each. */
export function makeSampleShards(build: string, nodes?: number): ReadonlyMap<ShardName, unknown> {
  return sampleShards(nodes === undefined ? SAMPLE_SITE : syntheticSite(nodes), build);
}
