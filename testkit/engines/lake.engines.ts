import { describe, expect, test } from 'vitest';
import { CreateTableCommand } from '@aws-sdk/client-glue';
import { dataFolder, glueClient, lake, newSchema, newSchemaPrefix, runTrino, s3Client } from './lake.ts';
import { listObjects, putObject, readObject } from './lake-objects.ts';

const ONE_WRITER = { task_max_writer_count: '1', task_min_writer_count: '1' };

async function rowsOf(sql: string): Promise<readonly (readonly unknown[])[]> {
  return (await runTrino(sql)).rows;
}

describe('Iceberg tables', () => {
  test('are made by DDL in a folder of their own below their schema, partitioned by a transform', async () => {
    const prefix = newSchemaPrefix();
    const schema = await newSchema(prefix);
    await runTrino(
      `CREATE TABLE iceberg.${schema}.t (id bigint, ts timestamp(6)) WITH (partitioning = ARRAY['day(ts)'])`,
    );
    await runTrino(`INSERT INTO iceberg.${schema}.t VALUES (1, TIMESTAMP '2026-01-01 10:00:00.000001'), (2, NULL)`);
    expect(await rowsOf(`SELECT id, ts FROM iceberg.${schema}.t ORDER BY id`)).toEqual([
      [1, '2026-01-01 10:00:00.000001'],
      [2, null],
    ]);
    const [[path] = []] = await rowsOf(`SELECT "$path" FROM iceberg.${schema}.t WHERE id = 1`);
    expect(path).toMatch(new RegExp(`^${dataFolder(prefix)}/${schema}/t-[0-9a-f]{32}/data/ts_day=2026-01-01/`));
  });

  test('are made by CTAS, changed by MERGE with delete markers, and read through views', async () => {
    const schema = await newSchema(newSchemaPrefix());
    await runTrino(
      `CREATE TABLE iceberg.${schema}.t AS SELECT * FROM (VALUES (1, 'a'), (2, 'b'), (3, 'c')) AS v(k, x)`,
    );
    await runTrino(`MERGE INTO iceberg.${schema}.t AS t
      USING (SELECT * FROM (VALUES (2, 'B', false), (3, NULL, true), (4, 'd', false)) AS v(k, x, gone)) AS s ON t.k = s.k
      WHEN MATCHED AND s.gone THEN DELETE
      WHEN MATCHED THEN UPDATE SET x = s.x
      WHEN NOT MATCHED THEN INSERT (k, x) VALUES (s.k, s.x)`);
    await runTrino(`CREATE VIEW iceberg.${schema}.v AS SELECT k, upper(x) AS y FROM iceberg.${schema}.t`);
    const expected = [
      [1, 'A'],
      [2, 'B'],
      [4, 'D'],
    ];
    expect(await rowsOf(`SELECT k, y FROM iceberg.${schema}.v ORDER BY k`)).toEqual(expected);
    expect(await rowsOf(`SELECT k, upper(x) FROM awsdatacatalog.${schema}.t ORDER BY k`)).toEqual(expected);
  });

  test('tell their snapshots, partitions, files, branches and properties', async () => {
    const schema = await newSchema(newSchemaPrefix());
    const table = `iceberg.${schema}`;
    await runTrino(
      `CREATE TABLE ${table}.t WITH (partitioning = ARRAY['k']) AS SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v(k, x)`,
    );
    await runTrino(`INSERT INTO ${table}.t VALUES (2, 'c')`);
    expect(await rowsOf(`SELECT operation FROM ${table}."t$snapshots" ORDER BY committed_at`)).toEqual([
      ['append'],
      ['append'],
    ]);
    expect(await rowsOf(`SELECT partition.k, record_count FROM ${table}."t$partitions" ORDER BY 1`)).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(await rowsOf(`SELECT sum(record_count), count(*) FROM ${table}."t$files"`)).toEqual([[3, 3]]);
    expect(await rowsOf(`SELECT name, type FROM ${table}."t$refs"`)).toEqual([['main', 'BRANCH']]);
    expect(await rowsOf(`SELECT value FROM ${table}."t$properties" WHERE key = 'format'`)).toEqual([
      ['iceberg/PARQUET'],
    ]);
  });

  test('are refused a 101st open partition by a single writer, as on Athena', async () => {
    const schema = await newSchema(newSchemaPrefix());
    const ctas = (name: string, partitions: number) =>
      `CREATE TABLE iceberg.${schema}.${name} WITH (partitioning = ARRAY['k'])
       AS SELECT k, 'x' AS x FROM UNNEST(sequence(1, ${partitions})) AS v(k)`;
    await runTrino(ctas('hundred', 100), ONE_WRITER);
    expect(await rowsOf(`SELECT count(*) FROM iceberg.${schema}."hundred$partitions"`)).toEqual([[100]]);
    await expect(runTrino(ctas('more', 101), ONE_WRITER)).rejects.toMatchObject({
      errorName: 'ICEBERG_TOO_MANY_OPEN_PARTITIONS',
    });
  });
});

