import { fitsType } from './fits-type.ts';

const INTEGER = /^[+-]?(0|[1-9]\d*)$/;
const NUMBER = /^[+-]?(0|[1-9]\d*)?(\.\d+)?([eE][+-]?\d+)?$/;

/** In this order: the first type that all values have. Numbers with leading zeros are codes, not numbers: they stay text. */
const CANDIDATES: readonly { readonly type: string; readonly fits: (value: string) => boolean }[] = [
  { type: 'bigint', fits: (value) => INTEGER.test(value) && fitsType(value, { kind: 'bigint' }) },
  { type: 'double', fits: (value) => NUMBER.test(value) && /\d/.test(value) && !isLongInteger(value) },
  { type: 'boolean', fits: (value) => /^(true|false)$/i.test(value) },
  { type: 'date', fits: (value) => fitsType(value, { kind: 'date' }) },
  { type: 'timestamp(6)', fits: (value) => fitsType(value, { kind: 'timestamp', precision: 6, withTimeZone: false }) },
];

/** The type of a CSV column, from all its values; NULLs say nothing, and a column of NULLs alone is text. */
export function inferType(values: Iterable<string | null>): string {
  let candidates = CANDIDATES;
  let isEmpty = true;
  for (const value of values) {
    if (value === null) continue;
    isEmpty = false;
    candidates = candidates.filter(({ fits }) => fits(value));
    if (candidates.length === 0) return 'varchar';
  }
  return isEmpty ? 'varchar' : (candidates[0]?.type ?? 'varchar');
}

// An integer beyond bigint would lose digits as a double.
function isLongInteger(value: string): boolean {
  return INTEGER.test(value) && !fitsType(value, { kind: 'bigint' });
}
