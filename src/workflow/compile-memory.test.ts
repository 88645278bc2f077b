import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { diagnose, type Outcome } from '../diagnostics/index.ts';
import { COMPILE_MEMORY, openCompileMemory } from './compile-memory.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lakemodel-memory-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const ANSWER = { sql: 'SELECT 1', columns: [{ name: 'a', type: 'bigint' }] };

/** Asks in a first command and in a second one; says whether the second had to make the answer itself. */
async function checkRemembered(
  expected: boolean,
  {
    outcome = { value: ANSWER, diagnostics: [] },
    inputs = [['q'], ['q']],
    versions = ['1', '1'],
    secrets = [],
    folder = newFolder(),
    between = () => undefined,
  }: {
    folder?: string;
    outcome?: Outcome<unknown>;
    inputs?: readonly (readonly string[])[];
    versions?: readonly string[];
    secrets?: readonly string[];
    between?: (folder: string) => void;
  } = {},
): Promise<void> {
  let made = 0;
  const ask = async (command: number) => {
    const memory = openCompileMemory(folder, { version: versions[command] ?? '', secrets });
    const answer = memory.remember(inputs[command] ?? [], () => {
      made += 1;
      return outcome;
    });
    memory.save();
    expect(answer).toEqual(outcome);
  };
  await ask(0);
  between(folder);
  await ask(1);
  expect(made).toBe(expected ? 1 : 2);
}

test('the same inputs have the same answer in the next command', () => checkRemembered(true));

test('other inputs do not', () =>
  checkRemembered(false, {
    inputs: [
      ['q', '1'],
      ['q', '2'],
    ],
  }));

test('inputs are not joined: ["ab"] is not ["a", "b"]', () => checkRemembered(false, { inputs: [['ab'], ['a', 'b']] }));

test('another lakemodel remembers nothing', () => checkRemembered(false, { versions: ['1', '2'] }));

test('diagnostics are remembered, too', () =>
  checkRemembered(true, {
    outcome: { value: ANSWER, diagnostics: [diagnose('engine-cancelled', {})] },
  }));

test('a failure is not remembered', () => checkRemembered(false, { outcome: { value: undefined, diagnostics: [] } }));

test.each(['{"version":"1"}', '{"version":"1"}\nhalf a li', '{"version":"1"}\n\n', 'null', ''])(
  'a damaged file is no memory: %s',
  (text) => checkRemembered(false, { between: (folder) => writeFileSync(join(folder, COMPILE_MEMORY), text) }),
);

test('an answer with a secret is in no file', async () => {
  const secrets = ['', 'it"s a secret'];
  const outcome = { value: `SELECT 'it"s a secret'`, diagnostics: [] };
  const folder = newFolder();
  await checkRemembered(false, { outcome, secrets, folder });
  await checkRemembered(true, { secrets, folder });
  expect(readFileSync(join(folder, COMPILE_MEMORY), 'utf8')).not.toContain('a secret');
});
