export * from './diagnostic.ts';
export * from './frame.ts';
export * from './levels.ts';
export * from './print-text.ts';
export * from './source.ts';
export * from './suggest.ts';
export type { Code, Params } from './catalogue/index.ts';
