import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { describe, expect } from 'vitest';
import { rowsOf, withDatabase } from '../lakehouse/query.ts';

const ROOT = join(import.meta.dirname, '../..');
const DATA = join(ROOT, '../shared/data');

export type Line = Readonly<Record<string, string>>;

/** A test group that needs the public data sets beside the repository; without them it is skipped, saying so. */
export function describeWithData(name: string, tests: () => void): void {
  const isThere = existsSync(DATA);
  if (!isThere) console.warn(`skipped: ${name} (${DATA} is not there)`);
  describe.skipIf(!isThere)(name, tests);
}

/** The bytes of a public file, as found. */
export function original(path: string): Buffer {
  return readFileSync(join(DATA, path));
}

/** The lines of a CSV text by header, every value as it stands there: read by another parser than the one under test. */
export function linesOf(text: string): readonly Line[] {
  return parse<Line>(text, { columns: true, relax_column_count: false });
}

/** A copy of one of the projects here, with a folder that files are delivered to. */
export interface Workspace {
  readonly dir: string;
  readonly data: string;
}

export function newWorkspace(project: string): Workspace {
  const dir = mkdtempSync(join(tmpdir(), `${project}-`));
  cpSync(join(import.meta.dirname, project), dir, { recursive: true });
  return { dir, data: join(dir, 'delivered') };
}

export function removeWorkspace({ dir }: Workspace): void {
  rmSync(dir, { recursive: true, force: true });
}

/** Puts a file into the folder of deliveries, over one that is there. */
export function deliver({ data }: Workspace, path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(data, path)), { recursive: true });
  writeFileSync(join(data, path), content);
}

export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a user does. */
export function lakemodel({ dir, data }: Workspace, ...args: readonly string[]): CliResult {
  const command = [join(ROOT, 'bin/lakemodel.js'), ...args, '--project-dir', dir, '--vars', JSON.stringify({ data })];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', timeout: 110_000 });
  return { status, stdout, stderr };
}

/** Runs a build that has to succeed. */
export function build(workspace: Workspace, ...args: readonly string[]): void {
  const { status, stdout, stderr } = lakemodel(workspace, 'build', ...args);
  expect(status, `${stdout}\n${stderr}`).toBe(0);
}

/** Rows of a query on the database that the last build left. */
export function query(workspace: Workspace, sql: string): ReturnType<typeof rowsOf> {
  return look(workspace, (database) => rowsOf(database, sql));
}

export function look<T>({ dir }: Workspace, use: (database: DuckDBConnection) => Promise<T>): Promise<T> {
  return withDatabase(join(dir, 'target/lakemodel.duckdb'), use);
}
