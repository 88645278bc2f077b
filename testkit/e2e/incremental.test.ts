import { expect, test } from 'vitest';
import { newProject, problems, result, type TestProject } from './harness.ts';

const csv = (...rows: string[]) => ['id,part,name,amount', ...rows, ''].join('\n');
const SEEDS_YML = `seeds:
  - name: raw
    config: { column_types: { id: bigint, part: varchar, name: varchar, amount: integer } }
`;
const model = (config: string, sql = `select id, part, name, amount from {{ ref('raw') }}`) =>
  `{{ config(materialized='incremental', ${config}) }}\n${sql}`;
const rowsOf = (project: TestProject, name: string) =>
  project.query(`select id, part, name, amount, etl_run_id from ${name} order by all`);

test('merge: only rows that differ are touched, by composite and nullable keys', async () => {
  const project = newProject({
    'seeds/raw.csv': csv('1,a,ann,10', '1,b,ben,20', ',a,cho,30', '2,,dan,'),
    'seeds/s.yml': SEEDS_YML,
    'models/m.sql': model(`unique_key=['id', 'part']`),
    'models/partly.sql': model(`unique_key=['id', 'part'], merge_update_columns=['amount']`),
    'models/most.sql': model(`unique_key=['id', 'part'], merge_exclude_columns=['amount']`),
  });
  await project.build();
  const again = await project.build();
  expect(result(again, 'main.m').rows).toBe(0);
  const before = [
    [1, 'a', 'ann', 10, 'run-1'],
    [1, 'b', 'ben', 20, 'run-1'],
    [2, null, 'dan', null, 'run-1'],
    [null, 'a', 'cho', 30, 'run-1'],
  ];
  expect(await rowsOf(project, 'm')).toEqual(before);

  project.write({ 'seeds/raw.csv': csv('1,a,ANN,11', '1,b,ben,20', ',a,CHO,30', '2,,dan,7', '3,c,eve,1') });
  const changed = await project.build();
  expect(result(changed, 'main.m').rows).toBe(4);
  expect(await rowsOf(project, 'm')).toEqual([
    [1, 'a', 'ANN', 11, 'run-3'],
    [1, 'b', 'ben', 20, 'run-1'],
    [2, null, 'dan', 7, 'run-3'],
    [3, 'c', 'eve', 1, 'run-3'],
    [null, 'a', 'CHO', 30, 'run-3'],
  ]);
  expect(await rowsOf(project, 'partly')).toEqual([
    [1, 'a', 'ann', 11, 'run-3'],
    [1, 'b', 'ben', 20, 'run-1'],
    [2, null, 'dan', 7, 'run-3'],
    [3, 'c', 'eve', 1, 'run-3'],
    [null, 'a', 'cho', 30, 'run-1'],
  ]);
  expect(await rowsOf(project, 'most')).toEqual([
    [1, 'a', 'ANN', 10, 'run-3'],
    [1, 'b', 'ben', 20, 'run-1'],
    [2, null, 'dan', null, 'run-1'],
    [3, 'c', 'eve', 1, 'run-3'],
    [null, 'a', 'CHO', 30, 'run-3'],
  ]);

  project.write({ 'seeds/raw.csv': csv('9,z,zoe,9') });
  await project.build({ fullRefresh: true });
  expect(await rowsOf(project, 'm')).toEqual([[9, 'z', 'zoe', 9, 'run-4']]);
});

test('merge: a table becomes a view and an incremental model again', async () => {
  const project = newProject({
    'seeds/raw.csv': csv('1,a,ann,10'),
    'seeds/s.yml': SEEDS_YML,
    'models/m.sql': model(`unique_key='id'`),
  });
  await project.build();
  project.write({ 'models/m.sql': `select id, part, name, amount from {{ ref('raw') }}` });
  await project.build();
  expect(await project.query(`select table_type from information_schema.tables where table_name = 'm'`)).toEqual([
    ['VIEW'],
  ]);
  project.write({ 'models/m.sql': model(`unique_key='id'`), 'seeds/raw.csv': csv('2,a,ann,10') });
  await project.build();
  expect(await rowsOf(project, 'm')).toEqual([[2, 'a', 'ann', 10, 'run-3']]);
});

