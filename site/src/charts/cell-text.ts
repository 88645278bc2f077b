import type { Value } from '../../../src/engines/engine.ts';

/** A value as its cell shows it, and as it is copied: nothing for null, JSON for lists and structs. */
export function cellText(value: Value | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
