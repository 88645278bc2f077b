import { expect, test } from 'vitest';
import { newProject, problems, PROJECT_YML, type Files } from './harness.ts';

const model = (config: string) =>
  `{{ config(${config}, contract={'enforced': true}) }}\nselect id, amount, day from {{ ref('raw') }}`;
const COLUMNS = `
    columns:
      - { name: id, data_type: bigint, constraints: [{ type: not_null }] }
      - { name: amount, data_type: "decimal(20,4)" }
      - { name: day, data_type: timestamp(6), constraints: [{ type: not_null }] }
`;
const PROJECT: Files = {
  'seeds/raw.csv': 'id,amount,day\n1,1.5,2026-01-01\n',
  'seeds/s.yml': `seeds: [{ name: raw, config: { column_types: { id: integer, amount: "decimal(10,2)", day: date } } }]`,
  'models/gold/t.sql': model(`materialized='table'`),
  'models/gold/m.sql': model(`materialized='incremental', unique_key='id'`),
  'models/gold/a.sql': model(`materialized='incremental', incremental_strategy='append'`),
  'models/gold/gold.yml': `models:\n  - name: t${COLUMNS}  - name: m${COLUMNS}  - name: a${COLUMNS}`,
  'models/gold/over.sql': `{{ config(materialized='table') }}\nselect id + 1 as next, amount from {{ ref('t') }}`,
};

test('tables have the contract’s types, and what reads them sees those', async () => {
  const project = newProject(PROJECT);
  await project.build();
  const types = `select table_name, list(data_type order by column_index)[:3] from duckdb_columns() where schema_name = 'gold' group by 1 order by 1`;
  const contracted = ['BIGINT', 'DECIMAL(20,4)', 'TIMESTAMP'];
  expect(await project.query(types)).toEqual([
    ['a', contracted],
    ['m', contracted],
    ['over', ['BIGINT', 'DECIMAL(20,4)', 'VARCHAR']],
    ['t', contracted],
  ]);
  expect(await project.query('select id, amount, day from gold.m')).toEqual([
    [1, '1.5000', '2026-01-01 00:00:00.000000'],
  ]);
});

test('a NULL that the contract rules out stops a table before it is published', async () => {
  const project = newProject(PROJECT);
  await project.build();
  project.write({ 'seeds/raw.csv': 'id,amount,day\n1,2.5,2026-01-01\n2,3.5,\n' });
  const report = await project.command('build');
  expect(report.exitCode).toBe(1);
  const broken = problems(report).filter((text) => text.startsWith('contract-broken'));
  expect(broken.map((text) => text.replace(/ \[.*/, '')).sort()).toEqual(
    ['a', 'm', 't'].map(
      (name) =>
        `contract-broken: "gold.${name}" breaks its contract: a row has NULL in the column "day", which is not_null; nothing was published.`,
    ),
  );
  for (const name of ['a', 'm', 't'])
    expect(await project.query(`select id, amount from gold.${name}`), name).toEqual([[1, '1.5000']]);
});

test('on every target the guard is part of the statement', async () => {
  const targets = `  trino: { type: trino, host: h, port: 1, catalog: iceberg, schema: s }\n  athena: { type: athena, region: r, s3_staging_dir: s3://a/r/, s3_data_dir: s3://a/t/, schema: s }\n`;
  const project = newProject({ ...PROJECT, 'project.yml': PROJECT_YML + targets });
  for (const target of ['trino', 'athena']) {
    const { text } = await project.plan('run', { target, select: ['t'], offline: true });
    expect(text, target).toContain(
      `WHERE CASE WHEN src."id" IS NOT NULL AND src."day" IS NOT NULL THEN TRUE ELSE CAST(CASE WHEN src."id" IS NULL THEN 'lakemodel: NULL in column (id)' WHEN src."day" IS NULL THEN`,
    );
    expect(text, target).toContain('CAST(src."day" AS timestamp(6)) AS "day"');
  }
});
