import { describe, expect, test } from 'vitest';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { translate } from './sql/translate.js';

interface Plan {
  readonly statementType: string;
  readonly substatementType: string;
  readonly header: boolean;
  readonly steps: readonly Record<string, unknown>[];
}

function read(sql: string): Plan {
  return translate(sql, { database: 'shop', catalogs: ['iceberg', 'system'] }) as Plan;
}

/** What becomes of a text that is refused: `api` by the call itself, `query` by a query that fails. */
function refusal(sql: string): { by: 'api' | 'query'; message: string } {
  try {
    read(sql);
  } catch (error) {
    const { name, message } = error as Error;
    return { by: name === 'QueryFailure' ? 'query' : 'api', message };
  }
  throw new Error(`Not refused: ${sql}`);
}

const CTAS = (properties: string, query = 'SELECT 1 AS a') => `CREATE TABLE shop.t WITH (${properties}) AS ${query}`;
const OWN = `table_type = 'ICEBERG', is_external = false, location = 's3://lake/shop/t/r1/'`;

describe('one statement a call', () => {
  test.each([
    ['SELECT 1; SELECT 2', /^Only one sql statement is allowed\. Got: SELECT 1; SELECT 2$/],
    ['SELECT 1;;', /^Only one sql statement/],
    ['', /greater than or equal to 1/],
    ['-- nothing', /mismatched input '<EOF>'/],
    [`SELECT '${'x'.repeat(262_144)}'`, /less than or equal to 262144/],
    [`SELECT '${'é'.repeat(131_072)}'`, /less than or equal to 262144/],
  ])('%.40s', (sql, message) => {
    expect(refusal(sql)).toEqual({ by: 'api', message: expect.stringMatching(message) });
  });

  test('a semicolon at the end is taken off, those within strings, names and comments are none', () => {
    expect(read('SELECT 1 ; -- end').steps).toEqual([{ do: 'trino', sql: 'SELECT 1' }]);
    expect(read(`SELECT ';' AS "a;b" /* ; */ FROM t -- ;\n`).substatementType).toBe('SELECT');
  });
});

