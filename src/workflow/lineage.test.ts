import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { lineage, lineageDiff, type Host, type Invocation } from '../lakemodel.ts';

const FILES: Readonly<Record<string, string>> = {
  'project.yml': `name: shop
version: '1.0'
target: local
targets:
  local: {type: duckdb, path: target/shop.duckdb, threads: 1}
`,
  'models/sources.yml': `sources:
  - name: raw
    schema: raw
    tables:
      - name: orders
        columns:
          - {name: id, data_type: bigint}
          - {name: amt, data_type: 'decimal(10,2)'}
          - {name: status, data_type: varchar}
exposures:
  - name: weekly_report
    type: dashboard
    owner: {name: A, email: a@example.com}
    depends_on: [ref('fct_sales')]
`,
  'models/models.yml': `models:
  - name: fct_sales
    columns:
      - name: total
        data_tests: [not_null]
`,
  'models/stg_orders.sql': `{{ config(materialized='ephemeral') }}
select id, amt / 100 as amount, status from {{ source('raw', 'orders') }} where id > 0
`,
  'models/fct_sales.sql': `select status, sum(amount) as total from {{ ref('stg_orders') }} group by status
`,
};

function project(changes: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'lineage-'));
  for (const [path, text] of Object.entries({ ...FILES, ...changes })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const host: Host = {
  now: () => new Date(Date.UTC(2026, 0, 2)),
  env: () => undefined,
  newId: () => 'id-1',
  signal: new AbortController().signal,
  onEvent: () => undefined,
};

function invocation(projectDir: string, state?: string): Invocation {
  return {
    projectDir,
    vars: {},
    select: [],
    exclude: [],
    resourceTypes: [],
    indirectSelection: 'eager',
    fullRefresh: false,
    failFast: false,
    storeFailures: false,
    dryRun: false,
    ...(state !== undefined && { state }),
  };
}

const TEXT = { directions: [], format: 'text' } as const;

test('a column through an ephemeral model to its source and to its readers', async () => {
  const folder = project();
  const up = await lineage(invocation(folder), { ...TEXT, of: 'fct_sales.total' }, host);
  expect(up.diagnostics).toEqual([]);
  expect(up.text).toBe(`fct_sales.total  decimal(38,2)
  sum(amount)

Comes from
└─ stg_orders.amount  aggregated
   │  amt / 100
   └─ raw.orders.amt  computed

Its rows hang on
  stg_orders.status  group

Goes to
  no model

Exposures and tests
  weekly_report
  not_null_fct_sales_total`);
  const down = await lineage(invocation(folder), { ...TEXT, of: 'raw.orders.id', directions: ['downstream'] }, host);
  expect(down.text).toContain('rows of stg_orders  filter');
});

test('it writes lineage.json, the same for the same files', async () => {
  const [one, other] = [project(), project()];
  for (const folder of [one, other]) await lineage(invocation(folder), TEXT, host);
  const [a, b] = [one, other].map((folder) => readFileSync(join(folder, 'target/lineage.json'), 'utf8'));
  expect(a).toBe(b);
  expect(Object.keys((JSON.parse(String(a)) as { nodes: object }).nodes)).toEqual([
    'model.shop.fct_sales',
    'model.shop.stg_orders',
    'source.shop.raw.orders',
  ]);
});

test('what is not in the project is told with the nearest names', async () => {
  const report = await lineage(invocation(project()), { ...TEXT, of: 'fct_sale' }, host);
  expect(report).toMatchObject({ exitCode: 2, text: '' });
  expect(report.diagnostics.map(({ code, hint }) => [code, hint])).toEqual([['lineage-node-unknown', 'Did you mean "fct_sales"?']]); // prettier-ignore
  const column = await lineage(invocation(project()), { ...TEXT, of: 'fct_sales.totl' }, host);
  expect(column.diagnostics.map(({ code, hint }) => [code, hint])).toEqual([['lineage-column-unknown', 'Did you mean "total"?']]); // prettier-ignore
});

test('a project in which something is wrong shows what is known and writes nothing', async () => {
  const folder = project({ 'models/broken.sql': `select nothing from {{ ref('fct_sales') }}` });
  const report = await lineage(invocation(folder), { ...TEXT, of: 'fct_sales.status' }, host);
  expect(report.exitCode).toBe(2);
  expect(report.text).toContain('raw.orders.status');
  expect(existsSync(join(folder, 'target/lineage.json'))).toBe(false);
});

test('diff', async () => {
  const before = project();
  await lineage(invocation(before), TEXT, host);
  const state = join(mkdtempSync(join(tmpdir(), 'state-')), 'prod');
  cpSync(join(before, 'target'), state, { recursive: true });
  expect((await lineageDiff(invocation(before, state), 'markdown', host)).text).toBe('No column changed.');
  const stg = String(FILES['models/stg_orders.sql']).replace('amt / 100', 'round(amt / 100, 1)');
  const report = await lineageDiff(invocation(project({ 'models/stg_orders.sql': stg }), state), 'markdown', host);
  expect(report.exitCode).toBe(0);
  expect(report.text).toContain('`fct_sales.total` aggregated');
  expect(report.text).toContain('+ round(amt / 100, 1)');
  expect(report.text).toContain('tests: `not_null_fct_sales_total`');
  const json = await lineageDiff(invocation(before, state), 'json', host);
  expect(JSON.parse(json.text)).toEqual({ nodes: [], breaking: 0, other: 0, broken: [] });
});

test('diff without something to compare with', async () => {
  const folder = project();
  const codes = async (state?: string) => {
    const { exitCode, diagnostics } = await lineageDiff(invocation(folder, state), 'markdown', host);
    return [exitCode, ...diagnostics.map(({ code }) => code)];
  };
  expect(await codes()).toEqual([2, 'lineage-state-not-given']);
  expect(await codes(folder)).toEqual([2, 'lineage-file-missing']);
});

test('a change that breaks a reader is told with the reader, whose own columns are not called gone', async () => {
  const before = project();
  await lineage(invocation(before), TEXT, host);
  const after = project({
    'models/stg_orders.sql': `{{ config(materialized='ephemeral') }}
select id, amt / 100 as euros, status from {{ source('raw', 'orders') }} where id > 0
`,
  });
  const { exitCode, text, diagnostics, diff } = await lineageDiff(
    invocation(after, join(before, 'target')),
    'markdown',
    host,
  );
  expect([exitCode, diagnostics.map(({ code }) => code)]).toEqual([2, ['column-unknown']]);
  expect(diff).toMatchObject({ broken: ['fct_sales'], nodes: [{ name: 'stg_orders' }] });
  expect(text).toContain('Does not compile: `fct_sales`.');
  expect(text).toContain('**`stg_orders.euros`** was named `amount`.');
  expect(text).toContain('`fct_sales.total` aggregated');
});
