import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { query } from './client.js';
import { pathsIn, writeConfiguration } from './configuration.js';
import { exitOf } from './exit.js';
import { installTrino } from './install.js';
import { findJava } from './java.js';
import { freePort } from './port.js';

const STARTS_WITHIN_MS = 120_000;
const STOPS_WITHIN_MS = 10_000;

/**
 * Starts a Trino server on a loopback port and waits until it takes statements. Without catalogs it is enough for expressions and queries
 * over VALUES.
 * @param {{
 *   port?: number | undefined,
 *   log: (line: string) => void,
 *   home?: string,
 *   folder?: string,
 *   heap?: string,
 *   catalogs?: Readonly<Record<string, readonly string[]>>,
 *   settings?: readonly string[],
 *   signal?: AbortSignal | undefined,
 * }} options `home`: an unpacked server, instead of the one without connectors; `folder`: where its files lie until it stops; `heap`: `2G`;
 *   `catalogs`: the lines of their files; `settings`: lines for config.properties; `signal`: kills it, also while it starts
 * @returns {Promise<{ url: string, stop: () => Promise<void>, stopped: Promise<void> }>}
 */
export async function startTrino({ port, log, home, folder, heap = '2G', catalogs = {}, settings = [], signal }) {
  const java = findJava();
  const server = home ?? installTrino(log);
  const usedPort = port ?? (await freePort());
  const usedFolder = folder ?? mkdtempSync(join(tmpdir(), 'lakemodel-trino-'));
  writeConfiguration(usedFolder, { port: usedPort, heap, catalogs, settings });
  const child = spawn(join(server, 'bin', 'launcher'), ['run', '--etc-dir', pathsIn(usedFolder).etc], {
    env: { ...process.env, JAVA_HOME: java, PATH: `${join(java, 'bin')}:${process.env['PATH']}` },
    stdio: ['ignore', 'ignore', 'ignore'],
    ...(signal && { signal, killSignal: /** @type {const} */ ('SIGKILL') }),
  });
  const exited = exitOf(child);
  const stop = async () => {
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
    await exited.finally(() => clearTimeout(impatience));
    rmSync(usedFolder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${usedPort}`;
  try {
    await waitUntilReady(url, exited);
  } catch (error) {
    const lines = lastLines(pathsIn(usedFolder).log);
    await stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${lines}`, { cause: error });
  }
  return { url, stop, stopped: exited.then(stop) };
}

/** @param {string} url @param {Promise<unknown>} exited */
async function waitUntilReady(url, exited) {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  let hasEnded = false;
  void exited.then(() => (hasEnded = true));
  // The server says that it has started a few seconds before it takes statements.
  while (!(await answers(url))) {
    if (hasEnded) throw new Error('Trino did not start.');
    if (Date.now() > deadline) throw new Error(`Trino did not start within ${STARTS_WITHIN_MS / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function answers(/** @type {string} */ url) {
  try {
    const { rows } = await query(url, 'SELECT 1');
    return rows.length === 1;
  } catch {
    return false;
  }
}

function lastLines(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(-30).join('\n');
  } catch {
    return '';
  }
}
