#!/usr/bin/env node
// Starts a Trino server, prints its URL and keeps it until Ctrl-C. `--port N` fixes the port.
import { parseArgs } from 'node:util';
import { startTrino } from './server.js';

const { values } = parseArgs({ options: { port: { type: 'string' } } });
const log = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);

try {
  const server = await startTrino({ port: values.port === undefined ? undefined : Number(values.port), log });
  process.stdout.write(`${server.url}\n`);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => void server.stop());
  await server.stopped;
} catch (error) {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 3;
}
