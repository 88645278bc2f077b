import { expect, test } from 'vitest';
import { diagnose } from '../diagnostics/index.ts';
import { StatementError } from '../engines/engine.ts';
import { maintain } from './maintenance.ts';

const step = {
  kind: 'maintain',
  id: 'optimize',
  purpose: '',
  relation: { schema: 'gold', identifier: 't' },
  task: 'optimize',
  retention: '7d',
  maxRounds: 3,
} as const;

const MORE = new StatementError(diagnose('engine-syntax', { detail: 'ICEBERG_OPTIMIZE_MORE_RUNS_NEEDED: 100 done' }));
const DENIED = new StatementError(diagnose('engine-syntax', { detail: 'no s3:DeleteObject' }));
const STOPPED = new StatementError(diagnose('engine-cancelled', {}));

/** Sends against answers in turn; gives what was said and how often it was sent. */
async function sent(answers: readonly (StatementError | undefined)[]): Promise<[string[], number]> {
  let count = 0;
  const found = await maintain(step, [{ sql: 'OPTIMIZE gold.t' }], 'gold.t', () => {
    const answer = answers[count++];
    return answer ? Promise.reject(answer) : Promise.resolve();
  });
  expect(found.every(({ severity }) => severity === 'warning')).toBe(true);
  return [found.map(({ message }) => message), count];
}

test('it is sent again while there is more to do, and never without an end', async () => {
  expect(await sent([undefined])).toEqual([[], 1]);
  expect(await sent([MORE, MORE, undefined])).toEqual([[], 3]);
  expect(await sent([MORE, MORE, MORE, undefined])).toEqual([
    ['OPTIMIZE of "gold.t" was sent 3 times and is not done yet.'],
    3,
  ]);
});

test('a failure is a warning; a run that is stopped stops', async () => {
  const [messages, count] = await sent([MORE, DENIED]);
  expect([messages[0], count]).toEqual([expect.stringContaining('no s3:DeleteObject'), 2]);
  await expect(sent([STOPPED])).rejects.toBe(STOPPED);
});
