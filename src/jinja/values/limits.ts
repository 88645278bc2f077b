import { problem } from '../template-error.ts';

/** The longest text, in UTF-16 units, that a template may make: a variable or the whole result. */
export const MAX_TEXT = 32_000_000;
/** The longest list. */
export const MAX_ITEMS = 200_000;
/** The longest `range()`, as in Jinja2's sandbox. */
export const MAX_RANGE = 100_000;
/** Macros that may be open within each other. */
export const MAX_DEPTH = 200;
/** Statements, expressions and items that one rendering may go through. */
export const MAX_STEPS = 10_000_000;

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

/**
 * Counts work. A rendering has one; whatever goes through a nested value without one makes its own, because few lists that hold
 * each other many times are cheap to build and endless to print.
 */
export class Meter {
  private left: number;

  constructor(steps: number = 1_000_000) {
    this.left = steps;
  }

  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw problem('template-limit', { limit: 'it takes too many steps' });
  }
}
