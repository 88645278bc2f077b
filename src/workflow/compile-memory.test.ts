import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Outcome } from '../diagnostics/index.ts';
import { diagnose } from '../diagnostics/index.ts';
import { COMPILE_MEMORY, openCompileMemory } from './compile-memory.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lakemodel-memory-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ANSWER = { sql: 'SELECT 1', columns: [{ name: 'a', type: 'bigint' }] };

/** Asks in a first command and in a second one; says whether the second had to make the answer itself. */
async function checkRemembered(
  expected: boolean,
  {
    outcome = { value: ANSWER, diagnostics: [] },
    inputs = [['q'], ['q']],
    versions = ['1', '1'],
    secrets = [],
    between = () => undefined,
  }: {
    outcome?: Outcome<unknown>;
    inputs?: readonly (readonly unknown[])[];
    versions?: readonly string[];
    secrets?: readonly string[];
    between?: () => void;
  } = {},
): Promise<void> {
  let made = 0;
  const ask = async (command: number) => {
    const memory = openCompileMemory(folder, { version: versions[command] ?? '', secrets });
    const answer = await memory.remember(inputs[command] ?? [], () => {
      made += 1;
      return Promise.resolve(outcome);
    });
    memory.save();
    expect(answer).toEqual(outcome);
  };
  await ask(0);
  between();
  await ask(1);
  expect(made).toBe(expected ? 1 : 2);
}

test('the same inputs have the same answer in the next command', () => checkRemembered(true));

test('other inputs do not', () => checkRemembered(false, { inputs: [['q', [1]], ['q', [2]]] })); // prettier-ignore

test('inputs are not joined: ["ab"] is not ["a", "b"]', () => checkRemembered(false, { inputs: [['ab'], ['a', 'b']] }));

test('another lakemodel remembers nothing', () => checkRemembered(false, { versions: ['1', '2'] }));

test('what came with a diagnostic is made again, as its place may have moved', () =>
  checkRemembered(false, {
    outcome: { value: ANSWER, diagnostics: [diagnose('engine-cancelled', {})] },
  }));

test('a failure is not remembered', () => checkRemembered(false, { outcome: { value: undefined, diagnostics: [] } }));

test.each(['{"version":"1","entries":[["', 'null', '{"version":"1","entries":{}}', ''])(
  'a damaged file is no memory: %s',
  (text) => checkRemembered(false, { between: () => writeFileSync(join(folder, COMPILE_MEMORY), text) }),
);

test('an answer with a secret is in no file', async () => {
  const secrets = ['', 'it"s a secret'];
  const outcome = { value: `SELECT 'it"s a secret'`, diagnostics: [] };
  await checkRemembered(false, { outcome, secrets });
  await checkRemembered(true, { secrets });
  expect(readFileSync(join(folder, COMPILE_MEMORY), 'utf8')).not.toContain('a secret');
});
