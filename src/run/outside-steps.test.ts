import { expect, test } from 'vitest';
import { diagnose } from '../diagnostics/index.ts';
import { StatementError } from '../engines/engine.ts';
import type { Step } from '../plan/plan.ts';
import type { RenderedStep } from '../render/statement.ts';
import { sendOutside, type OutsideOptions } from './outside-steps.ts';
import { DONE, fakeConnection } from './testkit/fake-node.ts';

const step = (kind: 'create-schema' | 'external-source' | 'statement', ...texts: string[]): RenderedStep => ({
  step: { kind, id: texts[0], purpose: `purpose of ${texts[0]}` } as unknown as Step,
  statements: texts.map((sql) => ({ sql })),
});
const STEPS = [
  step('create-schema', 'S1'),
  step('create-schema', 'S2'),
  step('external-source', 'A1', 'A2'),
  step('external-source', 'B1', 'B2'),
  step('statement', 'HOOK 1'),
  step('statement', 'HOOK 2'),
];

/** A connection whose statements end when they are told to; `running` are those that have not ended. */
function slowConnection(name: 'athena' | 'duckdb', failing = '') {
  const running = new Map<string, () => void>();
  const connection = fakeConnection(
    (sql) =>
      new Promise((end, fail) => {
        running.set(sql, () => {
          running.delete(sql);
          if (sql === failing) fail(new StatementError(diagnose('state-moved', { name: sql })));
          else end(DONE);
        });
      }),
    { name },
  );
  return { connection, running };
}

function options(connection: OutsideOptions['connection']): OutsideOptions {
  return { connection, runId: 'run1', threads: 4, signal: new AbortController().signal, now: () => new Date(0) };
}

/** Ends all that runs until there is nothing more, and gives what ran together each time. */
async function rounds(running: ReadonlyMap<string, () => void>, work: Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  let isOver = false;
  void work.then(() => (isOver = true));
  while (!isOver) {
    await new Promise((go) => setImmediate(go));
    if (running.size > 0) seen.push([...running.keys()].join(' '));
    for (const end of [...running.values()]) end();
  }
  return seen;
}

test('schemas go side by side, then sources, then hooks one after the other', async () => {
  const { connection, running } = slowConnection('athena');
  const work = sendOutside(STEPS, options(connection));
  expect(await rounds(running, work)).toEqual(['S1 S2', 'A1 B1', 'A2 B2', 'HOOK 1', 'HOOK 2']);
  expect(await work).toMatchObject({ diagnostics: [], bill: { statements: 8 } });
});

test('an embedded database gets one after the other', async () => {
  const { connection, running } = slowConnection('duckdb');
  const work = sendOutside(STEPS, options(connection));
  expect(await rounds(running, work)).toEqual(['S1', 'S2', 'A1', 'A2', 'B1', 'B2', 'HOOK 1', 'HOOK 2']);
});

test('what fails lets its neighbours end, and nothing more is begun', async () => {
  const { connection, running } = slowConnection('athena', 'A1');
  const work = sendOutside(STEPS, options(connection));
  expect(await rounds(running, work)).toEqual(['S1 S2', 'A1 B1', 'B2']);
  expect((await work).diagnostics.map(({ code }) => code)).toEqual(['state-moved']);
});
