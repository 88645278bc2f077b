import { expect, test } from 'vitest';
import type { Measure } from './measure.ts';
import { sumMeasures } from './sum-measures.ts';

const NONE: Measure = {
  staged: 0,
  published: 0,
  quarantined: 0,
  dropped: 0,
  deduplicated: 0,
  failed: 0,
  broken: {},
  duplicates: 0,
};

test('the counts of batches add up, rule by rule', () => {
  const one = { ...NONE, staged: 3, published: 2, quarantined: 1, broken: { a: 1 } };
  const other = { ...NONE, staged: 5, published: 3, dropped: 2, broken: { a: 1, b: 1 } };
  expect(sumMeasures(undefined, one)).toEqual(one);
  expect(sumMeasures(one, other)).toEqual({
    ...NONE,
    staged: 8,
    published: 5,
    quarantined: 1,
    dropped: 2,
    broken: { a: 2, b: 1 },
  });
});
