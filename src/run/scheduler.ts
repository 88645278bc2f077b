import { invariant } from '../diagnostics/index.ts';
import { createDependencyQueue, type DependencyQueue } from './dependency-queue.ts';

export interface ScheduleOptions<T> {
  /** What to execute, each before all that depends on it; of several that are ready, the first in this list starts first. */
  readonly ids: readonly string[];
  /** What must have succeeded before: ids of the list alone. */
  readonly dependsOn: (id: string) => readonly string[];
  /** How many may run side by side; at least 1. */
  readonly threads: number;
  /** Must settle soon after `signal` is aborted. A rejection is a bug, unless it is the abortion itself. */
  readonly execute: (id: string, signal: AbortSignal) => Promise<T>;
  /** Whether all that depends on this result is to be skipped. */
  readonly failed: (result: T) => boolean;
  /** After the first failure: abort what runs, skip what has not started. */
  readonly failFast: boolean;
  /** Aborted by the user: abort what runs, skip what has not started. */
  readonly signal: AbortSignal;
  readonly onStart?: (id: string) => void;
  readonly onFinish?: (id: string, result: T | Skipped) => void;
}

/** Not executed, and why. */
export interface Skipped {
  readonly kind: 'skipped';
  readonly reason: 'parent-failed' | 'fail-fast' | 'cancelled';
  /** The id whose failure caused it; absent when the user cancelled. */
  readonly causedBy?: string;
}

export function isSkipped<T>(result: T | Skipped): result is Skipped {
  return typeof result === 'object' && result !== null && 'kind' in result && result.kind === 'skipped';
}

/** A schedule while it runs. */
interface State<T> {
  readonly options: ScheduleOptions<T>;
  readonly queue: DependencyQueue;
  readonly results: Map<string, T | Skipped>;
  readonly errors: unknown[];
  readonly abort: AbortController;
  running: number;
  /** Set: nothing more is started, and this is why. */
  stopped?: Skipped;
}

/**
 * Executes each id as soon as all that it depends on is done, at most `threads` at once. The answer has every id.
 * Rejects, after all that runs has ended and without starting more, with what `execute` or a listener threw.
 */
export async function schedule<T>(options: ScheduleOptions<T>): Promise<ReadonlyMap<string, T | Skipped>> {
  invariant(options.threads >= 1, 'a run needs at least one thread');
  const queue = createDependencyQueue(options.ids, options.dependsOn);
  const state: State<T> = { options, queue, results: new Map(), errors: [], abort: new AbortController(), running: 0 };
  const cancel = () => stop(state, { kind: 'skipped', reason: 'cancelled' }, options.signal.reason);
  if (options.signal.aborted) cancel();
  options.signal.addEventListener('abort', cancel);
  await new Promise<void>((idle) => startReady(state, idle));
  options.signal.removeEventListener('abort', cancel);
  const { errors, results } = state;
  if (errors.length > 0)
    throw errors.length === 1 ? errors[0] : new AggregateError(errors, 'Several executions failed.');
  for (const id of options.ids) {
    if (results.has(id)) continue;
    invariant(state.stopped, `"${id}" waits for something that never ran`);
    finish(state, id, state.stopped);
  }
  return results;
}

function startReady<T>(state: State<T>, idle: () => void): void {
  while (state.running < state.options.threads && !state.stopped && state.errors.length === 0) {
    const id = state.queue.next();
    if (id === undefined) break;
    state.running += 1;
    void executeOne(state, id)
      .catch((error: unknown) => state.errors.push(error))
      .then(() => {
        state.running -= 1;
        startReady(state, idle);
      });
  }
  if (state.running === 0) idle();
}

async function executeOne<T>(state: State<T>, id: string): Promise<void> {
  const { options, abort } = state;
  options.onStart?.(id);
  let result: T;
  try {
    result = await options.execute(id, abort.signal);
  } catch (error) {
    if (!state.stopped || !isAbortion(error, abort.signal)) throw error;
    return finish(state, id, state.stopped);
  }
  finish(state, id, result);
  if (!options.failed(result)) return state.queue.release(id);
  skipDescendants(state, id);
  if (options.failFast) stop(state, { kind: 'skipped', reason: 'fail-fast', causedBy: id });
}

function finish<T>({ results, options }: State<T>, id: string, result: T | Skipped): void {
  results.set(id, result);
  options.onFinish?.(id, result);
}

// A node with a failed ancestor never becomes ready, so what is skipped here cannot have started.
function skipDescendants<T>(state: State<T>, failed: string): void {
  const queue = [failed];
  for (const id of queue) {
    for (const child of state.queue.childrenOf(id)) {
      if (state.results.has(child)) continue;
      finish(state, child, { kind: 'skipped', reason: 'parent-failed', causedBy: failed });
      queue.push(child);
    }
  }
}

function stop<T>(state: State<T>, why: Skipped, reason?: unknown): void {
  state.stopped ??= why;
  state.abort.abort(reason);
}

function isAbortion(error: unknown, signal: AbortSignal): boolean {
  return error === signal.reason || (error instanceof Error && error.name === 'AbortError');
}