test('merge: duplicates fail with the key named and nothing written, unless an order is declared', async () => {
  const project = newProject({
    'seeds/raw.csv': csv('1,a,ann,10', '2,b,ben,20'),
    'seeds/s.yml': SEEDS_YML,
    'models/m.sql': model(`unique_key=['id', 'part']`),
    'models/d.sql': model(`unique_key=['id', 'part'], deduplicate_order_by=['amount desc', 'name']`),
  });
  await project.build();
  project.write({ 'seeds/raw.csv': csv('1,a,new,1', '1,a,newer,2', '1,a,newest,2', '2,b,ben,20') });
  const report = await project.command('build');
  expect(report.exitCode).toBe(1);
  expect(problems(report)).toEqual([
    `merge-duplicate-key: The batch of "main.m" has more than one row for one key: (id, part) = (1, a). Nothing was written. [models/m.sql:1:1] Make the query return one row for each unique_key, or say which row stays: config(deduplicate_order_by=['updated_at desc']).`,
  ]);
  expect(await rowsOf(project, 'm')).toEqual([
    [1, 'a', 'ann', 10, 'run-1'],
    [2, 'b', 'ben', 20, 'run-1'],
  ]);
  expect(await rowsOf(project, 'd')).toEqual([
    [1, 'a', 'newer', 2, 'run-2'],
    [2, 'b', 'ben', 20, 'run-1'],
  ]);
  const d = result(report, 'main.d');
  expect([d.staged, d.published, d.deduplicated]).toEqual([4, 2, 2]);
  const first = await project.command('build', { fullRefresh: true });
  expect(problems(first)).toEqual(problems(report));
});

test('merge: the conditions of delete, update and insert, and predicates', async () => {
  const project = newProject({
    'seeds/raw.csv': csv('1,a,ann,10', '2,b,ben,20', '3,c,cho,30', '4,gone,dan,40'),
    'seeds/s.yml': SEEDS_YML,
    'models/m.sql': model(
      `unique_key='id', delete_condition="src.part = 'gone'", update_condition='src.amount > target.amount', insert_condition='src.amount < 100'`,
    ),
    'models/p.sql': model(`unique_key='id', incremental_predicates=["target.id > 1"]`),
  });
  await project.build();
  expect(await project.query('select id from m order by 1')).toEqual([[1], [2], [3]]);
  project.write({
    'seeds/raw.csv': csv('1,a,ann,5', '2,b,BEN,25', '3,gone,cho,30', '5,e,eve,100', '6,f,fay,99', '7,gone,gus,1'),
  });
  await project.build();
  expect(await rowsOf(project, 'm')).toEqual([
    [1, 'a', 'ann', 10, 'run-1'],
    [2, 'b', 'BEN', 25, 'run-2'],
    [6, 'f', 'fay', 99, 'run-2'],
  ]);
});

test('append: each batch once, also when it is repeated; is_incremental and this', async () => {
  const project = newProject({
    'seeds/raw.csv': csv('1,a,ann,10'),
    'seeds/s.yml': SEEDS_YML,
    'models/a.sql': model(
      `incremental_strategy='append'`,
      `select id, part, name, amount from {{ ref('raw') }}\n{% if is_incremental() %}where id > (select max(id) from {{ this }}){% endif %}`,
    ),
  });
  await project.build();
  await project.build();
  expect(await rowsOf(project, 'a')).toEqual([[1, 'a', 'ann', 10, 'run-1']]);
  project.write({ 'seeds/raw.csv': csv('1,a,ann,10', '2,b,ben,20') });
  const report = await project.build();
  expect(result(report, 'main.a').rows).toBe(1);
  expect(await rowsOf(project, 'a')).toEqual([
    [1, 'a', 'ann', 10, 'run-1'],
    [2, 'b', 'ben', 20, 'run-3'],
  ]);
  await project.build({ fullRefresh: true });
  expect(await rowsOf(project, 'a')).toEqual([
    [1, 'a', 'ann', 10, 'run-4'],
    [2, 'b', 'ben', 20, 'run-4'],
  ]);
});

