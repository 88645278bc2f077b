import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { list } from '../../src/lakemodel.ts';
import { invocationOf, newProject, problems, type CommandOptions, type Files, type TestProject } from './harness.ts';

const FILES: Files = {
  'project.yml': `name: shop
version: '1'
target: local
vars: { days: 3 }
targets:
  local: { type: duckdb, path: target/shop.duckdb, threads: 1, schema: "{{ env_var('TEAM', 'dev') }}" }
models:
  marts:
    +schema: "{{ env_var('MARTS', 'marts') }}"
    +meta: { owner: sales }
`,
  'macros/cents.sql': `{% macro cents(column) %}cast({{ column }} as decimal(18, 2)) / 100{% endmacro %}
{% macro twice(column) %}2 * {{ cents(column) }}{% endmacro %}
`,
  'models/staging/orders.sql': `{{ config(materialized='table') }}
-- all orders
select id, amount, 'Paid' as status from {{ ref('raw_orders') }} where (amount > 0)
`,
  'models/marts/revenue.sql': "select id, {{ twice('amount') }} as revenue from {{ ref('orders') }}\n",
  'models/marts/recent.sql': "select id from {{ ref('orders') }} where id > {{ var('days') }}\n",
  'models/marts/kept.sql': `{{ config(materialized='incremental', unique_key='id') }}
select id, amount from {{ ref('orders') }}
{% if is_incremental() %} where id > 10 {% endif %}
`,
  'macros/grants.sql': `{% macro note(text) %}select '{{ text }}'{% endmacro %}\n`,
  'models/marts/hooked.sql': `{{ config(post_hook="{{ note('done') }}") }} select id from {{ ref('orders') }}\n`,
  'models/marts/hooked.yml': `models:
  - name: hooked
    config: { materialized: table }
    columns: [{ name: id, data_tests: [{ not_null: { name: id_there, on_fail: drop } }] }]
`,
  'models/marts/branch.sql':
    "select {% if target.name == 'prod' %}1{% else %}2{% endif %} as id from {{ ref('orders') }}\n",
  'models/marts/marts.yml': `models:
  - name: revenue
    description: What came in.
    config:
      contract: { enforced: true }
    columns:
      - { name: id, data_type: integer, constraints: [{ type: not_null }], data_tests: [not_null] }
      - { name: revenue, data_type: 'decimal(38,4)', description: In euro. }
  - name: recent
    description: Not persisted.
    columns: [{ name: id, data_type: integer }]
exposures:
  - name: board
    type: dashboard
    owner: { name: Ann }
    depends_on: [ref('revenue')]
sources:
  - name: erp
    tables: [{ name: parts, columns: [{ name: id, data_type: integer }] }]
`,
  'seeds/raw_orders.csv': 'id,amount\n1,100\n',
  'tests/positive.sql': "select * from {{ ref('orders') }} where amount < 0\n",
};

/** A project with the manifest of its first version in the folder `earlier`. */
async function released(files: Files = {}): Promise<TestProject> {
  const project = newProject({ ...FILES, ...files });
  await project.command('build', { select: ['raw_orders', 'orders'], indirectSelection: 'empty' });
  mkdirSync(join(project.dir, 'earlier'));
  cpSync(join(project.dir, 'target/manifest.json'), join(project.dir, 'earlier/manifest.json'));
  return project;
}

async function listed(project: TestProject, select: string, options: CommandOptions = {}) {
  const state = join(project.dir, 'earlier');
  const { env, ...rest } = options;
  const host = {
    now: () => new Date(0),
    env: (name: string) => env?.[name],
    newId: () => 'x',
    signal: new AbortController().signal,
    onEvent: () => undefined,
  };
  const report = await list(invocationOf(project.dir, { state, select: [select], ...rest }), host);
  const changed = report.nodes.map(({ name, modified }) => [name, modified]);
  return { ...report, modified: Object.fromEntries(changed) as Record<string, unknown> };
}

async function checkModified(change: Files, expected: Record<string, readonly string[]>, options: CommandOptions = {}) {
  const project = await released();
  project.write(change);
  const report = await listed(project, 'state:modified', { indirectSelection: 'empty', ...options });
  expect(problems(report).filter((text) => !/selection-empty|contract-/.test(text))).toEqual([]);
  expect(report.modified).toEqual(expected);
}

