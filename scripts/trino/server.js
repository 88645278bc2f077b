import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { query } from './client.js';
import { installTrino } from './install.js';
import { findJava } from './java.js';

const STARTS_WITHIN_MS = 120_000;

/**
 * Starts a Trino server without catalogs on a loopback port: enough for expressions and queries over VALUES.
 * @param {{ port?: number | undefined, log: (line: string) => void }} options
 * @returns {Promise<{ url: string, stop: () => Promise<void>, stopped: Promise<void> }>}
 */
export async function startTrino({ port, log }) {
  const java = findJava();
  const server = installTrino(log);
  const usedPort = port ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), 'lakemodel-trino-'));
  writeConfiguration(folder, usedPort);
  const child = spawn(join(server, 'bin', 'launcher'), ['run', '--etc-dir', join(folder, 'etc')], {
    env: { ...process.env, JAVA_HOME: java, PATH: `${join(java, 'bin')}:${process.env['PATH']}` },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const stopped = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  }).then(() => rmSync(folder, { recursive: true, force: true }));
  const stop = async () => {
    child.kill('SIGTERM');
    await stopped;
  };
  const url = `http://127.0.0.1:${usedPort}`;
  await waitUntilReady({ url, child, folder, stop });
  return { url, stop, stopped };
}

/**
 * @param {{ url: string, child: import('node:child_process').ChildProcess, folder: string, stop: () => Promise<void> }} starting
 */
async function waitUntilReady({ url, child, folder, stop }) {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  // The server says that it has started a few seconds before it takes statements.
  while (!(await answers(url))) {
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > deadline) {
      const log = lastLines(join(folder, 'data', 'var', 'log', 'server.log'));
      if (!ended) await stop();
      throw new Error(`Trino did not start${ended ? '' : ` within ${STARTS_WITHIN_MS / 1000} s`}.\n${log}`);
    }
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

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(address.port));
    });
  });
}

/** @param {string} folder @param {number} port */
function writeConfiguration(folder, port) {
  const data = join(folder, 'data');
  mkdirSync(join(folder, 'etc', 'catalog'), { recursive: true });
  mkdirSync(join(data, 'var', 'log'), { recursive: true });
  const files = {
    'node.properties': [
      'node.environment=lakemodel',
      `node.data-dir=${data}`,
      'node.bind-ip=127.0.0.1',
      'node.internal-address=127.0.0.1',
    ],
    'config.properties': [
      'coordinator=true',
      'node-scheduler.include-coordinator=true',
      `http-server.http.port=${port}`,
      `discovery.uri=http://127.0.0.1:${port}`,
      `catalog.config-dir=${join(folder, 'etc', 'catalog')}`,
      `log.path=${join(data, 'var', 'log', 'server.log')}`,
    ],
    'jvm.config': [
      '-server',
      '-Xmx2G',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-XX:+ExitOnOutOfMemoryError',
      '-Duser.timezone=UTC',
      '-Djdk.attach.allowAttachSelf=true',
      '-Dfile.encoding=UTF-8',
      '--add-opens=java.base/java.nio=ALL-UNNAMED',
    ],
    'log.properties': ['io.trino=INFO'],
  };
  for (const [name, lines] of Object.entries(files)) writeFileSync(join(folder, 'etc', name), `${lines.join('\n')}\n`);
}
