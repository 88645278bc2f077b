import { describe, expect, test, vi } from 'vitest';
import { diagnose, DiagnosticError } from '../diagnostics/index.ts';
import { StatementError, type Connection, type ExecuteOptions, type QueryEnd } from '../engines/engine.ts';
import type { RenderedNode } from '../render/render-plan.ts';
import { runNode, type NodeContext, type NodeOutcome } from './run-node.ts';
import { alone, type BegunQuery, type RunState, type WriteLock } from './run-state.ts';
import { DONE, fakeConnection, fakeNode, STEPS } from './testkit/fake-node.ts';

const now = () => new Date('2026-01-01T10:00:00Z');
const conflict = () => new StatementError(diagnose('state-moved', { name: 'conflict' }), true);
const broken = () => new StatementError(diagnose('state-moved', { name: 'broken' }));
const gone = () => new DiagnosticError([diagnose('state-unavailable', { path: 's3://b/k', reason: 'SlowDown' })]);

/** A lock that can be lost, and keeps what it is told. */
function fakeLock(more: Partial<WriteLock> = {}) {
  const lost = new AbortController();
  const log: string[] = [];
  const lock: WriteLock = {
    ...alone(now),
    lost: lost.signal,
    confirm: () => Promise.resolve(!lost.signal.aborted),
    began: ({ id, stepId }: BegunQuery) => (log.push(`began ${stepId} ${id}`), Promise.resolve()),
    ended: () => void log.push('ended'),
    release: () => (log.push('released'), Promise.resolve()),
    ...more,
  };
  return { lock, log, lose: () => lost.abort() };
}

function fakeState(lock: WriteLock, more: Partial<RunState> = {}): RunState & { readonly calls: string[] } {
  const calls: string[] = [];
  const call = (name: string) => () => (calls.push(name), Promise.resolve());
  return {
    lock: () => Promise.resolve(lock),
    begin: call('begin'),
    commit: call('commit'),
    abandon: call('abandon'),
    ...more,
    calls,
  };
}

function run(node: RenderedNode, connection: Connection, state: RunState, more: Partial<NodeContext> = {}) {
  const repeating = { attempts: 3, sleep: () => Promise.resolve(), random: () => 0.5 };
  const signal = new AbortController().signal;
  return runNode(node, { connection, state, runId: 'run1', now, signal, repeating, ...more });
}

const codes = ({ diagnostics }: NodeOutcome) => diagnostics.map(({ code }) => code);

describe('what goes with a statement', () => {
  test('says who sends it, is never the same twice, and names the work group', async () => {
    const connection = fakeConnection();
    const node = fakeNode([[STEPS.merge, 'MERGE 1', 'MERGE 2']], [], { workGroup: 'heavy' });
    await run(node, connection, fakeState(alone(now)));
    const [first, second] = connection.options as [ExecuteOptions, ExecuteOptions];
    expect(JSON.parse(first.comment!)).toEqual({ run_id: 'run1', node_id: 'model.shop.orders', step_id: 'publish' });
    expect(first.workGroup).toBe('heavy');
    expect(first.token).toMatch(/^[0-9a-f]{64}$/);
    expect(second.token).not.toBe(first.token);
    const again = fakeConnection();
    await run(node, again, fakeState(alone(now)));
    expect(again.options[0]?.token).toBe(first.token);
    const elsewhere = fakeConnection();
    await run(fakeNode([[STEPS.merge, 'MERGE 3']]), elsewhere, fakeState(alone(now)));
    expect(elsewhere.options[0]?.token).not.toBe(first.token);
    const later = fakeConnection();
    await run(node, later, fakeState(alone(now)), { runId: 'run2' });
    expect(later.options[0]?.token).not.toBe(first.token);
  });

  test('an action is asked of the catalog, and no SQL is sent', async () => {
    const act = vi.fn(() => Promise.resolve());
    const connection = fakeConnection(undefined, { act });
    const action = { kind: 'delete-object', location: 's3://b/k' } as const;
    const told: string[] = [];
    const node = fakeNode([[STEPS.hook, { sql: '-- delete s3://b/k', action }, 'SELECT 1']]);
    const outcome = await run(node, connection, fakeState(alone(now)), { onStatement: (_, sql) => told.push(sql) });
    expect(act).toHaveBeenCalledWith(action, expect.objectContaining({ label: 'model.shop.orders' }));
    expect(connection.sent).toEqual(['SELECT 1']);
    expect(told).toEqual(['-- delete s3://b/k', 'SELECT 1']);
    expect(outcome).toMatchObject({ status: 'success', statements: 1 });
  });

  test('ingest_ts is later with each statement', async () => {
    const connection = fakeConnection();
    await run(
      fakeNode([[STEPS.merge, "SELECT '⟪ingest_ts⟫'", "SELECT '⟪ingest_ts⟫'"]]),
      connection,
      fakeState(alone(now)),
    );
    expect(connection.sent).toEqual(["SELECT '2026-01-01 10:00:00.000000'", "SELECT '2026-01-01 10:00:00.000001'"]);
  });
});