describe("what Athena's two parsers do not read, or do not run", () => {
  test.each([
    ['CREATE OR REPLACE TABLE t AS SELECT 1', "line 1:19: mismatched input 'TABLE'. Expecting: 'VIEW'"],
    ["COMMENT ON TABLE t IS 'x'", 'Queries of this type are not supported'],
    ['CALL system.sync_partition_metadata()', 'Queries of this type are not supported'],
    ['GRANT SELECT ON t TO USER a', 'Queries of this type are not supported'],
    ['ANALYZE t', 'Queries of this type are not supported'],
    ['SET SESSION a = 1', 'Queries of this type are not supported'],
    ['TRUNCATE TABLE t', 'Queries of this type are not supported'],
    ['CREATE MATERIALIZED VIEW v AS SELECT 1', 'Queries of this type are not supported'],
    ["CREATE TABLE t (a integer) WITH (partitioning = ARRAY['a'])", 'Queries of this type are not supported'],
    ['DROP VIEW IF EXISTS `shop`.`v`', 'Queries of this type are not supported'],
    ['ALTER VIEW v RENAME TO w', 'Queries of this type are not supported'],
  ])('%s', (sql, message) => {
    expect(refusal(sql)).toEqual({ by: 'api', message });
  });

  test.each([
    ['SELECT * FROM `t`', 'line 1:15: backquoted identifiers are not supported'],
    ['INSERT INTO `t` VALUES (1)', 'line 1:13: backquoted'],
    ['DROP TABLE "shop"."t"', `line 1:12: mismatched input '"shop"'`],
    ['CREATE EXTERNAL TABLE "t" (a int) LOCATION \'s3://b/t/\'', `line 1:23: mismatched input '"t"'`],
    ['ALTER TABLE "t" ADD COLUMNS (a int)', `line 1:13: mismatched input '"t"'`],
    ['MSCK REPAIR TABLE "t"', `line 1:19: mismatched input '"t"'`],
    ['OPTIMIZE "t" REWRITE DATA USING BIN_PACK', `line 1:10: mismatched input '"t"'`],
    ['VACUUM "t"', `line 1:8: mismatched input '"t"'`],
    ['VACUUM `shop`.`t`', "line 1:8: mismatched input '`shop`'"],
    ['CREATE SCHEMA "s"', `line 1:15: mismatched input '"s"'`],
    ["CREATE TABLE date (a int) LOCATION 's3://b/t/'", "mismatched input 'date'"],
    ["CREATE EXTERNAL TABLE _t (a int) LOCATION 's3://b/t/'", "mismatched input '_t'"],
    ['OPTIMIZE t REWRITE DATA\nUSING BIN_PACK', "mismatched input 'USING'"],
    ['FROB t', "line 1:1: mismatched input 'FROB'"],
    ['SELECT * FROM iceberg.shop.t', "line 1:15: Catalog 'iceberg' not found"],
    ['MERGE INTO t USING s ON t.a = s.a WHEN NOT MATCHED BY SOURCE THEN DELETE', "mismatched input 'BY'"],
    ['WITH FUNCTION f(x bigint) RETURNS bigint RETURN x SELECT f(1)', "mismatched input 'f'"],
  ])('%s', (sql, message) => {
    expect(refusal(sql)).toEqual({ by: 'api', message: expect.stringContaining(message) });
  });

  test('a column of a table whose alias is a catalog name is no catalog', () => {
    expect(read('SELECT iceberg.a FROM t AS iceberg').substatementType).toBe('SELECT');
  });

  test('comments: anywhere in SQL, around other DDL as lines, nowhere in ALTER, DROP, MSCK, OPTIMIZE, VACUUM', () => {
    expect(read('/* run 1 */ SELECT 1').steps).toEqual([{ do: 'trino', sql: '/* run 1 */ SELECT 1' }]);
    expect(read(`-- run 1\nCREATE EXTERNAL TABLE t (a int) LOCATION 's3://b/t/'`).substatementType).toBe(
      'CREATE_TABLE',
    );
    for (const sql of ['/* run 1 */ MSCK REPAIR TABLE t', '/* x */ DESCRIBE t']) {
      expect(refusal(sql).message).toBe("FAILED: ParseException line 1:0 cannot recognize input near '/' '*'");
    }
    for (const sql of [
      'DROP TABLE t',
      'ALTER TABLE t DROP COLUMN a',
      'VACUUM t',
      'OPTIMIZE t REWRITE DATA USING BIN_PACK',
      'DROP VIEW v',
    ]) {
      expect(refusal(`-- run 1\n${sql}`).message).toContain("cannot recognize input near '-' '-'");
      expect(refusal(`${sql}\n-- run 1`).message).toContain("cannot recognize input near '-' '-'");
      expect(read(sql)).toBeDefined();
    }
    expect(refusal(`CREATE TABLE t (a int -- the key\n) LOCATION 's3://b/t/'`).message).toContain('line 1:22');
  });
});

