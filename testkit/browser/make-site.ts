import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const LAUNCHER = join(ROOT, 'bin/lakemodel.js');
const PROJECT = [
  'project.yml',
  'selectors.yml',
  'README.md',
  'analyses',
  'landing',
  'macros',
  'models',
  'seeds',
  'snapshots',
  'tests',
];

/** Copies the top-level project into a folder, builds it twice, so that there is history, checks its sources and writes its site. */
export function makeProjectSite(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of PROJECT) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  lakemodel(folder, 'build');
  lakemodel(folder, 'build', '--select', 'gold');
  // The sample data is old: that is what the page is to show.
  lakemodel(folder, 'source', 'freshness');
  lakemodel(folder, 'docs', 'generate');
}

/** Runs the command line in a folder; fails unless it ends well, or with a failed test or source (1). */
export function lakemodel(folder: string, ...args: readonly string[]): string {
  const { LAKEMODEL_TARGET: _, LAKEMODEL_PROJECT_DIR: __, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [LAUNCHER, ...args], {
    cwd: folder,
    env: { ...env, NO_COLOR: '1' },
    encoding: 'utf8',
  });
  if (status !== 0 && status !== 1)
    throw new Error(`lakemodel ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
