import { expect, test } from 'vitest';
import type { Column } from '../engines/engine.ts';
import type { PartitionField, Step } from '../plan/plan.ts';
import { mergeBatch } from './merge.ts';
import { insertBatch } from './insert.ts';
import { findPartitions } from './find-partitions.ts';
import { partitionKey } from './partitions.ts';

const id = { name: 'id', type: 'bigint' };
const at = { name: 'at', type: 'timestamp(6)' };
const FIELD: PartitionField = { column: at, transform: 'day' };
const DAY = `coalesce('v' || CAST(date_trunc('day', CAST(src."at" AS timestamp(6))) AS varchar), 'n')`;

const rows = {
  relation: { schema: 'gold', identifier: 't' },
  source: { kind: 'query' as const, query: { sql: 'SELECT * FROM s', columns: [] } },
  projection: { columns: [id, { ...at, castFrom: 'timestamp(3)' }], audit: [] },
  guards: { uniqueKey: [] },
};

function partitions(limit?: number, nullable = false) {
  return {
    partitioning: { fields: [FIELD], perTuple: 1, ...(limit !== undefined && { limit }) },
    bounded: [{ column: at, nullable }],
    groups: 'all' as const,
  };
}

test('a merge: the bounds of its batch on both sides, and a row outside fails it', () => {
  const step: Extract<Step, { kind: 'merge' }> = {
    ...rows,
    kind: 'merge',
    id: 'publish',
    purpose: '',
    keys: [{ column: id, notNull: true }],
    update: [],
    compare: [],
    predicates: [],
    partitions: partitions(),
  };
  const bounds = `BETWEEN TIMESTAMP '⟪partition_low(at)⟫' AND TIMESTAMP '⟪partition_high(at)⟫'`;
  const value = `CAST(src."at" AS timestamp(6))`;
  expect(mergeBatch(step, 'athena')).toBe(`MERGE INTO "gold"."t" AS target
USING (
SELECT
  src."id",
  ${value} AS "at"
FROM (
SELECT * FROM s
) AS src
WHERE CASE WHEN ${value} ${bounds} THEN TRUE ELSE CAST('lakemodel: row outside the counted partitions (' || 'at = ' || coalesce(CAST(${value} AS varchar), 'NULL') || ')' AS boolean) END
) AS src
ON target."id" = src."id"
  AND target."at" ${bounds}
WHEN NOT MATCHED THEN INSERT ("id", "at")
VALUES (src."id", src."at")`);
});

test('an append in groups: a row whose partition has rows of the batch is there already', () => {
  const step: Extract<Step, { kind: 'insert' }> = {
    ...rows,
    source: { kind: 'stage', stage: { schema: 'gold', identifier: 's' }, columns: [] },
    kind: 'insert',
    id: 'publish',
    purpose: '',
    batch: { column: 'etl_run_id', id: 'b1' },
    partitions: { ...partitions(100, true), bounded: [] },
  };
  const written = DAY.replace('CAST(src."at" AS timestamp(6))', 'written."at"');
  expect(insertBatch(step, 'athena')).toContain(
    `WHERE (${DAY} NOT IN (SELECT ${written} FROM "gold"."t" AS written WHERE written."etl_run_id" = 'b1')) AND (${DAY} >= '⟪partitions_from⟫' AND ${DAY} < '⟪partitions_until⟫')`,
  );
});

test('partitions are counted in the groups that a statement may write', () => {
  const { partitioning, bounded } = { ...partitions(100, true) };
  const step: Extract<Step, { kind: 'find-partitions' }> = {
    ...rows,
    kind: 'find-partitions',
    id: 'find-partitions',
    purpose: '',
    partitioning: { ...partitioning, perTuple: 30 },
    bounded,
  };
  const sql = findPartitions(step, 'athena');
  expect(sql).toContain('(row_number() OVER (ORDER BY key) - 1) / 3 AS group_no');
  expect(sql).toContain(
    `SELECT ${DAY} AS key, CAST(src."at" AS timestamp(6)) AS c0\nFROM (\nSELECT * FROM s\n) AS src`,
  );
  const { limit: _, ...unlimited } = step.partitioning;
  const whole = findPartitions({ ...step, partitioning: unlimited }, 'athena');
  expect(whole).not.toContain('GROUP BY');
  expect(whole).toContain('WHERE row_count > 0');
});

test.each<[PartitionField['transform'], Column, number | undefined, string]>([
  ['identity', { name: 'n', type: 'bigint' }, undefined, `lpad(CAST(n AS varchar), 20, '0')`],
  ['identity', { name: 'n', type: 'varbinary' }, undefined, 'to_hex(n)'],
  [
    'hour',
    { name: 'n', type: 'timestamp(6) with time zone' },
    undefined,
    `CAST(date_trunc('hour', n AT TIME ZONE 'UTC') AS varchar)`,
  ],
  ['truncate', { name: 'n', type: 'varchar' }, 3, 'CAST(substr(n, 1, 3) AS varchar)'],
  [
    'truncate',
    { name: 'n', type: 'decimal(10,2)' },
    5,
    `CAST((n - mod(mod(n, DECIMAL '0.05') + DECIMAL '0.05', DECIMAL '0.05')) AS varchar)`,
  ],
])('%s of %o', (transform, column, width, text) => {
  const field = { column, transform, ...(width !== undefined && { width }) };
  expect(partitionKey([field], ({ name }) => name)).toBe(`coalesce('v' || ${text}, 'n')`);
});
