import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CompileReport, Host, Invocation } from '../lakemodel.ts';
import { COMPILE_MEMORY } from './compile-memory.ts';
import { compile } from './compile.ts';

const PROJECT = `name: shop
vars: {region: north}
on-run-start: []
target: local
targets:
  local: {type: duckdb, path: target/shop.duckdb, schema: main}
  other: {type: duckdb, path: target/shop.duckdb, schema: elsewhere}
  lake: {type: trino, host: localhost, catalog: lake, user: me}
`;
const FILES: Readonly<Record<string, string>> = {
  'project.yml': PROJECT,
  'macros/all.sql': `{% macro outer_one(x) %}{{ inner_one(x) }}{% endmacro %}
{% macro inner_one(x) %}coalesce({{ x }}, 0){% endmacro %}
{% macro default__pick() %}'default'{% endmacro %}
{% macro trino__pick() %}'trino'{% endmacro %}
{% macro said(text) %}{% do exceptions.warn(text) %}{% do log(text, info=true) %}{% endmacro %}
`,
  'models/schema.yml': `sources:
  - name: raw
    tables:
      - {name: orders, columns: [{name: id, data_type: bigint}, {name: amount, data_type: 'decimal(10,2)'}]}
models:
  - {name: base, columns: [{name: id}]}
  - {name: facts, config: {materialized: view}}
`,
  'models/base.sql': `select id, amount from {{ source('raw', 'orders') }}`,
  'models/short.sql': `{{ config(materialized='ephemeral') }} select id, amount from {{ ref('base') }}`,
  'models/facts.sql': `{{ config(tags=['a']) }}
select {{ outer_one('amount') }} as amount, '{{ var('region') }}' as region, {{ adapter.dispatch('pick', 'extra')() }} as picked,
  '{{ this.schema }}' as here, '{{ target.schema }}' as target, '{{ config.get('materialized') }}' as kind, '{{ model.name }}' as name
from {{ ref('short') }}`,
  'models/star.sql': `select * from {{ ref('base') }}`,
  'models/orders.sql': `select * from {{ source('raw', 'orders') }}`,
  'models/stamped.sql': `select '{{ run_started_at }}' as started, '{{ invocation_id }}' as run from {{ ref('base') }}`,
  'models/layer.sql': `select '{{ env_var('LAYER', 'none') }}' as layer, '{{ flags.FULL_REFRESH }}' as f from {{ ref('base') }}`,
  'models/steps.sql': `{{ config(materialized='incremental', unique_key='id', incremental_strategy='merge') }}
select id, amount from {{ ref('base') }} where amount > 0 {% if is_incremental() %} and id > 3 {% endif %}`,
  'models/others.sql': `select amount from {{ ref('base') }} where amount not in (select id from {{ ref('base') }})`,
  'models/loud.sql': `{{ said('Mind the gap.') }} select id from {{ ref('base') }}`,
  'models/python.sql': `select '{{ modules.datetime.datetime.now().year }}' as year, id from {{ ref('base') }}`,
};

interface World {
  readonly invocation?: Partial<Invocation>;
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: Date;
}

function newProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lakemodel-again-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(FILES)) write(folder, path, text);
  return folder;
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

async function compileIn(projectDir: string, { invocation = {}, env = {}, now = new Date(0) }: World) {
  const messages: string[] = [];
  const host: Host = {
    now: () => now,
    env: (name) => env[name],
    newId: () => `run at ${now.getTime()}`,
    signal: new AbortController().signal,
    onEvent: (event) => event.type === 'message' && messages.push(event.text),
  };
  const report: CompileReport = await compile(
    {
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
      ...invocation,
    },
    host,
  );
  return { report, messages };
}