const edit = (file: string, from: string | RegExp, to: string): Files => {
  const text = FILES[file] as string;
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${file} has no ${String(from)}`);
  return { [file]: edited };
};

test('what means the same is not modified', async () => {
  await checkModified(
    {
      ...edit(
        'models/staging/orders.sql',
        /[^]*/,
        `{{config( materialized = "table" )}}
SELECT ID, /* cents */ "amount", 'Paid' AS Status
FROM {{ref("raw_orders")}} WHERE amount>0;`,
      ),
      ...edit('models/marts/revenue.sql', "{{ twice('amount') }}", '2 * cast( amount as decimal(18,2) ) / 100'),
      ...edit('models/marts/branch.sql', ' as id', '\n  AS id /* the id */'),
      ...edit('macros/cents.sql', /^/, '{# money #}\n'),
    },
    {},
  );
});

test('another environment modifies nothing', async () => {
  await checkModified({}, {}, { env: { TEAM: 'prod', MARTS: 'gold' }, vars: { days: 7 } });
});

test.each([
  ['a literal', edit('models/staging/orders.sql', "'Paid'", "'paid'"), { orders: ['body'] }],
  ['an expression', edit('models/staging/orders.sql', 'amount > 0', 'amount >= 0'), { orders: ['body'] }],
  ['the incremental branch', edit('models/marts/kept.sql', '10', '11'), { kept: ['body'] }],
  ['a branch not taken', edit('models/marts/branch.sql', '}1{', '}3{'), { branch: ['body'] }],
  ['config() alone', edit('models/staging/orders.sql', "'table'", "'view'"), { orders: ['configs'] }],
  ['a configured key', edit('models/marts/kept.sql', "key='id'", "key=['id', 'amount']"), { kept: ['configs'] }],
  ['a macro behind a macro', edit('macros/cents.sql', '/ 100', '/ 1000'), { revenue: ['macros'] }],
  ['a macro of a hook', edit('macros/grants.sql', "select '", "select 'x"), { hooked: ['macros'] }],
  [
    'a row rule',
    edit('models/marts/hooked.yml', 'on_fail: drop', 'on_fail: fail'),
    { hooked: ['configs'], id_there: ['body'] },
  ],
  [
    'a folder',
    edit('project.yml', 'owner: sales', 'owner: sales, tier: 1'),
    {
      revenue: ['configs'],
      recent: ['configs'],
      kept: ['configs'],
      branch: ['configs'],
      hooked: ['configs'],
    },
  ],
  [
    'a schema',
    edit('project.yml', "'MARTS', 'marts'", "'MARTS', 'mart'"),
    {
      revenue: ['relation'],
      recent: ['relation'],
      kept: ['relation'],
      branch: ['relation'],
      hooked: ['relation'],
    },
  ],
  ['a variable', edit('project.yml', 'days: 3', 'days: 4'), { recent: ['body'] }],
  ['a seed', edit('seeds/raw_orders.csv', '1,100', '1,101'), { raw_orders: ['body'] }],
  ['a data test', edit('tests/positive.sql', '< 0', '<= 0'), { positive: ['body'] }],
  ['an exposure', edit('models/marts/marts.yml', 'Ann', 'Bob'), { board: ['body'] }],
  [
    "a source's type",
    edit(
      'models/marts/marts.yml',
      'name: parts, columns: [{ name: id, data_type: integer',
      'name: parts, columns: [{ name: id, data_type: bigint',
    ),
    { parts: ['contract'] },
  ],
  ['a description that is not persisted', edit('models/marts/marts.yml', 'What came in.', 'What we earned.'), {}],
  [
    'a description of a column without a contract',
    edit('models/marts/marts.yml', 'name: recent\n', 'name: recent\n    config: { tags: [x] }\n'),
    {},
  ],
  [
    'an inner type of a contract',
    edit('models/marts/marts.yml', 'decimal(38,4)', 'decimal(38,2)'),
    { revenue: ['contract'] },
  ],
  [
    "a whole model's constraint",
    edit(
      'models/marts/marts.yml',
      '      contract: { enforced: true }\n',
      '      contract: { enforced: true }\n    constraints: [{ type: unique, columns: [id, revenue] }]\n',
    ),
    {},
  ],
  [
    "a whole table's constraint",
    edit(
      'models/marts/hooked.yml',
      'config: { materialized: table }',
      'config: { materialized: table }\n    constraints: [{ type: unique, columns: [id] }]',
    ),
    {},
  ],
  [
    'a group',
    edit(
      'models/marts/marts.yml',
      'models:\n  - name: revenue\n',
      'groups: [{ name: money, owner: { name: Ann } }]\nmodels:\n  - name: revenue\n    group: money\n',
    ),
    {},
  ],
  [
    'access',
    edit('models/marts/marts.yml', 'name: recent\n', 'name: recent\n    access: public\n'),
    { recent: ['configs'] },
  ],
  [
    'how the docs show it',
    edit('models/marts/marts.yml', 'name: recent\n', 'name: recent\n    docs: { show: false }\n'),
    { recent: ['configs'] },
  ],
  ['a new model', { 'models/staging/fresh.sql': 'select 1 as id\n' }, { fresh: ['new'] }],
] satisfies [string, Files, Record<string, readonly string[]>][])('%s', async (_, change, expected) => {
  await checkModified(change, expected);
});

test('descriptions count where they are persisted', async () => {
  const persisted = edit(
    'models/marts/marts.yml',
    'contract: {',
    'persist_docs: { relation: true, columns: true }\n      contract: {',
  );
  const project = await released(persisted);
  const text = persisted['models/marts/marts.yml'] as string;
  project.write({ 'models/marts/marts.yml': text.replace('In euro.', 'In dollars.') });
  expect((await listed(project, 'state:modified', { indirectSelection: 'empty' })).modified).toEqual({
    revenue: ['persisted_descriptions'],
  });
});

test('sub-selectors, new, old, unmodified, and descendants', async () => {
  const project = await released();
  project.write({
    ...edit('models/staging/orders.sql', 'amount > 0', 'amount > 1'),
    ...edit('macros/cents.sql', '/ 100', '/ 10'),
    'models/staging/fresh.sql': 'select 1 as id\n',
  });
  const names = async (select: string) =>
    Object.keys((await listed(project, select, { resourceTypes: ['model'] })).modified).sort();
  expect(await names('state:modified.body')).toEqual(['fresh', 'orders']);
  expect(await names('state:modified.macros')).toEqual(['fresh', 'revenue']);
  expect(await names('state:modified.configs')).toEqual(['fresh']);
  expect(await names('state:new')).toEqual(['fresh']);
  expect(await names('state:old')).toEqual(['branch', 'hooked', 'kept', 'orders', 'recent', 'revenue']);
  expect(await names('state:unmodified')).toEqual(['branch', 'hooked', 'kept', 'recent']);
  expect(await names('state:modified.body+')).toEqual([
    'branch',
    'fresh',
    'hooked',
    'kept',
    'orders',
    'recent',
    'revenue',
  ]);
});

test('breaking changes of a contract are named by column', async () => {
  const project = await released();
  project.write(
    edit(
      'models/marts/marts.yml',
      /- \{ name: id, data_type: integer, constraints[^]*In euro. \}/,
      "- { name: id, data_type: integer }\n      - { name: turnover, data_type: 'decimal(38,4)' }\n      - { name: more, data_type: varchar }",
    ),
  );
  const report = await listed(project, 'state:modified.contract', { resourceTypes: ['model'] });
  expect(problems(report)).toEqual([
    'contract-breaking-change: The contract of "revenue" breaks what its readers rely on: "id" may now be NULL; "revenue" is now "turnover". [models/marts/marts.yml:2:11] Keep the columns as they were, or change every reader together with it.',
  ]);
  expect(report.exitCode).toBe(0);
});

const promises = (constraints: string) =>
  edit(
    'models/marts/marts.yml',
    /    config:\n      contract: \{ enforced: true \}\n/,
    `    config: { materialized: table, contract: { enforced: true } }\n    constraints: [${constraints}]\n`,
  );

test("constraints of a whole table are its contract's", async () => {
  const pair = '{ type: unique, columns: [id, revenue] }';
  const project = await released(promises(pair));
  const file = join(project.dir, 'earlier/manifest.json');
  const written = readFileSync(file, 'utf8');
  for (const manifest of [written, withoutPrints(written)]) {
    writeFileSync(file, manifest);
    project.write(promises(pair));
    expect((await listed(project, 'state:modified', { indirectSelection: 'empty' })).modified).toEqual({});
    project.write(promises('{ type: unique, columns: [id] }'));
    const changed = await listed(project, 'state:modified', { indirectSelection: 'empty' });
    expect(changed.modified).toEqual({ revenue: ['contract'] });
  }
});

/** A manifest as dbt would write it. */
function withoutPrints(manifest: string): string {
  const strip = (_: string, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('lakemodel' in value)) return value;
    const { lakemodel: ___, ...rest } = value;
    return rest;
  };
  return JSON.stringify(JSON.parse(manifest), strip);
}

test("dbt's manifest, which has no fingerprints", async () => {
  const project = await released();
  const file = join(project.dir, 'earlier/manifest.json');
  writeFileSync(file, withoutPrints(readFileSync(file, 'utf8')));
  expect((await listed(project, 'state:modified', { indirectSelection: 'empty' })).modified).toEqual({});
  expect((await listed(project, 'state:modified', { env: { TEAM: 'prod', MARTS: 'gold' } })).modified).toEqual({});
  project.write({
    ...edit('models/staging/orders.sql', "'Paid' as status", "'Paid'   AS status /* done */"),
    ...edit('models/marts/kept.sql', "key='id'", "key='amount'"),
    ...edit('macros/cents.sql', '/ 100', '/ 1000'),
    ...edit('models/marts/branch.sql', '}1{', '}3{'),
    ...edit('models/marts/marts.yml', 'decimal(38,4)', 'decimal(38,2)'),
    ...edit('seeds/raw_orders.csv', '1,100', '1,101'),
  });
  expect((await listed(project, 'state:modified', { indirectSelection: 'empty' })).modified).toEqual({
    kept: ['configs'],
    branch: ['body'],
    revenue: ['contract', 'macros'],
    raw_orders: ['body'],
  });
});

test.each([
  [undefined, 'state-folder-missing'],
  [null, 'state-manifest-missing'],
  ['', 'state-manifest-unreadable: "FOLDER/manifest.json" cannot be read: it is empty.'],
  ['{"a', 'state-manifest-unreadable'],
  ['{}', 'state-manifest-foreign'],
  ['{"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/run-results/v6.json"}}', 'run-results/v6.json'],
])('a state of %j is refused with its reason', async (manifest, problem) => {
  const project = newProject(FILES);
  const folder = join(project.dir, 'earlier');
  if (manifest !== undefined) mkdirSync(folder);
  if (typeof manifest === 'string') writeFileSync(join(folder, 'manifest.json'), manifest);
  const report = await listed(project, 'state:modified');
  expect(report.exitCode).toBe(2);
  expect(problems(report).join('\n')).toContain(problem.replace('FOLDER', folder));
  const run = await project.command('build', { select: ['state:modified'], state: folder });
  expect(run.exitCode).toBe(2);
});

test('a build takes what is modified, and its own manifest may be the state', async () => {
  const project = await released();
  const state = join(project.dir, 'target');
  const again = await project.command('build', { select: ['state:modified'], state });
  expect(again.results).toEqual([]);
  project.write(edit('models/staging/orders.sql', 'amount > 0', 'amount > 1'));
  const changed = await project.command('run', { select: ['state:modified'], state });
  expect(changed.results.map(({ name }) => name)).toEqual(['dev_staging.orders']);
});

/** The project of `fixtures/dbt-state`, with the manifest that dbt 1.10 made of it, cut to its own nodes and macros. */
function parsedByDbt(): TestProject {
  const project = newProject({});
  cpSync(join(import.meta.dirname, 'fixtures/dbt-state'), project.dir, { recursive: true });
  return project;
}

test('what dbt has parsed is not modified, in any environment', async () => {
  const project = parsedByDbt();
  for (const env of [{}, { MARTS: 'prod', ERP: 'live' }] as Readonly<Record<string, string>>[]) {
    const report = await listed(project, 'state:unmodified', { env, indirectSelection: 'empty' });
    expect(problems(report)).toEqual([]);
    expect(report.modified).toEqual({
      board: [],
      h: [],
      not_null_revenue_id: [],
      orders: [],
      parts: [],
      positive: [],
      raw_orders: [],
      revenue: [],
      sums: [],
      unique_revenue_id: [],
    });
  }
});

test('changes since a manifest of dbt', async () => {
  const project = parsedByDbt();
  const change = (file: string, ...edits: readonly (readonly [string, string])[]) => {
    const text = readFileSync(join(project.dir, file), 'utf8');
    for (const [from] of edits) expect(text).toContain(from);
    project.write({ [file]: edits.reduce((edited, [from, to]) => edited.replace(from, to), text) });
  };
  change('seeds/raw_orders.csv', ['1,100', '1,200']);
  change('snapshots/h.sql', ["check_cols='all'", "check_cols=['id']"]);
  change('tests/positive.sql', ['< 0', '<= 0']);
  change('macros/cents.sql', ['/ 100', '/ 10']);
  change('models/staging/orders.sql', ['select 1', 'select 2']);
  change(
    'models/marts/m.yml',
    ['The id.', 'The key.'],
    ['data_type: integer', 'data_type: bigint'],
    ['count: 12', 'count: 24'],
    ['name: Ann', 'name: Bob'],
    ['amount: 100', 'amount: 200'],
    ["'raw'", "'bare'"],
  );
  const report = await listed(project, 'state:modified', { indirectSelection: 'empty' });
  expect(report.modified).toEqual({
    board: ['body'],
    h: ['configs'],
    orders: ['configs'],
    parts: ['configs', 'relation'],
    positive: ['body'],
    raw_orders: ['body'],
    revenue: ['contract', 'persisted_descriptions', 'macros'],
    sums: ['body'],
  });
  expect(problems(report)).toEqual([]);
});
