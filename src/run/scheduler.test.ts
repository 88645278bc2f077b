import { describe, expect, test } from 'vitest';
import { isSkipped, schedule, type ScheduleOptions, type Skipped } from './scheduler.ts';

type Parents = Readonly<Record<string, readonly string[]>>;

const DIAMOND: Parents = { a: [], b: ['a'], c: ['a'], d: ['b', 'c'], other: [] };

/** Runs a graph; `fails` return 'bad'. Answers what happened in order, and the outcome of each id. */
async function run(parents: Parents, options: Partial<ScheduleOptions<string>> & { fails?: readonly string[] } = {}) {
  const log: string[] = [];
  const results = await schedule<string>({
    ids: Object.keys(parents),
    dependsOn: (id) => parents[id] ?? [],
    threads: 2,
    execute: async (id) => {
      await tick();
      return options.fails?.includes(id) ? 'bad' : 'good';
    },
    failed: (result) => result === 'bad',
    failFast: false,
    signal: new AbortController().signal,
    onStart: (id) => log.push(`+${id}`),
    onFinish: (id, result) => log.push(isSkipped(result) ? `~${id}` : `-${id}`),
    ...options,
  });
  return { log: log.join(' '), results: Object.fromEntries([...results].map(([id, result]) => [id, text(result)])) };
}

function text(result: string | Skipped): string {
  return isSkipped(result) ? [result.reason, ...(result.causedBy ? [result.causedBy] : [])].join(' of ') : result;
}

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A small generator with a seed, so that a failing graph can be seen again. */
function randomGraph(seed: number, size: number): Parents {
  let state = seed;
  const random = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  return Object.fromEntries(
    Array.from({ length: size }, (_, index) => {
      const parents = Array.from({ length: random(4) }, () => `n${random(index)}`);
      return [`n${index}`, index === 0 ? [] : parents];
    }),
  );
}

