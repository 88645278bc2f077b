import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { findPython } from '../../scripts/lake/python.js';
// @ts-expect-error As above.
import { cacheFolder, makeWhole } from '../../scripts/trino/cache.js';

const INSIDE = join('bin', 'python3');

/** What is installed together, each in an environment of its own: their requirements do not agree. */
export const ENVIRONMENTS = {
  core: ['dbt-core==1.11.16', 'dbt-duckdb==1.11.1', 'duckdb==2.0.0'],
  readers: ['dbt-artifacts-parser==0.15.0', 'dbterd==1.32.0', 'dbt-coverage==0.5.0', 'PyYAML==6.0.3'],
  openlineage: ['openlineage-python==1.54.0'],
  // colibri uses a part of sqlglot's scopes that later ones do not have.
  colibri: ['dbt-colibri==0.3.7', 'sqlglot[c]==30.4.3'],
} as const;

export type Environment = keyof typeof ENVIRONMENTS;

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Installs what is not there yet, into the cache folder. Throws an error that says what is missing. */
export function installAll(log: (line: string) => void): void {
  for (const name of Object.keys(ENVIRONMENTS) as Environment[]) install(name, log);
}

/** Runs `python -m module …`, or a script, of an environment, in a folder, without anything calling home. */
export function python(name: Environment, args: readonly string[], cwd: string): Ended {
  const env = { ...process.env, DO_NOT_TRACK: '1', DBT_SEND_ANONYMOUS_USAGE_STATS: 'false', PYTHONWARNINGS: 'ignore' };
  const command = install(name);
  const options = { cwd, env, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 } as const;
  const { status, stdout, stderr } = spawnSync(command, args, options);
  return { status, stdout, stderr };
}

/** What a program printed that has to succeed. */
export function succeed(name: Environment, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = python(name, args, cwd);
  if (status === 0) return stdout;
  throw new Error(`python ${args.slice(0, 3).join(' ')} … ended with ${status}:\n${stdout.slice(-3000)}\n${stderr.slice(-3000)}`); // prettier-ignore
}

/** The Python of an environment, which is installed when it is not there yet. */
function install(name: Environment, log: (line: string) => void = () => undefined): string {
  const { command, version } = pythonOnPath();
  // Another list of packages is another folder.
  const packages = createHash('sha256').update(ENVIRONMENTS[name].join('\n')).digest('hex').slice(0, 12);
  const folder = `dbt-tools-${name}-${packages}-py${version}`;
  // Its Python is a link to the system's, which may have moved since.
  const stale = join(cacheFolder() as string, folder);
  if (existsSync(stale) && !existsSync(join(stale, INSIDE))) rmSync(stale, { recursive: true, force: true });
  const made = makeWhole(folder, (empty: string) => {
    log(`Installing ${ENVIRONMENTS[name].join(', ')} …`);
    const environment = join(empty, 'venv');
    run(command, ['-m', 'venv', environment]);
    // It is moved afterwards, which its Python bears and the scripts in bin/ do not: they are not used.
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...ENVIRONMENTS[name]];
    run(join(environment, INSIDE), pip);
    return environment;
  }) as string;
  return join(made, INSIDE);
}

function run(command: string, args: readonly string[]): void {
  try {
    execFileSync(command, args, { stdio: ['ignore', process.stderr, process.stderr] });
  } catch (error) {
    throw new Error(`"${[command, ...args].join(' ')}" failed: its own message is above. The first run needs the network.`, { cause: error }); // prettier-ignore
  }
}

function pythonOnPath(): { readonly command: string; readonly version: string } {
  try {
    return findPython() as { command: string; version: string };
  } catch (error) {
    const message = (error as Error).message.replace(/^The lake needs/, "dbt's tools need").replace(' for moto', '');
    throw new Error(message, { cause: error });
  }
}
