import { problem } from '../template-error.ts';
import { describeKind } from './kinds.ts';
import { List, Tuple, type Value } from './value.ts';

/** The longest text, in UTF-16 units, that a template may make: a variable or the whole result. */
export const MAX_TEXT = 32_000_000;
/** The longest list. */
export const MAX_ITEMS = 1_000_000;
/** The longest `range()`, as in Jinja2's sandbox. */
export const MAX_RANGE = 100_000;
/** Macros that may be open within each other. */
export const MAX_DEPTH = 200;
/** Statements, expressions and calls that one rendering may take. */
export const MAX_STEPS = 2_000_000;

/** Checks a length before the value is made. */
export function checkLength(length: number, max: number = MAX_TEXT): void {
  if (length <= max) return;
  throw problem('template-limit', { limit: max === MAX_TEXT ? 'a text grows too large' : 'a list grows too large' });
}

/** Two texts as one, within bounds. */
export function concatenated(left: string, right: string): string {
  checkLength(left.length + right.length);
  return left + right;
}

/** Python's `value * times` for texts and lists. */
export function repeated(value: Value, times: number): Value {
  if (typeof value === 'string') {
    checkLength(value.length * times);
    return value.repeat(times);
  }
  if (!(value instanceof List || value instanceof Tuple)) {
    throw problem('template-type', { reason: `"*" cannot be used between ${describeKind(value)} and a number` });
  }
  checkLength(value.items.length * times, MAX_ITEMS);
  const items = Array.from({ length: times }, () => value.items).flat();
  return value instanceof List ? new List(items) : new Tuple(items);
}
