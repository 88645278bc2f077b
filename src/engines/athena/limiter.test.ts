import { expect, test } from 'vitest';
import { VirtualClock } from '../aws/testkit/virtual-clock.ts';
import { QueryLimiter } from './limiter.ts';

async function enterMany(limiter: QueryLimiter, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await limiter.enter();
}

test('there is no limit until a query is refused, then it is what was accepted', async () => {
  const limiter = new QueryLimiter(new VirtualClock());
  await enterMany(limiter, 50);
  for (let n = 0; n < 20; n++) limiter.accept();
  expect(limiter.current).toBe(Number.POSITIVE_INFINITY);
  // Thirty refusals of one surge are one.
  for (let n = 0; n < 30; n++) limiter.refuse();
  expect(limiter.current).toBe(20);
});

test('a later refusal halves it, ends raise it by one for as many as it is', async () => {
  const clock = new VirtualClock();
  const limiter = new QueryLimiter(clock);
  await enterMany(limiter, 9);
  for (let n = 0; n < 8; n++) limiter.accept();
  limiter.refuse();
  await clock.sleep(2000);
  limiter.refuse();
  expect(limiter.current).toBe(4);
  for (let n = 0; n < 4; n++) limiter.end();
  expect(limiter.current).toBeGreaterThan(4.8);
});

test('it never falls below one', async () => {
  const clock = new VirtualClock();
  const limiter = new QueryLimiter(clock);
  for (let n = 0; n < 3; n++) {
    expect(await limiter.enter()).toBe(true);
    limiter.refuse();
    await clock.sleep(2000);
  }
  expect(limiter.current).toBe(1);
});

test('who waits comes in order, and who gives up passes the place on', async () => {
  const limiter = new QueryLimiter(new VirtualClock());
  await limiter.enter();
  limiter.accept();
  await limiter.enter();
  limiter.refuse();
  const entered: string[] = [];
  const gone = new AbortController();
  const wait = (name: string, signal?: AbortSignal) =>
    limiter.enter(signal).then((inside) => entered.push(`${name} ${inside}`));
  const all = [wait('a', gone.signal), wait('b'), wait('c')];
  gone.abort();
  await all[0];
  expect(entered).toEqual(['a false']);
  limiter.end();
  await Promise.all(all);
  expect(entered).toEqual(['a false', 'b true', 'c true']);
});