describe('the lock', () => {
  test('that another has: nothing is sent', async () => {
    const connection = fakeConnection();
    const held = diagnose('run-locked', {
      name: 'gold.orders',
      runId: 'r',
      pid: 1,
      host: 'h',
      since: 's',
      expires: 'e',
    });
    const state = fakeState(alone(now), { lock: () => Promise.resolve({ diagnostics: [held] }) });
    const outcome = await run(fakeNode([[STEPS.merge, 'MERGE']]), connection, state);
    expect(outcome).toMatchObject({ status: 'error', statements: 0, diagnostics: [held] });
    expect(connection.sent).toEqual([]);
  });

  test('knows a query before its end is awaited, and that it ended', async () => {
    const { lock, log } = fakeLock();
    const connection = fakeConnection(async (sql, { onQueryId }) => {
      await onQueryId?.(`q-${sql}`);
      log.push(`done ${sql}`);
      return DONE;
    });
    const node = fakeNode([
      [STEPS.findHigh, 'FIND'],
      [STEPS.merge, 'MERGE'],
    ]);
    await run(node, connection, fakeState(lock));
    expect(log).toEqual(['done FIND', 'ended', 'began publish q-MERGE', 'done MERGE', 'ended', 'released']);
  });

  test('lost in the middle of a statement: it is cancelled, nothing is tidied up', async () => {
    const { lock, log, lose } = fakeLock();
    const connection = fakeConnection(
      (_, { signal }) =>
        new Promise((__, reject) => {
          signal?.addEventListener('abort', () => reject(broken()));
          lose();
        }),
      { settle: () => Promise.reject(new Error('not asked')) },
    );
    const state = fakeState(lock);
    const node = fakeNode([[STEPS.stage, 'STAGE']], [[STEPS.dropStage, 'DROP']]);
    const outcome = await run(node, connection, state);
    expect(codes(outcome)).toEqual(['run-lock-lost']);
    expect(connection.sent).toEqual(['STAGE']);
    expect(state.calls).toEqual(['begin']);
    expect(log).toEqual(['released']);
  });

  test('lost between two statements: the second is not sent', async () => {
    const { lock, lose } = fakeLock();
    const connection = fakeConnection(() => (lose(), DONE));
    const outcome = await run(fakeNode([[STEPS.merge, 'MERGE 1', 'MERGE 2']]), connection, fakeState(lock));
    expect(codes(outcome)).toEqual(['run-lock-lost']);
    expect(connection.sent).toEqual(['MERGE 1']);
  });

  test('that cannot note a query: the query is cancelled', async () => {
    const { lock } = fakeLock({ began: () => Promise.reject(gone()) });
    const connection = fakeConnection(async (_, { onQueryId, signal }) => {
      await onQueryId?.('q1');
      if (signal?.aborted) throw broken();
      return DONE;
    });
    const outcome = await run(fakeNode([[STEPS.merge, 'MERGE']]), connection, fakeState(lock));
    expect(codes(outcome)).toEqual(['state-unavailable']);
  });

  test('is given back after a failure, and when the user stops', async () => {
    for (const stop of [false, true]) {
      const { lock, log } = fakeLock();
      const user = new AbortController();
      const connection = fakeConnection(() => {
        if (stop) user.abort();
        throw broken();
      });
      await run(fakeNode([[STEPS.merge, 'MERGE']]), connection, fakeState(lock), { signal: user.signal });
      expect(log.at(-1)).toBe('released');
    }
  });

  test('keeps a query whose end the engine does not tell', async () => {
    const { lock, log } = fakeLock();
    const connection = fakeConnection(
      async (_, { onQueryId }) => {
        await onQueryId?.('q1');
        throw broken();
      },
      { settle: () => Promise.reject(broken()) },
    );
    await run(fakeNode([[STEPS.merge, 'MERGE']]), connection, fakeState(lock));
    expect(log).toEqual(['began publish q1', 'released']);
  });
});

