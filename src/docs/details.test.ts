import { expect, test } from 'vitest';
import { loadFiles } from '../project/testkit/temporary-project.ts';
import { builtInTestNames } from '../quality/index.ts';
import type { SiteTarget } from './site-input.ts';
import { runOf, siteOf, siteOfProject } from './testkit/site-of.ts';

const MODEL = { 'models/a.sql': "{{ config(materialized='table') }} select {{ plus(1) }} as id" };
const MACROS = {
  'macros/m.sql': '{% macro plus(n) %}{{ one() }} + {{ n }}{% endmacro %}{% macro one() %}1{% endmacro %}',
  'macros/t.sql':
    '{% test positive(model, column_name) %}select * from {{ model }} where {{ column_name }} <= 0{% endtest %}',
};

function target(name: string, sql: SiteTarget['sql'], problem?: string): SiteTarget {
  return { name, engine: 'duckdb', sql, ...(problem !== undefined && { problem }) };
}

test('compiled text is shown once for targets that get the same', async () => {
  const id = 'model.shop.a';
  const site = await siteOf(
    { 'models/a.sql': 'select 1 as id' },
    {
      targets: [
        target('local', new Map([[id, { sql: 'select 1' }]])),
        target('trino', new Map([[id, { sql: 'SELECT 1' }]])),
        target('athena', new Map([[id, { sql: 'SELECT 1' }]])),
        target('old', new Map(), 'The variable X is not set.'),
        target('odd', new Map([[id, { problem: 'No such function.' }]])),
        target('empty', new Map()),
      ],
    },
  );
  expect(site.detail('a').code).toEqual({
    written: 'select 1 as id',
    compiled: [
      { targets: ['local'], sql: 'select 1' },
      { targets: ['trino', 'athena'], sql: 'SELECT 1' },
      { targets: ['old'], problem: 'The variable X is not set.' },
      { targets: ['odd'], problem: 'No such function.' },
    ],
  });
});

test('configuration is what somebody set, as it is written where it holds a template', async () => {
  const files = {
    'models/a.sql':
      "{{ config(materialized='incremental', unique_key='id', tags=['x'], meta={'k': 1}, pre_hook='select 1') }} select 1 as id",
    'models/a.yml': `models: [{name: a, config: {schema: "{{ env_var('SCHEMA') }}"}}]`,
  };
  const { project } = await loadFiles(files, { env: () => 'hidden_value' });
  const site = siteOfProject(project);
  expect(site.detail('a').config).toEqual([
    ['materialized', 'incremental'],
    ['incremental_strategy', 'merge'],
    ['pre_hook', ['select 1']],
    ['schema', "{{ env_var('SCHEMA') }}"],
    ['unique_key', ['id']],
  ]);
  expect(site.detail('a').meta).toEqual({ k: 1 });
});

test('nothing of the settings of the target is in any shard', async () => {
  const files = {
    ...MODEL,
    ...MACROS,
    'project.yml': 'vars: {}\n',
  };
  const { project } = await loadFiles(files);
  const secret = { ...project, target: { ...project.target, settings: { password: 'sesame', path: '/secret/place' } } };
  const text = JSON.stringify([...siteOfProject(secret).all]);
  expect(text).not.toMatch(/sesame|secret/);
});

test('macros know their callers, and generic tests where they are used', async () => {
  const site = await siteOf({
    ...MODEL,
    ...MACROS,
    'models/a.yml': `models: [{name: a, columns: [{name: id, data_tests: [positive]}]}]
macros: [{name: plus, description: Adds., arguments: [{name: n, type: integer, description: A number.}]}]`,
  });
  expect(site.names(site.detail('plus').macro!.usedBy)).toEqual(['a']);
  expect(site.names(site.detail('one').macro!.usedBy).toSorted()).toEqual(['a', 'plus']);
  expect(site.names(site.detail('a').macros!).toSorted()).toEqual(['one', 'plus']);
  expect(site.detail('plus').macro!.arguments).toEqual([{ name: 'n', type: 'integer', description: 'A number.' }]);
  expect(site.detail('plus').code?.written).toContain('{% macro plus(n) %}');
  expect(site.detail('test_positive').checks.map((check) => site.checks[check]?.about)).toEqual(['id']);
  expect(site.row('test_positive').health).toBe('unknown');
});

