import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as duckdb from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { sourcesPull, type SourcesPullOptions } from '../../src/lakemodel.ts';
import { invocationOf, newProject, problems, type CommandOptions, type Files, type TestProject } from './harness.ts';

const SOURCES = `# what others load
sources:
  - name: erp
    schema: raw_erp
    tables:
      - name: parts   # all that we build
        columns:
          - {name: ID, data_type: integer, data_tests: [unique]}
          - name: code
            data_type: varchar(10)
          - name: wieght
      - name: vanished
  - name: files
    tables:
      - name: drops
        external: {location: landing/drops, format: csv, options: {allow_empty: true}}
        columns: [{name: id, data_type: bigint}]
`;

const PULLED = SOURCES.replace('{name: ID, data_type: integer,', '{name: ID, data_type: bigint,').replace(
  '          - name: wieght\n',
  `          - name: wieght
          - name: weight
            data_type: decimal(10,2)
            description: in kg
          - name: seen_at
            data_type: timestamp(6)
`,
);

/** A project whose database holds what others have loaded. */
async function loaded(files: Files = {}): Promise<TestProject> {
  const project = newProject({
    'models/m.sql': "{{ config(schema='raw_erp') }} select 1 as id",
    'models/sources.yml': SOURCES,
    ...files,
  });
  const built = await project.command('run');
  expect(problems(built)).toEqual([]);
  await change(project, [
    'create schema if not exists raw_erp',
    'create table raw_erp.parts (id bigint, code varchar, weight decimal(10, 2), seen_at timestamp)',
    `comment on column raw_erp.parts.weight is 'in kg'`,
    'create table raw_erp.bolts (size integer, odd bit)',
    `comment on table raw_erp.bolts is 'M8 and more'`,
    'create view raw_erp.small as select id from raw_erp.parts',
  ]);
  return project;
}

async function change(project: TestProject, statements: readonly string[]): Promise<void> {
  const instance = await duckdb.DuckDBInstance.create(project.database);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

function pull(project: TestProject, options: SourcesPullOptions = {}, command: CommandOptions = {}) {
  const host = {
    now: () => new Date(0),
    env: () => undefined,
    newId: () => 'x',
    signal: new AbortController().signal,
    onEvent: () => undefined,
  };
  return sourcesPull(invocationOf(project.dir, command), options, host);
}

const textOf = (project: TestProject, file = 'models/sources.yml') => readFileSync(join(project.dir, file), 'utf8');

test('columns and types come into the YAML, and nothing else changes', async () => {
  const project = await loaded();
  const dry = await pull(project, {}, { dryRun: true });
  expect(textOf(project)).toBe(SOURCES);
  const report = await pull(project);
  expect(report.tables).toEqual(dry.tables);
  expect(report).toMatchObject({
    exitCode: 0,
    checked: 2,
    files: ['models/sources.yml'],
    tables: [{ name: 'erp.parts', isNew: false, retyped: [{ name: 'id', from: 'integer', to: 'bigint' }] }],
  });
  expect(problems(report).map((text) => text.replace(/ \[.*/, ''))).toEqual([
    'source-relation-missing: The catalog has no table "raw_erp"."vanished", which the source "erp.vanished" means.',
    'source-column-gone: The source "erp.parts" declares the column "wieght", which its table does not have.',
  ]);
  expect(textOf(project)).toBe(PULLED);
  const again = await pull(project);
  expect(again).toMatchObject({ exitCode: 0, tables: [], files: [] });
  expect(textOf(project)).toBe(PULLED);
});

test('only what is selected', async () => {
  const project = await loaded();
  expect(await pull(project, {}, { select: ['source:erp.vanished'] })).toMatchObject({ checked: 1, tables: [] });
  expect(textOf(project)).toBe(SOURCES);
});

test("a schema's other tables are declared, models' own are not", async () => {
  const project = await loaded();
  const report = await pull(project, { schema: 'RAW_ERP', source: 'erp' });
  expect(report.tables.map(({ name, isNew }) => [name, isNew])).toEqual([
    ['erp.parts', false],
    ['erp.bolts', true],
    ['erp.small', true],
  ]);
  expect(textOf(project)).toBe(
    PULLED.replace(
      '      - name: vanished\n',
      `      - name: vanished
      - name: bolts
        description: M8 and more
        columns:
          - name: size
            data_type: integer
          - name: odd
      - name: small
        columns:
          - name: id
            data_type: bigint
`,
    ),
  );
  expect(await pull(project, { schema: 'raw_erp', source: 'erp' })).toMatchObject({ tables: [], files: [] });
});

test('a source that is new gets a file of its own', async () => {
  const project = await loaded({ 'models/sources.yml': null });
  const report = await pull(project, { schema: 'raw_erp', source: 'erp' });
  expect(report.files).toEqual(['models/sources/erp.yml']);
  expect(textOf(project, 'models/sources/erp.yml')).toMatch(
    /^sources:\n {2}- name: erp\n {4}schema: raw_erp\n {4}tables:\n/,
  );
  project.write({ 'models/reader.sql': "select id, weight from {{ source('erp', 'parts') }}" });
  expect((await project.command('run', { select: ['reader'] })).exitCode).toBe(0);
  expect(await pull(project, { schema: 'raw_erp', source: 'erp' })).toMatchObject({ tables: [], files: [] });
});

test('a schema that is not there', async () => {
  const project = await loaded();
  const report = await pull(project, { schema: 'raw_epr' });
  expect(report.exitCode).toBe(2);
  expect(problems(report).join()).toContain('sources-pull-schema-unknown: The catalog has no schema "raw_epr"');
});
