import { randomUUID } from 'node:crypto';
import {
  AthenaClient,
  BatchGetQueryExecutionCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetWorkGroupCommand,
  ListDataCatalogsCommand,
  ListWorkGroupsCommand,
  paginateGetQueryResults,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  type QueryExecution,
  type StartQueryExecutionCommandInput,
} from '@aws-sdk/client-athena';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startAthenaFront, type AthenaFront } from '../athena-front/front.js';
import { awsOptions, lake, newSchemaPrefix, s3Client } from './lake.ts';
import { listObjects, putObject, readObject } from './lake-objects.ts';

const prefix = newSchemaPrefix(afterAll);
const db = `${prefix}_front`;

// The front is started once: its tests use tables of their own.
const shared: { front?: AthenaFront; client?: AthenaClient } = {};

beforeAll(async () => {
  const { trino, aws, bucket } = lake();
  const output = `s3://${bucket}/${prefix}/results/`;
  shared.front = await startAthenaFront({
    trino: trino.url,
    glue: {
      endpoint: aws.endpoint,
      region: aws.region,
      keys: { accessKeyId: aws.accessKeyId, secretAccessKey: aws.secretAccessKey },
    },
    workGroups: {
      primary: { outputLocation: output },
      bare: {},
      enforced: { outputLocation: `${output}enforced/`, enforce: true },
      managed: { managedResults: true },
      tight: { outputLocation: output, bytesScannedCutoff: 1 },
      closed: { outputLocation: output, disabled: true },
    },
    allowSmallCutoff: true,
  });
  shared.client = newClient(3);
  await run(`CREATE DATABASE IF NOT EXISTS ${db} LOCATION '${folder('')}'`, { QueryExecutionContext: {} });
});

afterAll(async () => {
  shared.client?.destroy();
  await shared.front?.stop();
});

afterEach(() => front().faults.clear());

function front(): AthenaFront {
  if (!shared.front) throw new Error('The front was not started');
  return shared.front;
}

function athena(): AthenaClient {
  if (!shared.client) throw new Error('The front was not started');
  return shared.client;
}

function newClient(maxAttempts: number): AthenaClient {
  return new AthenaClient({ ...awsOptions(), endpoint: front().url, maxAttempts });
}

function folder(name: string): string {
  return `s3://${lake().bucket}/${prefix}/tables/${name}${name === '' ? '' : '/'}`;
}

type Extra = Omit<StartQueryExecutionCommandInput, 'QueryString'>;

async function start(QueryString: string, extra: Extra = {}, client = athena()): Promise<string> {
  const input = { QueryString, QueryExecutionContext: { Database: db, Catalog: 'AwsDataCatalog' }, ...extra };
  const { QueryExecutionId } = await client.send(new StartQueryExecutionCommand(input));
  return QueryExecutionId ?? '';
}

async function execution(QueryExecutionId: string): Promise<QueryExecution> {
  const { QueryExecution } = await athena().send(new GetQueryExecutionCommand({ QueryExecutionId }));
  if (!QueryExecution) throw new Error('No query execution');
  return QueryExecution;
}

async function ended(id: string): Promise<QueryExecution> {
  for (;;) {
    const query = await execution(id);
    if (!['QUEUED', 'RUNNING'].includes(query.Status?.State ?? '')) return query;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function run(sql: string, extra: Extra = {}): Promise<QueryExecution> {
  const query = await ended(await start(sql, extra));
  expect([query.Status?.StateChangeReason, query.Status?.State]).toEqual([undefined, 'SUCCEEDED']);
  return query;
}

async function failure(sql: string, extra: Extra = {}): Promise<string> {
  const query = await ended(await start(sql, extra));
  expect(query.Status?.State).toBe('FAILED');
  return query.Status?.StateChangeReason ?? '';
}

async function rows(sql: string): Promise<(string | undefined)[][]> {
  const { QueryExecutionId = '' } = await run(sql);
  const { ResultSet } = await athena().send(new GetQueryResultsCommand({ QueryExecutionId }));
  return (ResultSet?.Rows ?? []).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue));
}

