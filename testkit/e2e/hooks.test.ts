import { expect, test } from 'vitest';
import { newProject, problems, PROJECT_YML, statuses } from './harness.ts';

test('hooks run in order around their model, and around the whole run', async () => {
  const project = newProject({
    'project.yml': `${PROJECT_YML}on-run-start:
  - create table if not exists log (n integer, what varchar)
  - "insert into log select coalesce(max(n), 0) + 1, 'start' from log"
on-run-end: ["insert into log select max(n) + 1, 'end' from log"]
`,
    'models/a.sql': `{{ config(materialized='table', pre_hook="insert into log select max(n) + 1, 'before {{ this }}' from log", post_hook=["insert into log select max(n) + 1, 'rows ' || cast(count(*) as varchar) from {{ this }}, log"]) }}
select 1 as id union all select 2`,
  });
  await project.build();
  expect(await project.query('select what from log order by n')).toEqual([
    ['start'],
    ['before "main"."a"'],
    ['rows 4'],
    ['end'],
  ]);
});

test('a failing hook fails its model and what reads it; a failing on-run-start sends nothing else', async () => {
  const project = newProject({
    'models/a.sql': `{{ config(materialized='table', post_hook='insert into nowhere values (1)') }} select 1 as id`,
    'models/b.sql': `{{ config(materialized='table') }} select * from {{ ref('a') }}`,
  });
  const report = await project.command('build');
  expect(report.exitCode).toBe(1);
  expect(statuses(report)).toEqual({ 'main.a': 'error', 'main.b': 'skipped' });
  expect(problems(report)).toMatchInlineSnapshot(`
    [
      "engine-relation-missing: Table or view "nowhere" does not exist. [models/a.sql:1:1] Build what it comes from first (\`--select +model\`), or refer to it by \`ref\` or \`source\`.",
    ]
  `);
  project.write({ 'project.yml': `${PROJECT_YML}on-run-start: ["insert into nowhere values (1)"]\n` });
  const nothing = await project.command('build', { fullRefresh: true });
  expect(nothing.exitCode).toBe(1);
  expect(nothing.results).toEqual([]);
  expect(problems(nothing)).toMatchInlineSnapshot(`
    [
      "engine-relation-missing: Table or view "nowhere" does not exist. Build what it comes from first (\`--select +model\`), or refer to it by \`ref\` or \`source\`.",
    ]
  `);
});
