import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { CleanReport, Host, Invocation } from '../lakemodel.ts';
import { PARSE_CACHE } from '../project/index.ts';
import { COMPILE_MEMORY, LINEAGE_MEMORY } from './compile-memory.ts';
import { databasePath, targetPath } from './connect.ts';
import { DOCS_FOLDER } from './docs/find-docs.ts';
import { MARKER_FILE } from './docs/site-marker.ts';
import { openProject } from './open-project.ts';

/** What `clean` removes: things that lakemodel writes there, by name, and nothing else. */
const ARTIFACTS = [
  'compiled',
  COMPILE_MEMORY,
  LINEAGE_MEMORY,
  PARSE_CACHE,
  'run',
  'external',
  'manifest.json',
  'run_results.json',
  'run_results.jsonl',
  'sources.json',
  'catalog.json',
  'lineage.json',
];

/** Removes artifacts from the target folder. State and the embedded database stay, unless `all`. */
export async function clean(invocation: Invocation, { all }: { all: boolean }, host: Host): Promise<CleanReport> {
  const opened = await openProject(invocation, host);
  if (!opened.value) return { exitCode: 2, diagnostics: opened.diagnostics, removed: [], kept: [] };
  const { project } = opened.value;
  const folder = targetPath(project, invocation);
  const database = project.target.type === 'duckdb' ? databasePath(project, invocation) : undefined;
  const isDatabase = (path: string) => database !== undefined && (path === database || path === `${database}.wal`);
  const removed: string[] = [];
  const kept: { path: string; why: string }[] = [];
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
    const path = join(folder, name);
    const ours = ARTIFACTS.includes(name) || isSite(path) || (all && (name === 'state' || isDatabase(path)));
    const shown = relative(invocation.projectDir, path);
    if (ours) {
      rmSync(path, { recursive: true, force: true });
      removed.push(shown);
    } else kept.push({ path: shown, why: reason(name, isDatabase(path)) });
  }
  return { exitCode: 0, diagnostics: opened.diagnostics, removed, kept };
}

/** A docs site says itself that it is one; a folder of that name need not be. */
function isSite(path: string): boolean {
  return basename(path) === DOCS_FOLDER && existsSync(join(path, MARKER_FILE));
}

function reason(name: string, database: boolean): string {
  if (database) return 'the embedded database; --all removes it';
  if (name === 'state') return 'watermarks and history of runs; --all removes them';
  return 'lakemodel did not make it';
}