/** Rows of a SELECT without the names of its columns. */
async function body(sql: string): Promise<(string | undefined)[][]> {
  return (await rows(sql)).slice(1);
}

async function createTable(name: string, query: string, properties = ''): Promise<void> {
  await run(
    `CREATE TABLE ${db}.${name} WITH (table_type = 'ICEBERG', is_external = false, location = '${folder(name)}'${properties}) AS ${query}`,
  );
}

function days(from: number, to: number): string {
  return `SELECT n AS k, date_add('day', n, DATE '2024-01-01') AS d FROM UNNEST(sequence(${from}, ${to})) AS t(n)`;
}

describe('results', () => {
  test('texts and types are Athena’s', async () => {
    const { QueryExecutionId = '', ResultConfiguration } = await run(`SELECT
      TIMESTAMP '2024-01-01 10:00:00.000000' AS t6, TIMESTAMP '2024-01-01 10:00:00.000' AS t3, DATE '2024-01-02' AS d,
      DECIMAL '1.50' AS m, DOUBLE '1e10' AS big, 1e0 AS one, REAL '0.1' AS r, nan() AS n, BIGINT '9007199254740993' AS b, 7 AS i,
      true AS yes, CAST(NULL AS varchar) AS nothing, '' AS empty, X'00ff' AS bytes, ARRAY[1, NULL, 2] AS list,
      CAST(ROW(1, 'x') AS row(a integer, b varchar)) AS pair, MAP(ARRAY['k'], ARRAY[ARRAY[1.5]]) AS pairs, CAST('ab' AS varchar(5)) AS short,
      JSON '{"a": 1}' AS doc, TIMESTAMP '2024-01-01 10:00:00.000 UTC' AS tz`);
    const answer = await athena().send(new GetQueryResultsCommand({ QueryExecutionId }));
    const cells = answer.ResultSet?.Rows?.[1]?.Data?.map(({ VarCharValue }) => VarCharValue);
    const info = answer.ResultSet?.ResultSetMetadata?.ColumnInfo ?? [];
    expect(
      info.map(({ Name, Type, Precision, Scale }, index) => [Name, Type, Precision, Scale, cells?.[index]]),
    ).toEqual([
      ['t6', 'timestamp', 3, 0, '2024-01-01 10:00:00.000000'],
      ['t3', 'timestamp', 3, 0, '2024-01-01 10:00:00.000'],
      ['d', 'date', 0, 0, '2024-01-02'],
      ['m', 'decimal', 3, 2, '1.50'],
      ['big', 'double', 17, 0, '1.0E10'],
      ['one', 'double', 17, 0, '1.0'],
      ['r', 'float', 17, 0, '0.1'],
      ['n', 'double', 17, 0, 'NaN'],
      ['b', 'bigint', 19, 0, '9007199254740993'],
      ['i', 'integer', 10, 0, '7'],
      ['yes', 'boolean', 0, 0, 'true'],
      ['nothing', 'varchar', 2147483647, 0, undefined],
      ['empty', 'varchar', 0, 0, ''],
      ['bytes', 'varbinary', 1073741824, 0, '00 ff'],
      ['list', 'array', 0, 0, '[1, null, 2]'],
      ['pair', 'row', 0, 0, '{a=1, b=x}'],
      ['pairs', 'map', 0, 0, '{k=[1.5]}'],
      ['short', 'varchar', 5, 0, 'ab'],
      ['doc', 'json', 0, 0, '{"a":1}'],
      ['tz', 'timestamp with time zone', 3, 0, '2024-01-01 10:00:00.000 UTC'],
    ]);
    const key = ResultConfiguration?.OutputLocation?.replace(`s3://${lake().bucket}/`, '') ?? '';
    expect(key).toBe(`${prefix}/results/${QueryExecutionId}.csv`);
    expect(await readObject(s3Client(), lake().bucket, key)).toContain('"t6","t3"');
  });

  test('come in pages of at most 1,000 rows, the first row of all being names', async () => {
    const { QueryExecutionId = '' } = await run(
      'SELECT a * 50 + b AS n FROM UNNEST(sequence(0, 41)) AS x(a) CROSS JOIN UNNEST(sequence(1, 50)) AS y(b) ORDER BY 1',
    );
    const sizes: number[] = [];
    const seen: (string | undefined)[] = [];
    for await (const { ResultSet } of paginateGetQueryResults({ client: athena() }, { QueryExecutionId })) {
      sizes.push(ResultSet?.Rows?.length ?? 0);
      seen.push(...(ResultSet?.Rows ?? []).map(({ Data }) => Data?.[0]?.VarCharValue));
    }
    expect(sizes).toEqual([1000, 1000, 101]);
    expect(seen).toEqual(['n', ...Array.from({ length: 2100 }, (_, index) => String(index + 1))]);
    await expect(athena().send(new GetQueryResultsCommand({ QueryExecutionId, MaxResults: 1001 }))).rejects.toThrow(
      'MaxResults',
    );
  });
});

