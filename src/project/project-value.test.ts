import { expect, test } from 'vitest';
import type { ModelNode, Project, TestNode } from './project.ts';
import { loadFiles, loadGood } from './testkit/temporary-project.ts';

const SEL = 'select 1 as id\n';
const model = (project: Project, name: string) => project.nodes[`model.shop.${name}`] as ModelNode;
const textAt = (project: Project, span: { file: string; start: number; end: number }) =>
  project.texts[span.file]?.slice(span.start, span.end);
const tests = (project: Project) =>
  Object.values(project.nodes).filter((node) => node.resourceType === 'test') as TestNode[];

test('a project is frozen outside, sorted and survives JSON', async () => {
  const project = await loadGood({
    'models/b.sql': "{{ config(tags='x') }}\nselect * from {{ ref('a') }}\n",
    'models/a.sql': SEL,
    'seeds/s.csv': 'id,name\n1,a\n',
    'models/m.yml': 'models:\n  - name: a\n    columns: [{name: id, data_tests: [unique]}]\n',
  });
  expect(JSON.parse(JSON.stringify(project))).toEqual(project);
  expect(Object.isFrozen(project) && Object.isFrozen(project.nodes) && Object.isFrozen(model(project, 'a'))).toBe(true);
  expect(Object.keys(project.nodes)).toEqual([...Object.keys(project.nodes)].sort());
  expect(project.texts['seeds/s.csv']).toBe('id,name\n');
});

test('configuration: trees, then YAML, then config(); tags add up, meta merges, hooks add up, the rest replaces', async () => {
  const project = await loadGood({
    'project.yml': `models:
  +tags: all
  +meta: {owner: team, level: 1}
  +pre-hook: one
  shop:
    gold:
      +materialized: table
      +tags: [gold]
      +partitioned_by: day
      x: {+tags: named}
`,
    'models/gold/x.sql':
      "{{ config(tags=['own', 'all'], meta={'level': 3}, pre_hook=['three', 'four']) }}\nselect 1 as id\n",
    'models/gold/y.sql': "{{ config(materialized='view') }}\nselect 1 as id\n",
    'models/gold/x.yml':
      'models:\n  - name: x\n    meta: {level: 2, more: [1]}\n    config: {tags: yaml, pre_hook: {sql: two}, format: orc}\n',
  });
  const x = model(project, 'x');
  expect(x.tags).toEqual(['all', 'gold', 'named', 'yaml', 'own']);
  expect(x.meta).toEqual({ owner: 'team', level: 3, more: [1] });
  expect(x.config.pre_hook.map(({ sql }) => sql)).toEqual(['one', 'two', 'three', 'four']);
  expect(x.config.pre_hook.map(({ span }) => span && textAt(project, span))).toEqual([
    'one',
    '{sql: two}',
    "['three', 'four']",
    "['three', 'four']",
  ]);
  expect(x.config).toMatchObject({
    materialized: 'table',
    format: 'orc',
    partitioned_by: ['day'],
    enabled: true,
    other: {},
  });
  expect(textAt(project, x.configSpans.materialized ?? x.span)).toBe('table');
  expect(textAt(project, x.configSpans.format ?? x.span)).toBe('orc');
  // A tree's partitioned_by is no mistake on the view below it.
  expect(model(project, 'y').config.materialized).toBe('view');
});

test('defaults of configuration', async () => {
  const project = await loadGood({
    'models/a.sql': "{{ config(materialized='incremental', unique_key='id') }}\nselect 1 as id\n",
    'models/b.sql':
      "{{ config(materialized='incremental', audit_columns={'ingest_ts': 'at'}, work_group='wg') }}\nselect 1 as id\n",
    'models/c.sql': '{{ config(audit_columns=false, unique_tmp_table_suffix=true) }}\nselect 1 as id\n',
  });
  expect(model(project, 'a').config).toMatchObject({
    incremental_strategy: 'merge',
    unique_key: ['id'],
    on_schema_change: 'ignore',
  });
  expect(model(project, 'b').config).toMatchObject({
    incremental_strategy: 'append',
    audit_columns: { etl_run_id: 'etl_run_id', ingest_ts: 'at', source_system: 'source_system' },
    other: { work_group: 'wg' },
  });
  expect(model(project, 'c').config).toMatchObject({ audit_columns: false, other: { unique_tmp_table_suffix: true } });
});

