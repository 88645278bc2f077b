import { parseTrinoType, type TrinoType } from '../types.ts';
import { fitsTrinoType } from './fits-type.ts';
import { ourKey } from './our-key.ts';
import type { Answer } from './session.ts';
import { theirKey } from './their-key.ts';

/** One query with the answer of a real Trino, as `scripts/trino/ask.js` writes it. */
export interface TrinoAnswer {
  readonly id: string;
  readonly sql: string;
  readonly types?: readonly string[];
  readonly rows?: readonly (readonly unknown[])[];
  readonly ordered?: boolean;
  /** The name of Trino's error. */
  readonly error?: string;
  /** The line and the column that Trino gives it. */
  readonly at?: readonly [number, number];
  readonly message?: string;
}

export type Verdict = 'same' | 'refused' | 'other rows' | 'other types' | 'not refused' | 'broken';

/**
 * Compares our answer with Trino's. Types are the same, but for a varchar of ours that may be wider. Left out of values: the zone of a
 * timestamp with time zone (instants are compared), the last digits of a double, and of nine digits of a second the last three (the answers
 * keep six). 'broken': Trino refuses it, and we too, but only because our text is none that DuckDB reads.
 */
export function judge(answer: Answer, expected: TrinoAnswer): Verdict {
  if (answer.kind === 'refused') return judgeRefusal(answer, expected);
  if (expected.error !== undefined) return 'not refused';
  const types = fittingTypes(answer.types, expected.types ?? []);
  if (!types) return 'other types';
  const written = writer(expected.sql);
  const ours = answer.rows.map((row) => written(types.map((type, index) => ourKey(row[index], type))));
  const theirs = (expected.rows ?? []).map((row) => written(types.map((type, index) => theirKey(row[index], type)))); // prettier-ignore
  const ordered = (rows: readonly string[]) => (expected.ordered === true ? rows : rows.toSorted());
  return JSON.stringify(ordered(ours)) === JSON.stringify(ordered(theirs)) ? 'same' : 'other rows';
}

// The keys of a map have no order, in Trino's words; then arrays are compared as sets.
function writer(sql: string): (row: readonly unknown[]) => string {
  if (!/\bmap_(keys|values|entries)\b/i.test(sql)) return (row) => JSON.stringify(row);
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      : value;
  return (row) => JSON.stringify(row.map(sorted));
}

// What DuckDB says of a text that it cannot read or bind, which is none of the values' doing. Our own refusals within TRY are named as time zones.
const UNREADABLE = /^(?:Parser|Binder|Catalog|INTERNAL|Not implemented) Error(?!: Unknown TimeZone)/;

function judgeRefusal({ when, why }: Extract<Answer, { kind: 'refused' }>, expected: TrinoAnswer): Verdict {
  if (expected.error === undefined) return 'refused';
  return when === 'running' && UNREADABLE.test(why) ? 'broken' : 'same';
}

/** Trino's types, if ours fit them. */
function fittingTypes(ours: readonly string[], theirs: readonly string[]): readonly TrinoType[] | undefined {
  if (ours.length !== theirs.length) return undefined;
  const types = theirs.flatMap((text, index) => {
    const type = parseTrinoType(text);
    const own = parseTrinoType(ours[index] ?? '');
    return type && own && fitsTrinoType(own, type) ? type : [];
  });
  return types.length === theirs.length ? types : undefined;
}