test('append: a hook that fails after the rows were added does not add them twice', async () => {
  const files = (hook: string) => ({ 'models/a.sql': model(`incremental_strategy='append', post_hook='${hook}'`) });
  const project = newProject({ 'seeds/raw.csv': csv('1,a,ann,10'), 'seeds/s.yml': SEEDS_YML, ...files('select 1') });
  await project.build();
  project.write(files('select * from nowhere'));
  expect((await project.command('build')).exitCode).toBe(1);
  project.write(files('select 1'));
  await project.build();
  expect(await rowsOf(project, 'a')).toEqual([
    [1, 'a', 'ann', 10, 'run-1'],
    [1, 'a', 'ann', 10, 'run-2'],
  ]);
});

const EVENTS = (...rows: string[]) => ['id,arrived_at,kind', ...rows, ''].join('\n');

test('watermark: reads on from what was committed, to what was there when the batch began', async () => {
  const read = `select id, kind from {{ ref('events') }} where arrived_at > {{ watermark('arrived_at') }} and arrived_at <= {{ high_watermark('arrived_at') }}`;
  const project = newProject({
    'seeds/events.csv': EVENTS('1,2026-01-01 10:00:00,old', '2,2026-01-02 10:00:00,x'),
    'seeds/more.csv': EVENTS('10,2026-01-05 00:00:00,m'),
    'seeds/s.yml': `seeds:\n  - name: events\n    config: { column_types: { id: bigint, arrived_at: timestamp } }\n  - name: more\n    config: { column_types: { id: bigint, arrived_at: timestamp } }\n`,
    'models/w.sql': model(`incremental_strategy='append', begin='2026-01-02'`, read),
    'models/two.sql': model(
      `unique_key='id'`,
      `select id, kind from {{ ref('events') }} where arrived_at > {{ watermark('arrived_at', ref('events')) }} and arrived_at <= {{ high_watermark('arrived_at', ref('events')) }}
union all
select id, kind from {{ ref('more') }} where arrived_at > {{ watermark('arrived_at', ref('more')) }} and arrived_at <= {{ high_watermark('arrived_at', ref('more')) }}`,
    ),
  });
  await project.build();
  expect(await project.query('select id from w order by 1')).toEqual([[2]]);
  expect(await project.query('select id from two order by 1')).toEqual([[1], [2], [10]]);
  // A late row is behind the watermark and is not read; a new one is.
  project.write({
    'seeds/events.csv': EVENTS(
      '1,2026-01-01 10:00:00,old',
      '2,2026-01-02 10:00:00,CHANGED',
      '3,2026-01-02 09:00:00,late',
      '4,2026-01-03 10:00:00,new',
    ),
  });
  await project.build();
  expect(await project.query('select id, kind from w order by 1')).toEqual([
    [2, 'x'],
    [4, 'new'],
  ]);
  expect(await project.query('select id, kind from two order by 1')).toEqual([
    [1, 'old'],
    [2, 'x'],
    [4, 'new'],
    [10, 'm'],
  ]);
  const quiet = await project.build();
  expect([result(quiet, 'main.w').rows, result(quiet, 'main.two').rows]).toEqual([0, 0]);
  await project.build({ fullRefresh: true });
  expect(await project.query('select id from w order by 1')).toEqual([[2], [3], [4]]);
  expect(await project.query('select id, kind from two order by 1')).toEqual([
    [1, 'old'],
    [2, 'CHANGED'],
    [3, 'late'],
    [4, 'new'],
    [10, 'm'],
  ]);
});

