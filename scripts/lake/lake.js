import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { exitOf } from '../trino/exit.js';
import { findJava } from '../trino/java.js';
import { installLakeServer, installMoto } from './install.js';
import { findPython } from './python.js';

const KEEPER = join(import.meta.dirname, 'keeper.js');
const STOPS_WITHIN_MS = 30_000;

/**
 * Starts Trino with Iceberg and Hive tables on S3, catalogued in Glue, all on loopback ports of this machine, and installs it before when it
 * is not there yet. It ends with `stop`, and with the process that started it, however that dies.
 * @param {import('./lake.d.ts').LakeOptions} options
 * @returns {Promise<import('./lake.d.ts').Lake>}
 * @throws {Error} which says what is missing and what to install.
 */
export async function startLake({ log, trinoPort, awsPort }) {
  // What is missing is said before a download.
  findJava();
  findPython();
  const server = installLakeServer(log);
  const python = installMoto(log);
  const folder = mkdtempSync(join(tmpdir(), 'lakemodel-lake-'));
  // Detached, so that Ctrl-C on a terminal reaches this process alone, which then stops the servers in order.
  const keeper = spawn(process.execPath, [KEEPER, folder, JSON.stringify({ server, python, trinoPort, awsPort })], {
    detached: true,
    env: withoutAccount(process.env),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  keeper.stdin.on('error', () => undefined);
  const stopped = exitOf(keeper).then(() => removeRest(keeper, folder));
  const stop = async () => {
    keeper.stdin.end();
    const impatience = setTimeout(() => killGroup(keeper), STOPS_WITHIN_MS);
    await stopped.finally(() => clearTimeout(impatience));
  };
  const addresses = await addressesOf(keeper, log);
  return { ...addresses, keeper: keeper.pid ?? 0, stop, stopped };
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<import('node:stream').Writable, import('node:stream').Readable, null>} keeper
 * @param {(line: string) => void} log
 * @returns {Promise<import('./lake.d.ts').LakeAddresses>}
 */
function addressesOf(keeper, log) {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: keeper.stdout });
    lines.on('line', (line) => {
      const said = JSON.parse(line);
      if (said.log !== undefined) log(said.log);
      if (said.lake !== undefined) resolve(said.lake);
      if (said.failed !== undefined) {
        log(said.failed);
        reject(new Error(said.failed));
      }
    });
    lines.on('close', () => reject(new Error('The lake ended before it was up.')));
  });
}

/** Neither Trino nor the double sees a developer's own account: a profile of another machine alone makes moto fail. @param {NodeJS.ProcessEnv} env */
function withoutAccount(env) {
  const rest = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_')));
  const noFile = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };
  return { ...rest, ...noFile, AWS_EC2_METADATA_DISABLED: 'true' };
}

// Where the keeper itself was killed, its servers still run.
function removeRest(/** @type {import('node:child_process').ChildProcess} */ keeper, /** @type {string} */ folder) {
  killGroup(keeper);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** @param {import('node:child_process').ChildProcess} keeper */
function killGroup({ pid }) {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}