describe('schedule', () => {
  test('starts a node as soon as its parents are done, the first of the list first', async () => {
    const { log, results } = await run(DIAMOND);
    expect(log).toBe('+a +other -a +b -other +c -b -c +d -d');
    expect(results).toEqual({ a: 'good', b: 'good', c: 'good', d: 'good', other: 'good' });
  });

  test('with one thread keeps to the list', async () => {
    expect((await run(DIAMOND, { threads: 1 })).log).toBe('+a -a +b -b +c -c +d -d +other -other');
  });

  test('does not wait for a slow node that nothing needs', async () => {
    const gate = { open: () => {} };
    const slow = new Promise<void>((resolve) => (gate.open = resolve));
    const finished: string[] = [];
    const { results } = await run(
      { slow: [], x: [], y: ['x'], z: ['y'] },
      {
        execute: async (id) => {
          if (id === 'slow') await slow;
          if (id === 'z') gate.open();
          return 'good';
        },
        onFinish: (id) => finished.push(id),
      },
    );
    expect(finished).toEqual(['x', 'y', 'z', 'slow']);
    expect(Object.keys(results)).toHaveLength(4);
  });

  test('skips all descendants of a failed node, and only those', async () => {
    const { results } = await run(DIAMOND, { fails: ['b'] });
    expect(results).toEqual({ a: 'good', b: 'bad', c: 'good', d: 'parent-failed of b', other: 'good' });
  });

  test('names the failure itself as the cause, not the skipped node between', async () => {
    const { results } = await run({ a: [], b: ['a'], c: ['b'] }, { fails: ['a'] });
    expect(results).toEqual({ a: 'bad', b: 'parent-failed of a', c: 'parent-failed of a' });
  });

  test('fail-fast aborts what runs and skips the rest', async () => {
    const aborted: string[] = [];
    const { results } = await run(
      { bad: [], long: [], later: [], child: ['bad'] },
      {
        failFast: true,
        execute: async (id, signal) => {
          if (id === 'bad') return 'bad';
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          aborted.push(id);
          return 'good';
        },
      },
    );
    expect(aborted).toEqual(['long']);
    expect(results).toEqual({ bad: 'bad', long: 'good', later: 'fail-fast of bad', child: 'parent-failed of bad' });
  });

  test('a cancelled run answers with what is there', async () => {
    const user = new AbortController();
    const { results } = await run(
      { a: [], b: ['a'], c: ['b'], d: [] },
      {
        signal: user.signal,
        threads: 1,
        execute: async (id, signal) => {
          if (id !== 'b') return 'good';
          user.abort();
          throw signal.reason;
        },
      },
    );
    expect(results).toEqual({ a: 'good', b: 'cancelled', c: 'cancelled', d: 'cancelled' });
  });

  test('a run that was cancelled before it began starts nothing', async () => {
    const { log, results } = await run({ a: [], b: ['a'] }, { signal: AbortSignal.abort() });
    expect(log).toBe('~a ~b');
    expect(results).toEqual({ a: 'cancelled', b: 'cancelled' });
  });

  test.each(['execute', 'onStart', 'onFinish', 'failed'] as const)(
    'an exception of %s ends the run after what runs, and is thrown',
    async (where) => {
      const ended: string[] = [];
      const broken = (id: string) => {
        if (id === 'a') throw new TypeError('bug');
      };
      const attempt = run(
        { a: [], b: [], c: ['b'] },
        {
          execute: async (id) => {
            if (where === 'execute') broken(id);
            await tick();
            ended.push(id);
            return id;
          },
          ...(where === 'onStart' && { onStart: broken }),
          ...(where === 'onFinish' && { onFinish: broken }),
          ...(where === 'failed' && { failed: (result: string) => (broken(result), false) }),
        },
      );
      await expect(attempt).rejects.toThrow('bug');
      expect(ended).not.toContain('c');
      if (where === 'execute') expect(ended).toEqual(['b']);
    },
  );

  test('several exceptions are all kept', async () => {
    const execute = async (id: string): Promise<string> => {
      await tick();
      throw new Error(id);
    };
    await expect(run({ a: [], b: [] }, { execute })).rejects.toMatchObject({
      errors: [{ message: 'a' }, { message: 'b' }],
    });
  });

  test('an abortion that nobody asked for is an exception too', async () => {
    const execute = () => Promise.reject(new DOMException('stray', 'AbortError'));
    await expect(run({ a: [] }, { execute })).rejects.toThrow('stray');
  });

  test('a cycle is a bug, not an endless wait', async () => {
    await expect(run({ a: ['b'], b: ['a'] })).rejects.toThrow('"a" waits for something that never ran');
  });

  test('nothing to do is done', async () => {
    expect((await run({})).results).toEqual({});
  });

  test.each(Array.from({ length: 40 }, (_, seed) => [seed]))('random graph %i keeps every promise', async (seed) => {
    const size = 60;
    const parents = randomGraph(seed, size);
    const threads = 1 + (seed % 5);
    const fails = Array.from({ length: seed % 4 }, (_, index) => `n${(seed * 7 + index * 13) % size}`);
    const running = new Set<string>();
    const done = new Set<string>();
    const { results } = await run(parents, {
      threads,
      fails,
      execute: async (id) => {
        running.add(id);
        expect(running.size).toBeLessThanOrEqual(threads);
        for (const parent of parents[id] ?? []) expect(done.has(parent)).toBe(true);
        for (let turns = (id.length * 7 + seed) % 4; turns >= 0; turns--) await tick();
        running.delete(id);
        const bad = fails.includes(id);
        if (!bad) done.add(id);
        return bad ? 'bad' : 'good';
      },
    });
    const broken = new Set<string>();
    for (const [id, above] of Object.entries(parents)) {
      const skipped = above.some((parent) => broken.has(parent));
      if (skipped || fails.includes(id)) broken.add(id);
      expect(results[id]).toMatch(skipped ? /^parent-failed of n/ : fails.includes(id) ? /^bad$/ : /^good$/);
    }
    expect(Object.keys(results)).toHaveLength(size);
  });

  test('ten thousand nodes behind one, and a chain of ten thousand', async () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `n${index}`);
    const star = Object.fromEntries(ids.map((id, index) => [id, index === 0 ? [] : ['n0']]));
    const chain = Object.fromEntries(ids.map((id, index) => [id, index === 0 ? [] : [`n${index - 1}`]]));
    const execute = () => Promise.resolve('good');
    expect(Object.keys((await run(star, { execute, threads: 8 })).results)).toHaveLength(10_000);
    expect(Object.keys((await run(chain, { execute, threads: 8 })).results)).toHaveLength(10_000);
    const { results } = await run(chain, { execute: () => Promise.resolve('bad') });
    expect(results.n9999).toBe('parent-failed of n0');
  });
});