/** Compiles, changes something, and compiles again: then nothing of before may show. `changes` says whether anything is to be seen at all. */
async function checkSameAsFirst(change: (folder: string) => void, world: World = {}, changes = true): Promise<void> {
  const folder = newProject();
  const before = await compileIn(folder, {});
  expect(before.report.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  change(folder);
  const again = [await compileIn(folder, world), await compileIn(folder, world)];
  rmSync(join(folder, 'target'), { recursive: true });
  const first = await compileIn(folder, world);
  for (const one of again) expect(one).toEqual(first);
  if (changes) expect(first).not.toEqual(before);
  else expect(first).toEqual(before);
}

/** Puts one text for another in a file. */
function edit(path: string, from: string, to: string): (folder: string) => void {
  return (folder) => {
    const text = readFileSync(join(folder, path), 'utf8');
    expect(text).toContain(from);
    write(folder, path, text.replace(from, to));
  };
}

test('nothing', () => checkSameAsFirst(() => undefined, {}, false));

test.each<[string, (folder: string) => void]>([
  ['a template', edit('models/star.sql', '*', 'id')],
  ['a template, in places alone', edit('models/star.sql', 'select *', 'select\n\n no_such_column, *')],
  ['a macro', edit('macros/all.sql', ', 0', ', 1')],
  ['a macro that is called through another', edit('macros/all.sql', 'inner_one(x)', 'inner_one(x ~ " + 1")')],
  ['a macro that hides a built-in name', (folder) => write(folder, 'macros/var.sql', VAR)],
  ['a macro that is dispatched to', (folder) => write(folder, 'macros/pick.sql', PICK)],
  ['where macros are looked for', edit('project.yml', 'on-run-start: []', 'dispatch: [{macro_namespace: extra, search_order: [dbt]}]')], // prettier-ignore
  ['what a macro warns of', edit('models/loud.sql', 'gap', 'step')],
  ['a variable', edit('project.yml', 'north', 'south')],
  ['a variable, from text to number', edit('project.yml', 'north', '.inf')],
  ['configuration of a model', edit('models/schema.yml', 'materialized: view', 'materialized: table')],
  ['a schema', edit('models/base.sql', 'select', `{{ config(schema='silver') }} select`)],
  ['an alias', edit('models/base.sql', 'select', `{{ config(alias='basis') }} select`)],
  ['the type of a column of a source', edit('models/schema.yml', 'decimal(10,2)', 'decimal(12,4)')],
  ['a column more in a source', edit('models/schema.yml', '{name: id, data', '{name: more, data_type: date}, {name: id, data')], // prettier-ignore
  ['a column less in an input', edit('models/base.sql', 'id, amount', 'amount')],
  ['the name of a source', edit('models/schema.yml', 'name: raw', 'name: raw\n    schema: other')],
  ['that a column holds no NULL', edit('models/schema.yml', '{name: id}', '{name: id, data_tests: [not_null]}')],
  ['an ephemeral input', edit('models/short.sql', 'id, amount', 'id, amount * 2 as amount')],
  ['an ephemeral input, now a table', edit('models/short.sql', 'ephemeral', 'table')],
  ['an input, now ephemeral', edit('models/base.sql', 'select', `{{ config(materialized='ephemeral') }} select`)],
  ['an ignored diagnostic', edit('models/steps.sql', 'select', '-- lakemodel: ignore merge-key-nullable\nselect')],
  ['a contract', edit('models/schema.yml', 'columns: [{name: id}]', 'config: {contract: {enforced: true}}, columns: [{name: id, data_type: varchar}]')], // prettier-ignore
  ['SQL for the embedded engine', edit('models/star.sql', 'select', `{{ config(local_sql='select 1 as id') }} select`)],
  ['the name of a model', (folder) => {
    rmSync(join(folder, 'models/facts.sql'));
    write(folder, 'models/fact.sql', FILES['models/facts.sql'] ?? '');
  }], // prettier-ignore
])('what was compiled before does not show: other %s', (_, change) => checkSameAsFirst(change));

const VAR = `{% macro var(name) %}mine{% endmacro %}`;
const PICK = `{% macro athena__pick() %}'athena'{% endmacro %}`;

test.each<[string, World]>([
  ['variables', { invocation: { vars: { region: 'west' } } }],
  ['target', { invocation: { target: 'other' } }],
  ['engine', { invocation: { target: 'lake' } }],
  ['flags', { invocation: { fullRefresh: true } }],
  ['environment', { env: { LAYER: 'silver' } }],
  ['time', { now: new Date(Date.UTC(2026, 5, 1)) }],
  ['rows in inputs', { invocation: { empty: true } }],
])('what was compiled before does not show: other %s', (_, world) => checkSameAsFirst(() => undefined, world));

test('renderings that read the environment are not remembered', async () => {
  const folder = newProject();
  await compileIn(folder, { env: { LAYER: 'hunter22' } });
  const written = readFileSync(join(folder, 'target', COMPILE_MEMORY), 'utf8');
  expect(written).toContain('region');
  expect(written.split('\n').filter((line) => line.includes('hunter22') && line.includes('segments'))).toEqual([]);
});