describe('the API', () => {
  test('one token is one query; the same token with another text is refused', async () => {
    const ClientRequestToken = randomUUID();
    const id = await start('SELECT 1', { ClientRequestToken });
    expect(await start('SELECT 1', { ClientRequestToken })).toBe(id);
    await expect(start('SELECT 2', { ClientRequestToken })).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: 'Idempotent parameters do not match',
    });
    await expect(start('SELECT 1', { ClientRequestToken: 'short' })).rejects.toThrow('greater than or equal to 32');
    expect(front().queries.filter(({ token }) => token === ClientRequestToken)).toHaveLength(1);
    await expect(start('SELECT ?', { ExecutionParameters: ['1'] })).rejects.toThrow(
      'athena-front: ExecutionParameters',
    );
  });

  test.each([
    ['SELECT a FRM t', "line 1:14: mismatched input 't'"],
    ['SELECT 1; SELECT 2', 'Only one sql statement is allowed'],
    ['CREATE OR REPLACE TABLE t AS SELECT 1 AS a', "mismatched input 'TABLE'"],
    ['MERGE INTO t USING t AS s ON t.a = s.a WHEN NOT MATCHED BY SOURCE THEN DELETE', "mismatched input 'BY'"],
    ['SELECT * FROM iceberg.a.b', "Catalog 'iceberg' not found"],
  ])('refuses %s before it is a query', async (sql, message) => {
    const before = front().queries.length;
    await expect(start(sql)).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: expect.stringContaining(message),
    });
    expect(front().queries).toHaveLength(before);
  });

  test('errors of analysis are told by a failed query, with their category and type', async () => {
    const query = await ended(await start('SELECT nope FROM (VALUES 1) AS t(a)'));
    expect(query.Status).toMatchObject({
      State: 'FAILED',
      StateChangeReason: expect.stringContaining("COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved"),
      AthenaError: { ErrorCategory: 2, ErrorType: 1004, Retryable: false },
    });
    await expect(
      athena().send(new GetQueryResultsCommand({ QueryExecutionId: query.QueryExecutionId })),
    ).rejects.toThrow('Query did not finish successfully. Final query state: FAILED');
    expect(await failure(`SELECT * FROM ${db}.absent`)).toMatch(
      /^TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog\..*\.absent' does not exist/,
    );
  });

  test('work groups: locations, enforcement, managed results, absent and closed ones', async () => {
    const own = { ResultConfiguration: { OutputLocation: `s3://${lake().bucket}/${prefix}/own/` } };
    const locationOf = async (extra: Extra) => (await run('SELECT 1', extra)).ResultConfiguration?.OutputLocation;
    expect(await locationOf({ WorkGroup: 'bare', ...own })).toContain('/own/');
    expect(await locationOf({ WorkGroup: 'enforced', ...own })).toContain('/enforced/');
    expect(await locationOf({ WorkGroup: 'managed' })).toBeUndefined();
    await expect(start('SELECT 1', { WorkGroup: 'bare' })).rejects.toThrow('No output location provided.');
    await expect(start('SELECT 1', { WorkGroup: 'managed', ...own })).rejects.toThrow('cannot be set together');
    await expect(start('SELECT 1', { WorkGroup: 'absent' })).rejects.toThrow('WorkGroup is not found.');
    await expect(start('SELECT 1', { WorkGroup: 'closed' })).rejects.toThrow('disabled');
    await expect(
      start('SELECT 1', { ResultConfiguration: { OutputLocation: 's3://no-such-bucket/' } }),
    ).rejects.toThrow('output bucket');
    const { WorkGroup } = await athena().send(new GetWorkGroupCommand({ WorkGroup: 'enforced' }));
    expect(WorkGroup?.Configuration).toMatchObject({ EnforceWorkGroupConfiguration: true });
    const { WorkGroups } = await athena().send(new ListWorkGroupsCommand({}));
    expect(WorkGroups?.map(({ Name }) => Name)).toContain('managed');
    const { DataCatalogsSummary } = await athena().send(new ListDataCatalogsCommand({}));
    expect(DataCatalogsSummary).toEqual([{ CatalogName: 'AwsDataCatalog', Type: 'GLUE' }]);
  });

  test('a query that reads more than its work group lets it is cancelled; what is read is counted', async () => {
    await createTable('counted', 'SELECT n FROM UNNEST(sequence(1, 1000)) AS t(n)');
    const read = await run(`SELECT sum(n) FROM ${db}.counted`);
    expect(read.Statistics?.DataScannedInBytes).toBeGreaterThan(100);
    const cut = await ended(await start(`SELECT sum(n) FROM ${db}.counted`, { WorkGroup: 'tight' }));
    expect(cut.Status).toMatchObject({ State: 'CANCELLED', StateChangeReason: 'Bytes scanned limit was exceeded' });
    const entry = front().queries.find(({ id }) => id === read.QueryExecutionId);
    expect(entry).toMatchObject({ billedBytes: 10_000_000, dollars: 0.00005, statementType: 'DML' });
  });

  test('many are asked for at once, at most 50', async () => {
    const ids = [await start('SELECT 1'), await start('SELECT 2'), randomUUID()];
    const answer = await athena().send(new BatchGetQueryExecutionCommand({ QueryExecutionIds: ids }));
    expect(answer.QueryExecutions?.map(({ Query }) => Query)).toEqual(['SELECT 1', 'SELECT 2']);
    expect(answer.UnprocessedQueryExecutionIds).toMatchObject([{ QueryExecutionId: ids[2] }]);
    const many = Array.from({ length: 51 }, () => randomUUID());
    await expect(athena().send(new BatchGetQueryExecutionCommand({ QueryExecutionIds: many }))).rejects.toThrow('50');
  });

  test('a running query is stopped; one whose client is gone runs to its end', async () => {
    const long =
      'SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a(x) CROSS JOIN UNNEST(sequence(1, 10000)) AS b(y) CROSS JOIN UNNEST(sequence(1, 1000)) AS c(z)';
    const id = await start(long);
    while ((await execution(id)).Status?.State !== 'RUNNING') await new Promise((resolve) => setTimeout(resolve, 20));
    await athena().send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
    expect((await ended(id)).Status).toMatchObject({
      State: 'CANCELLED',
      StateChangeReason: 'Query cancelled by user',
    });
    const gone = newClient(1);
    const left = await start('SELECT 42 AS answer', {}, gone);
    gone.destroy();
    await front().settled();
    expect((await execution(left)).Status?.State).toBe('SUCCEEDED');
  });
});

