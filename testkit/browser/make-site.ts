import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Analyses of the top-level project. */
export const ANALYSES = readdirSync(join(import.meta.dirname, '../../analyses'))
  .filter((name) => name.endsWith('.sql'))
  .map((name) => basename(name, '.sql'));

const ROOT = join(import.meta.dirname, '../..');
export const LAUNCHER = join(ROOT, 'bin/lakemodel.js');
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

export const TARGETS = ['local', 'trino', 'athena'] as const;

/**
 * Copies the top-level project into a folder, builds it twice, so that there is history, checks its sources and writes its site.
 * What later commands write over, and what the command line says of rows, is kept in `kept/`: see facts.ts.
 */
export function makeProjectSite(folder: string): void {
  const kept = join(folder, 'kept');
  mkdirSync(kept, { recursive: true });
  for (const name of PROJECT) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  lakemodel(folder, 'build');
  cpSync(join(folder, 'target/run_results.json'), join(kept, 'run-1.json'));
  lakemodel(folder, 'build', '--select', 'gold');
  cpSync(join(folder, 'target/run_results.json'), join(kept, 'run-2.json'));
  // The sample data is old: that is what the page is to show.
  lakemodel(folder, 'source', 'freshness');
  writeFileSync(join(kept, 'quarantine.json'), lakemodel(folder, 'quarantine', 'list', '--output', 'json'));
  for (const name of ANALYSES)
    writeFileSync(
      join(kept, `${name}.json`),
      lakemodel(folder, 'show', '--select', name, '--limit', '-1', '--output', 'json'),
    );
  for (const target of TARGETS) {
    lakemodel(folder, 'compile', '--target', target);
    cpSync(join(folder, 'target/compiled'), join(kept, 'compiled', target), { recursive: true });
  }
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
