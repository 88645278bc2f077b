import type { Measure } from './measure.ts';

/** The counts of two batches of one model, as one. */
export function sumMeasures(one: Measure | undefined, other: Measure): Measure {
  if (!one) return other;
  const rules = [...new Set([...Object.keys(one.broken), ...Object.keys(other.broken)])];
  return {
    ...other,
    staged: one.staged + other.staged,
    published: one.published + other.published,
    quarantined: one.quarantined + other.quarantined,
    dropped: one.dropped + other.dropped,
    deduplicated: one.deduplicated + other.deduplicated,
    failed: one.failed + other.failed,
    duplicates: one.duplicates + other.duplicates,
    broken: Object.fromEntries(rules.map((rule) => [rule, (one.broken[rule] ?? 0) + (other.broken[rule] ?? 0)])),
  };
}