describe('CREATE TABLE AS into Iceberg', () => {
  test('goes to the Iceberg catalog with what Trino has of the properties; the query stays as it was written', () => {
    const sql = CTAS(
      `${OWN}, format = 'parquet', partitioning = ARRAY['day(ts)', 'bucket(id, 16)'], vacuum_max_snapshot_age_seconds = 60`,
      'SELECT a,   b -- x\nFROM "Raw"',
    );
    expect(read(sql)).toMatchObject({
      statementType: 'DML',
      header: false,
      location: 's3://lake/shop/t/r1/',
      writes: { schema: 'shop', table: 't' },
      steps: [
        {
          do: 'create-table-as',
          query: 'SELECT a,   b -- x\nFROM "Raw"',
          sql: `CREATE TABLE iceberg."shop"."t" WITH (location = 's3://lake/shop/t/r1/', partitioning = ARRAY['day(ts)', 'bucket(id, 16)'], format = 'PARQUET') AS SELECT a,   b -- x\nFROM "Raw"`,
          properties: { format: 'parquet', vacuum_max_snapshot_age_seconds: '60' },
        },
      ],
    });
  });

  test('names in double quotes and of three parts, IF NOT EXISTS, WITH NO DATA', () => {
    const sql = `CREATE TABLE IF NOT EXISTS "AwsDataCatalog"."Shop"."T" WITH (${OWN}) AS SELECT 1 AS a WITH NO DATA`;
    const [step] = read(sql).steps;
    expect(step?.['query']).toBe('SELECT 1 AS a');
    expect(step?.['sql']).toBe(
      `CREATE TABLE IF NOT EXISTS iceberg."shop"."t" WITH (location = 's3://lake/shop/t/r1/') AS SELECT 1 AS a WITH NO DATA`,
    );
  });

  test.each([
    [`location = 's3://lake/t/'`, "Catalog 'awsdatacatalog' table property 'location' does not exist"],
    [`format = 'PARQUET'`, 'this front cannot write'],
    [`table_type = 'ICEBERG', location = 's3://lake/t/'`, 'is_external must be false'],
    [`table_type = 'ICEBERG', location = 's3://lake/t/', is_external = true`, 'is_external must be false'],
    [`table_type = 'ICEBERG', is_external = false`, "'location' property is required"],
    [`table_type = 'ICEBERG', is_external = false, location = 's3://lake'`, 'not a folder'],
    [
      `${OWN}, partitioned_by = ARRAY['a']`,
      "Catalog 'awsdatacatalog$iceberg-aws' table property 'partitioned_by' does not exist",
    ],
    [`${OWN}, FORMAT = 'PARQUET'`, "table property 'FORMAT' does not exist"],
    [`${OWN}, sorted_by = ARRAY['a']`, "table property 'sorted_by' does not exist"],
    [`${OWN}, partitioning = ARRAY['bucket(16, a)']`, 'Invalid partition field declaration: bucket(16, a)'],
    [`${OWN}, partitioning = ARRAY['void(a)']`, 'Invalid partition field declaration'],
    [`${OWN}, optimize_rewrite_data_file_threshold = 50`, 'Invalid value for table property'],
  ])('WITH (%s)', (properties, message) => {
    expect(refusal(CTAS(properties))).toEqual({ by: 'query', message: expect.stringContaining(message) });
  });
});