test('relations: layer folder, schema, alias, target schema', async () => {
  const files = {
    'models/gold/x.sql': SEL,
    'models/top.sql': SEL,
    'models/silver/deep/y.sql': "{{ config(schema='special', alias='why') }}\nselect 1 as id\n",
    'seeds/s.csv': 'id\n1\n',
    'models/s.yml': `sources:
  - name: raw
    schema: raw_data
    tables:
      - name: a
      - name: files
        identifier: f
        external: {location: landing/f, format: csv}
        columns: [{name: id}]
`,
  };
  const names = async (targetName: string) => {
    const { nodes, sources } = await loadGood(files, { targetName });
    return [...Object.values(nodes), ...Object.values(sources)].map((node) => {
      const { database, schema, identifier } = (node as ModelNode).relation;
      return [database, schema, identifier].filter(Boolean).join('.');
    });
  };
  expect(await names('local')).toEqual(
    ['main.top', 'gold.x', 'special.why', 'seeds.s', 'raw_data.a', 'raw_data.f'].sort((a, b) => order(a) - order(b)),
  );
  expect(await names('cloud')).toContain('iceberg.analytics_gold.x');
  expect(await names('cloud')).toContain('iceberg.analytics.top');
  expect(await names('cloud')).toContain('iceberg.raw_data.a');
  expect(await names('cloud')).toContain('iceberg.analytics_raw_data.f');
});

const ORDER = ['main.top', 'gold.x', 'special.why', 'seeds.s', 'raw_data.a', 'raw_data.f'];
const order = (name: string) => ORDER.indexOf(name);

test("a project's own generate_schema_name decides", async () => {
  const project = await loadGood({
    'macros/names.sql': `{% macro generate_schema_name(custom_schema_name, node) %}
  {%- if custom_schema_name is none -%} {{ target.name }} {%- else -%} own_{{ custom_schema_name | trim }}_{{ node.resource_type }} {%- endif -%}
{% endmacro %}
{% macro generate_alias_name(custom_alias_name=none, node=none) %}t_{{ custom_alias_name or node.name }}{% endmacro %}`,
    'models/gold/x.sql': SEL,
    'models/top.sql': SEL,
  });
  expect(model(project, 'x').relation).toEqual({ schema: 'own_gold_model', identifier: 't_x' });
  expect(model(project, 'top').relation).toEqual({ schema: 'local', identifier: 't_top' });
});

test('references: in the template, through macros, and by rendering', async () => {
  const project = await loadGood({
    'macros/m.sql': `{% macro outer() %}{{ inner() }}{% endmacro %}
{% macro inner() %}{{ ref('through') }} {{ this }}{% endmacro %}
{% macro union(names) %}{% for name in names %}select * from {{ ref(name) }}{% endfor %}{% endmacro %}
{% macro disp() %}{{ adapter.dispatch('disp')() }}{% endmacro %}
{% macro default__disp() %}{{ source('raw', 'dispatched') }}{% endmacro %}`,
    'models/a.sql':
      "select * from {{ ref('direct') }} join {{ source('raw', 't') }} where {{ watermark('at', ref('direct')) }} {{ outer() }} {{ disp() }}\n",
    'models/b.sql': "{{ union(['x', 'y']) }} {% if is_incremental() %} {{ high_watermark('at') }} {% endif %}\n",
    'models/c.sql':
      "{{ config(materialized=var('kind', 'table'), tags=[target.type]) }}\n{% set n = 'z' %}select * from {{ ref(n) }} {# {{ ref('never') }} #}\n",
  });
  const a = model(project, 'a').references;
  expect(a.refs.map(({ name }) => name)).toEqual(['direct', 'direct', 'through']);
  expect(a.refs.map(({ span }) => textAt(project, span))).toEqual(["'direct'", "'direct'", "'through'"]);
  expect(a.sources.map(({ table }) => table)).toEqual(['t', 'dispatched']);
  expect(a.watermarks).toMatchObject([{ column: 'at', of: { ref: { name: 'direct' } } }]);
  expect(a.macros).toEqual(['macro.shop.default__disp', 'macro.shop.disp', 'macro.shop.inner', 'macro.shop.outer']);
  expect(a.usesThis).toBe(true);
  const b = model(project, 'b').references;
  expect(b.refs.map(({ name, span }) => [name, textAt(project, span)])).toEqual([
    ['x', 'ref(name)'],
    ['y', 'ref(name)'],
  ]);
  expect(b.usesIsIncremental).toBe(true);
  expect(b.watermarks.map(({ column }) => column)).toEqual(['at']);
  const c = model(project, 'c');
  expect(c.references.refs.map(({ name }) => name)).toEqual(['z']);
  expect(c.config.materialized).toBe('table');
  expect(c.tags).toEqual(['duckdb']);
  expect(project.macros['macro.shop.outer']?.macros).toEqual(['macro.shop.inner']);
});

