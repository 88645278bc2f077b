import { expect, onTestFinished, test } from 'vitest';
import { newProject, problems, type TestProject } from '../e2e/harness.ts';
import { startAthenaFront } from '../athena-front/front.js';
import { awsOptions, lake, lakeEnvironment, newSchemaPrefix, runTrino, s3Client } from './lake.ts';
import { listObjects, putObject, removeObjects } from './lake-objects.ts';

const TABLE = `{{ config(materialized='table', partitioned_by=['bucket(id, 4)', 'day("load at")'], write_compression='zstd', persist_docs={'relation': true, 'columns': true}, maintenance={'optimize': true, 'vacuum': true}, table_properties={'vacuum_min_snapshots_to_keep': 1}) }}
select id, "a text" as name, timestamp '2024-01-01 10:00:00' as "load at" from {{ ref('large') }}`;

interface Started {
  readonly prefix: string;
  readonly project: TestProject;
  /** Runs a command and gives what is wrong, as text. */
  readonly run: (command: 'build' | 'run' | 'seed') => Promise<readonly string[]>;
  readonly sent: () => readonly string[];
  readonly objects: (under: string) => Promise<readonly string[]>;
}

async function started(files: Readonly<Record<string, string>>): Promise<Started> {
  const prefix = newSchemaPrefix();
  const { bucket, trino, aws } = lake();
  const { endpoint, region, credentials } = awsOptions();
  const output = `s3://${bucket}/${prefix}/results/`;
  const front = await startAthenaFront({
    trino: trino.url,
    glue: { endpoint, region, keys: credentials },
    workGroups: { primary: { outputLocation: output } },
  });
  onTestFinished(() => front.stop());
  const project = newProject({
    'project.yml': `name: shop
version: 1.0.0
target: athena
targets:
  athena:
    type: athena
    region: ${region}
    s3_staging_dir: ${output}
    s3_data_dir: s3://${bucket}/${prefix}/tables
    schema: ${prefix}
    endpoint_url: ${aws.endpoint}
    athena_endpoint_url: ${front.url}
`,
    ...files,
  });
  return {
    prefix,
    project,
    // Columns are called oddly here on purpose.
    run: async (command) =>
      problems(await project.command(command, { env: lakeEnvironment() })).filter(
        (text) => !text.startsWith('name-unsupported-on-athena'),
      ),
    sent: () => front.queries.map(({ sql }) => sql),
    objects: (under) => listObjects(s3Client(), bucket, `${prefix}/tables/${under}`),
  };
}

function seed(rows: number): string {
  return ['id,a text', ...Array.from({ length: rows }, (_, index) => `${index},"it's ${index} ${'x'.repeat(60)}"`)].join('\n'); // prettier-ignore
}

test('tables lie in claimed folders of their own, are replaced in place, and nothing is left beside them', async () => {
  const { prefix, run, objects } = await started({ 'seeds/large.csv': seed(2000), 'models/gold/t.sql': TABLE });
  for (let time = 1; time <= 2; time++) expect(await run('build')).toEqual([]);
  const { rows } = await runTrino(`SELECT count(*), count(DISTINCT name) FROM iceberg.${prefix}_gold.t`);
  expect(rows).toEqual([[2000, 2000]]);
  const claims = (await objects('')).filter((key) => key.endsWith('.lakemodel.json'));
  expect(claims.map((key) => key.replace(/^.*\/tables\//, ''))).toEqual([
    `${prefix}_gold/t/run-1.lakemodel.json`,
    `${prefix}_seeds/large/run-1.lakemodel.json`,
  ]);
  expect(await objects('_lakemodel/seeds/')).toEqual([]);
  expect((await runTrino(`SHOW TABLES FROM awsdatacatalog.${prefix}_seeds`)).rows).toEqual([['large']]);
});

test('what lakemodel did not make is refused before anything is sent, and its files stay', async () => {
  const { prefix, run, sent, objects, project } = await started({
    'models/gold/t.sql': `{{ config(materialized='table') }} select 1 as id`,
  });
  const bucket = lake().bucket;
  await runTrino(
    `CREATE SCHEMA iceberg.${prefix}_gold WITH (location = 's3://${bucket}/${prefix}/tables/${prefix}_gold/')`,
  );
  // Where lakemodel itself would put it, and without its claim.
  const place = `${prefix}/tables/${prefix}_gold/t/handmade`;
  await runTrino(
    `CREATE TABLE iceberg.${prefix}_gold.t WITH (location = 's3://${bucket}/${place}/') AS SELECT 7 AS id`,
  );
  const files = await objects(`${prefix}_gold/t/`);
  const before = sent().length;
  expect((await run('run'))[0]).toMatch(/^table-not-ours: .*no claim/);
  // A claim that was copied from elsewhere proves nothing.
  await putObject(s3Client(), bucket, `${place}.lakemodel.json`, JSON.stringify({ location: `s3://${bucket}/${prefix}/tables/${prefix}_gold/t2/r/`, relation: { schema: `${prefix}_gold`, identifier: 't' }, runId: 'r', project: 'shop' })); // prettier-ignore
  expect((await run('run'))[0]).toMatch(/^table-not-ours: .*is for another one/);
  await removeObjects(s3Client(), bucket, `${place}.lakemodel.json`);
  // In a view's place it would have to be dropped.
  project.write({ 'models/gold/t.sql': `{{ config(materialized='view', adopt=true) }} select 1 as id` });
  expect((await run('run'))[0]).toMatch(/^table-not-ours: .*would drop/);
  expect(sent()).toHaveLength(before);
  expect(await objects(`${prefix}_gold/t/`)).toEqual(files);
  // Adopted, its rows are replaced, in place.
  project.write({
    'models/gold/t.sql': `{{ config(materialized='table', adopt=true, audit_columns=false) }} select 1 as id`,
  });
  expect(await run('run')).toEqual([]);
  expect((await runTrino(`SELECT id FROM iceberg.${prefix}_gold.t`)).rows).toEqual([[1]]);
  expect(sent().filter((sql) => /^\s*DROP/i.test(sql))).toEqual([]);
});
