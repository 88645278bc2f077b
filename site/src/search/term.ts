import { letterMask, wordsOf } from './normal-form.ts';
import type { Term } from './match-term.ts';

/** A term of what somebody typed, or undefined where that has neither a letter nor a digit. */
export function makeTerm(text: string): Term | undefined {
  const parts = wordsOf(text);
  if (parts.length === 0) return undefined;
  const joined = parts.join('');
  return { text, joined, parts, mask: letterMask(joined) };
}
