import { setTimeout as wait } from 'node:timers/promises';
import type { QueryEnd, StatementError } from '../engines/engine.ts';
import type { Step } from '../plan/plan.ts';

/** How statements are sent again that lost to another writer, or met a server that restarts. */
export interface Repeating {
  /** The first one included. */
  readonly attempts: number;
  /** Resolves after so many milliseconds, or when the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Between 0 and 1. */
  readonly random: () => number;
}

export const REPEATING: Repeating = {
  attempts: 4,
  sleep: (milliseconds, signal) => wait(milliseconds, undefined, { signal }).catch(() => undefined),
  random: Math.random,
};

const FIRST_WAIT_MS = 500;

/** How long to wait after a failed attempt (1, 2, …): doubled each time, and spread so that two that met do not meet again. */
export function waitBefore(attempt: number, random: number): number {
  return Math.round(FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + random));
}

/** Whether a failed statement may be sent again. `end` is how its query ended, where the engine was asked. */
export function mayBeRepeated(step: Step, error: StatementError, end: QueryEnd | undefined): boolean {
  if (!error.retryable) return false;
  // Known to have failed, it has left nothing behind; else it may be there, and only what does nothing then is sent again.
  return end === 'failed' || isIdempotent(step);
}

function isIdempotent(step: Step): boolean {
  switch (step.kind) {
    case 'merge':
    case 'replace-partitions':
    case 'replace-interval':
    case 'merge-rows':
    case 'create-view':
    case 'create-schema':
    case 'comment':
      return true;
    case 'insert':
      return step.batch !== undefined;
    default:
      return !writes(step);
  }
}

/** Whether a step's statements change the warehouse. */
export function writes({ kind }: Step): boolean {
  return !READING.has(kind);
}

/** Whether a statement that was left running could still write when another run does: not those that the engine does in a moment. */
export function outlivesClient({ kind }: Step): boolean {
  return !READING.has(kind) && !MOMENTARY.has(kind);
}

const READING: ReadonlySet<string> = new Set([
  'find-high',
  'find-partitions',
  'measure',
  'test',
  'unit-test',
  'commit',
]);
const MOMENTARY: ReadonlySet<string> = new Set(['create-view', 'create-schema', 'comment']);