test('data tests: short forms, arguments, configuration, names', async () => {
  const project = await loadGood({
    'project.yml': 'data_tests:\n  +severity: warn\nvars: {low: 3}\n',
    'models/t.sql': "{{ config(materialized='table') }}\nselect 1 as id\n",
    'tests/generic/positive.sql':
      "{% test positive(model, column_name, other) %}{{ config(limit=7, severity='error') }}select * from {{ model }}, {{ ref('helper') }}{% endtest %}\n",
    'tests/some/singular.sql': "{{ config(severity='error') }}\nselect * from {{ ref('t') }}\n",
    'models/t.yml': `models:
  - name: t
    data_tests:
      - dbt_utils.accepted_range: {column_name: id, min_value: "{{ var('low') }}"}
    columns:
      - name: id
        tags: keys
        data_tests:
          - unique
          - not_null: {on_fail: drop, config: {max_fraction: 0.1, where: "id > {{ var('low') }}"}}
          - relationships: {arguments: {to: "{{ ref('p') }}", field: id}}
          - positive: {other: "source('raw', 'x')"}
          - unique: {name: my_own, severity: ERROR}
          - name: third
            test_name: unique
      - name: a_column_with_a_very_long_name_indeed
        tests:
          - accepted_values: {values: [one, two, true, null, 3.5]}
            on_fail: quarantine
sources:
  - name: raw
    tables:
      - name: x
        columns: [{name: id, data_tests: [not_null]}]
`,
  });
  const found = Object.fromEntries(tests(project).map((node) => [node.name, node]));
  expect(Object.keys(found).sort()).toEqual(
    [
      'accepted_values_t_a_column_with_a_very_long_name_indeed__one__two__True__None__3_5',
      'dbt_utils_accepted_range_t_id__3',
      'my_own',
      'not_null_t_id',
      'positive_t_id__source_raw_x_',
      'relationships_t_id__id__ref_p_',
      'singular',
      'source_not_null_raw_x_id',
      'third',
      'unique_t_id',
    ].sort(),
  );
  const range = found.dbt_utils_accepted_range_t_id__3;
  expect(range?.test).toEqual({
    kind: 'generic',
    name: 'dbt_utils.accepted_range',
    arguments: { min_value: 3 },
    attachedTo: 'model.shop.t',
    columnName: 'id',
  });
  expect(found.not_null_t_id?.test).toMatchObject({
    onFail: 'drop',
    maxFraction: 0.1,
    columnName: 'id',
    arguments: {},
  });
  expect(found.not_null_t_id?.config.where).toBe('id > 3');
  expect(found.relationships_t_id__id__ref_p_?.test).toMatchObject({ arguments: { to: "ref('p')", field: 'id' } });
  expect(found.relationships_t_id__id__ref_p_?.references.refs).toMatchObject([{ name: 'p' }]);
  expect(found.positive_t_id__source_raw_x_?.references).toMatchObject({
    refs: [{ name: 'helper' }],
    sources: [{ source: 'raw', table: 'x' }],
    macros: ['macro.shop.test_positive'],
  });
  expect(found.positive_t_id__source_raw_x_?.config).toMatchObject({ severity: 'error', limit: 7 });
  expect(found.unique_t_id).toMatchObject({ config: { severity: 'warn' }, tags: ['keys'] });
  expect(found.my_own?.config.severity).toBe('error');
  expect(found.singular).toMatchObject({
    fqn: ['shop', 'some', 'singular'],
    config: { severity: 'error' },
    test: { kind: 'singular' },
  });
  const long = Object.values(found).find(({ name }) => name.startsWith('accepted_values'));
  expect(long?.config.alias).toMatch(/^accepted_values_t_[0-9a-f]{32}$/);
  expect(long?.test).toMatchObject({ onFail: 'quarantine' });
  expect(found.source_not_null_raw_x_id?.test).toMatchObject({ attachedTo: 'source.shop.raw.x' });
  expect(found.unique_t_id?.uniqueId).toMatch(/^test\.shop\.unique_t_id\.[0-9a-f]{10}$/);
});

