import { signaturesOf, type Signature } from '../signatures/index.ts';
import type { ArgumentCount, FunctionEntry } from './define.ts';

// Trino's limit of arguments of any call.
const MOST = 127;

/** How many arguments Trino's function takes, by its signatures. */
export function arityOf(name: string, entry: FunctionEntry): ArgumentCount {
  if (entry.takes) return entry.takes;
  let [min, max] = [MOST, 0];
  for (const { parameters, isVariadic } of signaturesIn(name, entry)) {
    min = Math.min(min, parameters.length - (isVariadic ? 1 : 0));
    max = Math.max(max, isVariadic ? MOST : parameters.length);
  }
  return [min, max];
}

/** The ways to call a function: those that Trino lists, or the entry's own. */
export function signaturesIn(name: string, { signatures }: FunctionEntry): readonly Signature[] {
  return signatures ?? signaturesOf(name);
}