describe("Hive's CREATE TABLE", () => {
  test('Iceberg: types, transforms and properties become Trino’s', () => {
    const sql =
      `CREATE TABLE IF NOT EXISTS shop.t (id bigint, name string COMMENT 'it''s', at timestamp, tags array<struct<k:string,v:int>>, price decimal(10,2))
      PARTITIONED BY (day(at), bucket(16, id), name) LOCATION 's3://lake/t/' TBLPROPERTIES ('table_type'='ICEBERG', 'format'='parquet')`.replace(
        "it''s",
        "it\\'s",
      );
    expect(read(sql).steps).toEqual([
      {
        do: 'create-iceberg-table',
        relation: { schema: 'shop', table: 't' },
        sql: `CREATE TABLE IF NOT EXISTS iceberg."shop"."t" ("id" bigint, "name" varchar COMMENT 'it''s', "at" timestamp(6), "tags" array(row("k" varchar, "v" integer)), "price" decimal(10, 2)) WITH (location = 's3://lake/t/', format = 'PARQUET', partitioning = ARRAY['day("at")', 'bucket("id", 16)', '"name"'])`,
        properties: { format: 'parquet' },
      },
    ]);
  });

  const iceberg = (columns: string, { by = '', extra = '' } = {}) =>
    `CREATE TABLE t (${columns}) ${by} LOCATION 's3://b/t/' TBLPROPERTIES ('table_type'='ICEBERG'${extra})`;
  test.each([
    [iceberg('a varchar'), 'api', "mismatched input ')'"],
    [iceberg('a integer'), 'api', "mismatched input 'integer'"],
    [iceberg('a timestamp(6)'), 'api', "mismatched input '('"],
    [iceberg('a int NOT NULL'), 'api', "mismatched input 'NOT'"],
    [iceberg('a tinyint'), 'query', 'Type tinyint is not supported'],
    [iceberg('a array<smallint>'), 'query', 'Type smallint is not supported'],
    [iceberg('a char(3)'), 'query', 'Type char is not supported'],
    [iceberg('a varchar(3)'), 'query', 'Type varchar is not supported'],
    [iceberg('a time'), 'api', "mismatched input 'time'"],
    [iceberg('a uuid'), 'api', "mismatched input 'uuid'"],
    [iceberg('a int', { by: 'PARTITIONED BY (bucket(a, 16))' }), 'api', "mismatched input 'bucket'"],
    [iceberg('a int', { by: 'PARTITIONED BY (b)' }), 'query', 'Partition column b'],
    [iceberg('a int', { by: 'PARTITIONED BY (a int)' }), 'query', 'must not be given'],
    [iceberg('a int', { by: 'STORED AS PARQUET' }), 'query', 'STORED AS is not supported'],
    [
      iceberg('a int', { extra: `, 'write.format.default'='orc'` }),
      'query',
      'Unsupported table property key: write.format.default',
    ],
    [
      `CREATE EXTERNAL TABLE t (a int) LOCATION 's3://b/t/' TBLPROPERTIES ('table_type'='ICEBERG')`,
      'api',
      'External keyword not supported for table type ICEBERG',
    ],
    [`CREATE TABLE t (a int) TBLPROPERTIES ('table_type'='ICEBERG')`, 'query', 'Location must be specified'],
    [`CREATE TABLE t (a int) LOCATION 's3://b/t/'`, 'query', 'CREATE TABLE without EXTERNAL'],
    [`CREATE EXTERNAL TABLE t (a int) PARTITIONED BY (a int) LOCATION 's3://b/t/'`, 'query', 'Column repeated'],
    [`CREATE EXTERNAL TABLE t (a int) LOCATION 's3://b/t/' STORED AS PARQUET`, 'api', "mismatched input 'STORED'"],
  ])('%s', (sql, by, message) => {
    expect(refusal(sql)).toEqual({ by, message: expect.stringContaining(message) });
  });

  test('external: what Glue is given, escapes of strings read as Hive does', () => {
    const sql = `CREATE EXTERNAL TABLE \`shop\`.\`Orders\` (\n  \`id\` string,\n  \`odd "name\` map<string,array<int>>\n)\nPARTITIONED BY (\`load_date\` date)
      ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde' WITH SERDEPROPERTIES ('quoteChar' = '\\'', 'escapeChar' = '\\u0001', "separatorChar" = ';')
      LOCATION 's3://lake/raw/orders/' TBLPROPERTIES ('projection.enabled' = 'true')`;
    expect(read(sql).steps).toMatchObject([
      {
        do: 'create-external-table',
        relation: { schema: 'shop', table: 'orders' },
        input: {
          Name: 'orders',
          Parameters: { EXTERNAL: 'TRUE', 'projection.enabled': 'true' },
          PartitionKeys: [{ Name: 'load_date', Type: 'date' }],
          StorageDescriptor: {
            Columns: [
              { Name: 'id', Type: 'string' },
              { Name: 'odd "name', Type: 'map<string,array<int>>' },
            ],
            Location: 's3://lake/raw/orders/',
            InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
            SerdeInfo: {
              SerializationLibrary: 'org.apache.hadoop.hive.serde2.OpenCSVSerde',
              Parameters: { quoteChar: "'", escapeChar: '\u0001', separatorChar: ';' },
            },
          },
        },
      },
    ]);
  });

  test('delimited rows and file formats', () => {
    const step = (tail: string) =>
      read(`CREATE EXTERNAL TABLE t (a int) ${tail} LOCATION 's3://b/t/'`).steps[0] as {
        input: { StorageDescriptor: { InputFormat: string; SerdeInfo: object } };
      };
    expect(step('STORED AS PARQUET').input.StorageDescriptor.InputFormat).toContain('MapredParquetInputFormat');
    expect(
      step(`ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' NULL DEFINED AS 'NA' STORED AS TEXTFILE`).input
        .StorageDescriptor.SerdeInfo,
    ).toMatchObject({
      Parameters: { 'field.delim': '\t', 'serialization.null.format': 'NA' },
    });
  });
});

