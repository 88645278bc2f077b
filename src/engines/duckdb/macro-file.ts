import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDbEnvironment } from './environment.ts';
import { MACRO_DATABASE, setUpSession } from './session.ts';
import { trinoEnvironment } from './trino-environment.ts';

// Beside the compiled program; the same folder for sources that run uncompiled, as in tests.
const FOLDER = join(import.meta.dirname, '../../../dist/engines/duckdb');

/** A database file that holds exactly these macros, made when lakemodel was compiled; undefined where there is none. */
export function macroFile({ macros }: DuckDbEnvironment): string | undefined {
  const path = join(FOLDER, nameFor(macros));
  return existsSync(path) ? path : undefined;
}

/** Makes that file in a folder. Creating the macros costs a quarter of a second, attaching them a hundredth. */
export async function writeMacroFile(folder: string): Promise<void> {
  const api = await import('@duckdb/node-api');
  const environment = trinoEnvironment();
  const path = join(folder, nameFor(environment.macros));
  rmSync(path, { force: true });
  const instance = await api.DuckDBInstance.create(':memory:');
  const session = await instance.connect();
  await session.run(`ATTACH '${path.replaceAll("'", "''")}' AS ${MACRO_DATABASE}`);
  await setUpSession(api, session, environment, true);
  await session.run('USE memory.main');
  await session.run(`DETACH ${MACRO_DATABASE}`);
  session.closeSync();
  instance.closeSync();
}

function nameFor(macros: readonly string[]): string {
  const hash = createHash('sha256').update(macros.join('\n')).digest('hex').slice(0, 16);
  return `macros-${hash}.duckdb`;
}