test('sources: inheritance, freshness, files', async () => {
  const project = await loadGood({
    'project.yml': 'vars: {landing: data}\nsources:\n  shop:\n    +source_system: erp\n',
    'models/s.yml': `sources:
  - name: raw
    description: All of it.
    tags: [outer]
    loaded_at_field: at
    freshness: {warn_after: {count: 1, period: day}, error_after: {count: 2, period: day}}
    tables:
      - name: a
        tags: inner
        freshness: {error_after: {count: 5, period: hour}}
      - name: b
        freshness: null
        config: {source_system: crm, enabled: true}
      - name: off
        config: {enabled: false}
        columns: [{name: id, data_tests: [unique]}]
  - name: files
    tables:
      - name: events
        external:
          location: "{{ var('landing') }}/events"
          format: json
          partitions: [{name: load_date, data_type: date}]
          options: {json_layout: array, allow_empty: true, null_values: NA, table_properties: {x: 1}}
        columns:
          - {name: id, data_type: string}
          - {name: load_date, data_type: date}
          - {name: signals, data_type: 'row(volt double, "B c" int)'}
`,
  });
  const source = (name: string) => project.sources[`source.shop.${name}`];
  expect(source('raw.a')).toMatchObject({
    sourceDescription: 'All of it.',
    tags: ['outer', 'inner'],
    loadedAtField: 'at',
    sourceSystem: 'erp',
    freshness: { warnAfter: { count: 1, period: 'day' }, errorAfter: { count: 5, period: 'hour' } },
  });
  expect(source('raw.b')).toMatchObject({ sourceSystem: 'crm' });
  expect(source('raw.b')?.freshness).toBeUndefined();
  expect(Object.keys(project.disabled)).toEqual(['source.shop.raw.off']);
  expect(source('files.events')?.external).toEqual({
    relation: { schema: 'files', identifier: 'events' },
    format: 'json',
    location: 'data/events',
    columns: [
      { name: 'id', type: 'varchar' },
      { name: 'signals', type: 'row(volt double, "B c" integer)' },
    ],
    partitions: [{ name: 'load_date', type: 'date' }],
    options: { jsonLayout: 'array', allowEmpty: true, nullValues: ['NA'], tableProperties: { x: '1' } },
  });
});

