import { setTimeout as pause } from 'node:timers/promises';
import { quoteString } from '../../sql/quote.ts';
import { StatementError, type QueryEnd } from '../engine.ts';
import type { Ask } from './describe.ts';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;
// A query that commits is let be: ended then, nobody could say whether it had committed. A commit that takes longer hangs.
const CHECKS_OF_A_COMMIT = 60;

/**
 * Ends a query that its client left, and says how it ended. `failed` of a query that was killed here does not prove that nothing was
 * committed: between the last look and the kill it may have begun to commit. Whoever must know looks at the table.
 */
export async function settleQuery(
  ask: Ask,
  queryId: string,
  wait: (ms: number) => Promise<unknown> = (ms) => pause(ms),
): Promise<QueryEnd> {
  for (let check = 0; ; check++) {
    const state = await stateOf(ask, queryId);
    if (state === undefined) return 'unknown';
    if (state === 'FINISHED') return 'succeeded';
    if (state === 'FAILED') return 'failed';
    if (state !== 'FINISHING' || check > CHECKS_OF_A_COMMIT) await kill(ask, queryId);
    await wait(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** check));
  }
}

async function stateOf(ask: Ask, queryId: string): Promise<string | undefined> {
  const { rows } = await ask(`SELECT state FROM system.runtime.queries WHERE query_id = ${quoteString(queryId)}`);
  const state = rows[0]?.[0];
  return typeof state === 'string' ? state : undefined;
}

async function kill(ask: Ask, queryId: string): Promise<void> {
  try {
    await ask(`CALL system.runtime.kill_query(query_id => ${quoteString(queryId)}, message => 'Its client is gone.')`);
  } catch (error) {
    // It has ended by itself: the next look says how.
    if (!(error instanceof StatementError) || error.diagnostic.code !== 'engine-statement-refused') throw error;
  }
}
