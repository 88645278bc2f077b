import { expect, test } from 'vitest';
import { newProject, problems, result, statuses } from './harness.ts';

const model = (config: string, sql = `select id, name from {{ ref('raw') }}`) => `{{ config(${config}) }}\n${sql}`;

test('views, tables and ephemeral models over their life', async () => {
  const project = newProject({
    'seeds/raw.csv': 'id,name\n1,ann\n2,ben\n',
    'models/gold/v.sql': model(`materialized='view'`),
    'models/gold/t.sql': model(`materialized='table'`),
    'models/gold/e.sql': model(`materialized='ephemeral'`, `select id, upper(name) as name from {{ ref('raw') }}`),
    'models/gold/e2.sql': model(
      `materialized='ephemeral'`,
      `with x as (select * from {{ ref('e') }}) select * from x -- the end`,
    ),
    'models/gold/with_e.sql': model(
      `materialized='table'`,
      `-- a comment first\nwith own as (select id, name from {{ ref('e2') }}) select own.id, own.name, e.name as again from own join {{ ref('e') }} e on e.id = own.id;`,
    ),
  });
  const first = await project.build();
  expect(result(first, 'gold.t').rows).toBe(2);
  expect(statuses(first)).toEqual({
    'seeds.raw': 'success',
    'gold.v': 'success',
    'gold.t': 'success',
    'gold.with_e': 'success',
  });
  expect(await project.query('select * from gold.v order by 1')).toEqual([
    [1, 'ann'],
    [2, 'ben'],
  ]);
  expect(await project.query('select * from gold.t order by 1')).toEqual([
    [1, 'ann', 'run-1', '2026-01-02 00:00:00.000000', 'seed'],
    [2, 'ben', 'run-1', '2026-01-02 00:00:00.000000', 'seed'],
  ]);
  expect(await project.query('select id, name, again from gold.with_e order by 1')).toEqual([
    [1, 'ANN', 'ANN'],
    [2, 'BEN', 'BEN'],
  ]);
  expect(await project.query(`select count(*) from information_schema.tables where table_name in ('e', 'e2')`)).toEqual(
    [[0]],
  );

  project.write({ 'seeds/raw.csv': 'id,name\n1,ann\n3,cho\n' });
  await project.build();
  expect(await project.query('select * from gold.v order by 1')).toEqual([
    [1, 'ann'],
    [3, 'cho'],
  ]);
  expect(await project.query('select id, name, etl_run_id from gold.t order by 1')).toEqual([
    [1, 'ann', 'run-2'],
    [3, 'cho', 'run-2'],
  ]);

  // Each becomes the other kind, with a renamed column, and back by a full refresh.
  const renamed = `select id as key, name from {{ ref('raw') }}`;
  project.write({
    'models/gold/v.sql': model(`materialized='table'`, renamed),
    'models/gold/t.sql': model(`materialized='view'`, renamed),
  });
  const swapped = await project.build();
  expect(result(swapped, 'gold.t').kind).toBe('view');
  expect(await project.query('select key, name, etl_run_id from gold.v order by 1')).toEqual([
    [1, 'ann', 'run-3'],
    [3, 'cho', 'run-3'],
  ]);
  expect(await project.query('select * from gold.t order by 1')).toEqual([
    [1, 'ann'],
    [3, 'cho'],
  ]);
  project.write({
    'models/gold/v.sql': model(`materialized='view'`),
    'models/gold/t.sql': model(`materialized='table'`),
  });
  await project.build({ fullRefresh: true });
  expect(
    await project.query(
      `select table_name, table_type from information_schema.tables where table_schema = 'gold' order by 1`,
    ),
  ).toEqual([
    ['t', 'BASE TABLE'],
    ['v', 'VIEW'],
    ['with_e', 'BASE TABLE'],
  ]);
});

test('a column renamed upstream is an error in the reader, before anything is sent', async () => {
  const project = newProject({
    'models/a.sql': model(`materialized='table'`, `select 1 as id, 'x' as name`),
    'models/b.sql': model(`materialized='view'`, `select id, name from {{ ref('a') }}`),
  });
  await project.build();
  project.write({ 'models/a.sql': model(`materialized='table'`, `select 1 as id, 'x' as title`) });
  const report = await project.command('build');
  expect(report.exitCode).toBe(2);
  expect(report.results).toEqual([]);
  expect(problems(report)).toMatchInlineSnapshot(`
    [
      "column-unknown: There is no column "name" here. [models/b.sql:2:12] The columns here are "id", "title", "etl_run_id", "ingest_ts", "source_system".",
    ]
  `);
});

test('audit columns: other names, switched off, overwritten on the way, source systems joined', async () => {
  const project = newProject({
    'seeds/raw.csv': 'id\n1\n',
    'seeds/crm.csv': 'id\n1\n',
    'seeds/s.yml':
      'seeds:\n  - name: crm\n    config: { source_system: crm }\n  - name: raw\n    config: { audit_columns: false }\n',
    'models/named.sql': model(
      `materialized='table', audit_columns={'etl_run_id': 'r', 'ingest_ts': 'at', 'source_system': 'src'}`,
      `select id from {{ ref('raw') }}`,
    ),
    'models/nothing.sql': model(`materialized='table', audit_columns=false`, `select * from {{ ref('crm') }}`),
    'models/joined.sql': model(
      `materialized='table'`,
      `select c.* from {{ ref('crm') }} c join {{ ref('raw') }} r on r.id = c.id`,
    ),
    'models/own.sql': model(`materialized='table', source_system='mine'`, `select id from {{ ref('joined') }}`),
  });
  await project.build();
  expect(await project.query('select * from seeds.raw')).toEqual([[1]]);
  expect(await project.query('select r, src from named')).toEqual([['run-1', 'seed']]);
  expect((await project.query('describe nothing')).map(([name]) => name)).toEqual([
    'id',
    'etl_run_id',
    'ingest_ts',
    'source_system',
  ]);
  expect((await project.query('describe joined')).map(([name]) => name)).toEqual([
    'id',
    'etl_run_id',
    'ingest_ts',
    'source_system',
  ]);
  expect(await project.query('select source_system from joined')).toEqual([['crm,seed']]);
  expect(await project.query('select source_system from own')).toEqual([['mine']]);
});

test('schema and alias: a macro of the project decides, local_sql replaces the query locally', async () => {
  const project = newProject({
    'macros/names.sql': `{% macro generate_schema_name(custom_schema_name, node) %}lake_{{ custom_schema_name or 'main' }}{% endmacro %}`,
    'models/a.sql': model(`materialized='table', schema='x', alias='other'`, 'select 1 as id'),
    'models/b.sql': model(
      `materialized='table', local_sql="select list_sum([1, 2]) as n from {{ ref('a') }}"`,
      `select 5 as n from {{ ref('a') }}`,
    ),
  });
  const report = await project.build();
  expect(statuses(report)).toEqual({ 'lake_x.other': 'success', 'lake_main.b': 'success' });
  expect(await project.query('select n from lake_main.b')).toEqual([[3]]);
});
