import { duckDbPrelude, duckDbSettings } from '../../sql/duckdb/prelude.ts';
import { duckDbFunctions } from '../../sql/duckdb/udfs.ts';
import type { DuckDbEnvironment } from './environment.ts';

const TEMPORARY = 'CREATE OR REPLACE TEMP MACRO ';

/** What translated statements rely on. */
export function trinoEnvironment(): DuckDbEnvironment {
  const prelude = duckDbPrelude();
  return {
    session: [...duckDbSettings(), ...prelude.filter((sql) => !sql.startsWith(TEMPORARY))],
    functions: duckDbFunctions(),
    // Temporary ones would belong to one session.
    macros: prelude
      .filter((sql) => sql.startsWith(TEMPORARY))
      .map((sql) => `CREATE OR REPLACE MACRO ${sql.slice(TEMPORARY.length)}`),
  };
}
