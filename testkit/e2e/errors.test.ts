import { expect, test } from 'vitest';
import { newProject, problems, type Files } from './harness.ts';

const RAW = {
  'seeds/raw.csv': 'id,name,amount\n1,ann,10\n2,x,0\n',
  'models/stg.sql': `{{ config(materialized='table') }} select id, name, amount from {{ ref('raw') }}`,
};

/** What a build of these files says, before anything is sent (exit code 2) or while it runs (1). */
async function said(files: Files, exitCode: number): Promise<string[]> {
  const project = newProject({ ...RAW, ...files });
  const report = await project.command('build');
  expect(report.exitCode).toBe(exitCode);
  return problems(report);
}

test('unknown columns, wherever they stand in the template', async () => {
  expect(await said({ 'models/m.sql': "select\n  id,\n  s.nmae\nfrom {{ ref('stg') }} as s" }, 2))
    .toMatchInlineSnapshot(`
      [
        "column-unknown: There is no column "nmae" in "s". [models/m.sql:3:3] Did you mean "name"?",
      ]
    `);
  expect(
    await said(
      {
        'models/m.sql': `-- nmae\n{% set columns = ['id', 'nmae'] %}\nselect {% for c in columns %}{{ c }}{{ ',' if not loop.last }}{% endfor %}\nfrom {{ ref('stg') }}`,
      },
      2,
    ),
  ).toMatchInlineSnapshot(`
    [
      "column-unknown: There is no column "nmae" here. [models/m.sql:3:30] Did you mean "name"?",
    ]
  `);
  expect(
    await said(
      {
        'macros/m.sql': `{% macro cents(column) %}({{ column }} * 100){% endmacro %}`,
        'models/m.sql': `select\n  {{ cents('amuont') }} as cents\nfrom {{ ref('stg') }}`,
      },
      2,
    ),
  ).toMatchInlineSnapshot(`
    [
      "column-unknown: There is no column "amuont" here. [models/m.sql:2:3] Did you mean "amount"?",
    ]
  `);
  expect(
    await said(
      {
        'models/e.sql': `{{ config(materialized='ephemeral') }} select nmae from {{ ref('stg') }}`,
        'models/m.sql': `select * from {{ ref('e') }}`,
      },
      2,
    ),
  ).toMatchInlineSnapshot(`
    [
      "column-unknown: There is no column "nmae" here. [models/e.sql:1:47] Did you mean "name"?",
    ]
  `);
});

test('unknown functions, refs, sources, and inputs that are not built', async () => {
  expect(await said({ 'models/m.sql': `select\n  regexp_liek(name, 'a') as x\nfrom {{ ref('stg') }}` }, 2))
    .toMatchInlineSnapshot(`
    [
      "function-unknown: The function "regexp_liek" does not exist in Trino. [models/m.sql:2:3] Did you mean "regexp_like" or "regexp_split"?",
    ]
  `);
  expect(await said({ 'models/m.sql': `select id\nfrom {{ ref('stgg') }}` }, 2)).toMatchInlineSnapshot(`
    [
      "ref-unknown: Model "stgg" does not exist. [models/m.sql:2:13] Did you mean "stg"?",
    ]
  `);
  expect(await said({ 'models/m.sql': `select id\nfrom {{ source('shop', 'raw') }}` }, 2)).toMatchInlineSnapshot(`
    [
      "source-unknown: Source table "shop.raw" is not declared. [models/m.sql:2:16] "raw" is a seed: write ref('raw').",
    ]
  `);
  const project = newProject(RAW);
  expect(problems(await project.command('run', { select: ['stg'] }))).toMatchInlineSnapshot(`
    [
      "input-not-built: "stg" reads "raw", which is not in the warehouse ("seeds"."raw") and is not built by this command. [models/stg.sql:1:72] Build it too: --select +stg",
    ]
  `);
});

test('types: no such column type, mistakes that only types can tell', async () => {
  expect(
    await said(
      { 'models/m.sql': `{{ config(materialized='table') }}\nselect id, interval '1' day as d from {{ ref('stg') }}` },
      2,
    ),
  ).toMatchInlineSnapshot(`
    [
      "type-not-storable: Column "d" of "m" has the type interval day to second, which an Iceberg table cannot hold. [models/m.sql:1:1] Cast it to a type that tables have, such as varchar.",
    ]
  `);
  expect(
    await said(
      { 'models/m.sql': `{{ config(materialized='table') }}\nselect id + name as x from {{ ref('stg') }}` },
      2,
    ),
  ).toMatchInlineSnapshot(`
    [
      "operator-types: "+" cannot be applied to bigint and varchar. [models/m.sql:2:8] Write CAST(name AS bigint).",
    ]
  `);
  expect(await said({ 'models/m.sql': `{{ config(materialized='table') }}\nselect null as nothing` }, 2))
    .toMatchInlineSnapshot(`
    [
      "type-not-storable: Column "nothing" of "m" has the type unknown, which an Iceberg table cannot hold. [models/m.sql:1:1] Cast it to a type that tables have, such as varchar.",
    ]
  `);
  expect(
    await said(
      { 'models/m.sql': `{{ config(materialized='table') }}\nselect id, amount as a, name as A from {{ ref('stg') }}` },
      2,
    ),
  ).toMatchInlineSnapshot(`
    [
      "column-name-twice: The query of "m" returns two columns "A". [models/m.sql:1:1] Give one of them another name; upper and lower case are the same name.",
    ]
  `);
});

test('what only the data can tell', async () => {
  expect(
    await said(
      { 'models/m.sql': `{{ config(materialized='table') }}\nselect 1 / amount as x\nfrom {{ ref('stg') }}` },
      1,
    ),
  ).toMatchInlineSnapshot(`
    [
      "engine-value-invalid: A value cannot be worked with: Division by zero. [models/m.sql:1:1] Use try_cast or try where bad values may come, or let a row rule quarantine them.",
    ]
  `);
  expect(
    await said(
      {
        'models/m.sql': `{{ config(materialized='table') }}\nselect cast(name as integer) as x\nfrom {{ ref('stg') }}`,
      },
      1,
    ),
  ).toMatchInlineSnapshot(`
    [
      "engine-value-invalid: A value cannot be worked with: This text is no integer. [models/m.sql:1:1] Use try_cast or try where bad values may come, or let a row rule quarantine them.",
    ]
  `);
});
