#!/usr/bin/env node
// Starts the front, prints its URL and keeps it until Ctrl-C.
import { parseArgs } from 'node:util';
import { startAthenaFront } from './front.js';

const { values } = parseArgs({
  options: {
    trino: { type: 'string', default: 'http://127.0.0.1:8080' },
    glue: { type: 'string', default: 'http://127.0.0.1:5000' },
    region: { type: 'string', default: 'us-east-1' },
    output: { type: 'string' },
    port: { type: 'string' },
  },
});

try {
  const front = await startAthenaFront({
    trino: values.trino,
    glue: {
      endpoint: values.glue,
      region: values.region,
      keys: {
        accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? 'testing',
        secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? 'testing',
      },
    },
    workGroups: { primary: values.output === undefined ? {} : { outputLocation: values.output } },
    ...(values.port !== undefined && { port: Number(values.port) }),
  });
  process.stdout.write(`${front.url}\n`);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => void front.stop());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 3;
}
