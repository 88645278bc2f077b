import { expect, test } from 'vitest';
import { newProject, problems } from '../e2e/harness.ts';
import { lake, lakeEnvironment, newSchemaPrefix, runTrino, s3Client, trinoTarget } from './lake.ts';
import { listObjects, putObject } from './lake-objects.ts';

const ROWS = 2500;
/** What a text goes through on its way into a table: JSON, and Hive's reader of it. */
const ODD = ["it's", '"quoted"', 'back\\slash', 'two\nlines', 'ünï – ⟪x⟫ 😀', '{"a":1}', 'null', ' spaces ', ''];

function seedText(): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = Array.from({ length: ROWS }, (_, index) => `${index},${quoted(ODD[index % ODD.length] ?? '')},`);
  return ['id,a text,nothing', ...rows].join('\n');
}

test('a large seed goes through a file in S3, keeps its texts, and leaves nothing behind', async () => {
  const prefix = newSchemaPrefix();
  const project = newProject({
    'project.yml': `name: shop\nversion: 1.0.0\ntarget: trino\n${trinoTarget(prefix)}`,
    'seeds/large.csv': seedText(),
    'seeds/large.yml': `seeds:\n  - name: large\n    config: {column_types: {"a text": varchar, nothing: varchar}, null_values: ["NULL"]}\n`,
  });
  for (let run = 1; run <= 2; run++) {
    const report = await project.command('seed', { env: lakeEnvironment() });
    expect(problems(report)).toEqual([]);
    expect(report.exitCode).toBe(0);
  }
  const table = `iceberg.${prefix}_seeds.large`;
  const { rows } = await runTrino(`SELECT DISTINCT "a text" FROM ${table}`);
  expect(new Set(rows.map(([text]) => text))).toEqual(new Set(ODD));
  expect((await runTrino(`SELECT count(*), count(DISTINCT id), sum(id) FROM ${table}`)).rows).toEqual([
    [ROWS, ROWS, (ROWS * (ROWS - 1)) / 2],
  ]);
  const tables = await runTrino(`SHOW TABLES FROM awsdatacatalog.${prefix}_seeds`);
  expect(tables.rows).toEqual([['large']]);
  const files = await listObjects(s3Client(), lake().bucket, `${prefix}/tables/_lakemodel/seeds/`);
  expect(files).toEqual([]);
  // Replaced, not dropped: its history has both.
  const history = await runTrino(`SELECT count(*) FROM iceberg.${prefix}_seeds."large$snapshots"`);
  expect(Number(history.rows[0]?.[0])).toBeGreaterThan(1);
});

test('files of a source are read through Glue; new partitions are found; a changed declaration is taken up', async () => {
  const prefix = newSchemaPrefix();
  const bucket = lake().bucket;
  const deliver = (day: string, text: string) =>
    putObject(s3Client(), bucket, `${prefix}/landing/ev/load_date=${day}/a.json`, text);
  const sources = (columns: string) => `sources:
  - name: raw
    tables:
      - name: ev
        columns: [${columns}]
        external:
          location: s3://${bucket}/${prefix}/landing/ev
          format: json
          partitions: [{name: load_date, data_type: date}]
`;
  const project = newProject({
    'project.yml': `name: shop\nversion: 1.0.0\ntarget: trino\n${trinoTarget(prefix)}`,
    'models/sources.yml': sources('{name: id, data_type: bigint}'),
    'models/gold/t.sql': `{{ config(materialized='table', persist_docs={'relation': true}, maintenance={'optimize': true, 'vacuum': true}) }}
select * from {{ source('raw', 'ev') }}`,
  });
  const build = async () => {
    const report = await project.command('run', { env: lakeEnvironment() });
    expect(problems(report)).toEqual([]);
    return (await runTrino(`SELECT * FROM iceberg.${prefix}_gold.t ORDER BY id`)).rows.map((row) => row.slice(0, -3));
  };
  await deliver('2026-01-01', '{"id": 1, "x": "a"}\n');
  expect(await build()).toEqual([[1, '2026-01-01']]);
  await deliver('2026-01-02', '{"id": 2, "x": "b"}\n');
  expect(await build()).toEqual([
    [1, '2026-01-01'],
    [2, '2026-01-02'],
  ]);
  project.write({ 'models/sources.yml': sources('{name: id, data_type: bigint}, {name: x, data_type: varchar}') });
  expect(await build()).toEqual([
    [1, 'a', '2026-01-01'],
    [2, 'b', '2026-01-02'],
  ]);
});
