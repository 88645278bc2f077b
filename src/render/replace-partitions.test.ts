import { expect, test } from 'vitest';
import type { DialectName } from '../engines/engine.ts';
import { LIKE_ATHENA, LIKE_TRINO, planned, type TestModel } from '../plan/testkit/planned-model.ts';
import { renderStep } from './render-step.ts';

const CAPABILITIES = {
  athena: LIKE_ATHENA,
  trino: { ...LIKE_TRINO, maxOpenPartitions: undefined as never },
  duckdb: { prunesPartitions: false, createOrReplaceTable: true, maxOpenPartitions: undefined as never },
} as const;

async function publishing(dialect: DialectName, model: Partial<TestModel> = {}): Promise<string> {
  const plan = planned({
    sql: 'SELECT * FROM s',
    columns: [
      { name: 'id', type: 'bigint' },
      { name: 'at', type: 'timestamp(6)' },
    ],
    existing: {},
    dialect,
    capabilities: CAPABILITIES[dialect],
    ...model,
    config: {
      incremental_strategy: 'insert_overwrite',
      partitioned_by: ['day(at)'],
      audit_columns: false,
      ...model.config,
    },
  });
  const step = plan.steps.find(({ id }) => id === 'publish');
  if (!step) throw new Error('Nothing is published');
  const { statements } = await renderStep(step, {
    dialect,
    translate: (text) => text,
    external: () => Promise.resolve([]),
  });
  return statements.map(({ sql }) => sql).join(';\n');
}

const key = (alias: string) => `coalesce('v' || CAST(date_trunc('day', ${alias}."at") AS varchar), 'n')`;
const within = (alias: string) =>
  `((${alias}."at" >= date_trunc('day', TIMESTAMP '⟪partition_low(at)⟫') AND ${alias}."at" < date_add('day', 1, date_trunc('day', TIMESTAMP '⟪partition_high(at)⟫'))) OR (${alias}."at" IS NULL AND CAST('⟪partition_has_null(at)⟫' AS boolean)))`;
const outside = `CAST('lakemodel: row outside the counted partitions (' || 'at = ' || coalesce(CAST(src."at" AS varchar), 'NULL') || ')' AS boolean)`;

function merge({ where = '', bounds = '' } = {}): string {
  return `MERGE INTO "gold"."t" AS target
USING (
SELECT CASE WHEN c."_lm_copy" = 1 THEN r."_lm_partition" END AS "_lm_marker", r."id", r."at"
FROM (
SELECT k.*, row_number() OVER (PARTITION BY k."_lm_partition") AS "_lm_number"
FROM (
SELECT b.*, ${key('b')} AS "_lm_partition"
FROM (
SELECT
  src."id",
  src."at"
FROM (
SELECT * FROM s
) AS src${where}
) AS b
) AS k
) AS r
CROSS JOIN UNNEST(CASE WHEN r."_lm_number" = 1 THEN ARRAY[0, 1] ELSE ARRAY[0] END) AS c("_lm_copy")
) AS src
ON ${key('target')} = src."_lm_marker"${bounds}
WHEN MATCHED THEN DELETE
WHEN NOT MATCHED AND src."_lm_marker" IS NULL THEN INSERT ("id", "at")
VALUES (src."id", src."at")`;
}

test('on Trino: one MERGE, bounded by whole partitions on both sides', async () => {
  const where = `\nWHERE CASE WHEN ${within('src')} THEN TRUE ELSE ${outside} END`;
  expect(await publishing('trino')).toBe(merge({ where, bounds: `\n  AND ${within('target')}` }));
});

test('on Athena: the MERGE of one group of partitions', async () => {
  const group = `${key('src')} >= '⟪partitions_from⟫' AND ${key('src')} < '⟪partitions_until⟫'`;
  const where = `\nWHERE CASE WHEN NOT (${group}) THEN FALSE WHEN ${within('src')} THEN TRUE ELSE ${outside} END`;
  expect(await publishing('athena')).toBe(merge({ where, bounds: `\n  AND ${within('target')}` }));
});

test('on DuckDB, which has no partitions: the rows that would be in one', async () => {
  expect(await publishing('duckdb')).toBe(merge());
});

test('rows that break a promise or come twice fail the statement, as they do a merge', async () => {
  const sql = await publishing('trino', { config: { unique_key: ['id'] } });
  expect(sql).toContain('PARTITION BY k."_lm_partition"');
  expect(sql).toMatch(/duplicate key/i);
});
