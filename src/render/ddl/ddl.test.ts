import { expect, test } from 'vitest';
import { DiagnosticError } from '../../diagnostics/index.ts';
import type { DialectName } from '../../engines/engine.ts';
import { alterTable, renameTable } from './alter-table.ts';
import { createEmptyTableText, createTableAsText } from './create-table.ts';
import { createSchema } from './create-schema.ts';
import { dropRelation } from './drop.ts';
import { optimizeTable, vacuumTable } from './maintain.ts';
import { commentLine } from './names.ts';

const relation = { schema: 'gold', identifier: 'my"t' };
const LOCATION = "s3://lake/o'neil/";

test('CREATE TABLE AS: the order of arguments, typed properties, odd names in partition fields', () => {
  const options = {
    partitionedBy: ['bucket(16, id)', 'day("load date")', 'truncate(`Na``me`, 4)', 'region'],
    format: 'PARQUET',
    location: LOCATION,
    tableProperties: { write_compression: 'zstd', vacuum_min_snapshots_to_keep: '3', sorted_by: 'id, region' },
  };
  const text = (dialect: DialectName) => createTableAsText({ relation, replace: false, options }, 'SELECT 1', dialect);
  const partitioning = `partitioning = ARRAY['bucket(id, 16)', 'day("load date")', 'truncate("na\`me", 4)', 'region']`;
  expect(text('athena')).toBe(`CREATE TABLE "gold"."my""t"
WITH (
  table_type = 'ICEBERG',
  is_external = false,
  location = 's3://lake/o''neil/',
  format = 'PARQUET',
  ${partitioning},
  write_compression = 'zstd',
  vacuum_min_snapshots_to_keep = 3
) AS
SELECT 1`);
  expect(text('trino')).toBe(`CREATE TABLE "gold"."my""t"
WITH (
  location = 's3://lake/o''neil/',
  format = 'PARQUET',
  ${partitioning},
  sorted_by = ARRAY['id', 'region']
) AS
SELECT 1`);
  expect(text('duckdb')).toBe('CREATE TABLE "gold"."my""t" AS\nSELECT 1');
});

test("Trino: CREATE OR REPLACE, and Iceberg's own properties", () => {
  const options = { partitionedBy: [], tableProperties: { 'write.metadata.compression-codec': "g'z" } };
  expect(createTableAsText({ relation, replace: true, options }, 'SELECT 1', 'trino')).toBe(
    `CREATE OR REPLACE TABLE "gold"."my""t"
WITH (
  extra_properties = MAP(ARRAY['write.metadata.compression-codec'], ARRAY['g''z'])
) AS
SELECT 1`,
  );
});

test("an empty table: Athena's DDL has its own words, quotes and order of arguments", () => {
  const columns = [
    { name: 'id', type: 'smallint' },
    { name: 'na`me "x"', type: 'varchar(10)' },
    { name: 'at', type: 'timestamp(3)' },
    { name: 'r', type: 'row(a bigint, b array(real))' },
  ];
  const options = {
    partitionedBy: ['bucket(id, 16)', 'truncate("na`me ""x""", 4)', 'at'],
    format: 'ORC',
    location: LOCATION,
    tableProperties: { write_compression: "z'std", vacuum_min_snapshots_to_keep: '3' },
  };
  expect(createEmptyTableText(relation, columns, options, 'athena')).toBe(
    `CREATE TABLE IF NOT EXISTS \`gold\`.\`my"t\` (
  \`id\` int,
  \`na\`\`me "x"\` string,
  \`at\` timestamp,
  \`r\` struct<a:bigint,b:array<float>>
)
PARTITIONED BY (bucket(16, id), truncate(4, \`na\`\`me "x"\`), at)
LOCATION 's3://lake/o\\'neil/'
TBLPROPERTIES ('table_type' = 'ICEBERG', 'format' = 'orc', 'write_compression' = 'z\\'std', 'vacuum_min_snapshots_to_keep' = '3')`,
  );
  expect(createEmptyTableText(relation, columns, { ...options, tableProperties: {} }, 'trino')).toBe(
    `CREATE TABLE IF NOT EXISTS "gold"."my""t" (
  "id" integer,
  "na\`me ""x""" varchar,
  "at" timestamp(6),
  "r" row(a bigint, b array(real))
)
WITH (
  location = 's3://lake/o''neil/',
  format = 'ORC',
  partitioning = ARRAY['bucket(id, 16)', 'truncate("na\`me ""x""", 4)', 'at']
)`,
  );
});

