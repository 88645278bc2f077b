import type { Dialect } from '../engine.ts';

/** DuckDB 1.5, embedded. */
export const duckDbDialect: Dialect = {
  name: 'duckdb',
  capabilities: {
    // One transaction with snapshot isolation (tested): readers see the old table or the new one.
    createOrReplaceTable: true,
    // Tested: of several source rows for one target row the last update wins, silently.
    mergeRejectsDuplicateMatches: false,
    // EXPLAIN shows a hash join for IS NOT DISTINCT FROM (tested).
    nullSafeEqualityIsHashed: true,
    // Its tables have no partitions.
    prunesPartitions: false,
  },
};
