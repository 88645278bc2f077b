import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as duckdb from '@duckdb/node-api';
import { onTestFinished } from 'vitest';
import { readResult } from '../../src/engines/duckdb/statement.ts';
import type { Value } from '../../src/engines/engine.ts';
import {
  plan,
  quarantine,
  runCommand,
  show,
  type Host,
  type Invocation,
  type PlanReport,
  type QuarantineAction,
  type QuarantineOptions,
  type QuarantineReport,
  type RunCommand,
  type RunReport,
  type ShowReport,
} from '../../src/lakemodel.ts';
import type { NodeSummary, RunEvent } from '../../src/run/events.ts';

/** Files by path, relative to the project; null removes one. */
export type Files = Readonly<Record<string, string | null>>;

export interface CommandOptions extends Partial<Omit<Invocation, 'projectDir'>> {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
  readonly env?: Readonly<Record<string, string>>;
}

/** A project in a folder of its own. Each command happens a day after the one before, as run `run-1`, `run-2`, …. */
export interface TestProject {
  readonly dir: string;
  readonly database: string;
  readonly write: (files: Files) => void;
  /** Runs a command of the library, whatever it gives. */
  readonly command: (command: RunCommand, options?: CommandOptions) => Promise<RunReport>;
  /** Builds, and throws what is wrong unless everything succeeded. */
  readonly build: (options?: CommandOptions) => Promise<RunReport>;
  readonly plan: (command?: RunCommand, options?: CommandOptions) => Promise<PlanReport>;
  readonly show: (select: string) => Promise<ShowReport>;
  readonly quarantine: (action: QuarantineAction, options?: Partial<QuarantineOptions>) => Promise<QuarantineReport>;
  /** Rows of a query in DuckDB's dialect. */
  readonly query: (sql: string) => Promise<readonly (readonly Value[])[]>;
}

export const PROJECT_YML = `name: shop
version: '1'
target: local
targets:
  local: { type: duckdb, path: target/shop.duckdb, threads: 1 }
`;

const FIRST_DAY = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

/** A project made of `files`, removed when the test ends. Without a `project.yml` it gets a small one. */
export function newProject(files: Files, clock = { commands: 0 }): TestProject {
  const dir = mkdtempSync(join(tmpdir(), 'lakemodel-e2e-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const project = projectIn(dir, clock);
  project.write({ 'project.yml': PROJECT_YML, ...files });
  return project;
}

/** A project that exists in a folder. */
export function projectIn(dir: string, clock = { commands: 0 }): TestProject {
  const database = join(dir, 'target/shop.duckdb');
  const host = ({ signal, onEvent, env }: CommandOptions = {}): Host =>
    hostOf((clock.commands += 1), signal, onEvent, env);
  const command: TestProject['command'] = (name, options = {}) =>
    runCommand(name, invocationOf(dir, options), host(options));
  return {
    dir,
    database,
    write: (files) => writeFiles(dir, files),
    command,
    build: async (options) => expectSuccess(await command('build', options)),
    plan: (name = 'build', options = {}) => plan(name, invocationOf(dir, options), host(options)),
    show: (select) => show(invocationOf(dir, { select: [select] }), { limit: 100 }, host()),
    quarantine: (action, options = {}) => quarantine(action, invocationOf(dir, {}), { limit: 100, ...options }, host()),
    query: (sql) => query(database, sql),
  };
}

function hostOf(
  number: number,
  signal = new AbortController().signal,
  onEvent: Host['onEvent'] = () => undefined,
  env: CommandOptions['env'] = {},
): Host {
  const now = new Date(FIRST_DAY + number * DAY);
  return { now: () => now, env: (name) => env[name], newId: () => `run-${number}`, signal, onEvent };
}

export function invocationOf(
  projectDir: string,
  { signal: _, onEvent: __, env: ___, ...options }: CommandOptions,
): Invocation {
  return {
    projectDir,
    vars: {},
    select: [],
    exclude: [],
    resourceTypes: [],
    indirectSelection: 'eager',
    fullRefresh: false,
    failFast: false,
    storeFailures: false,
    dryRun: false,
    ...options,
  };
}

function writeFiles(dir: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(dir, path);
    mkdirSync(dirname(file), { recursive: true });
    if (text === null) rmSync(file, { force: true });
    else writeFileSync(file, text);
  }
}

function expectSuccess(report: RunReport): RunReport {
  if (report.exitCode === 0) return report;
  throw new Error(`The build failed with ${report.exitCode}:\n${problems(report).join('\n')}`);
}

/** Every problem of a report as `code: message [file:line:column] hint`. */
export function problems({
  diagnostics,
  results = [],
}: Pick<RunReport, 'diagnostics'> & { results?: readonly NodeSummary[] }): string[] {
  return [...diagnostics, ...results.flatMap((result) => result.diagnostics)].map(({ code, message, place, hint }) => {
    const where = place ? ` [${place.file}:${place.line}:${place.column}]` : '';
    return `${code}: ${message}${where}${hint === undefined ? '' : ` ${hint}`}`;
  });
}

/** The status of each node or test by its shown name. */
export function statuses({ results }: RunReport): Record<string, string> {
  return Object.fromEntries(results.map(({ name, status }) => [name, status]));
}

/** One node's row of the result table. */
export function result({ results }: RunReport, name: string): NodeSummary {
  const found = results.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`No result for "${name}", only for ${results.map((each) => each.name).join(', ')}`);
  return found;
}

/** Rows of a query in DuckDB's dialect over a database file. */
export function query(path: string, sql: string): Promise<readonly (readonly Value[])[]> {
  const before = LAST_QUERIES.get(path) ?? Promise.resolve();
  const answer = before.then(
    () => ask(path, sql),
    () => ask(path, sql),
  );
  LAST_QUERIES.set(path, answer);
  return answer;
}

/** By file: one at a time, as a database that is just being closed cannot be opened. */
const LAST_QUERIES = new Map<string, Promise<unknown>>();

async function ask(path: string, sql: string): Promise<readonly (readonly Value[])[]> {
  const instance = await duckdb.DuckDBInstance.fromCache(path);
  const connection = await instance.connect();
  try {
    return (await readResult(duckdb, await connection.run(sql), 0)).rows;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
