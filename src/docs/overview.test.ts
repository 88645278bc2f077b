import { expect, test } from 'vitest';
import type { LoadFiles } from '../project/testkit/temporary-project.ts';
import { runOf, siteOf } from './testkit/site-of.ts';

const FILES: LoadFiles = {
  'models/staging/stg.sql': "{{ config(materialized='ephemeral') }} select * from {{ source('erp', 'orders') }}",
  'models/gold/dim.sql': "select * from {{ ref('stg') }}",
  'models/gold/fact.sql': "select * from {{ ref('dim') }} join {{ ref('rates') }} using (id)",
  'models/top.sql': "select * from {{ ref('fact') }}",
  'seeds/rates.csv': 'id\n1\n',
  'analyses/look.sql': "select * from {{ ref('fact') }}",
  'macros/m.sql': '{% macro hello(x) %}{{ x }}{% endmacro %}',
  'models/all.yml': `sources:
  - name: erp
    meta: {owner: {name: ERP team, email: erp@example.com}}
    description: The ERP.
    tables: [{name: orders, loaded_at_field: at, freshness: {warn_after: {count: 2, period: hour}}}]
models:
  - {name: dim, description: 'Dimensions. All.', config: {group: finance, tags: [daily], meta: {owner: me}}, data_tests: [dbt_utils.expression_is_true: {arguments: {expression: 'true'}}]}
groups: [{name: finance, owner: {name: Finance}}]
exposures:
  - {name: board, type: dashboard, owner: {name: Ann}, url: 'https://example.com', depends_on: [ref('top')]}
`,
};
const SOURCE = 'source.shop.erp.orders';

test('rows say where things are and whose', async () => {
  const site = await siteOf(FILES);
  expect(site.row('erp.orders')).toMatchObject({
    kind: 'source',
    layer: 'erp',
    owner: 'ERP team',
    summary: 'The ERP.',
  });
  expect(site.row('dim')).toMatchObject({
    layer: 'gold',
    owner: 'me',
    summary: 'Dimensions.',
    tags: ['daily'],
    materialized: 'view',
  });
  expect(site.row('top').layer).toBe('models');
  expect(site.row('rates')).toMatchObject({ kind: 'seed', layer: 'seeds', materialized: 'seed' });
  expect(site.row('board')).toMatchObject({ kind: 'exposure', layer: 'exposures', owner: 'Ann' });
  expect(site.names(site.row('fact').parents).toSorted()).toEqual(['dim', 'rates']);
  expect(site.row('hello')).toMatchObject({ kind: 'macro', parents: [] });
});

test('layers come in the order of the flow, without macros', async () => {
  const { layers } = (await siteOf(FILES)).overview;
  expect(layers.map(({ name, nodes }) => `${name} ${nodes}`)).toEqual([
    'erp 1',
    'seeds 1',
    'staging 1',
    'gold 2',
    'analyses 1',
    'models 1',
    'exposures 1',
  ]);
});

test('the health of a node is the worst of its last run, its tests, its freshness and its quarantine', async () => {
  const site = await siteOf(FILES, {
    history: [
      runOf('r2', { 'model.shop.dim': 'success', 'model.shop.fact': 'skipped', 'seed.shop.rates': 'success' }),
      runOf('r1', { 'model.shop.fact': 'error', 'model.shop.top': { status: 'error', message: 'Broken.\nMore.' } }),
      runOf('r0', { 'seed.shop.rates': 'error' }, 'prod'),
    ],
    freshness: new Map([[SOURCE, { health: 'warn', ageSeconds: 10_000 }]]),
    quarantine: new Map([['seed.shop.rates', [{ rule: 'r', status: 'released', rows: 2 }]]]),
  });
  const health = Object.fromEntries(site.nodes.map((row) => [row.name, row.health]));
  expect(health).toMatchObject({
    dim: 'ok',
    fact: 'skipped',
    top: 'error',
    rates: 'ok',
    'erp.orders': 'warn',
    // They keep nothing: as what they read.
    stg: 'warn',
    look: 'skipped',
    board: 'error',
  });
  expect(site.row('dim').run).toEqual({ status: 'success', at: '2026-01-31T00:00:00.000Z', ms: 10 });
  // The ephemeral model leaves nothing behind that could be ill.
  expect(site.overview.health.nodes).toEqual({ ok: 2, skipped: 1, error: 1, warn: 0, unknown: 0 });
  expect(site.overview.health.sources).toMatchObject({ warn: 1 });
  // Runs of other targets are not shown.
  expect(site.runs.map(({ runId }) => runId)).toEqual(['r2', 'r1']);
});

