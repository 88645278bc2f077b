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
    const memory = openCompileMemory(folder, { version: versions[command] ?? '', secrets: () => secrets });
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

/** Asks `a`, then `b`, in each of two commands with their answers; gives what was asked in the second before it worked, and whether it had to. */
function askTwice(...answers: readonly [AnswersOf, AnswersOf]): { readonly asked: string; readonly worked: boolean } {
  const folder = newFolder();
  let asked = '';
  let worked = false;
  for (const command of answers) {
    const memory = openCompileMemory(folder, { version: '1', secrets: () => [] });
    [asked, worked] = ['', false];
    const answer = ([name]: readonly string[]) => ((asked += worked ? '' : name), command[name as 'a' | 'b']);
    const outcome = memory.rememberAsking(['q'], answer, (ask) => {
      worked = true;
      for (const name of ['a', 'b', 'a']) ask([name]);
      return { value: ANSWER, diagnostics: [] };
    });
    memory.save();
    expect(outcome).toMatchObject({ value: ANSWER, diagnostics: [] });
  }
  return { asked, worked };
}

type AnswersOf = Readonly<Record<'a' | 'b', string | undefined>>;

const LONG = 'x'.repeat(1000);

test.each<[string, AnswersOf, AnswersOf, { asked: string; worked: boolean }]>([
  ['the same answers', { a: '1', b: '2' }, { a: '1', b: '2' }, { asked: 'ab', worked: false }],
  ['long answers', { a: LONG, b: '' }, { a: LONG, b: '' }, { asked: 'ab', worked: false }],
  ['another first answer: no second question', { a: '1', b: '2' }, { a: '2', b: '2' }, { asked: 'a', worked: true }],
  ['another second answer', { a: '1', b: '2' }, { a: '1', b: '1' }, { asked: 'ab', worked: true }],
  ['another long answer', { a: LONG, b: '2' }, { a: `${LONG}y`, b: '2' }, { asked: 'a', worked: true }],
  ['no answer before: nothing is kept', { a: '1', b: undefined }, { a: '1', b: '2' }, { asked: '', worked: true }],
  ['no answer now', { a: '1', b: '2' }, { a: '1', b: undefined }, { asked: 'ab', worked: true }],
])('work that asks: %s', (_, before, now, expected) => expect(askTwice(before, now)).toEqual(expected));

test('the last answer counts', () => {
  const folder = newFolder();
  const answers = ['1', '2', '2'];
  const made = answers.filter((answer) => {
    let worked = false;
    const memory = openCompileMemory(folder, { version: '1', secrets: () => [] });
    const { value } = memory.rememberAsking(
      ['q'],
      () => answer,
      (ask) => {
        worked = true;
        ask(['a']);
        return { value: `made of ${answer}`, diagnostics: [] };
      },
    );
    expect(value).toBe(`made of ${answer}`);
    memory.save();
    return worked;
  });
  expect(made).toEqual(['1', '2']);
});
