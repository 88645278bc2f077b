import { expect, test } from 'vitest';
import { newProject, PROJECT_YML, type Files } from './harness.ts';

const TRINO = `  trino: { type: trino, host: h, port: 1, catalog: iceberg, schema: s }\n`;
const MODEL = `{{ config(materialized='table') }}
select * from (values (1, 3)) as t(a, c)
match_recognize (order by c measures last(c) as x one row per match pattern (A+) define A as c > 0)
`;
const TYPED = `models: [{name: m, columns: [{name: a, data_type: integer}, {name: x, data_type: integer}]}]\n`;
const UNTYPED = `models: [{name: m, columns: [{name: a, data_type: integer}, {name: x}]}]\n`;

/** What planning a model with SQL that lakemodel does not read says, and the statements it gives. */
async function planned(target: string, files: Files): Promise<{ codes: string[]; text: string }> {
  const project = newProject({ 'project.yml': PROJECT_YML + TRINO, 'models/m.sql': MODEL, ...files });
  const report = await project.plan('run', { target, offline: true });
  return { codes: report.diagnostics.map(({ code }) => code), text: report.text };
}

test('its author declares the columns, and its text is sent as it is written', async () => {
  const { codes, text } = await planned('trino', { 'models/m.yml': TYPED });
  expect(codes).toEqual([]);
  expect(text).toContain('match_recognize (order by c measures last(c) as x');
  expect(text).toContain('src."x"');
});

test('without the columns it cannot be planned', async () => {
  expect((await planned('trino', { 'models/m.yml': UNTYPED })).codes).toEqual(['columns-unknown']);
  expect((await planned('trino', {})).codes).toEqual(['columns-unknown']);
});

test('the embedded engine refuses it', async () => {
  expect((await planned('local', { 'models/m.yml': TYPED })).codes).toEqual(['sql-unsupported-locally']);
});
