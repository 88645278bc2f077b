import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

const BIN = join(import.meta.dirname, '../../bin/lakemodel.js');

export type Environment = Readonly<Record<string, string>>;

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command line as a user does. Needs `npm run build`. */
export function start(dir: string, args: readonly string[], env: Environment = {}): ChildProcess {
  return spawn(process.execPath, [BIN, ...args], { cwd: dir, env: { ...process.env, ...env } });
}

/** Runs a command to its end, whatever it gives. */
export async function run(dir: string, args: readonly string[], env?: Environment): Promise<Ended> {
  const child = start(dir, args, env);
  const texts = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, ...texts };
}

/** Runs a command that has to succeed. */
export async function succeed(dir: string, args: readonly string[], env?: Environment): Promise<Ended> {
  const ended = await run(dir, args, env);
  if (ended.status === 0) return ended;
  throw new Error(`lakemodel ${args.join(' ')} ended with ${ended.status}\n${ended.stdout}\n${ended.stderr}`);
}

/** A folder with files, removed when the test ends. */
export function newFolder(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'lakemodel-docs-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  write(dir, files);
  return dir;
}

export function write(dir: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
}

/** A small project of three nodes. */
export const SHOP: Readonly<Record<string, string>> = {
  'project.yml': `name: shop
version: '1'
target: local
targets:
  local: { type: duckdb, path: target/shop.duckdb, threads: 1 }
`,
  'seeds/orders.csv': 'id,amount\n1,10\n2,20\n',
  'models/totals.sql': 'select sum(amount) as total from {{ ref("orders") }}',
  'analyses/largest.sql': 'select id, amount from {{ ref("orders") }} order by amount desc',
};
