import { duckDbPrelude, duckDbSettings } from '../../sql/duckdb/prelude.ts';
import { duckDbFunctions } from '../../sql/duckdb/udfs.ts';
import type { DuckDbEnvironment } from './environment.ts';

/** What translated statements rely on: settings, functions in JavaScript, then macros, which use both. */
export function trinoEnvironment(): DuckDbEnvironment {
  return { settings: duckDbSettings(), functions: duckDbFunctions(), prelude: duckDbPrelude() };
}