test('rows in quarantine are a warning; what stands before is told apart from what the node is itself', async () => {
  const built = { 'model.shop.dim': 'success', 'model.shop.fact': 'success', 'model.shop.top': 'success' };
  const history = [runOf('r', { ...built, 'seed.shop.rates': 'success' })];
  const site = await siteOf(FILES, {
    history,
    freshness: new Map([[SOURCE, { health: 'ok', ageSeconds: 10 }]]),
    quarantine: new Map([['model.shop.dim', [{ rule: 'r', status: 'open', rows: 2 }]]]),
  });
  const standing = ({ row }: typeof site) =>
    ['erp.orders', 'stg', 'dim', 'fact', 'board'].map((name) => [name, row(name).health, row(name).upstream]);
  expect(standing(site)).toEqual([
    ['erp.orders', 'ok', undefined],
    ['stg', 'ok', 'ok'],
    ['dim', 'warn', 'ok'],
    ['fact', 'ok', 'warn'],
    ['board', 'ok', 'warn'],
  ]);
  expect(site.overview.health.nodes).toEqual({ ok: 3, warn: 1, error: 0, skipped: 0, unknown: 0 });
  expect(site.overview.layers.find(({ name }) => name === 'models')).toEqual({
    name: 'models',
    nodes: 1,
    health: 'ok',
    upstream: 'warn',
  });
  const late = await siteOf(FILES, {
    history,
    freshness: new Map([[SOURCE, { health: 'error', ageSeconds: 10_000 }]]),
  });
  expect(standing(late).slice(0, 3)).toEqual([
    ['erp.orders', 'error', undefined],
    ['stg', 'error', 'warn'],
    ['dim', 'ok', 'warn'],
  ]);
  expect(late.row('erp.orders').ageSeconds).toBe(10_000);
  expect(late.overview.layers.find(({ name }) => name === 'gold')).toMatchObject({
    health: 'ok',
    upstream: 'warn',
    isUpstreamLate: true,
  });
});

test('what needs attention comes in order: errors of runs, tests, freshness; then warnings; then by size', async () => {
  const bare = await siteOf(FILES);
  const check = bare.checks[0]!.id;
  const held = (rule: string, rows: number) => [
    { rule, status: 'open', rows },
    { rule, status: 'released', rows: 1_000 },
  ];
  const site = await siteOf(FILES, {
    history: [
      runOf('r', {
        'model.shop.top': { status: 'error', message: 'Broken.\nMore.' },
        [check]: { status: 'fail', failures: 1_500 },
      }),
    ],
    freshness: new Map([[SOURCE, { health: 'error', ageSeconds: 100_000 }]]),
    quarantine: new Map([
      ['model.shop.dim', held('r', 3)],
      ['model.shop.fact', held('r', 40)],
    ]),
  });
  expect(site.overview.attention.map(({ health, what, name, message }) => [health, what, name, message])).toEqual([
    ['error', 'run', 'top', 'Broken.'],
    ['error', 'test', 'dbt_utils.expression_is_true (true)', '1,500 rows of dim fail.'],
    ['error', 'freshness', 'erp.orders', 'Its newest row was 28 hours old when it was looked at.'],
    ['warn', 'quarantine', 'fact', '40 rows are in quarantine.'],
    ['warn', 'quarantine', 'dim', '3 rows are in quarantine.'],
  ]);
  expect(site.overview.attentionTotal).toBe(5);
  expect(site.row('fact').quarantined).toBe(40);
  expect(site.overview.health.quarantined).toEqual({ rows: 43, nodes: 2 });
});

test('counts, and what is documented and tested', async () => {
  const { counts, health } = (await siteOf(FILES, { lineage: { dim: { id: '' }, fact: { id: '' } } })).overview;
  expect(counts).toEqual({
    model: 4,
    seed: 1,
    snapshot: 0,
    source: 1,
    analysis: 1,
    exposure: 1,
    macro: 1,
    test: 1,
    unit_test: 0,
    column: 2,
  });
  expect(health.documented).toEqual({ nodes: [2, 6], columns: [0, 2] });
  expect(health.tested).toEqual([1, 4]);
});

test('the readme is the docs block for it, else the file', async () => {
  expect((await siteOf(FILES, { readme: '# File' })).overview.readme).toBe('# File');
  const docs = { ...FILES, 'models/d.md': '{% docs __overview__ %}# Block{% enddocs %}' };
  expect((await siteOf(docs, { readme: '# File' })).overview.readme).toBe('# Block');
});

test('what was not looked at is not known', async () => {
  const site = await siteOf(FILES);
  expect(site.row('erp.orders').freshness).toBe('unknown');
  expect(site.detail('erp.orders').freshness).toEqual({ health: 'unknown', warnAfter: 7_200 });
  expect(site.row('dim')).not.toHaveProperty('freshness');
  expect(site.overview.attention).toEqual([]);
});

test('what the project hides is said in its row, and is neither counted nor found by its words', async () => {
  const words = (yaml: string) =>
    siteOf({
      'models/a.sql': 'select 1 as peculiar',
      'models/b.sql': 'select 1 as id',
      'macros/m.sql': '{% macro m() %}{% endmacro %}',
      'models/all.yml': `models: [{name: a, description: Odd thing.${yaml}}]`,
      'macros/m.yml': `macros: [{name: m, description: Helper.${yaml}}]`,
    });
  const [shown, hidden] = [await words(''), await words(', docs: {show: false}')];
  expect([shown, hidden].map(({ overview }) => [overview.counts.model, overview.counts.macro])).toEqual([
    [2, 1],
    [1, 0],
  ]);
  expect([hidden.row('a').hidden, hidden.row('m').hidden, hidden.row('b').hidden]).toEqual([true, true, undefined]);
  expect(hidden.detail('a').description).toBe('Odd thing.');
  expect(JSON.stringify(shown.words)).toMatch(/odd.*peculiar/);
  expect(JSON.stringify(hidden.words)).not.toMatch(/odd|helper|peculiar/);
});
