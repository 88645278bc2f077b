// Holds the lake's servers for a process that may die at any moment: `node keeper.js FOLDER OPTIONS`. It ends everything when its standard
// input ends, which the system sees to however the other end dies. Speaks one JSON value a line: {"log": text}, then {"lake": addresses} or
// {"failed": text}.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { query } from '../trino/client.js';
import { freePort } from '../trino/port.js';
import { startTrino } from '../trino/server.js';
import { BUCKET, catalogs, KEYS, REGION } from './catalogs.js';
import { startMoto } from './moto.js';

/** @typedef {{ server: string, python: string, trinoPort?: number, awsPort?: number }} Options */

const HEAP = '4G';

const [, , folder = '', options = '{}'] = process.argv;
const ending = new AbortController();
/** @type {Promise<unknown>[]} */
const servers = [];

/** @param {object} value */
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

/** @param {Options} given */
async function start({ server, python, trinoPort, awsPort }) {
  const { signal } = ending;
  const moto = await startMoto({ python, port: awsPort ?? (await freePort()), folder, signal });
  servers.push(moto.stopped);
  const trino = await startTrino({
    port: trinoPort,
    log: (line) => say({ log: line }),
    home: server,
    folder: join(folder, 'trino'),
    heap: HEAP,
    catalogs: catalogs(moto.endpoint),
    // The length that lakemodel's own texts are held to on Trino.
    settings: ['query.max-length=1000000'],
    signal,
  });
  servers.push(trino.stopped);
  // Connectors fetch their first answers slowly: not at the cost of whoever asks first.
  await query(trino.url, 'SHOW SCHEMAS FROM awsdatacatalog');
  await query(trino.url, 'SHOW SCHEMAS FROM iceberg');
  const { hostname, port } = new URL(trino.url);
  return {
    trino: { host: hostname, port: Number(port), url: trino.url },
    aws: { endpoint: moto.endpoint, region: REGION, ...KEYS },
    bucket: BUCKET,
  };
}

const starting = start(JSON.parse(options));

/** @param {string} [why] what ended by itself */
async function end(why) {
  if (ending.signal.aborted) return;
  if (why !== undefined) say({ failed: why });
  ending.abort();
  await starting.catch(() => undefined);
  await Promise.all(servers);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  process.exit(why === undefined ? 0 : 1);
}

// Nobody reads any more: the end of the standard input follows.
process.stdout.on('error', () => undefined);
process.stdin.on('end', () => void end()).on('error', () => void end());
process.stdin.resume();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => void end());

try {
  say({ lake: await starting });
  void Promise.race(servers).then(() => end('A server of the lake has ended.'));
} catch (error) {
  void end(error instanceof Error ? error.message : String(error));
}