describe('Iceberg tables', () => {
  test('one catalog name has Iceberg tables, files and views: each can be read, and Iceberg tables written', async () => {
    await createTable(
      'facts',
      `SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v(k, x)`,
      `, partitioning = ARRAY['bucket(k, 4)'], format = 'parquet'`,
    );
    await run(`INSERT INTO "awsdatacatalog"."${db}"."facts" VALUES (3, 'c')`);
    const merge = await run(`MERGE INTO ${db}.facts AS t USING (VALUES (2, 'B'), (4, 'd')) AS s(k, x) ON t.k = s.k
      WHEN MATCHED THEN UPDATE SET x = s.x WHEN NOT MATCHED THEN INSERT (k, x) VALUES (s.k, s.x)`);
    const result = await athena().send(new GetQueryResultsCommand({ QueryExecutionId: merge.QueryExecutionId }));
    expect([result.UpdateCount, result.ResultSet?.Rows]).toEqual([2, []]);
    await run('DELETE FROM facts WHERE k = 1');
    await run(`UPDATE FACTS SET x = 'C' WHERE k = 3`);
    await run(`CREATE OR REPLACE VIEW ${db}.loud AS SELECT k, upper(x) AS x FROM ${db}.facts`);
    expect(await rows(`SELECT * FROM "AwsDataCatalog"."${db}"."loud" ORDER BY k`)).toEqual([['k', 'x'], ['2', 'B'], ['3', 'C'], ['4', 'D']]); // prettier-ignore
    expect(Number((await body(`SELECT count(*) FROM ${db}."facts$snapshots"`))[0]?.[0])).toBeGreaterThan(3);
    expect((await body(`SELECT count(*) > 0 FROM ${db}."facts$files"`))[0]).toEqual(['true']);
    expect(await rows(`SHOW TABLES IN ${db} 'fac*|lou*'`)).toEqual([['facts'], ['loud']]);
    expect((await rows('DESCRIBE `facts`')).map(([line]) => line?.split(/\s+/).slice(0, 2))).toEqual([['k', 'int'], ['x', 'string']]); // prettier-ignore
    await run(`DROP VIEW IF EXISTS ${db}.loud`);
    await run(`DROP TABLE IF EXISTS \`${db}\`.\`facts\``);
    expect(await listObjects(s3Client(), lake().bucket, `${prefix}/tables/facts/`)).toEqual([]);
    await run('DROP TABLE IF EXISTS facts');
    expect(await failure('DROP TABLE facts')).toContain('Table not found');
  });

  test('DDL: types, transforms and changes of the schema', async () => {
    await run(`CREATE TABLE evolved (id int, at timestamp, tags array<string>, price decimal(5,2)) PARTITIONED BY (day(at), bucket(4, id))
      LOCATION '${folder('evolved')}' TBLPROPERTIES ('table_type'='ICEBERG', 'format'='parquet')`);
    await run(`ALTER TABLE evolved ADD COLUMNS (note string COMMENT 'said', deep struct<a:int,b:array<double>>)`);
    await run('ALTER TABLE evolved CHANGE COLUMN id id bigint');
    await run('ALTER TABLE evolved CHANGE COLUMN price cost decimal(10,2)');
    await run('ALTER TABLE evolved DROP COLUMN tags');
    await run(`ALTER TABLE evolved SET TBLPROPERTIES ('vacuum_max_snapshot_age_seconds'='60')`);
    const answer = await run('SELECT * FROM evolved');
    const { ResultSet } = await athena().send(
      new GetQueryResultsCommand({ QueryExecutionId: answer.QueryExecutionId }),
    );
    expect(ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
      'id bigint',
      'at timestamp',
      'cost decimal',
      'note varchar',
      'deep row',
    ]);
    expect(await failure('ALTER TABLE evolved CHANGE COLUMN id id int')).toContain(
      'Cannot change column type: id: bigint -> integer',
    );
    expect(await failure('ALTER TABLE evolved ADD COLUMNS (small smallint)')).toContain('Type smallint');
    expect(await failure(`ALTER TABLE evolved SET TBLPROPERTIES ('owner'='me')`)).toContain(
      'Unsupported table property key: owner',
    );
    await run('ALTER TABLE evolved RENAME TO renamed');
    expect(await rows('SHOW TBLPROPERTIES renamed')).toContainEqual(['vacuum_max_snapshot_age_seconds\t60']);
    expect(await body('SELECT count(*) FROM renamed')).toEqual([['0']]);
  });

  test('what a CTAS may not make', async () => {
    const ctas = (name: string, query: string) =>
      `CREATE TABLE ${name} WITH (table_type = 'ICEBERG', is_external = false, location = '${folder(name)}') AS ${query}`;
    const refused = (name: string, query: string) => failure(ctas(name, query));
    expect(await refused('bad1', `SELECT TIMESTAMP '2024-01-01 10:00:00.000' AS t`)).toContain(
      'NOT_SUPPORTED: Timestamp precision (3) not supported for Iceberg. Use "timestamp(6)" instead.',
    );
    expect(await refused('bad2', `SELECT ARRAY[CAST(1 AS smallint)] AS a`)).toContain(
      'Type not supported for Iceberg: smallint',
    );
    expect(await refused('bad3', `SELECT CAST('a' AS char(1)) AS a`)).toContain('Type not supported for Iceberg: char');
    expect(await refused('bad4', 'SELECT NULL AS a')).toContain('COLUMN_TYPE_UNKNOWN');
    await putObject(s3Client(), lake().bucket, `${prefix}/tables/taken/left.parquet`, 'x');
    expect(await refused('taken', 'SELECT 1 AS a')).toMatch(
      /^ICEBERG_FILESYSTEM_ERROR: Cannot create a table on a non-empty location: .*You may need to manually clean the data/,
    );
    expect(await rows(`SHOW TABLES 'bad*|taken'`)).toEqual([]);
  });

  test('one statement opens at most 100 partitions, by CTAS, INSERT and MERGE', async () => {
    const message =
      /^ICEBERG_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of 100 open writers for partitions\. .*Athena will not delete data in your account\.$/;
    const ctas = `CREATE TABLE wide WITH (table_type = 'ICEBERG', is_external = false, location = '${folder('wide')}', partitioning = ARRAY['d']) AS`;
    expect(await failure(`${ctas} ${days(1, 101)}`)).toMatch(message);
    await createTable('hundred', days(1, 100), `, partitioning = ARRAY['d']`);
    expect(await failure(`INSERT INTO hundred ${days(1, 101)}`)).toMatch(message);
    const merge = (source: string) =>
      `MERGE INTO hundred AS t USING (${source}) AS s ON t.k = s.k AND t.d = s.d WHEN NOT MATCHED THEN INSERT (k, d) VALUES (s.k, s.d)`;
    expect(await failure(merge(days(1, 201)))).toMatch(message);
    await run(merge(days(1, 102)));
    expect(await body('SELECT count(*) FROM hundred')).toEqual([['102']]);
    expect(
      await failure('MERGE INTO hundred AS t USING (VALUES (1), (1)) AS s(k) ON t.k = s.k WHEN MATCHED THEN DELETE'),
    ).toContain('MERGE_TARGET_ROW_MULTIPLE_MATCHES');
  });

  test('OPTIMIZE of more than 100 partitions wants further runs', async () => {
    await createTable('scattered', days(1, 100), `, partitioning = ARRAY['d']`);
    await run(`INSERT INTO scattered ${days(1, 100)}`);
    for (let file = 0; file < 2; file++) await run(`INSERT INTO scattered ${days(101, 101)}`);
    expect(await failure('OPTIMIZE scattered REWRITE DATA USING BIN_PACK')).toContain(
      'ICEBERG_OPTIMIZE_MORE_RUNS_NEEDED: Processed 100 partitions',
    );
    await run('OPTIMIZE scattered REWRITE DATA USING BIN_PACK');
    expect(await body(`SELECT count(*) FROM "scattered$files"`)).toEqual([['101']]);
  });

  test('OPTIMIZE compacts partitions that it is told, VACUUM takes old snapshots and their files away', async () => {
    await run(`CREATE TABLE kept (k int, d date) PARTITIONED BY (d) LOCATION '${folder('kept')}'
      TBLPROPERTIES ('table_type'='ICEBERG', 'vacuum_max_snapshot_age_seconds'='1')`);
    for (const k of [1, 2, 3])
      await run(`INSERT INTO kept VALUES (${k}, DATE '2024-01-01'), (${k}, DATE '2024-01-02')`);
    await run(`OPTIMIZE ${db}.kept REWRITE DATA USING BIN_PACK WHERE \`d\` = DATE '2024-01-01'`);
    expect(await body(`SELECT count(*) FROM "kept$files"`)).toEqual([['4']]);
    expect(await failure('OPTIMIZE kept REWRITE DATA USING BIN_PACK WHERE k = 1')).toMatch(/NOT_SUPPORTED|FilterNode/);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await run(`VACUUM ${db}.kept`);
    expect(await body(`SELECT count(*) FROM "kept$snapshots"`)).toEqual([['1']]);
    expect(await body('SELECT count(*) FROM kept')).toEqual([['6']]);
  });
});

