import { expect, test } from 'vitest';
import { compile } from '../../src/lakemodel.ts';
import { invocationOf, newProject, PROJECT_YML, type Files } from './harness.ts';

const RAW: Files = { 'seeds/raw.csv': 'id,name,amount\n1,ann,10\n2,x,0\n' };

const HOST = {
  now: () => new Date('2026-01-01T00:00:00Z'),
  env: () => undefined,
  newId: () => 'run-1',
  signal: new AbortController().signal,
  onEvent: () => undefined,
};

/** What compiling these files says, a line each: severity, code, place, message. */
async function said(files: Files, target = 'local'): Promise<string[]> {
  const { dir } = newProject({ ...RAW, ...files });
  const { diagnostics } = await compile(invocationOf(dir, { target }), HOST);
  return diagnostics.map(({ severity, code, place, message }) => `${severity} ${code} [${place?.file}:${place?.line}:${place?.column}] ${message}`); // prettier-ignore
}

const KEYED = `{{ config(materialized='incremental', unique_key='id') }}\n`;
const model = (columns: string, enforced = false) =>
  `models:\n  - name: m\n    config: {contract: {enforced: ${enforced}}}\n    columns: [${columns}]\n`;

test('contracts: what is missing, extra, of another type', async () => {
  const files = {
    'models/m.sql': `select id, name, cast(amount as bigint) as amount from {{ ref('raw') }}`,
    'models/m.yml': model(
      '{name: amount, data_type: integer}, {name: ID, data_type: bigint}, {name: nmae, data_type: varchar}',
      true,
    ),
  };
  expect(await said(files)).toEqual([
    'error contract-broken [models/m.yml:4:22] "m" breaks its contract: the column "amount" is bigint and not integer.',
    'error contract-broken [models/m.yml:4:89] "m" breaks its contract: it does not return the column "nmae".',
    'error contract-broken [models/m.yml:3:24] "m" breaks its contract: it returns the column "name" (varchar), which the contract does not have.',
  ]);
});

test('contracts compare types as they are stored', async () => {
  const files = {
    'models/m.sql': `select cast(id as smallint) as id, cast(name as varchar(10)) as name from {{ ref('raw') }}`,
    'models/m.yml': model('{name: name, data_type: varchar}, {name: id, data_type: integer}', true),
  };
  expect(await said(files)).toEqual([]);
});

test('documented columns without a contract are worth a warning', async () => {
  const files = {
    'models/m.sql': `select id, name from {{ ref('raw') }}`,
    'models/m.yml': model('{name: id, data_type: varchar}, {name: nmae}'),
  };
  expect(await said(files)).toEqual([
    'warning column-type-differs [models/m.yml:4:22] YAML says that the column "id" of "m" is varchar, and its query returns bigint.',
    'warning column-documented-missing [models/m.yml:4:54] YAML describes a column "nmae" of "m", which its query does not return.',
  ]);
});

test.each([
  [`select nullif(id, 0) as id, name from {{ ref('raw') }}`, 'warning merge-key-nullable [models/m.sql:2:8] The unique_key column "id" of "m" may be NULL: NULLIF gives NULL for one value.'], // prettier-ignore
  [`select r.id, l.name from {{ ref('raw') }} l left join {{ ref('raw') }} r on l.id = r.amount`, 'warning merge-key-nullable [models/m.sql:2:8] The unique_key column "id" of "m" may be NULL: "r" may have no row in the LEFT JOIN.'], // prettier-ignore
  [`select coalesce(id, 0) as id, coalesce(name, '') as name, count(*) n from {{ ref('raw') }} group by 1, 2`, 'warning merge-key-not-unique [models/m.sql:1:50] The unique_key "id" of "m" does not tell its rows apart: the query makes a row for each "id", "name".'], // prettier-ignore
  [`select 1 as id, name from {{ ref('raw') }}`, 'error merge-key-not-unique [models/m.sql:1:50] The unique_key "id" of "m" does not tell its rows apart: it has the same value in all rows.'], // prettier-ignore
  [`select coalesce(cast(id as double), 0e0) as id from {{ ref('raw') }}`, 'warning merge-key-type [models/m.sql:1:50] The unique_key column "id" of "m" is double, whose values are not compared exactly.'], // prettier-ignore
])('merge keys: %s', async (sql, expected) => {
  expect(await said({ 'models/m.sql': KEYED + sql })).toEqual([expected]);
});

