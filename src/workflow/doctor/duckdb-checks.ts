import { constants, existsSync } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { bytesText } from '../../cost/index.ts';
import { openScratch } from '../connect.ts';
import { failed, ok, skipped, warning, type Check, type Finding } from './checks.ts';
import { settingOf, type DoctorContext } from './context.ts';

const LITTLE_SPACE = 1e9;

/** Checks of the embedded database: its file, the disk, its lock, its version. */
export function duckDbChecks(context: DoctorContext): readonly Check[] {
  const path = settingOf(context, 'path');
  const file = path === undefined || path === ':memory:' ? undefined : resolve(context.projectDir, path);
  const engine: Check[] = [
    { id: 'connect', title: 'database', needs: ['file'], run: () => open(context, file) },
    { id: 'version', title: 'version', run: version },
  ];
  if (file === undefined) return engine;
  return [
    { id: 'file', title: 'database file', run: () => writable(file) },
    { id: 'disk', title: 'disk space', needs: ['file'], run: () => space(file) },
    ...engine,
  ];
}

async function writable(file: string): Promise<Finding> {
  const what = existsSync(file) ? file : nearestFolder(file);
  try {
    await access(what, constants.W_OK | constants.R_OK);
  } catch {
    return failed(
      `"${what}" may not be read and written.`,
      'Change its rights, or give the target another `path` in project.yml.',
    );
  }
  return ok(existsSync(file) ? `${file} may be written.` : `${file} is not there yet and can be made.`);
}

async function space(file: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(nearestFolder(file));
  const free = bavail * bsize;
  const detail = `${bytesText(free)} are free on the disk of ${file}.`;
  return free < LITTLE_SPACE ? warning(detail, 'Make room, or move the database: `path` in project.yml.') : ok(detail);
}

async function open({ connection }: DoctorContext, file: string | undefined): Promise<Finding> {
  // Opening it would make it.
  if (file !== undefined && !existsSync(file)) return skipped('There is none yet; the first run makes it.');
  await connection();
  return ok(file === undefined ? 'It is in memory, and gone after each command.' : 'It opens, and nobody else has it.');
}

async function version(): Promise<Finding> {
  const scratch = await openScratch();
  try {
    const { rows } = await scratch.execute('SELECT version()');
    return ok(`DuckDB ${String(rows[0]?.[0])}.`);
  } finally {
    await scratch.close();
  }
}

/** The folder that a file that is not there yet would be made under. */
function nearestFolder(file: string): string {
  let folder = dirname(file);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
