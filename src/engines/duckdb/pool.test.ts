import { expect, test } from 'vitest';
import { Pool } from './pool.ts';

const tick = () => new Promise((resolve) => setImmediate(resolve));

function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => undefined as void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

test('never more than its size at once, first come first served, made one after the other', async () => {
  let made = 0;
  let making = 0;
  const pool = new Pool(2, async () => {
    expect(++making).toBe(1);
    await tick();
    making--;
    return ++made;
  });
  const order: number[] = [];
  let inUse = 0;
  await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      pool.lend(async () => {
        expect(++inUse).toBeLessThanOrEqual(2);
        order.push(index);
        await tick();
        inUse--;
      }),
    ),
  );
  expect(made).toBe(2);
  expect(order.slice(2)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a failed use gives its resource back', async () => {
  const pool = new Pool(1, () => Promise.resolve('r'));
  await expect(pool.lend(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await pool.lend((resource) => Promise.resolve(resource))).toBe('r');
});

test('a resource that cannot be made is tried again by the next', async () => {
  let tries = 0;
  const pool = new Pool(1, () => (++tries === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve(tries)));
  const first = pool.lend((resource) => Promise.resolve(resource));
  const second = pool.lend((resource) => Promise.resolve(resource));
  await expect(first).rejects.toThrow('not yet');
  await expect(second).rejects.toThrow('not yet');
  expect(await pool.lend((resource) => Promise.resolve(resource))).toBe(2);
});

test('who gives up waiting is passed over', async () => {
  const pool = new Pool(1, () => Promise.resolve('r'));
  const { opened, open } = gate();
  const first = pool.lend(() => opened);
  await tick();
  const abort = new AbortController();
  const second = pool.lend(() => Promise.resolve('second'), abort.signal);
  const third = pool.lend(() => Promise.resolve('third'));
  const refused = expect(second).rejects.toThrow('enough');
  await tick();
  abort.abort(new Error('enough'));
  await refused;
  open();
  await first;
  expect(await third).toBe('third');
});
