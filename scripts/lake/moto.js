import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitOf } from '../trino/exit.js';
import { BUCKET } from './catalogs.js';

const STARTS_WITHIN_MS = 60_000;

/**
 * Starts Glue and S3 on a loopback port, with an empty bucket.
 * @param {{ python: string, port: number, folder: string, signal: AbortSignal }} options
 *   `folder`: for its log and its temporary files; `signal`: kills it, also while it starts
 * @returns {Promise<{ endpoint: string, stop: () => Promise<void>, stopped: Promise<unknown> }>}
 */
export async function startMoto({ python, port, folder, signal }) {
  const logFile = join(folder, 'moto.log');
  const output = openSync(logFile, 'a');
  const child = spawn(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', output, output],
    signal,
    killSignal: 'SIGKILL',
  });
  closeSync(output);
  const stopped = exitOf(child);
  const stop = async () => {
    child.kill('SIGKILL');
    await stopped;
  };
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await makeBucket(endpoint, stopped);
  } catch (error) {
    await stop();
    const lines = readFileSync(logFile, 'utf8').split('\n').slice(-30).join('\n');
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${lines}`, { cause: error });
  }
  return { endpoint, stop, stopped };
}

/** @param {string} endpoint @param {Promise<unknown>} stopped */
async function makeBucket(endpoint, stopped) {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  let hasEnded = false;
  void stopped.then(() => (hasEnded = true));
  while (!(await isMade(endpoint))) {
    if (hasEnded) throw new Error('The Glue and S3 double (moto) did not start.');
    if (Date.now() > deadline) throw new Error(`moto did not answer within ${STARTS_WITHIN_MS / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** @param {string} endpoint */
async function isMade(endpoint) {
  try {
    const response = await fetch(`${endpoint}/${BUCKET}`, { method: 'PUT' });
    return response.ok;
  } catch {
    return false;
  }
}