describe('a statement that lost to another writer', () => {
  function failing(times: number, end?: QueryEnd, name: 'trino' | 'athena' = 'trino') {
    let failures = 0;
    return fakeConnection(
      async (_, { onQueryId }) => {
        if (end !== undefined) await onQueryId?.(`q${failures}`);
        if (failures++ < times) throw conflict();
        return { ...DONE, rowsAffected: 7, bytesScanned: 10 };
      },
      { name, ...(end !== undefined && { settle: () => Promise.resolve(end) }) },
    );
  }

  test('is sent again, and each attempt counts', async () => {
    const connection = failing(2);
    const outcome = await run(fakeNode([[STEPS.merge, 'MERGE']]), connection, fakeState(alone(now)));
    expect(outcome).toMatchObject({ status: 'success', statements: 3, rows: 7, bytesScanned: 10 });
    expect(new Set(connection.options.map(({ token }) => token)).size).toBe(3);
  });

  test('is not sent for ever', async () => {
    const outcome = await run(fakeNode([[STEPS.merge, 'MERGE']]), failing(9), fakeState(alone(now)));
    expect(outcome).toMatchObject({ status: 'error', statements: 3 });
  });

  test('waits longer each time, by a part that is chance', async () => {
    const waits: number[] = [];
    const repeating = { attempts: 4, sleep: (ms: number) => (waits.push(ms), Promise.resolve()), random: () => 0 };
    await run(fakeNode([[STEPS.merge, 'MERGE']]), failing(9), fakeState(alone(now)), { repeating });
    expect(waits).toEqual([250, 500, 1000]);
  });

  test.each([
    ['a guarded INSERT', STEPS.append, undefined, 2],
    ['an INSERT without a guard', STEPS.insert, undefined, 1],
    ["a user's own statement", STEPS.hook, undefined, 1],
    ["a user's own statement that is known to have failed", STEPS.hook, 'failed', 2],
    ['an INSERT without a guard of which the engine knows nothing', STEPS.insert, 'unknown', 1],
    ['one that went through after all', STEPS.insert, 'succeeded', 1],
  ] as const)('%s', async (_, step, end, statements) => {
    const outcome = await run(fakeNode([[step, 'SQL']]), failing(1, end), fakeState(alone(now)));
    expect(outcome.statements).toBe(statements);
    expect(outcome.status).toBe(statements === 2 || end === 'succeeded' ? 'success' : 'error');
  });

  test("is left to Athena's own connection", async () => {
    const outcome = await run(
      fakeNode([[STEPS.merge, 'MERGE']]),
      failing(1, undefined, 'athena'),
      fakeState(alone(now)),
    );
    expect(outcome).toMatchObject({ status: 'error', statements: 1 });
  });

  test('is not sent again when the user has stopped', async () => {
    const user = new AbortController();
    const repeating = { attempts: 3, sleep: () => (user.abort(), Promise.resolve()), random: () => 0 };
    const connection = failing(9);
    await run(fakeNode([[STEPS.merge, 'MERGE']]), connection, fakeState(alone(now)), {
      repeating,
      signal: user.signal,
    });
    expect(connection.sent.length).toBe(2);
  });
});

