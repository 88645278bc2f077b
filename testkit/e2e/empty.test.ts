import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { newProject, problems, type Files } from './harness.ts';

const NEW_ROWS = `where id > {{ watermark('id') }} and id <= {{ high_watermark('id') }}`;
const raw = (ids: readonly number[]) => `id,name\n${ids.map((id) => `${id},n${id}`).join('\n')}\n`;

const PROJECT: Files = {
  'seeds/raw.csv': raw([1, 2]),
  'models/silver/e.sql': `{{ config(materialized='ephemeral') }}\nselect id, name from {{ ref('raw') }}`,
  'models/gold/t.sql': `{{ config(materialized='table') }}\nselect e.id, count(*) as n from {{ ref('e') }} as e join {{ ref('raw') }} r on r.id = e.id group by e.id`,
  'models/gold/v.sql': `{{ config(materialized='view') }}\nselect * from {{ ref('raw') }}`,
  'models/gold/merged.sql': `{{ config(materialized='incremental', unique_key='id') }}\nselect id, name from {{ ref('raw') }} ${NEW_ROWS}`,
  'models/gold/appended.sql': `{{ config(materialized='incremental', incremental_strategy='append') }}\nselect id, name from {{ ref('raw') }} ${NEW_ROWS}`,
  'snapshots/history.sql': `{% snapshot history %}{{ config(unique_key='id', strategy='check', check_cols='all', hard_deletes='invalidate') }}
select id, name from {{ ref('raw') }}{% endsnapshot %}`,
};

const COUNTS = `select (select count(*) from gold.t), (select count(*) from gold.merged), (select count(*) from gold.appended),
  (select count(*) from snapshots.history where dbt_valid_to is null)`;

test('a run that reads no rows makes every relation, and is as if it had not been', async () => {
  const project = newProject(PROJECT);
  await project.build({ empty: true });
  expect(await project.query(COUNTS)).toEqual([[0, 0, 0, 0]]);
  expect(
    await project.query(`select column_name, data_type from duckdb_columns() where table_name = 't' limit 2`),
  ).toEqual([
    ['id', 'BIGINT'],
    ['n', 'BIGINT'],
  ]);
  await project.build();
  expect(await project.query(COUNTS)).toEqual([[2, 2, 2, 2]]);
  expect(await project.query('select count(*) from gold.v')).toEqual([[2]]);

  // Rows that arrive before such a run are still new to the one after it, and nothing counts as deleted.
  project.write({ 'seeds/raw.csv': raw([1, 2, 3]) });
  await project.build({ empty: true });
  expect(await project.query(COUNTS)).toEqual([[0, 2, 2, 2]]);
  await project.build();
  expect(await project.query(COUNTS)).toEqual([[3, 3, 3, 3]]);
});

test('inputs are read as dbt reads them; tests, hooks and other commands are not touched', async () => {
  const project = newProject({
    ...PROJECT,
    'models/gold/gold.yml': `models: [{ name: t, columns: [{ name: id, data_tests: [not_null] }] }]`,
    'project.yml': `name: shop\nversion: '1'\ntarget: local\ntargets:\n  local: { type: duckdb, path: target/shop.duckdb }\n  prod: { type: trino, host: h, port: 1, catalog: iceberg, schema: s }\n`,
  });
  const { text } = await project.plan('build', { empty: true, target: 'prod', offline: true });
  expect(text).toContain('join (select * from "iceberg"."s_seeds"."raw" where false limit 0) r on');
  expect(text).not.toMatch(/max\("id"\)/);
  expect(text).toMatch(/FROM "iceberg"\."s_gold"\."t"/);
  expect((await project.plan('build', { target: 'prod', offline: true })).text).not.toContain('limit 0');
});

test('a batch that was begun is not given up for no rows', async () => {
  const project = newProject(PROJECT);
  await project.build();
  project.write({ 'seeds/raw.csv': raw([1, 2, 3]) });
  const state = `${project.dir}/target/state`;
  const files = readdirSync(state, { recursive: true, encoding: 'utf8' });
  const file = files
    .filter((name) => /appended.*json$/.test(name))
    .sort()
    .at(-1);
  const path = `${state}/${file}`;
  const stored = JSON.parse(readFileSync(path, 'utf8')) as object;
  const pending = { batchId: 'run-7', lows: [], highs: [], startedAt: '2026-01-02T00:00:00.000Z' };
  writeFileSync(path, JSON.stringify({ ...stored, pending }));
  const report = await project.command('run', { empty: true, select: ['appended'] });
  expect(report.exitCode).toBe(2);
  expect(problems(report).at(0)).toMatch(
    /^empty-run-over-unfinished-batch: A batch of "appended" was begun .*\[models\/gold\/appended\.sql:1:1\]/,
  );
});