describe('tables over files', () => {
  test('CREATE EXTERNAL TABLE, MSCK REPAIR TABLE, projection', async () => {
    const put = (key: string, text: string) => putObject(s3Client(), lake().bucket, `${prefix}/raw/${key}`, text);
    await put('csv/day=2024-01-01/a.csv', 'id,name\n1,"one, two"\n');
    await put('csv/day=2024-01-02/a.csv', 'id,name\n2,two\n');
    const raw = `s3://${lake().bucket}/${prefix}/raw`;
    await run(`CREATE EXTERNAL TABLE \`${db}\`.\`csv\` (\`id\` string, \`name\` string) PARTITIONED BY (\`day\` date)
      ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
      WITH SERDEPROPERTIES ('separatorChar' = ',', 'quoteChar' = '"', 'escapeChar' = '\\u0001')
      LOCATION '${raw}/csv/' TBLPROPERTIES ('skip.header.line.count' = '1')`);
    expect(await body('SELECT count(*) FROM csv')).toEqual([['0']]);
    expect((await rows('MSCK REPAIR TABLE csv'))[0]?.[0]).toBe(
      'Partitions not in metastore:\tcsv:day=2024-01-01\tcsv:day=2024-01-02',
    );
    expect(await rows('MSCK REPAIR TABLE csv')).toEqual([]);
    expect(await rows('SHOW PARTITIONS csv')).toEqual([['day=2024-01-01'], ['day=2024-01-02']]);
    expect(await body('SELECT id, name, day FROM csv ORDER BY id')).toEqual([['1', 'one, two', '2024-01-01'], ['2', 'two', '2024-01-02']]); // prettier-ignore

    await put('json/day=2024-01-01/a.json', '{"id": 1, "at": {"lat": 1.5}}\n');
    await run(`CREATE EXTERNAL TABLE json (id bigint, \`at\` struct<lat:double>) PARTITIONED BY (\`day\` date)
      ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION '${raw}/json/'
      TBLPROPERTIES ('projection.enabled'='true', 'projection.day.type'='date', 'projection.day.range'='2024-01-01,2024-01-05',
        'projection.day.format'='yyyy-MM-dd', 'storage.location.template'='${raw}/json/day=\${day}/')`);
    expect(await body(`SELECT id, "at".lat FROM json WHERE day = DATE '2024-01-01'`)).toEqual([['1', '1.5']]);
    await createTable('joined', 'SELECT csv.id, csv.name FROM csv JOIN json ON csv.day = json.day');
    expect(await body('SELECT * FROM joined')).toEqual([['1', 'one, two']]);
    await run('DROP TABLE csv');
    expect(await listObjects(s3Client(), lake().bucket, `${prefix}/raw/csv/`)).toHaveLength(2);
  });

  test('a database with tables is dropped by CASCADE alone', async () => {
    const other = `${prefix}_other`;
    await run(`CREATE SCHEMA ${other}`);
    await run(
      `CREATE TABLE ${other}.t WITH (table_type = 'ICEBERG', is_external = false, location = '${folder('other')}') AS SELECT 1 AS a`,
    );
    expect(await failure(`DROP DATABASE ${other}`)).toContain('is not empty');
    await run(`DROP DATABASE ${other} CASCADE`);
    expect(await rows(`SHOW DATABASES LIKE '${other}'`)).toEqual([]);
  });
});