test('a key of which nothing is known is none of that', async () => {
  expect(await said({ 'models/m.sql': `${KEYED}select id, name from {{ ref('raw') }}` })).toEqual([]);
});

test('a tested key is none of that', async () => {
  const yml = `models:\n  - name: m\n    columns: [{name: id, data_tests: [unique, not_null]}]\n`;
  const sql = `select nullif(id, 0) as id, name, count(*) n from {{ ref('raw') }} group by 1, 2`;
  expect(await said({ 'models/m.sql': KEYED + sql, 'models/m.yml': yml })).toEqual([]);
});

test('select * over an input that has changed', async () => {
  const project = newProject({
    ...RAW,
    'models/base.sql': `{{ config(materialized='table') }} select id, name from {{ ref('raw') }}`,
    'models/m.sql': `{{ config(materialized='incremental', incremental_strategy='append') }}\nselect * from {{ ref('base') }}`,
  });
  await project.build();
  project.write({ 'models/base.sql': `{{ config(materialized='table') }} select id, amount from {{ ref('raw') }}` });
  const report = await project.command('build');
  expect(report.diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'star-over-changed-input: "select *" in "m" brings "amount" from "base", which the table does not have, and no longer brings "name", which the table has; on_schema_change is "ignore".',
  ]);
});

test.each(['local', 'cloud'])('columns that configuration, tests and rows name: %s', async (target) => {
  const files = {
    'project.yml': `${PROJECT_YML}  cloud: { type: trino, host: localhost, catalog: iceberg, schema: s, user: me }\n`,
    'models/m.sql': `{{ config(materialized='table', partitioned_by=['day(att)', 'ingest_ts', 'bucket(id, 4)']) }} select id, name from {{ ref('raw') }}`,
    'models/m.yml': `models:
  - name: m
    data_tests: [{dbt_utils.unique_combination_of_columns: {combination_of_columns: [id, nmae]}}]
    columns: [{name: name, data_tests: [not_null]}]
unit_tests:
  - name: u
    model: m
    given: [{input: ref('raw'), rows: [{id: 1, nmae: x}, {id: one}]}]
    expect: {rows: [{id: 1}]}
`,
  };
  const found = await said(files, target);
  expect(found.map((line) => line.replace(/ \[.*?\]/, ''))).toEqual([
    expect.stringContaining('error config-column-unknown partitioned_by of "m" names the column "att"'),
    expect.stringContaining('error test-column-unknown'),
    expect.stringContaining('error fixture-column-unknown'),
    expect.stringContaining('error fixture-value-misfit'),
  ]);
});

const UNUSED = `with t as (\n  select id, name\n  from {{ ref('raw') }}\n)\nselect id from t`;

test('severities: of the project, of a folder, of a model', async () => {
  const at = 'column-unused [models/m.sql:2:14] Nothing reads the column "name".';
  expect(await said({ 'models/m.sql': UNUSED })).toEqual([`info ${at}`]);
  const project = (text: string) => ({ 'models/m.sql': UNUSED, 'project.yml': PROJECT_YML + text });
  expect(await said(project('diagnostics: {column-unused: error}\n'))).toEqual([`error ${at}`]);
  expect(await said(project('diagnostics: {column-unused: off}\n'))).toEqual([]);
  expect(await said(project('models: {+diagnostics: {column-unused: warning}}\n'))).toEqual([`warning ${at}`]);
  const own = { ...project('diagnostics: {column-unused: error}\n'), 'models/m.sql': `{{ config(diagnostics={'column-unused': 'off'}) }} ${UNUSED}` }; // prettier-ignore
  expect(await said(own)).toEqual([]);
});