describe('the rest of DDL', () => {
  test.each([
    [
      "CREATE DATABASE IF NOT EXISTS `Gold` COMMENT 'x' LOCATION 's3://lake/gold/'",
      { do: 'create-database', name: 'gold', ifNotExists: true, location: 's3://lake/gold/' },
    ],
    [
      'DROP TABLE IF EXISTS `awsdatacatalog`.`shop`.`t`',
      { do: 'drop-table', relation: { schema: 'shop', table: 't' }, ifExists: true },
    ],
    ['DROP SCHEMA gold CASCADE', { do: 'drop-database', name: 'gold', cascade: true }],
    [
      'ALTER TABLE t ADD COLUMNS (a int COMMENT "b", c struct<d:string>)',
      { do: 'add-columns', relation: { schema: 'shop', table: 't' } },
    ],
    ['ALTER TABLE t DROP COLUMN a', { do: 'drop-column', column: 'a' }],
    [
      "ALTER TABLE t CHANGE COLUMN a b bigint COMMENT 'x'",
      { do: 'change-column', from: 'a', column: { name: 'b', comment: 'x' } },
    ],
    ['ALTER TABLE t RENAME TO gold.u', { do: 'rename-table', to: { schema: 'gold', table: 'u' } }],
    [
      "ALTER TABLE t SET TBLPROPERTIES ('vacuum_min_snapshots_to_keep'='2')",
      { do: 'set-properties', properties: { vacuum_min_snapshots_to_keep: '2' } },
    ],
    ["ALTER TABLE t UNSET TBLPROPERTIES ('format')", { do: 'unset-properties', names: ['format'] }],
    [
      "ALTER TABLE t ADD IF NOT EXISTS PARTITION (d='1', h=2) LOCATION 's3://b/x/'",
      { do: 'add-partitions', partitions: [{ values: { d: '1', h: '2' }, location: 's3://b/x/' }] },
    ],
    ['MSCK REPAIR TABLE `shop`.`t`', { do: 'repair-table' }],
    [
      "OPTIMIZE shop.t REWRITE DATA USING BIN_PACK WHERE `day` >= DATE '2024-01-01'",
      { do: 'optimize', where: `"day" >= DATE '2024-01-01'` },
    ],
    ['VACUUM shop.`_t`', { do: 'vacuum', relation: { schema: 'shop', table: '_t' } }],
    ["SHOW TABLES IN shop 'a*'", { do: 'show', what: 'tables', pattern: 'a*' }],
    ['DESCRIBE t', { do: 'show', what: 'describe' }],
  ])('%s', (sql, step) => {
    expect(read(sql).steps).toMatchObject([step]);
  });

  test.each([
    ['ALTER TABLE t ADD COLUMN a integer', "mismatched input 'COLUMN'"],
    ['ALTER TABLE t ALTER COLUMN a SET DATA TYPE bigint', "mismatched input 'ALTER'"],
    ['ALTER TABLE t EXECUTE optimize', "mismatched input 'EXECUTE'"],
    ['ALTER TABLE t SET PROPERTIES x = 1', "mismatched input 'SET'"],
    ["ALTER TABLE t SET LOCATION 's3://b/'", "mismatched input 'SET'"],
    ['ALTER TABLE t REPLACE COLUMNS (a int)', "mismatched input 'REPLACE'"],
    ['OPTIMIZE t', "Expecting: 'REWRITE'"],
    ['VACUUM t FULL', "mismatched input 'FULL'"],
    ["UNLOAD (SELECT 1) TO 's3://b/'", 'athena-front: UNLOAD is valid in Athena'],
  ])('%s', (sql, message) => {
    expect(refusal(sql)).toEqual({ by: 'api', message: expect.stringContaining(message) });
  });
});

describe('what a statement is', () => {
  test.each([
    ['SELECT 1', 'DML', 'SELECT', true],
    ['(SELECT 1)', 'DML', 'SELECT', true],
    ['WITH a AS (SELECT 1) SELECT * FROM a', 'DML', 'SELECT', true],
    ['INSERT INTO t SELECT 1', 'DML', 'INSERT', false],
    ['MERGE INTO shop.t AS x USING s ON x.a = s.a WHEN MATCHED THEN DELETE', 'DML', 'MERGE_INTO', false],
    ['UPDATE t SET a = 1', 'DML', 'UPDATE', false],
    ['DELETE FROM t', 'DML', 'DELETE', false],
    ['CREATE OR REPLACE VIEW "shop"."v" AS SELECT 1 AS a', 'DDL', 'CREATE_VIEW', false],
    ['DROP VIEW IF EXISTS "shop"."v"', 'DDL', 'DROP_VIEW', false],
  ])('%s', (sql, statementType, substatementType, header) => {
    expect(read(sql)).toMatchObject({ statementType, substatementType, header, steps: [{ do: 'trino', sql }] });
  });
});
