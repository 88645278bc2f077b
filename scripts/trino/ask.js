#!/usr/bin/env node
// Asks a real Trino: `node scripts/trino/ask.js cases.json answers.json [--url http://127.0.0.1:18080] [--changed]`.
// CASES may be `-`, standard input. With --changed, answers that the file has for the same SQL are kept, and the rest is asked. Reads `[{id, category, sql}]`; without --url it starts a server of its own.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { answer } from './answers.js';
import { startTrino } from './server.js';

const AT_ONCE = 4;
const log = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);

/** @param {string} file @returns {Map<string, import('./answers.js').Answer>} answers by their SQL */
function answersIn(file) {
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  return new Map(known.map((/** @type {import('./answers.js').Answer} */ given) => [given.sql, given]));
}

/** @param {string} url @param {import('./answers.js').Case[]} cases @param {ReturnType<typeof answersIn>} known */
async function askAll(url, cases, known) {
  /** @type {import('./answers.js').Answer[]} */
  const answers = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < cases.length; index = next++) {
      const asked = cases[index];
      if (!asked) continue;
      const kept = known.get(asked.sql);
      answers[index] = kept ? { ...kept, id: asked.id, category: asked.category } : await answer(url, asked);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return answers;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { url: { type: 'string' }, changed: { type: 'boolean' } },
  });
  const [input, output] = positionals;
  if (input === undefined || output === undefined)
    throw new Error('Usage: ask.js CASES.json|- ANSWERS.json [--url URL] [--changed]');
  const cases = JSON.parse(readFileSync(input === '-' ? 0 : input, 'utf8'));
  const server = values.url === undefined ? await startTrino({ port: undefined, log }) : undefined;
  try {
    const answers = await askAll(
      values.url ?? server?.url ?? '',
      cases,
      values.changed ? answersIn(output) : new Map(),
    );
    writeFileSync(output, `[\n${answers.map((given) => JSON.stringify(given)).join(',\n')}\n]\n`);
    log(`${answers.length} answers, ${answers.filter((given) => 'error' in given).length} of them refusals.`);
  } finally {
    await server?.stop();
  }
}

main().catch((error) => {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 3;
});
