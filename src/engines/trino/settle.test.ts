import { expect, test } from 'vitest';
import { diagnose } from '../../diagnostics/index.ts';
import { StatementError } from '../engine.ts';
import { settleQuery } from './settle.ts';

/** A server whose query is in these states, look by look; `kills` counts what it is asked to end. */
function server(...states: readonly (string | undefined)[]) {
  let look = 0;
  let kills = 0;
  const ask = (sql: string) => {
    if (sql.startsWith('CALL')) {
      kills += 1;
      return Promise.reject(new StatementError(diagnose('engine-statement-refused', { detail: 'not running' })));
    }
    const state = states[Math.min(look++, states.length - 1)];
    return Promise.resolve({ columns: [], rows: state === undefined ? [] : [[state]] });
  };
  return { settle: () => settleQuery(ask, 'q1', () => Promise.resolve()), kills: () => kills };
}

test('a query that commits is let be', async () => {
  const committing = server('FINISHING', 'FINISHING', 'FINISHED');
  expect(await committing.settle()).toBe('succeeded');
  expect(committing.kills()).toBe(0);
});

test('one that hangs there is ended after all; one that ends before it can be ended is asked again', async () => {
  const hanging = server(...Array.from({ length: 80 }, () => 'FINISHING'), 'FAILED');
  expect(await hanging.settle()).toBe('failed');
  expect(hanging.kills()).toBeGreaterThan(0);
  const quick = server('RUNNING', 'FINISHED');
  expect(await quick.settle()).toBe('succeeded');
  expect(quick.kills()).toBe(1);
});

test('one that is forgotten is unknown', async () => {
  expect(await server(undefined).settle()).toBe('unknown');
  expect(await server('RUNNING', undefined).settle()).toBe('unknown');
});