test('snapshots, seeds, exposures, unit tests, docs, selectors, macros', async () => {
  const project = await loadGood({
    'models/m.sql': SEL,
    'models/docs.md': '{% docs m %}\nAll {{ of }} it.\n{% enddocs %}',
    'snapshots/s.sql':
      "{% snapshot hist %}\n{{ config(strategy='check', unique_key=['id'], check_cols='all', target_schema='history', invalidate_hard_deletes=true) }}\nselect * from {{ ref('m') }}\n{% endsnapshot %}\n",
    'snapshots/y.yml':
      "snapshots:\n  - name: yaml_hist\n    relation: source('raw', 't')\n    config: {strategy: timestamp, unique_key: id, updated_at: at, schema: other}\n",
    'seeds/codes.csv': 'code,n\n007,1\n008,\n',
    'seeds/codes.yml': 'seeds:\n  - name: codes\n    config: {column_types: {n: integer}}\n',
    'macros/c.sql': '{% macro cents(x, digits=2) %}{{ x }}{% endmacro %}',
    'macros/c.yml': 'macros:\n  - name: cents\n    description: To cents.\n    arguments: [{name: x, type: bigint}]\n',
    'selectors.yml': 'selectors:\n  - {name: nightly, definition: "tag:nightly"}\n',
    'tests/fixtures/in.csv': 'id,name\n1,a\n2,\n',
    'models/m.yml': `models:
  - name: m
    description: "{{ doc('m') }} Yes."
exposures:
  - {name: board, type: dashboard, owner: {name: me}, depends_on: ["ref('m')"], tags: x}
unit_tests:
  - name: u
    model: m
    given:
      - {input: "ref('m')", rows: [{id: 1}, {id: 12345678901234567890}]}
      - {input: "source('raw', 't')", format: csv, fixture: in}
      - {input: this, format: sql, rows: "select 1 as id"}
    expect: {format: csv, rows: "id\\n1\\n"}
    overrides: {macros: {is_incremental: true}, vars: {x: 1}}
`,
  });
  expect(model(project, 'm').description).toBe('All {{ of }} it. Yes.');
  const hist = project.nodes['snapshot.shop.hist'];
  expect(hist).toMatchObject({
    relation: { schema: 'history', identifier: 'hist' },
    config: { strategy: 'check', check_cols: 'all', hard_deletes: 'invalidate', unique_key: ['id'] },
  });
  expect(hist?.references.refs.map(({ span }) => textAt(project, span))).toEqual(["'m'"]);
  expect(textAt(project, hist?.configSpans.strategy ?? { file: '', start: 0, end: 0 })).toBe("'check'");
  expect(project.nodes['snapshot.shop.yaml_hist']).toMatchObject({
    code: "select * from {{ source('raw', 't') }}",
    relation: { schema: 'other' },
    references: { sources: [{ source: 'raw', table: 't' }] },
  });
  expect(project.nodes['seed.shop.codes']).toMatchObject({
    columnTypes: [
      { name: 'code', type: 'varchar' },
      { name: 'n', type: 'integer' },
    ],
    relation: { schema: 'seeds', identifier: 'codes' },
    checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(project.exposures['exposure.shop.board']).toMatchObject({
    references: { refs: [{ name: 'm' }] },
    tags: ['x'],
  });
  const unit = project.unitTests['unit_test.shop.m.u'];
  expect(unit?.given.map(({ rows, sql }) => rows ?? sql)).toEqual([
    [{ id: 1 }, { id: '12345678901234567890' }],
    [
      { id: '1', name: 'a' },
      { id: '2', name: null },
    ],
    'select 1 as id',
  ]);
  expect(unit?.expect.rows).toEqual([{ id: '1' }]);
  expect(unit?.overrides).toEqual({ macros: { is_incremental: true }, vars: { x: 1 }, envVars: {} });
  expect(project.selectors).toEqual({ nightly: { name: 'nightly', definition: 'tag:nightly' } });
  expect(project.macros['macro.shop.cents']).toMatchObject({
    description: 'To cents.',
    arguments: [{ name: 'x', type: 'bigint' }, { name: 'digits' }],
  });
});

test('vars, env_var and target in YAML; rendered text becomes what the schema wants', async () => {
  const env = (name: string) => ({ PORT: '9000', ON: 'true', DIR: 's3://b/x' })[name];
  const project = await loadGood(
    {
      'project.yml': `models:
  +enabled: "{{ env_var('ON') }}"
  +tags: "{{ target.name }}"
  +lookback: "{{ var('days') | int }}"
vars:
  days: 1
  shop: {days: 2}
  dir: "{{ env_var('DIR') }}"
on-run-end: ["grant {{ later }}"]
`,
      'models/a.sql': SEL,
    },
    { env, vars: { days: 4 } },
  );
  expect(model(project, 'a').tags).toEqual(['local']);
  expect(model(project, 'a').config.lookback).toBe(4);
  expect(project.vars).toEqual({ days: 4, dir: 's3://b/x' });
  expect(project.settings.onRunEnd).toMatchObject([{ sql: 'grant {{ later }}' }]);
});

test('disabled nodes are left out, and may share names', async () => {
  const project = await loadGood({
    'models/a/x.sql': '{{ config(enabled=false) }}\nselect 1 as id\n',
    'models/b/x.sql': SEL,
  });
  expect(Object.keys(project.nodes)).toEqual(['model.shop.x']);
  expect(Object.keys(project.disabled)).toEqual(['model.shop.x']);
  expect(project.disabled['model.shop.x']).toMatchObject([{ path: 'models/a/x.sql', config: { enabled: false } }]);
});

test('secrets of the target stay out of every diagnostic', async () => {
  const { diagnostics } = await loadFiles(
    {
      'models/a.sql': SEL,
      'project.yml':
        '  bad: {type: trino, host: h, password: "{{ env_var(\'PW\') }}", port: "{{ env_var(\'PW\') }}", jwt_token: hunter2, usr: x}\n',
    },
    { targetName: 'bad', env: () => 'hunter2' },
  );
  expect(diagnostics.length).toBeGreaterThan(0);
  expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
});

test('names of JavaScript are names like others', async () => {
  const words = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype', '__proto__'];
  const columns = words.map((name) => `      - {name: ${name}, data_tests: [not_null]}`).join('\n');
  const project = await loadGood({
    'project.yml': 'models:\n  constructor:\n    +tags: x\nvars: {constructor: 1, toString: 2}\n',
    'models/constructor/constructor.sql': "select {{ var('constructor') }} from {{ ref('toString') }}\n",
    'models/toString.sql': SEL,
    'models/m.yml': `models:\n  - name: constructor\n    columns:\n${columns}\n`,
    'seeds/valueOf.csv': 'constructor,__proto__\n1,2\n',
    'macros/m.sql': '{% macro hasOwnProperty() %}1{% endmacro %}',
  });
  expect(Object.keys(model(project, 'constructor').columns)).toEqual(words);
  expect(model(project, 'constructor').tags).toEqual(['x']);
  expect(model(project, 'constructor').references.refs).toMatchObject([{ name: 'toString' }]);
  expect(tests(project)).toHaveLength(words.length);
  expect(({} as Record<string, unknown>).name).toBeUndefined();
});

test('unknown configuration with such names is told, not obeyed', async () => {
  const { project, diagnostics } = await loadFiles({
    'models/a.sql': "{{ config(constructor='x', toString='y') }}\nselect 1 as id\n",
    'models/b.yml': 'models:\n  - name: a\n    config: {hasOwnProperty: 1}\n',
  });
  expect(diagnostics.map(({ code }) => code)).toEqual(['config-unknown', 'config-unknown', 'config-unknown']);
  expect(Object.keys(model(project, 'a').config)).not.toContain('constructor');
});

test('YAML anchors and merge keys', async () => {
  const project = await loadGood({
    'models/a.sql': SEL,
    'models/b.sql': SEL,
    'models/m.yml': `models:
  - &base
    name: a
    meta: &meta {owner: me}
    columns: [{name: id, data_tests: &tests [unique, not_null]}]
  - <<: *base
    name: b
    meta: {<<: *meta, more: 1}
`,
  });
  expect(model(project, 'b').meta).toEqual({ more: 1, owner: 'me' });
  expect(tests(project).map(({ name }) => name)).toEqual([
    'not_null_a_id',
    'not_null_b_id',
    'unique_a_id',
    'unique_b_id',
  ]);
});

test('aliases that would unfold without end are refused', async () => {
  const levels = 'abcdefghij'.split('');
  const lines = levels.map((name, index) => {
    const below = levels[index - 1];
    return `    ${name}: &${name} [${Array.from({ length: 9 }, () => (below ? `*${below}` : 'lol')).join(', ')}]`;
  });
  const { diagnostics } = await loadFiles({
    'models/a.sql': SEL,
    'models/m.yml': `models:\n- name: a\n  meta:\n${lines.join('\n')}\n`,
  });
  expect(diagnostics.map(({ message }) => message)).toContain(
    'This is not valid YAML: its aliases unfold to too many values.',
  );
});

test('CRLF in YAML and SQL, and dbt_project.yml', async () => {
  const project = await loadGood({
    'models/a.sql': "{{ config(materialized='table') }}\r\nselect *\r\nfrom {{ ref('b') }}\r\n",
    'models/m.yml': 'models:\r\n  - name: a\r\n    description: |\r\n      One\r\n      two\r\n',
  });
  expect(model(project, 'a').description).toBe('One\ntwo');
  expect(model(project, 'a').references.refs.map(({ span }) => textAt(project, span))).toEqual(["'b'"]);
});
