import type { Dialect } from '../engine.ts';
import { trinoDialect } from '../trino/dialect.ts';

/** Athena's engine version 3, which follows Trino, with Iceberg tables in Glue. */
export const athenaDialect: Dialect = {
  name: 'athena',
  capabilities: {
    // Athena, "MERGE INTO": MERGE_TARGET_ROW_MULTIPLE_MATCHES, as Trino, whose planner it has.
    ...trinoDialect.capabilities,
    // Athena's documentation of CREATE TABLE AS has no OR REPLACE.
    createOrReplaceTable: false,
    // Athena, "CTAS considerations": 100 partitions a statement, else ICEBERG_TOO_MANY_OPEN_PARTITIONS.
    maxOpenPartitions: 100,
    // Athena, "Service Quotas": 262,144 bytes in UTF-8, not adjustable.
    maxStatementBytes: 262_144,
  },
};