describe('faults', () => {
  test('at the start: throttled and internal errors, which the SDK retries, and too many queries', async () => {
    front().faults.next({ when: 'start', kind: 'throttle', match: /SELECT 10/, times: 2 });
    await run('SELECT 10');
    const once = newClient(1);
    front().faults.next({ when: 'start', kind: 'throttle' });
    await expect(start('SELECT 11', {}, once)).rejects.toMatchObject({ name: 'ThrottlingException' });
    front().faults.next({ when: 'start', kind: 'too-many' });
    await expect(start('SELECT 12', {}, once)).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      Reason: 'CONCURRENT_QUERY_LIMIT_EXCEEDED',
    });
    front().faults.next({ when: 'start', kind: 'internal' });
    await expect(start('SELECT 13', {}, once)).rejects.toMatchObject({ name: 'InternalServerException' });
    once.destroy();
    expect(() => front().faults.next({ when: 'poll', kind: 'slow' })).toThrow("No fault 'slow' at 'poll'");
  });

  test('the query starts and its client is cut off: the same token finds it', async () => {
    const ClientRequestToken = randomUUID();
    const once = newClient(1);
    front().faults.next({ when: 'start', kind: 'commit-then-error' });
    await expect(start('SELECT 20', { ClientRequestToken }, once)).rejects.toThrow();
    once.destroy();
    const known = front().queries.find(({ token }) => token === ClientRequestToken);
    expect(await start('SELECT 20', { ClientRequestToken })).toBe(known?.id);
  });

  test('while it runs: a conflict without and with a commit, death, slowness, a queue that does not move', async () => {
    await createTable('fated', 'SELECT 1 AS a');
    const count = async () => (await body('SELECT count(*) FROM fated'))[0]?.[0];
    const conflict = `ICEBERG_COMMIT_ERROR: Failed to commit Iceberg update to table: ${db}.fated`;
    front().faults.next({ when: 'run', kind: 'iceberg-commit', match: /INTO fated/ });
    expect(await failure('INSERT INTO fated VALUES 2')).toBe(conflict);
    expect(await count()).toBe('1');
    front().faults.next({ when: 'run', kind: 'commit-then-error', match: /INTO fated/ });
    expect(await failure('INSERT INTO fated VALUES 2')).toBe(conflict);
    expect(await count()).toBe('2');
    front().faults.next({ when: 'run', kind: 'dies-halfway', match: /TABLE dead/ });
    const ctas = `CREATE TABLE dead WITH (table_type = 'ICEBERG', is_external = false, location = '${folder('dead')}') AS SELECT 1 AS a`;
    expect(await failure(ctas)).toContain('GENERIC_INTERNAL_ERROR');
    expect(await rows(`SHOW TABLES 'dead'`)).toEqual([]);
    expect(await failure(ctas)).toContain('non-empty location');
    front().faults.next({ when: 'run', kind: 'slow', delayMs: 3_600_000 });
    const slow = await start('SELECT 30');
    while ((await execution(slow)).Status?.State !== 'RUNNING') await new Promise((resolve) => setTimeout(resolve, 20));
    await athena().send(new StopQueryExecutionCommand({ QueryExecutionId: slow }));
    expect((await ended(slow)).Status?.State).toBe('CANCELLED');
    front().faults.next({ when: 'run', kind: 'slow', delayMs: 1 });
    await run('SELECT 31');
    front().faults.next({ when: 'run', kind: 'stuck-queued' });
    const stuck = await start('SELECT 32');
    expect((await execution(stuck)).Status?.State).toBe('QUEUED');
    await athena().send(new StopQueryExecutionCommand({ QueryExecutionId: stuck }));
    expect((await ended(stuck)).Status?.State).toBe('CANCELLED');
  });

  test('while it is asked for, and while its results are read', async () => {
    const once = newClient(1);
    const id = await start('SELECT 40');
    await ended(id);
    front().faults.next({ when: 'poll', kind: 'cut' });
    await expect(once.send(new GetQueryExecutionCommand({ QueryExecutionId: id }))).rejects.toThrow();
    front().faults.next({ when: 'results', kind: 'throttle' });
    await expect(once.send(new GetQueryResultsCommand({ QueryExecutionId: id }))).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
    expect(front().faults.pending).toEqual([]);
    once.destroy();
  });
});