test('a warning that is made an error stops a build before anything is sent', async () => {
  const project = newProject({ ...RAW, 'models/m.sql': UNUSED, 'project.yml': `${PROJECT_YML}diagnostics: {column-unused: error}\n` }); // prettier-ignore
  const report = await project.command('build');
  expect([report.exitCode, report.results]).toEqual([2, []]);
});

test('an adjustable error lets a build go on, also by the model that its YAML is about', async () => {
  const files = { ...RAW, 'models/m.sql': `select id from {{ ref('raw') }}`, 'models/m.yml': model('{name: id, data_type: varchar}', true) }; // prettier-ignore
  expect((await newProject(files).command('build')).exitCode).toBe(2);
  const lowered = newProject({ ...files, 'project.yml': `${PROJECT_YML}models: {+diagnostics: {contract-broken: warning}}\n` }); // prettier-ignore
  const report = await lowered.command('build');
  expect([report.exitCode, report.diagnostics.map(({ severity }) => severity)]).toEqual([0, ['warning']]);
});

test('codes that do not exist, and errors that stay errors', async () => {
  const files = { 'models/m.sql': UNUSED, 'project.yml': `${PROJECT_YML}diagnostics: {colum-unused: off, column-unknown: warning}\n` }; // prettier-ignore
  expect(await said(files)).toEqual([
    'error diagnostic-unknown [project.yml:6:15] There is no diagnostic "colum-unused".',
    'error diagnostic-fixed [project.yml:6:34] "column-unknown" is always an error: what it tells cannot be run, or would not do what it says.',
  ]);
});

test.each([
  ['at the end of the line', UNUSED.replace('name\n', 'name -- lakemodel: ignore column-unused\n')],
  ['with a reason', UNUSED.replace('name\n', 'name -- lakemodel: ignore column-unused (kept for people)\n')],
  ['of several', UNUSED.replace('select id, name', '/* lakemodel: ignore column-unused */\n  select id, name')],
  ['in Jinja', UNUSED.replace('  select id, name', '{# lakemodel: ignore column-unused #}\n  select id, name')],
  ['for the file', `-- lakemodel: ignore-file column-unused\n${UNUSED}`],
])('a line is left alone: %s', async (_, sql) => {
  expect(await said({ 'models/m.sql': sql })).toEqual([]);
});

test('a line of YAML is left alone', async () => {
  const yml = `models:\n  - name: m\n    columns:\n      - name: nmae # lakemodel: ignore column-documented-missing\n`;
  expect(await said({ 'models/m.sql': `select id from {{ ref('raw') }}`, 'models/m.yml': yml })).toEqual([]);
});

test('comments that ignore nothing, what does not exist, or what cannot be ignored', async () => {
  const sql = `select id -- lakemodel: ignore column-unused, unused-column\nfrom {{ ref('raw') }}`;
  expect(await said({ 'models/m.sql': sql })).toEqual([
    'warning ignore-unused [models/m.sql:1:32] This comment ignores "column-unused", which is not reported here.',
    'warning ignore-unknown [models/m.sql:1:47] This comment ignores "unused-column", which is no diagnostic.',
  ]);
  const wrong = `select idd -- lakemodel: ignore column-unknown\nfrom {{ ref('raw') }}`;
  expect((await said({ 'models/m.sql': wrong })).join()).toContain('error column-unknown [models/m.sql:1:8]');
});

test('what a template hides may use a column', async () => {
  const sql = `${UNUSED}\n{% if is_incremental() %} where name > (select max(name) from {{ this }}) {% endif %}`;
  expect(await said({ 'models/m.sql': sql })).toEqual([]);
  const called = `with t as (select {{ dbt_utils.generate_surrogate_key(['id']) }} as sk, id from {{ ref('raw') }}) select id from t`; // prettier-ignore
  expect(await said({ 'models/m.sql': called })).toEqual([]);
});