test('a JSON table over files is made through Glue, and its projected partitions are read without being registered', async () => {
  const prefix = newSchemaPrefix();
  const schema = await newSchema(prefix, 'raw');
  const { bucket } = lake();
  const line = (id: number) => `${JSON.stringify({ id, name: `n${id}` })}\n`;
  await putObject(s3Client(), bucket, `${prefix}/landing/day=2026-01-01/a.json`, line(1) + line(2));
  await putObject(s3Client(), bucket, `${prefix}/landing/day=2026-01-02/b.json`, line(3));
  await putObject(s3Client(), bucket, `${prefix}/landing/day=2025-12-31/before-the-range.json`, line(4));
  const location = `s3://${bucket}/${prefix}/landing/`;
  await glueClient().send(
    new CreateTableCommand({
      DatabaseName: schema,
      TableInput: {
        Name: 'landed',
        TableType: 'EXTERNAL_TABLE',
        PartitionKeys: [{ Name: 'day', Type: 'string' }],
        Parameters: {
          EXTERNAL: 'TRUE',
          'projection.enabled': 'true',
          'projection.day.type': 'date',
          'projection.day.format': 'yyyy-MM-dd',
          'projection.day.range': '2026-01-01,2026-01-03',
          'storage.location.template': `${location}day=\${day}`,
        },
        StorageDescriptor: {
          Columns: [
            { Name: 'id', Type: 'bigint' },
            { Name: 'name', Type: 'string' },
          ],
          Location: location,
          InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
          OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
          SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
        },
      },
    }),
  );
  const table = `awsdatacatalog.${schema}.landed`;
  expect(await rowsOf(`SELECT id, name, day FROM ${table} ORDER BY id`)).toEqual([
    [1, 'n1', '2026-01-01'],
    [2, 'n2', '2026-01-01'],
    [3, 'n3', '2026-01-02'],
  ]);
  expect(await rowsOf(`SELECT id FROM ${table} WHERE day = '2026-01-02'`)).toEqual([[3]]);
});

test('objects are put, listed and read', async () => {
  const prefix = newSchemaPrefix();
  await putObject(s3Client(), lake().bucket, `${prefix}/b.txt`, 'two');
  await putObject(s3Client(), lake().bucket, `${prefix}/a.txt`, 'one');
  expect(await listObjects(s3Client(), lake().bucket, `${prefix}/`)).toEqual([`${prefix}/a.txt`, `${prefix}/b.txt`]);
  expect(await readObject(s3Client(), lake().bucket, `${prefix}/a.txt`)).toBe('one');
  expect(await readObject(s3Client(), lake().bucket, `${prefix}/c.txt`)).toBeUndefined();
});

test('what a test made is removed: schemas with their tables and views, and objects', async () => {
  const removals: (() => Promise<void>)[] = [];
  const prefix = newSchemaPrefix((remove) => removals.push(remove));
  const schema = await newSchema(prefix);
  await runTrino(`CREATE TABLE iceberg.${schema}.t AS SELECT 1 AS a`);
  await runTrino(`CREATE VIEW iceberg.${schema}.v AS SELECT 1 AS a`);
  for (const remove of removals) await remove();
  expect(await rowsOf(`SHOW SCHEMAS FROM iceberg LIKE '${prefix}%'`)).toEqual([]);
  expect(await listObjects(s3Client(), lake().bucket, `${prefix}/`)).toEqual([]);
});
