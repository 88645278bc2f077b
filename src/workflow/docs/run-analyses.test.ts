import { expect, test } from 'vitest';
import { diagnose } from '../../diagnostics/index.ts';
import { StatementError, type Connection, type ExecuteOptions } from '../../engines/engine.ts';
import type { Host } from '../../lakemodel.ts';
import { runAnalyses } from './run-analyses.ts';

const analysis = { id: 'analysis.shop.slow', rendered: 'SELECT 1 AS a', sql: 'SELECT 1 AS a' };

/** A connection whose statements end only when they are cancelled. */
const hanging = {
  execute: (_: string, { signal }: ExecuteOptions = {}) =>
    new Promise((_resolve, reject) =>
      signal?.addEventListener('abort', () => reject(new StatementError(diagnose('engine-cancelled', {})))),
    ),
} as unknown as Connection;

function hostWith(signal: AbortSignal): Host {
  return { now: () => new Date(0), env: () => undefined, newId: () => 'id', signal, onEvent: () => undefined };
}

test('one that takes too long is stopped, and says so', async () => {
  const { signal } = new AbortController();
  const results = await runAnalyses([analysis], hanging, { rows: 1, threads: 1, timeoutMs: 1 }, hostWith(signal));
  expect(results.get(analysis.id)).toEqual({
    columns: [],
    rows: [],
    isCut: false,
    problem: 'It was stopped after 0.001 s.',
  });
});

test('one that Ctrl-C stops is not called slow', async () => {
  const stop = new AbortController();
  const results = runAnalyses([analysis], hanging, { rows: 1, threads: 1 }, hostWith(stop.signal));
  stop.abort();
  expect((await results).get(analysis.id)?.problem).not.toContain('stopped after');
});
