import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFileStore } from './file-store.ts';
import { acquireLock, type LockRequest, type RunLock } from './run-lock.ts';
import type { StateStore } from './state-store.ts';
import { thisProcess } from './this-process.ts';

const here = {} as { folder: string; store: StateStore; now: Date };

beforeEach(() => {
  here.folder = mkdtempSync(join(tmpdir(), 'lock-'));
  here.store = createFileStore(here.folder);
  here.now = new Date('2026-01-01T10:00:00Z');
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(here.folder, { recursive: true, force: true });
});

/** A request by a process of another number or host; 1 lives, all others are dead. */
function by(runId: string, process: Partial<LockRequest['process']> = {}): LockRequest {
  const start = new Date('2026-01-01T09:00:00Z');
  const self = { pid: 1, host: 'here', start, now: () => here.now, isAlive: (pid: number) => pid === 1, ...process };
  return { name: 'silver.orders', key: 'locks/orders', runId, process: self, leaseMs: 60_000 };
}

async function held(request: LockRequest): Promise<RunLock> {
  const lock = await acquireLock(here.store, request);
  if (!('release' in lock)) throw new Error(lock.message);
  return lock;
}

async function refusal(request: LockRequest): Promise<string | undefined> {
  const lock = await acquireLock(here.store, request);
  return 'release' in lock ? undefined : `${lock.message} ${lock.hint}`;
}

const later = (seconds: number) => {
  here.now = new Date(here.now.getTime() + seconds * 1000);
};

async function turn(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  // The renewal itself is real file work.
  for (let turns = 0; turns < 50; turns++) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe('a lock', () => {
  test('has one holder, who is named', async () => {
    await held(by('first'));
    expect(await refusal(by('second', { pid: 2 }))).toBe(
      '"silver.orders" is being written by another run since 2026-01-01T10:00:00.000Z (run first, process 1 on here). ' +
        'Wait for that run to end. If it was killed, the lock ends by itself at 2026-01-01T10:01:00.000Z.',
    );
  });

  test('is free after its release', async () => {
    await (await held(by('first'))).release();
    await (await held(by('second', { pid: 2 }))).release();
  });

  test('is held against another run of the same process', async () => {
    await held(by('first'));
    expect(await refusal(by('second'))).toContain('run first');
  });

  test.each([
    ['a dead process of this host', { pid: 99 }, 0, true],
    ['a living process of this host', {}, 0, false],
    ['a process of another host, which cannot be seen', { pid: 99, host: 'there' }, 0, false],
    ['another host without a sign of life', { host: 'there' }, 61, true],
    ['a process of our number before a restart', { start: new Date('2026-01-01T08:00:00Z') }, 0, true],
  ])('of %s', async (_, holder, seconds, taken) => {
    await held(by('first', holder));
    later(seconds);
    expect((await refusal(by('second'))) === undefined).toBe(taken);
  });

  test('is renewed while it is held', async () => {
    const lock = await held(by('first', { host: 'there' }));
    for (let third = 0; third < 6; third++) {
      later(20);
      await turn(20_000);
    }
    expect(await refusal(by('second'))).toContain('since 2026-01-01T10:00:00.000Z');
    await lock.release();
    expect(await refusal(by('second'))).toBeUndefined();
  });

  test('that was taken over is lost, and its release leaves the new one alone', async () => {
    const lock = await held(by('first', { host: 'there' }));
    later(61);
    const second = await held(by('second'));
    await turn(20_000);
    expect(lock.lost.aborted).toBe(true);
    await lock.release();
    expect(second.lost.aborted).toBe(false);
    expect(await refusal(by('third', { pid: 3 }))).toContain('run second');
  });

  test('that cannot be renewed is lost when its lease ends, not before', async () => {
    let broken = false;
    const failing: StateStore = {
      ...here.store,
      write: (...args) => (broken ? Promise.reject(new Error('no')) : here.store.write(...args)),
    };
    const lock = (await acquireLock(failing, by('first'))) as RunLock;
    broken = true;
    later(20);
    await turn(20_000);
    expect(lock.lost.aborted).toBe(false);
    later(41);
    await turn(20_000);
    expect(lock.lost.aborted).toBe(true);
  });

  test('whose storage does not answer at all is lost when its lease ends', async () => {
    let silent = false;
    const failing: StateStore = {
      ...here.store,
      write: (...args) => (silent ? new Promise(() => undefined) : here.store.write(...args)),
    };
    const lock = (await acquireLock(failing, by('first'))) as RunLock;
    silent = true;
    await turn(20_000);
    later(61);
    await turn(20_000);
    expect(lock.lost.aborted).toBe(true);
  });

  test('is asked for where its lease is over, as after a pause', async () => {
    const paused = await held(by('first', { host: 'there' }));
    later(61);
    expect(await paused.confirm()).toBe(true);
    expect(await refusal(by('second'))).toContain('run first');
    later(61);
    await held(by('second'));
    expect(await paused.confirm()).toBe(false);
    expect(paused.lost.aborted).toBe(true);
  });

  test('keeps what its holder noted, for whoever takes it over, and for whoever comes after that', async () => {
    const query = { id: 'q1', runId: 'first', stepId: 'publish', startedAt: '2026-01-01T10:00:00Z' };
    const first = await held(by('first', { host: 'there' }));
    await first.store({ query, stamp: '2026-01-01 10:00:00.000000' });
    later(61);
    const second = await held(by('second', { host: 'elsewhere' }));
    expect(second.previous).toMatchObject({ runId: 'first', query });
    expect(second.previous?.released).toBeUndefined();
    later(61);
    const third = await held(by('third', { host: 'nowhere' }));
    expect(third.note()).toEqual({ query, stamp: '2026-01-01 10:00:00.000000' });
    third.change({ stamp: '2026-01-01 10:05:00.000000' });
    await third.release();
    const fourth = await held(by('fourth'));
    expect(fourth.note()).toEqual({ stamp: '2026-01-01 10:05:00.000000' });
    expect(fourth.previous).toMatchObject({ runId: 'third', released: '2026-01-01T10:02:02.000Z' });
  });

  test('of nobody is free', async () => {
    await here.store.write('locks/orders', 'garbage');
    expect(await refusal(by('first'))).toBeUndefined();
  });
});

test('this process is alive, another number is not', () => {
  const { pid, isAlive, start } = thisProcess();
  expect(isAlive(pid)).toBe(true);
  expect(isAlive(2 ** 22 + 1)).toBe(false);
  expect(start.getTime()).toBeLessThanOrEqual(Date.now());
});
