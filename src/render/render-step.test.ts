import { expect, test } from 'vitest';
import type { DialectName } from '../engines/engine.ts';
import type { Step } from '../plan/plan.ts';
import { renderStep } from './render-step.ts';

const relation = { schema: 'gold', identifier: 'my"t' };
const options = { partitionedBy: ['day(at)'], tableProperties: {}, location: 's3://lake/gold/t/r1/' };
const DIALECTS: readonly DialectName[] = ['duckdb', 'trino', 'athena'];

/** Each dialect's statements, joined by `;`. The type makes every case say all three. */
async function checkStep(step: Step, expected: Readonly<Record<DialectName, string>>): Promise<void> {
  for (const dialect of DIALECTS) {
    const context = {
      dialect,
      translate: (text: string) => text,
      external: () => Promise.resolve([]),
    };
    const { statements } = await renderStep(step, context);
    expect(statements.map(({ sql }) => sql).join(';\n'), dialect).toBe(expected[dialect]);
  }
}

const base = { id: 'publish', purpose: '' };

test('drops: Athena takes backticks for tables alone', async () => {
  await checkStep(
    { ...base, kind: 'drop', relation, relationKind: 'table' },
    {
      duckdb: 'DROP TABLE IF EXISTS "gold"."my""t"',
      trino: 'DROP TABLE IF EXISTS "gold"."my""t"',
      athena: 'DROP TABLE IF EXISTS `gold`.`my"t`',
    },
  );
  await checkStep(
    { ...base, kind: 'drop', relation, relationKind: 'view' },
    {
      duckdb: 'DROP VIEW IF EXISTS "gold"."my""t"',
      trino: 'DROP VIEW IF EXISTS "gold"."my""t"',
      athena: 'DROP VIEW IF EXISTS "gold"."my""t"',
    },
  );
});

test('a stage replaces one that a crash left, also where nothing can be replaced', async () => {
  const step: Step = {
    ...base,
    kind: 'create-table-as',
    relation,
    replace: true,
    select: { portable: 'SELECT 1 AS n' },
    options,
  };
  const where = `partitioning = ARRAY['day(at)']`;
  await checkStep(step, {
    duckdb: 'CREATE OR REPLACE TABLE "gold"."my""t" AS\nSELECT 1 AS n',
    trino: `CREATE OR REPLACE TABLE "gold"."my""t"\nWITH (\n  location = 's3://lake/gold/t/r1/',\n  ${where}\n) AS\nSELECT 1 AS n`,
    athena: `DROP TABLE IF EXISTS \`gold\`.\`my"t\`;\nCREATE TABLE "gold"."my""t"\nWITH (\n  table_type = 'ICEBERG',\n  is_external = false,\n  location = 's3://lake/gold/t/r1/',\n  ${where}\n) AS\nSELECT 1 AS n`,
  });
});

test('a table that exists is replaced in one step that keeps its history where the engine has no better', async () => {
  const step: Step = {
    ...base,
    kind: 'create-table',
    relation: { schema: 'gold', identifier: 't' },
    replace: true,
    source: { kind: 'query', query: { sql: 'SELECT 1 AS n', columns: [{ name: 'n', type: 'integer' }] } },
    projection: { columns: [{ name: 'n', type: 'integer' }], audit: [{ name: 'run', type: 'varchar', value: `'r1'` }] },
    guards: { uniqueKey: [] },
    options: { partitionedBy: [], tableProperties: {} },
  };
  const select = `SELECT\n  src."n",\n  'r1' AS "run"\nFROM (\nSELECT 1 AS n\n) AS src`;
  await checkStep(step, {
    duckdb: `CREATE OR REPLACE TABLE "gold"."t" AS\n${select}`,
    trino: `CREATE OR REPLACE TABLE "gold"."t" AS\n${select}`,
    athena: `MERGE INTO "gold"."t" AS target
USING (
SELECT CAST(NULL AS bigint) AS "_lm_marker", r."n", r."run"
FROM (
${select}
) AS r
UNION ALL
SELECT 0, CAST(NULL AS integer), CAST(NULL AS varchar)
) AS src
ON coalesce(CAST(target."n" * 0 AS bigint), 0) = src."_lm_marker"
WHEN MATCHED THEN DELETE
WHEN NOT MATCHED AND src."_lm_marker" IS NULL THEN INSERT ("n", "run")
VALUES (src."n", src."run")`,
  });
});

test('a changed column', async () => {
  await checkStep(
    { ...base, kind: 'alter-table', relation, change: { kind: 'add-column', column: { name: 'a', type: 'varchar' } } },
    {
      duckdb: 'ALTER TABLE "gold"."my""t" ADD COLUMN "a" VARCHAR',
      trino: 'ALTER TABLE "gold"."my""t" ADD COLUMN "a" varchar',
      athena: 'ALTER TABLE `gold`.`my"t` ADD COLUMNS (`a` string)',
    },
  );
  await checkStep(
    {
      ...base,
      kind: 'alter-table',
      relation,
      change: { kind: 'widen-column', column: { name: 'a', type: 'bigint' }, from: 'integer' },
    },
    {
      duckdb: 'ALTER TABLE "gold"."my""t" ALTER COLUMN "a" SET DATA TYPE BIGINT',
      trino: 'ALTER TABLE "gold"."my""t" ALTER COLUMN "a" SET DATA TYPE bigint',
      athena: 'ALTER TABLE `gold`.`my"t` CHANGE COLUMN `a` `a` bigint',
    },
  );
});

test('comments: one statement a description, quotes and line ends kept', async () => {
  const columns = [{ name: 'a"b', type: 'timestamp(6)', description: "It's\nlong" }];
  await checkStep(
    { ...base, kind: 'comment', relation, relationKind: 'view', description: 'All.', columns },
    {
      duckdb: `COMMENT ON VIEW "gold"."my""t" IS 'All.';\nCOMMENT ON COLUMN "gold"."my""t"."a""b" IS 'It''s\nlong'`,
      trino: `COMMENT ON VIEW "gold"."my""t" IS 'All.';\nCOMMENT ON COLUMN "gold"."my""t"."a""b" IS 'It''s\nlong'`,
      athena: '-- describe gold.my"t in the catalog: its description, a"b',
    },
  );
});

test('a field is added to a row by its path', async () => {
  const change = { kind: 'add-column' as const, in: ['r', 'element'], column: { name: 'a b', type: 'date' } };
  const { statements } = await renderStep(
    { ...base, kind: 'alter-table', relation, change },
    { dialect: 'trino', translate: (text) => text, external: () => Promise.resolve([]) },
  );
  expect(statements.map(({ sql }) => sql)).toEqual([`ALTER TABLE "gold"."my""t" ADD COLUMN "r"."element"."a b" date`]);
});