test("what Athena's DDL has no word for is made by a query, and cannot be added to a table", () => {
  const column = { name: 'at', type: 'timestamp(6) with time zone' };
  expect(createEmptyTableText(relation, [column], { partitionedBy: [], tableProperties: {} }, 'athena')).toBe(
    `CREATE TABLE IF NOT EXISTS "gold"."my""t"
WITH (
  table_type = 'ICEBERG',
  is_external = false
) AS
SELECT
  CAST(NULL AS timestamp(6) with time zone) AS "at"
WITH NO DATA`,
  );
  const add = () => alterTable(relation, { kind: 'add-column', column }, 'athena');
  expect(add).toThrow(DiagnosticError);
  expect(add).toThrow(/Athena's ALTER TABLE has no word/);
});

test.each<[DialectName, string[]]>([
  [
    'duckdb',
    [
      'ALTER TABLE "gold"."my""t" DROP COLUMN "a"',
      'ALTER TABLE "gold"."my""t" RENAME TO "b`c"',
      'DROP TABLE IF EXISTS "gold"."my""t"',
      'DROP VIEW IF EXISTS "gold"."my""t"',
    ],
  ],
  [
    'trino',
    [
      'ALTER TABLE "gold"."my""t" DROP COLUMN "a"',
      'ALTER TABLE "gold"."my""t" RENAME TO "gold"."b`c"',
      'DROP TABLE IF EXISTS "gold"."my""t"',
      'DROP VIEW IF EXISTS "gold"."my""t"',
    ],
  ],
  [
    'athena',
    [
      'ALTER TABLE `gold`.`my"t` DROP COLUMN `a`',
      'ALTER TABLE `gold`.`my"t` RENAME TO `gold`.`b``c`',
      'DROP TABLE IF EXISTS `gold`.`my"t`',
      'DROP VIEW IF EXISTS "gold"."my""t"',
    ],
  ],
])('%s: columns and tables go and are renamed', (dialect, expected) => {
  // prettier-ignore
  expect([
    alterTable(relation, { kind: 'drop-column', column: 'a' }, dialect),
    renameTable(relation, 'b`c', dialect),
    dropRelation(relation, 'table', dialect),
    dropRelation(relation, 'view', dialect),
  ]).toEqual(expected);
});

test('schemas lie in the data folder', () => {
  const schema = { schema: 'ana`lytics "x"', location: LOCATION };
  expect(createSchema(schema, 'athena')).toBe("CREATE SCHEMA IF NOT EXISTS `ana``lytics \"x\"`\nLOCATION 's3://lake/o\\'neil/'"); // prettier-ignore
  expect(createSchema({ ...schema, database: 'hive' }, 'trino')).toBe(
    `CREATE SCHEMA IF NOT EXISTS "hive"."ana\`lytics ""x"""\nWITH (location = 's3://lake/o''neil/')`,
  );
  expect(createSchema(schema, 'duckdb')).toBe('CREATE SCHEMA IF NOT EXISTS "ana`lytics ""x"""');
});

test('maintenance names a table as its guide does', () => {
  const named = (schema: string, identifier: string) => {
    const of = { database: 'awsdatacatalog', schema, identifier };
    return [...optimizeTable(of, 'athena'), ...vacuumTable(of, 'athena', '7d')];
  };
  expect(named('gold', 't')).toEqual(['OPTIMIZE gold.t REWRITE DATA USING BIN_PACK', 'VACUUM gold.`t`']);
  expect(named('order', '_t')).toEqual(['OPTIMIZE `order`.`_t` REWRITE DATA USING BIN_PACK', 'VACUUM `order`.`_t`']);
  expect(optimizeTable(relation, 'trino', 'd > 1')).toEqual(['ALTER TABLE "gold"."my""t" EXECUTE optimize\nWHERE d > 1']); // prettier-ignore
  expect(vacuumTable(relation, 'trino', '7d')).toEqual([
    `ALTER TABLE "gold"."my""t" EXECUTE expire_snapshots(retention_threshold => '7d')`,
    `ALTER TABLE "gold"."my""t" EXECUTE remove_orphan_files(retention_threshold => '7d')`,
  ]);
  expect([...optimizeTable(relation, 'duckdb'), ...vacuumTable(relation, 'duckdb', '7d')]).toEqual([]);
});

test('a comment line holds no line end that would let SQL out of it', () => {
  expect(commentLine('claim a\nDROP TABLE x\r\u2028y')).toBe('-- claim a DROP TABLE x y');
});
