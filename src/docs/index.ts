/** The docs site's data, made of what was found before: pure, plain data, shard by shard. */
export { makeSite, type SiteOptions, type SiteShard } from './make-site.ts';
export { shardScript } from './shard-script.ts';
export type * from './site-data.ts';
export type { SiteInput, SiteTarget } from './site-input.ts';
