import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invariant } from '../../src/diagnostics/index.ts';
import type { Truth } from './truth.ts';

const ROOT = join(import.meta.dirname, '../..');
const PROJECT = ['project.yml', 'selectors.yml', 'models', 'seeds', 'snapshots', 'tests', 'macros', 'analyses'];

/** A copy of the repository's own project, with nothing delivered to it yet. */
export interface Workspace {
  readonly dir: string;
  readonly database: string;
}

export function newWorkspace(): Workspace {
  const dir = mkdtempSync(join(tmpdir(), 'lakehouse-'));
  for (const path of PROJECT)
    if (existsSync(join(ROOT, path))) cpSync(join(ROOT, path), join(dir, path), { recursive: true });
  return { dir, database: join(dir, 'target/lakemodel.duckdb') };
}

export function removeWorkspace({ dir }: Workspace): void {
  rmSync(dir, { recursive: true, force: true });
}

/** Brings the committed files that had landed by a day; a later day adds files and changes none. */
export function deliver({ dir }: Workspace, until = '9999-12-31'): void {
  const from = join(ROOT, 'landing');
  for (const path of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    const day = /load_date=([\d-]{10})[\\/]/.exec(path)?.[1];
    if (day !== undefined && day <= until) cpSync(join(from, path), join(dir, 'landing', path));
  }
}

/** The truth about the committed files. */
export function committedTruth(): Truth {
  return JSON.parse(readFileSync(join(ROOT, 'landing/truth.json'), 'utf8')) as Truth;
}

export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a user does. Needs `npm run build`. */
export function lakemodel({ dir }: Workspace, ...args: readonly string[]): CliResult {
  const bin = join(ROOT, 'bin/lakemodel.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args, '--project-dir', dir], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

/** Runs a build that has to succeed. */
export function build(workspace: Workspace, ...args: readonly string[]): void {
  const { status, stdout, stderr } = lakemodel(workspace, 'build', ...args);
  invariant(status === 0, `lakemodel build ended with ${status}\n${stdout}\n${stderr}`);
}

/** Runs the generator with the options of its command line. */
export function generate(out: string, ...args: readonly string[]): CliResult {
  const script = join(ROOT, 'scripts/generate/generate.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--out', out, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}
