import { acceptedValues, expectInSet, expectNotInSet, notAcceptedValues } from './accepted-values.ts';
import { figureChecks } from './aggregates.ts';
import { castable } from './castable.ts';
import type { Check } from './check.ts';
import {
  cardinalityEquality,
  equalRowcount,
  expectAggregationEqualOther,
  expectDistinctCountEqualOther,
  expectRowCountEqualOther,
  expectRowCountEqualOtherTimesFactor,
  fewerRowsThan,
} from './comparisons.ts';
import {
  expectConsistentCasing,
  expectDistinctContainSet,
  expectDistinctEqualSet,
  expectDistinctInSet,
  expectMostCommonInSet,
} from './distinct-sets.ts';
import { equality } from './equality.ts';
import { expressionIsTrue } from './expression-is-true.ts';
import { expectNotNull, expectNull, notNull } from './not-null.ts';
import { expectDecreasing, expectIncreasing, mutuallyExclusiveRanges, sequentialValues } from './order.ts';
import { expectMedianBetween, expectQuantileBetween } from './quantiles.ts';
import { acceptedRange, expectBetween, expectLengthBetween } from './ranges.ts';
import { expectGroupedRecentData, expectRecentData, recency } from './recency.ts';
import { relationships, relationshipsWhere } from './relationships.ts';
import { expectPairEqual, expectPairGreater, expectPairInSet, expectUniqueWithinRecord } from './several-columns.ts';
import { shapeChecks } from './table-shape.ts';
import {
  expectLengthEqual,
  expectMatchLike,
  expectMatchLikeList,
  expectMatchRegex,
  expectMatchRegexList,
  expectNotMatchLike,
  expectNotMatchLikeList,
  expectNotMatchRegex,
  expectNotMatchRegexList,
  notEmptyString,
} from './text.ts';
import { expectCompoundUnique, expectUnique, unique, uniqueCombination } from './unique.ts';
import { atLeastOne, notConstant, notNullProportion } from './whole-table.ts';

const OWN_AND_DBT: readonly Check[] = [acceptedValues, castable, notNull, relationships, unique];

const DBT_UTILS: readonly Check[] = [
  acceptedRange,
  atLeastOne,
  cardinalityEquality,
  equalRowcount,
  equality,
  expressionIsTrue,
  fewerRowsThan,
  mutuallyExclusiveRanges,
  notAcceptedValues,
  notConstant,
  notEmptyString,
  notNullProportion,
  recency,
  relationshipsWhere,
  sequentialValues,
  uniqueCombination,
];

const DBT_EXPECTATIONS: readonly Check[] = [
  ...figureChecks,
  ...shapeChecks,
  expectAggregationEqualOther,
  expectBetween,
  expectCompoundUnique,
  expectConsistentCasing,
  expectDecreasing,
  expectDistinctContainSet,
  expectDistinctCountEqualOther,
  expectDistinctEqualSet,
  expectDistinctInSet,
  expectGroupedRecentData,
  expectInSet,
  expectIncreasing,
  expectLengthBetween,
  expectLengthEqual,
  expectMatchLike,
  expectMatchLikeList,
  expectMatchRegex,
  expectMatchRegexList,
  expectMedianBetween,
  expectMostCommonInSet,
  expectNotInSet,
  expectNotMatchLike,
  expectNotMatchLikeList,
  expectNotMatchRegex,
  expectNotMatchRegexList,
  expectNotNull,
  expectNull,
  expectPairEqual,
  expectPairGreater,
  expectPairInSet,
  expectQuantileBetween,
  expectRecentData,
  expectRowCountEqualOther,
  expectRowCountEqualOtherTimesFactor,
  expectUnique,
  expectUniqueWithinRecord,
];

const CHECKS: readonly Check[] = [...OWN_AND_DBT, ...DBT_UTILS, ...DBT_EXPECTATIONS];

/** Every built-in check under each name that a test may use: `accepted_range` and `dbt_utils.accepted_range`. */
export const builtInChecks: Readonly<Record<string, Check>> = Object.freeze(
  Object.fromEntries(CHECKS.flatMap((check) => namesOf(check).map((name) => [name, check]))),
);

/** The names that a test may use, sorted. */
export const builtInTestNames: readonly string[] = Object.freeze(Object.keys(builtInChecks).sort());

/** The check of a test's name; undefined for a project's own tests. */
export function findCheck(name: string): Check | undefined {
  return Object.hasOwn(builtInChecks, name) ? builtInChecks[name] : undefined;
}

function namesOf({ name, namespace }: Check): readonly string[] {
  return namespace === undefined ? [name] : [name, `${namespace}.${name}`];
}