test('runs of a node come with their figures, the newest first, thirty at most', async () => {
  const figures = {
    rows_affected: 5,
    bytes_scanned: 100,
    cost_usd: 0.5,
    rows_quarantined: 1,
    rows_dropped: 2,
    rows_deduplicated: 3,
  };
  const history = Array.from({ length: 40 }, (_, at) =>
    runOf(`r${at}`, { 'model.shop.a': { status: 'success', ...figures, message: 'Fine.' } }),
  );
  const { runs } = (await siteOf({ 'models/a.sql': 'select 1 as id' }, { history })).detail('a');
  expect(runs).toHaveLength(30);
  expect(runs[0]).toEqual({
    runId: 'r0',
    at: '2026-01-31T00:00:00.000Z',
    command: 'build',
    status: 'success',
    ms: 10,
    message: 'Fine.',
    rows: 5,
    bytes: 100,
    usd: 0.5,
    quarantined: 1,
    dropped: 2,
    deduplicated: 3,
  });
});

test('analyses have their result and chart, exposures their owner, tables what the warehouse says', async () => {
  const result = { columns: [{ name: 'x', type: 'varchar' }], rows: [['a']], isCut: false };
  const site = await siteOf(
    {
      'models/a.sql': 'select 1 as id',
      'analyses/look.sql': 'select 1',
      'models/a.yml': `analyses: [{name: look, config: {meta: {chart: {type: bar, x: x, y: n, series: s}}}}]
exposures: [{name: board, type: dashboard, label: Board, maturity: high, owner: {name: Ann, email: a@b.c}}]`,
    },
    {
      analyses: new Map([['analysis.shop.look', result]]),
      catalog: new Map([
        [
          'model.shop.a',
          {
            info: {
              relation: { schema: 's', identifier: 'a' },
              kind: 'table',
              columns: [],
              uuid: 'u',
              location: 's3://lake/a/',
              partitionedBy: ['day(at)'],
            },
            size: { rows: 7, bytes: 70, files: 1 },
          },
        ],
      ]),
    },
  );
  expect(site.detail('look').result).toEqual({ ...result, chart: { type: 'bar', x: 'x', y: ['n'], series: 's' } });
  expect(site.detail('board').exposure).toEqual({
    type: 'dashboard',
    label: 'Board',
    maturity: 'high',
    owner: { name: 'Ann', email: 'a@b.c' },
  });
  expect(site.detail('a').table).toEqual({
    kind: 'table',
    rows: 7,
    bytes: 70,
    files: 1,
    location: 's3://lake/a/',
    partitionedBy: ['day(at)'],
  });
  expect(site.row('a')).toMatchObject({ rows: 7, bytes: 70 });
});

test('words are found in descriptions and in SQL as written', async () => {
  const site = await siteOf(
    {
      'models/a.sql': "select net_amount from {{ source('erp', 'orders') }}",
      'models/a.yml':
        'models: [{name: a, description: Revenue., columns: [{name: net_amount, description: After tax}]}]\nsources: [{name: erp, description: Ledger, tables: [{name: orders}]}]',
    },
    { lineage: { a: { net_amount: '' } } },
  );
  const nodes = (word: string, { words, nodes: found }: typeof site.words.sql) => {
    const at = words.indexOf(word);
    return at < 0 ? [] : site.names((found[at] ?? '').split(' ').map((delta) => parseInt(delta, 36)));
  };
  expect(nodes('revenue', site.words.descriptions)).toEqual(['a']);
  expect(nodes('tax', site.words.descriptions)).toEqual(['a']);
  expect(nodes('ledger', site.words.descriptions)).toEqual(['erp.orders']);
  expect(nodes('net_amount', site.words.sql)).toEqual(['a']);
  expect(nodes('amount', site.words.sql)).toEqual(['a']);
  expect(nodes('select', site.words.sql)).toEqual([]);
});

test('tests say how they are configured', async () => {
  const yaml =
    'models: [{name: a, columns: [{name: id, data_tests: [{unique: {config: {where: id > 0, severity: warn}}}]}]}]';
  const { project } = await loadFiles(
    { 'models/a.sql': 'select 1 as id', 'models/a.yml': yaml },
    { builtInTests: new Set(builtInTestNames) },
  );
  const site = siteOfProject(project);
  expect(site.checkDetail('unique').config).toEqual([['where', 'id > 0']]);
});
