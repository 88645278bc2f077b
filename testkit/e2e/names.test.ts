import { expect, test } from 'vitest';
import { newProject, problems, statuses } from './harness.ts';

const LONG = 'x'.repeat(200);
const COLUMNS = ['a"b', "it's", 'two words', 'größe', 'select', 'a.b', '⟪x⟫', LONG, '1st'];
const quoted = COLUMNS.map((name) => `"${name.replaceAll('"', '""')}"`);
const values = COLUMNS.map((_, index) => `${index} as ${quoted[index]}`).join(', ');
const key = JSON.stringify(COLUMNS.slice(0, 3));

test('columns of every name pass through every materialization, twice', async () => {
  const project = newProject({
    'models/t.sql': `{{ config(materialized='table') }} select ${values}`,
    'models/v.sql': `select ${quoted.join(', ')} from {{ ref('t') }}`,
    'models/m.sql': `{{ config(materialized='incremental', unique_key=${key}) }} select ${quoted.join(', ')} from {{ ref('v') }}`,
    'models/r.sql': `{{ config(materialized='incremental', unique_key=${key}, deduplicate_order_by=['"select" desc']) }} select ${quoted.join(', ')} from {{ ref('v') }}`,
    'models/r.yml': `models:
  - name: r
    columns:
      - name: "it's"
        data_tests: [{ dbt_utils.accepted_range: { name: "it's small", arguments: { min_value: 100 }, on_fail: quarantine } }]
`,
    'snapshots/s.sql': `{% snapshot s %}{{ config(unique_key=${key}, strategy='check', check_cols='all') }} select ${quoted.join(', ')} from {{ ref('v') }}{% endsnapshot %}`,
    'seeds/c.csv': `${COLUMNS.map((name) => `"${name.replaceAll('"', '""')}"`).join(',')}\n${COLUMNS.map((_, index) => index).join(',')}\n`,
  });
  for (let round = 0; round < 2; round += 1) {
    await project.build({ select: ['+v', '+s', 'c', 'm'] });
    await project.command('run', { select: ['r'] });
    for (const table of ['t', 'm', 'snapshots.s', 'seeds.c', 'main_quarantine.r'])
      expect(await project.query(`select ${quoted.join(', ')} from ${table}`), table).toEqual([
        COLUMNS.map((_, index) => index),
      ]);
  }
});

test('models, seeds and aliases of odd names', async () => {
  const project = newProject({
    'models/order.sql': `{{ config(materialized='table') }} select 1 as id`,
    'models/größe.sql': `{{ config(materialized='table') }} select id from {{ ref('order') }}`,
    'models/größer.sql': `{{ config(materialized='table') }} select id from {{ ref('größe') }}`,
    [`models/${LONG}.sql`]: `{{ config(materialized='incremental', unique_key='id') }} select id from {{ ref('größer') }}`,
    'models/aliased.sql':
      `{{ config(materialized='incremental', incremental_strategy='append', alias='it''s "odd"', schema='my schema') }} select id from {{ ref('order') }}`.replace(
        "it''s",
        "it\\'s",
      ),
    'seeds/two-words.csv': 'id\n1\n',
    'models/reader.sql': `{{ config(materialized='table') }} select id from {{ ref('two-words') }}`,
  });
  const report = await project.command('build');
  expect(problems(report)).toEqual([]);
  const again = await project.build();
  expect(statuses(again)).toEqual(statuses(report));
  expect(await project.query(`select id from "my schema"."it's ""odd"""`)).toEqual([[1], [1]]);
  expect(await project.query(`select count(*) from "${LONG}"`)).toEqual([[1]]);
});
