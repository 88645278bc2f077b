import { setTimeout as delay } from 'node:timers/promises';

/** Time and chance, passed in so that tests need neither. */
export interface Clock {
  /** Milliseconds since any fixed moment. */
  now(): number;
  /** Ends after so many milliseconds, or at once when the signal says so; never fails. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** From 0 to below 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
  random: () => Math.random(),
};

/** How long to wait before attempt `attempt` (from 1): doubling from `first` up to `cap`, and between half and all of it by chance. */
export function backoff(attempt: number, first: number, cap: number, clock: Clock): number {
  const full = Math.min(cap, first * 2 ** Math.min(attempt - 1, 20));
  return full * (0.5 + clock.random() / 2);
}
