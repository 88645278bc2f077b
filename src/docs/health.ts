import type { Health } from './site-data.ts';

/** From best to worst; `unknown` says nothing against what is known. */
const ORDER = ['unknown', 'ok', 'skipped', 'warn', 'error'] as const satisfies readonly Health[];

const BY_STATUS: ReadonlyMap<string, Health> = new Map([
  ['success', 'ok'],
  ['pass', 'ok'],
  ['no-op', 'ok'],
  ['skipped', 'skipped'],
  ['warn', 'warn'],
  ['partial success', 'warn'],
  ['fail', 'error'],
  ['error', 'error'],
  ['runtime error', 'error'],
]);

/** What a status of run_results means. */
export function healthOf(status: string): Health {
  return BY_STATUS.get(status) ?? 'unknown';
}

/** What a test's status means: failures of a test that only warns are warnings, whatever they were when it ran. That it could not be asked stays an error. */
export function checkHealth(status: string, severity: 'error' | 'warn' | undefined): Health {
  return status === 'fail' && severity === 'warn' ? 'warn' : healthOf(status);
}

export function worst(healths: Iterable<Health>): Health {
  let found: Health = 'unknown';
  for (const health of healths) if (ORDER.indexOf(health) > ORDER.indexOf(found)) found = health;
  return found;
}

export function noHealths(): Record<Health, number> {
  return { unknown: 0, ok: 0, skipped: 0, warn: 0, error: 0 };
}

export function countHealths(healths: Iterable<Health>): Record<Health, number> {
  const counts = noHealths();
  for (const health of healths) counts[health]++;
  return counts;
}