describe('a staged batch', () => {
  const measure = { kind: 'measure', id: 'measure', purpose: 'count', select: { portable: '' }, gate: { rules: [], duplicateKey: [], model: 'orders' } } as const; // prettier-ignore
  const publish = { ...STEPS.merge, onlyIf: 'published' } as const;
  const node = () => fakeNode([[STEPS.stage, 'STAGE'], [measure, 'MEASURE'], [publish, 'MERGE'], [STEPS.dropStage, 'DROP']]); // prettier-ignore
  const counting = (staged: number, published: number, quarantined: number) =>
    fakeConnection((sql) => (sql === 'MEASURE' ? { ...DONE, rows: [[staged, published, quarantined, 0, 0, 0]] } : DONE)); // prettier-ignore

  test('without a row to publish leaves the table alone', async () => {
    for (const staged of [0, 3]) {
      const connection = counting(staged, 0, staged);
      const outcome = await run(node(), connection, fakeState(alone(now)));
      expect(connection.sent).toEqual(['STAGE', 'MEASURE', 'DROP']);
      expect(outcome).toMatchObject({ status: 'success', rows: 0 });
    }
  });

  test('is published where there is one, and rows that are lost on the way are told even where none is', async () => {
    const connection = counting(3, 1, 2);
    await run(node(), connection, fakeState(alone(now)));
    expect(connection.sent).toEqual(['STAGE', 'MEASURE', 'MERGE', 'DROP']);
    expect(codes(await run(node(), counting(3, 0, 2), fakeState(alone(now))))).toEqual(['rows-not-conserved']);
  });
});

test('a MERGE that replaces all rows counts those that go, too, which the batch is not measured by', async () => {
  const measure = { kind: 'measure', id: 'measure', purpose: 'count', select: { portable: '' }, gate: { rules: [], duplicateKey: [], model: 'orders' } } as const; // prettier-ignore
  const { merge } = STEPS;
  const replace = { ...merge, kind: 'create-table', replace: true, options: { partitionedBy: [], tableProperties: {} } } as const; // prettier-ignore
  const merging = (createOrReplaceTable: boolean) => {
    const connection = fakeConnection((sql) => (sql === 'MEASURE' ? { ...DONE, rows: [[2, 2, 0, 0, 0, 0]] } : { ...DONE, rowsAffected: 5 })); // prettier-ignore
    const { capabilities } = connection.dialect;
    return { ...connection, dialect: { ...connection.dialect, capabilities: { ...capabilities, createOrReplaceTable } } }; // prettier-ignore
  };
  const node = fakeNode([[measure, 'MEASURE'], [replace, 'REPLACE']]); // prettier-ignore
  expect(codes(await run(node, merging(false), fakeState(alone(now))))).toEqual([]);
  expect(codes(await run(node, merging(true), fakeState(alone(now))))).toEqual(['rows-not-conserved']);
});

describe('a failure', () => {
  const staged = fakeNode(
    [[STEPS.stage, 'STAGE'], [STEPS.append, 'INSERT'], [STEPS.commit]],
    [[STEPS.dropStage, 'DROP']],
  );

  test('is what is said, whatever happens while tidying up', async () => {
    const connection = fakeConnection((sql) => {
      throw sql === 'STAGE' ? broken() : conflict();
    });
    const state = fakeState(alone(now), { abandon: () => Promise.reject(gone()) });
    const outcome = await run(staged, connection, state);
    expect(outcome.diagnostics.map(({ message }) => message)).toEqual([broken().diagnostic.message]);
    expect(connection.sent[1]).toBe('DROP');
  });

  test('before publishing gives the batch up, after it leaves it to the next run', async () => {
    for (const [culprit, calls] of [
      ['STAGE', ['begin', 'abandon']],
      ['INSERT', ['begin']],
    ] as const) {
      const state = fakeState(alone(now));
      const connection = fakeConnection((sql) => {
        if (sql === culprit) throw broken();
        return DONE;
      });
      await run(staged, connection, state);
      expect(state.calls).toEqual(calls);
    }
  });

  test('of the state is one of the node', async () => {
    const state = fakeState(alone(now), { commit: () => Promise.reject(gone()) });
    const outcome = await run(staged, fakeConnection(), state);
    expect(outcome.status).toBe('error');
    expect(codes(outcome)).toEqual(['state-unavailable']);
  });
});