test('on_schema_change: ignore, append, sync with widening, fail', async () => {
  const policies = ['ignore', 'append_new_columns', 'sync_all_columns', 'fail'];
  const models = (sql: string) =>
    Object.fromEntries(
      policies.map((policy) => [`models/m_${policy}.sql`, model(`unique_key='id', on_schema_change='${policy}'`, sql)]),
    );
  const project = newProject(models(`select cast(1 as integer) as id, cast(2 as integer) as n, 'a' as lost`));
  await project.build();
  project.write(models(`select cast(1 as integer) as id, cast(3 as bigint) as n, true as fresh`));
  const refused = await project.command('build');
  expect(refused.exitCode).toBe(2);
  expect(problems(refused)).toEqual([
    `schema-changed: The query of "m_fail" no longer fits its table, and on_schema_change is "fail": column "fresh" (boolean) is new; column "lost" is no longer returned; column "n" was integer and is now bigint. [models/m_fail.sql:1:73] Rebuild it with "lakemodel run --full-refresh --select m_fail", or set on_schema_change to sync_all_columns, which adds, drops and widens columns.`,
  ]);
  await project.build({ exclude: ['m_fail'] });
  const audit = ['etl_run_id', 'ingest_ts', 'source_system'];
  const shape = async (name: string) =>
    (await project.query(`describe ${name}`))
      .filter(([column]) => !audit.includes(String(column)))
      .map(([column, type]) => `${String(column)} ${String(type)}`);
  expect(await shape('m_ignore')).toEqual(['id INTEGER', 'n INTEGER', 'lost VARCHAR']);
  expect(await shape('m_append_new_columns')).toEqual(['id INTEGER', 'n INTEGER', 'lost VARCHAR', 'fresh BOOLEAN']);
  expect(await shape('m_sync_all_columns')).toEqual(['id INTEGER', 'n BIGINT', 'fresh BOOLEAN']);
  expect(await project.query('select id, n, lost from m_ignore')).toEqual([[1, 3, 'a']]);
  expect(await project.query('select id, n, lost, fresh from m_append_new_columns')).toEqual([[1, 3, 'a', true]]);
  expect(await project.query('select id, n, fresh from m_sync_all_columns')).toEqual([[1, 3, true]]);
  project.write({
    'models/m_sync_all_columns.sql': model(
      `unique_key='id', on_schema_change='sync_all_columns'`,
      `select cast(1 as integer) as id, 'text' as n, true as fresh`,
    ),
  });
  expect(problems(await project.command('build', { select: ['m_sync_all_columns'] }))).toMatchInlineSnapshot(`
    [
      "schema-changed: The query of "m_sync_all_columns" no longer fits its table, and on_schema_change is "sync_all_columns": column "n" cannot be changed from bigint to varchar in place. [models/m_sync_all_columns.sql:1:73] Rebuild it with "lakemodel run --full-refresh --select m_sync_all_columns".",
    ]
  `);
});

test('a row gets a new field in the table; fields that changed places stop the run', async () => {
  const sql = (row: string, type: string) =>
    model(`unique_key='id', on_schema_change='append_new_columns'`, `select id, cast(row(${row}) as row(${type})) as r, array[cast(row(${row}) as row(${type}))] as l from {{ ref('raw') }}`); // prettier-ignore
  const project = newProject({
    'seeds/raw.csv': 'id\n1\n',
    'models/gold/m.sql': sql(`1, 'x'`, 'a integer, b varchar'),
  });
  await project.build();
  project.write({
    'seeds/raw.csv': 'id\n2\n',
    'models/gold/m.sql': sql(`2, 'y', date '2026-01-01'`, 'a integer, b varchar, c date'),
  });
  await project.build();
  expect(await project.query('select r.a, r.b, r.c, l[1].a, l[1].c from gold.m order by id')).toEqual([
    [1, 'x', null, 1, null],
    [2, 'y', '2026-01-01', 2, '2026-01-01'],
  ]);
  project.write({ 'models/gold/m.sql': sql(`'y', 2`, 'b varchar, a integer') });
  const report = await project.command('run');
  expect(report.exitCode).toBe(2);
  expect(problems(report).join('\n')).toContain(`column "r" cannot be written into the table's row(`);
});

test('a key that the table does not have is refused before anything is sent', async () => {
  const project = newProject({
    'models/m.sql': `{{ config(materialized='incremental', unique_key='a') }} select 1 as a`,
  });
  await project.build();
  project.write({
    'models/m.sql': `{{ config(materialized='incremental', unique_key='id') }} select 1 as a, 2 as id`,
  });
  const report = await project.command('run');
  expect(report.exitCode).toBe(2);
  expect(problems(report).filter((text) => text.startsWith('schema-changed'))).toEqual([
    expect.stringContaining('the table has no column "id", which is in the unique_key'),
  ]);
  project.write({
    'models/m.sql': `{{ config(materialized='incremental', unique_key='id', on_schema_change='append_new_columns') }} select 1 as a, 2 as id`,
  });
  await project.build();
});
