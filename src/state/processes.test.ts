import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createFileStore } from './file-store.ts';
import { acquireLock, type RunLock } from './run-lock.ts';
import { compileState, exited, message, runScript } from './testkit/child-process.ts';
import { thisProcess } from './this-process.ts';

const here = {} as { compiled: string; index: string; folder: string };

beforeAll(() => {
  here.compiled = mkdtempSync(join(tmpdir(), 'state-compiled-'));
  here.index = compileState(here.compiled);
});
beforeEach(() => {
  here.folder = mkdtempSync(join(here.compiled, 'state-'));
});
afterAll(() => rmSync(here.compiled, { recursive: true, force: true }));

const open = () => `const store = state.createFileStore(${JSON.stringify(here.folder)});`;
const request = { name: 'silver.orders', key: 'locks/orders', runId: 'ours', process: thisProcess() };

test('three processes that count in one object lose nothing', async () => {
  const count = `${open()}
    for (let n = 0; n < 60; ) {
      const current = await store.read('n');
      const options = { ifVersion: current?.version ?? null, durable: false };
      if (await store.write('n', (current?.value ?? 0) + 1, options) !== undefined) n++;
    }`;
  const children = [count, count, count].map((script) => runScript(here.index, script));
  expect(await Promise.all(children.map(exited))).toEqual([0, 0, 0]);
  expect((await createFileStore(here.folder).read('n'))?.value).toBe(180);
});

test('killed at any moment, a writer leaves a whole object behind', async () => {
  const store = createFileStore(here.folder);
  let reached = 0;
  for (let round = 0; round < 4; round++) {
    const child = runScript(
      here.index,
      `${open()}
      const start = (await store.read('big'))?.value.n ?? 0;
      for (let n = start + 1; ; n++) {
        await store.write('big', { n, filler: 'x'.repeat(200_000), end: n });
        if (n === start + 5) process.send(n);
      }`,
    );
    await message(child);
    await new Promise((resolve) => setTimeout(resolve, 7 * round));
    child.kill('SIGKILL');
    await exited(child);
    const { n, end } = (await store.read('big'))?.value as { n: number; end: number };
    expect(end).toBe(n);
    expect(n).toBeGreaterThanOrEqual(reached + 5);
    reached = n;
  }
});

test('of two processes one gets the lock, the other is told who has it', async () => {
  const contender = `${open()}
    const request = { name: 'silver.orders', key: 'locks/orders', runId: String(process.pid), process: state.thisProcess() };
    const lock = await state.acquireLock(store, request);
    process.send('release' in lock ? 'held' : lock.message);
    process.on('disconnect', () => process.exit(0));`;
  const children = Array.from({ length: 4 }, () => runScript(here.index, contender));
  const answers = await Promise.all(children.map(message));
  const holders = children.filter((_, at) => answers[at] === 'held');
  expect(holders).toHaveLength(1);
  const others = answers.filter((answer) => answer !== 'held') as string[];
  expect(others.every((answer) => answer.includes(`process ${holders[0]?.pid} on `))).toBe(true);
  const ends = children.map(exited);
  children.forEach((child) => child.disconnect());
  await Promise.all(ends);
});

test('the lock of a killed process is taken over at once, that of a living one is not', async () => {
  const store = createFileStore(here.folder);
  const child = runScript(
    here.index,
    `${open()}
    const request = { name: 'silver.orders', key: 'locks/orders', runId: 'theirs', process: state.thisProcess() };
    await state.acquireLock(store, request);
    process.send('held');
    setInterval(() => {}, 1000);`,
  );
  await message(child);
  expect(await acquireLock(store, request)).toMatchObject({ code: 'run-locked', severity: 'error' });
  child.kill('SIGKILL');
  await exited(child);
  const lock = (await acquireLock(store, request)) as RunLock;
  expect(lock.lost.aborted).toBe(false);
  await lock.release();
});
