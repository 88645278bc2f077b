import { expect, test } from 'vitest';
import { newProject, problems, result, type TestProject } from './harness.ts';

test('seeds: types, empty cells, quotes, no rows, many rows', async () => {
  const many = Array.from({ length: 2500 }, (_, index) => `${index},row ${index}`).join('\n');
  const project = newProject({
    'seeds/typed.csv':
      'i,big,d,t,b,txt,amount\n1,9000000000,2026-01-31,2026-01-31 10:00:00.5,true,"say ""hi"", O\'Neil\nline 2",1.50\n,,,,,,\n',
    'seeds/empty.csv': 'id,name\n',
    'seeds/many.csv': `n,txt\n${many}\n`,
    'seeds/s.yml': `seeds:
  - name: typed
    config: { audit_columns: false, column_types: { amount: 'decimal(10,2)' } }
  - name: empty
    config: { audit_columns: false, column_types: { id: bigint, name: varchar } }
  - name: many
    config: { audit_columns: false }
`,
  });
  const report = await project.build();
  expect(result(report, 'seeds.many').rows).toBe(2500);
  expect(await project.query('select * from seeds.typed order by 1 nulls last')).toEqual([
    [1, 9000000000, '2026-01-31', '2026-01-31 10:00:00.500000', true, 'say "hi", O\'Neil\nline 2', '1.50'],
    [null, null, null, null, null, null, null],
  ]);
  expect((await project.query('describe seeds.typed')).map(([, type]) => type)).toEqual([
    'BIGINT',
    'BIGINT',
    'DATE',
    'TIMESTAMP',
    'BOOLEAN',
    'VARCHAR',
    'DECIMAL(10,2)',
  ]);
  expect(await project.query('select count(*), sum(n), count(distinct txt) from seeds.many')).toEqual([
    [2500, 3123750, 2500],
  ]);
  expect(
    (await project.query('describe seeds.empty')).map(([name, type]) => `${String(name)} ${String(type)}`),
  ).toEqual(['id BIGINT', 'name VARCHAR']);

  project.write({ 'seeds/many.csv': 'n,txt\n1,one\n', 'seeds/empty.csv': 'id,name\n1,now\n' });
  await project.build();
  expect(await project.query('select count(*) from seeds.many')).toEqual([[1]]);
  expect(await project.query('select * from seeds.empty')).toEqual([[1, 'now']]);
  project.write({ 'seeds/empty.csv': 'id,name\n' });
  await project.build();
  expect(await project.query('select * from seeds.empty')).toEqual([]);
});

test('a seed cell that is not of its type says file, line and column', async () => {
  const project = newProject({
    'seeds/bad.csv': 'id,day\n1,2026-01-01\n2,soon\n',
    'seeds/s.yml': 'seeds:\n  - name: bad\n    config: { column_types: { day: date } }\n',
  });
  expect(problems(await project.command('build'))).toEqual([
    'seed-value: "soon" is not a date (column "day"). [seeds/bad.csv:3:3] Correct the value, or change the type in "column_types".',
  ]);
});

const SNAPSHOT = (config: string) =>
  `{% snapshot people %}{{ config(unique_key='id', ${config}) }}\nselect * from {{ ref('raw') }}{% endsnapshot %}`;
const csv = (...rows: string[]) => ['id,name,changed_at', ...rows, ''].join('\n');
const SEEDS_YML = `seeds:
  - name: raw
    config: { audit_columns: false, column_types: { id: bigint, name: varchar, changed_at: timestamp } }
`;
const versions = (project: TestProject, more = '') =>
  project.query(
    `select id, name, strftime(dbt_valid_from, '%m-%d'), strftime(dbt_valid_to, '%m-%d')${more} from snapshots.people order by id, dbt_valid_from`,
  );

test('snapshot by timestamp: new versions, nothing on a repeated run, deleted rows ignored', async () => {
  const project = newProject({
    'seeds/raw.csv': csv('1,ann,2026-01-01 00:00:00', '2,ben,2026-01-01 00:00:00'),
    'seeds/s.yml': SEEDS_YML,
    'snapshots/people.sql': SNAPSHOT(`strategy='timestamp', updated_at='changed_at'`),
  });
  await project.build();
  const repeated = await project.build();
  expect(result(repeated, 'snapshots.people').rows).toBe(0);
  expect(await versions(project, ', etl_run_id')).toEqual([
    [1, 'ann', '01-01', null, 'run-1'],
    [2, 'ben', '01-01', null, 'run-1'],
  ]);
  project.write({ 'seeds/raw.csv': csv('1,ANN,2026-01-05 00:00:00', '3,cho,2026-01-06 00:00:00') });
  await project.build();
  await project.build();
  expect(await versions(project, ', etl_run_id')).toEqual([
    [1, 'ann', '01-01', '01-05', 'run-3'],
    [1, 'ANN', '01-05', null, 'run-3'],
    [2, 'ben', '01-01', null, 'run-1'],
    [3, 'cho', '01-06', null, 'run-3'],
  ]);
});

