#!/usr/bin/env node
// Starts a lake and keeps it until Ctrl-C: one line of JSON with its addresses on standard output. `--trino-port N` and `--aws-port N` fix
// its ports.
import { parseArgs } from 'node:util';
import { startLake } from './lake.js';

const { values } = parseArgs({ options: { 'trino-port': { type: 'string' }, 'aws-port': { type: 'string' } } });
const log = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);
const port = (/** @type {string | undefined} */ text) => (text === undefined ? undefined : Number(text));

try {
  const lake = await startLake({ log, trinoPort: port(values['trino-port']), awsPort: port(values['aws-port']) });
  let isAsked = false;
  const stop = () => {
    isAsked = true;
    void lake.stop();
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, stop);
  const { trino, aws, bucket } = lake;
  const addresses = JSON.stringify({ trino, aws, bucket });
  process.stdout.write(`${addresses}\n`);
  log(
    [
      'The lake is up; Ctrl-C stops it. In another shell:',
      `export LAKEMODEL_LAKE='${addresses}'`,
      `export AWS_ACCESS_KEY_ID=${aws.accessKeyId} AWS_SECRET_ACCESS_KEY=${aws.secretAccessKey} AWS_REGION=${aws.region}`,
      `export AWS_ENDPOINT_URL=${aws.endpoint}`,
    ].join('\n'),
  );
  await lake.stopped;
  if (!isAsked) throw new Error('The lake ended by itself.');
} catch (error) {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 3;
}
