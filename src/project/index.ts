export { PARSE_CACHE } from './cache/cache-file.ts';
export { loadProject } from './load-project.ts';
export type { LoadOptions } from './loading.ts';
export { loadSeedRows } from './seeds/load-seed-rows.ts';
export { parseReference } from './reference-text.ts';
export * from './pull-sources.ts';
export { templateTarget } from './target.ts';
export * from './project.ts';