test('snapshot by check: hard_deletes invalidate, a row that comes back, a new column', async () => {
  const project = newProject({
    'seeds/raw.csv': csv('1,ann,2026-01-01 00:00:00', '2,,2026-01-01 00:00:00'),
    'seeds/s.yml': SEEDS_YML,
    'snapshots/people.sql': SNAPSHOT(`strategy='check', check_cols=['name'], hard_deletes='invalidate'`),
  });
  await project.build(); // 01-02
  project.write({ 'seeds/raw.csv': csv('2,ben,2026-01-01 00:00:00') });
  await project.build(); // 01-03
  project.write({ 'seeds/raw.csv': csv('1,ann,2026-01-01 00:00:00', '2,ben,2026-01-09 00:00:00') });
  await project.build(); // 01-04
  await project.build();
  expect(await versions(project)).toEqual([
    [1, 'ann', '01-02', '01-03'],
    [1, 'ann', '01-04', null],
    [2, null, '01-02', '01-03'],
    [2, 'ben', '01-03', null],
  ]);
  project.write({
    'snapshots/people.sql': `{% snapshot people %}{{ config(unique_key='id', strategy='check', check_cols='all') }}\nselect id, name, id * 10 as tenfold from {{ ref('raw') }}{% endsnapshot %}`,
  });
  await project.build(); // 01-06
  await project.build();
  expect(await versions(project, ', tenfold, changed_at is null')).toEqual([
    [1, 'ann', '01-02', '01-03', null, false],
    [1, 'ann', '01-04', '01-06', null, false],
    [1, 'ann', '01-06', null, 10, true],
    [2, null, '01-02', '01-03', null, false],
    [2, 'ben', '01-03', '01-06', null, false],
    [2, 'ben', '01-06', null, 20, true],
  ]);
});

test('snapshot by check: hard_deletes new_record', async () => {
  const project = newProject({
    'seeds/raw.csv': csv('1,ann,2026-01-01 00:00:00', '2,ben,2026-01-01 00:00:00'),
    'seeds/s.yml': SEEDS_YML,
    'snapshots/people.sql': SNAPSHOT(`strategy='check', check_cols='all', hard_deletes='new_record'`),
  });
  await project.build(); // 01-02
  project.write({ 'seeds/raw.csv': csv('2,ben,2026-01-01 00:00:00') });
  await project.build(); // 01-03
  await project.build();
  project.write({ 'seeds/raw.csv': csv('1,ann,2026-01-01 00:00:00', '2,ben,2026-01-01 00:00:00') });
  await project.build(); // 01-05
  await project.build();
  expect(await versions(project, ', dbt_is_deleted')).toEqual([
    [1, 'ann', '01-02', '01-03', 'False'],
    [1, 'ann', '01-03', '01-05', 'True'],
    [1, 'ann', '01-05', null, 'False'],
    [2, 'ben', '01-02', null, 'False'],
  ]);
});

test('snapshot of rows without a key: each once, and their changes', async () => {
  const project = newProject({
    'seeds/raw.csv': csv(',ann,2026-01-01 00:00:00'),
    'seeds/s.yml': SEEDS_YML,
    'snapshots/people.sql': SNAPSHOT(`strategy='check', check_cols='all'`),
  });
  await project.build();
  await project.build();
  project.write({ 'seeds/raw.csv': csv(',ben,2026-01-01 00:00:00') });
  await project.build(); // 01-04
  await project.build({ fullRefresh: true });
  expect(await versions(project)).toEqual([
    [null, 'ann', '01-02', '01-04'],
    [null, 'ben', '01-04', null],
  ]);
});

test('snapshot of rows with one key twice fails and names the key', async () => {
  const project = newProject({
    'seeds/raw.csv': csv('1,ann,2026-01-01 00:00:00'),
    'seeds/s.yml': SEEDS_YML,
    'snapshots/people.sql': SNAPSHOT(`strategy='check', check_cols='all'`),
  });
  await project.build();
  project.write({ 'seeds/raw.csv': csv('1,ANN,2026-01-01 00:00:00', '1,ann2,2026-01-02 00:00:00') });
  const report = await project.command('build');
  expect(report.exitCode).toBe(1);
  expect(problems(report)).toMatchInlineSnapshot(`
    [
      "merge-duplicate-key: The batch of "snapshots.people" has more than one row for one key: (id) = (1). Nothing was written. [snapshots/people.sql:1:13] Make the query return one row for each unique_key, or say which row stays: config(deduplicate_order_by=['updated_at desc']).",
    ]
  `);
  expect(await versions(project)).toEqual([[1, 'ann', '01-02', null]]);
});
