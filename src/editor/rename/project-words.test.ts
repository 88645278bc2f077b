import { expect, test } from 'vitest';
import { checkRefused, checkRename, renameIn } from './testkit/small-project.ts';

const ORDERS = `select id, amt as amount, status, at from {{ source('raw', 'orders') }}\n`;

test('YAML of the node, tests that name the column, and relationships from elsewhere', async () => {
  const yaml = `models:
  - name: orders
    columns:
      - name: id
      - name: "amount" # the amount
        description: The amount.
        data_tests:
          - not_null
          - dbt_utils.accepted_range: { arguments: { min_value: 0 }, config: { where: "amount <> 0 and status <> 'amount'" } }
    data_tests:
      - dbt_utils.unique_combination_of_columns:
          arguments:
            combination_of_columns:
              - id
              - amount
      - dbt_utils.expression_is_true:
          expression: >
            amount > 0
            or status = 'amount'
      - unique: { column_name: amount }
  - name: lines
    columns:
      - { name: amount, data_tests: [{ relationships: { to: ref('orders'), field: amount } }] }
`;
  await checkRename(
    {
      'models/orders.sql': ORDERS,
      'models/lines.sql': `select 1 as id, 2.5 as amount\n`,
      'models/models.yml': yaml,
      'tests/positive.sql': `select amount from {{ ref('orders') }} where amount < 0\n`,
    },
    'orders.amount',
    'total',
    {
      'models/orders.sql': ORDERS.replace('amount', 'total'),
      'tests/positive.sql': `select total from {{ ref('orders') }} where total < 0\n`,
      'models/models.yml': yaml
        .replace('"amount"', '"total"')
        .replace('"amount <>', '"total <>')
        .replace('- amount\n', '- total\n')
        .replace('            amount > 0', '            total > 0')
        .replace('column_name: amount', 'column_name: total')
        .replace('field: amount', 'field: total'),
    },
  );
});

test('configuration in SQL and in YAML, and watermarks', async () => {
  const config = `{{ config(materialized='incremental', unique_key=['id', 'at'], partitioned_by=['day(at)', 'bucket(id, 4)'],
  delete_condition="src.at is null and target.status = 'at'", deduplicate_order_by='at desc') }}
`;
  const next = `{{ config(materialized='incremental', unique_key='id') }}
select id, at from {{ ref('orders') }} where at > {{ watermark('at', ref('orders')) }} and at <= {{ high_watermark('at', ref('orders')) }}
{% if is_incremental() %}and at >= (select max(at) from {{ this }}){% endif %}
`;
  const yaml = `models:
  - name: next
    config:
      merge_exclude_columns:
        - id
        - at
      event_time: at
`;
  await checkRename(
    { 'models/orders.sql': config + ORDERS, 'models/next.sql': next, 'models/models.yml': yaml },
    'orders.at',
    'changed_at',
    {
      'models/orders.sql': `{{ config(materialized='incremental', unique_key=['id', 'changed_at'], partitioned_by=['day(changed_at)', 'bucket(id, 4)'],
  delete_condition="src.changed_at is null and target.status = 'at'", deduplicate_order_by='changed_at desc') }}
${ORDERS.replace('status, at', 'status, at as changed_at')}`,
      'models/next.sql': `{{ config(materialized='incremental', unique_key='id') }}
select id, changed_at from {{ ref('orders') }} where changed_at > {{ watermark('changed_at', ref('orders')) }} and changed_at <= {{ high_watermark('changed_at', ref('orders')) }}
{% if is_incremental() %}and changed_at >= (select max(changed_at) from {{ this }}){% endif %}
`,
      'models/models.yml': yaml.replace('- at', '- changed_at').replace('time: at', 'time: changed_at'),
    },
  );
});

test('rows of unit tests: mappings, CSV, SQL, a fixture, and the table itself', async () => {
  const yaml = `unit_tests:
  - name: sums
    model: sums
    given:
      - input: ref('orders')
        rows:
          - { id: 1, amount: 2, status: amount }
          - { id: 2, Amount: 3 }
    expect:
      format: csv
      rows: |
        n,amount
        2,5
  - name: sums_sql
    model: sums
    given:
      - input: ref('orders')
        format: sql
        rows: |
          select 1 as id, 2.0 as amount
    expect: { format: csv, fixture: expected }
`;
  const files = {
    'models/orders.sql': ORDERS,
    'models/sums.sql': `select count(*) as n, sum(amount) as amount from {{ ref('orders') }}\n`,
    'models/unit.yml': yaml,
    'tests/fixtures/expected.csv': 'n,amount\n1,2.0\n',
  };
  await checkRename(files, 'orders.amount', 'total', {
    'models/orders.sql': ORDERS.replace('amount', 'total'),
    'models/sums.sql': `select count(*) as n, sum(total) as amount from {{ ref('orders') }}\n`,
    'models/unit.yml': yaml
      .replace('amount: 2', 'total: 2')
      .replace('Amount: 3', 'total: 3')
      .replace('as amount', 'as total'),
  });
  await checkRename(files, 'sums.amount', 'total', {
    'models/sums.sql': `select count(*) as n, sum(amount) as total from {{ ref('orders') }}\n`,
    'models/unit.yml': yaml.replace('n,amount', 'n,total'),
    'tests/fixtures/expected.csv': 'n,total\n1,2.0\n',
  });
});

test('snapshots with their keys', async () => {
  const snapshot = `{% snapshot history %}
{{ config(unique_key='id', strategy='check', check_cols=['amount', 'status']) }}
select id, amount, status from {{ ref('orders') }}
{% endsnapshot %}
`;
  await checkRename({ 'models/orders.sql': ORDERS, 'snapshots/history.sql': snapshot }, 'orders.amount', 'total', {
    'models/orders.sql': ORDERS.replace('amount', 'total'),
    'snapshots/history.sql': snapshot.replaceAll('amount', 'total'),
  });
});

test('a snapshot in YAML of a model', async () => {
  const yaml = `snapshots:
  - name: history
    relation: ref('orders')
    config: { unique_key: [id, amount], strategy: timestamp, updated_at: at }
`;
  await checkRename({ 'models/orders.sql': ORDERS, 'snapshots/history.yml': yaml }, 'orders.amount', 'total', {
    'models/orders.sql': ORDERS.replace('amount', 'total'),
    'snapshots/history.yml': yaml.replace('amount', 'total'),
  });
});

test('names in lists, loops and arguments of macros', async () => {
  const macros = `{% macro cents(column) %}cast({{ column }} * 100 as bigint){% endmacro %}
{% macro positive() %}amount > 0{% endmacro %}
{% macro half(row) %}{{ row }}.amount / 2{% endmacro %}
`;
  const orders = `{% set columns = ['id', 'amount'] %}
with o as (select id, amt as amount from {{ source('raw', 'orders') }})
select {% for c in columns %}{{ c }}{{ ', ' if not loop.last }}{% endfor %} from o
`;
  await checkRename(
    {
      'macros/all.sql': macros,
      'models/orders.sql': orders,
      'models/next.sql': `select {{ cents('amount') }} as cents, {{ dbt_utils.generate_surrogate_key(['id', 'amount']) }} as key from {{ ref('orders') }}\n`,
    },
    'orders.amount',
    'total',
    {
      'models/orders.sql': orders.replaceAll('amount', 'total'),
      'models/next.sql': `select {{ cents('total') }} as cents, {{ dbt_utils.generate_surrogate_key(['id', 'total']) }} as key from {{ ref('orders') }}\n`,
    },
  );
  const one = {
    'macros/all.sql': macros,
    'models/orders.sql': ORDERS,
    'models/next.sql': `select {{ half('o') }} as h from {{ ref('orders') }} as o\n`,
  };
  await checkRename(one, 'orders.amount', 'total', {
    'models/orders.sql': ORDERS.replace('amount', 'total'),
    'macros/all.sql': macros.replace('.amount', '.total'),
  });
  await checkRefused(
    { ...one, 'models/other.sql': `select {{ half('o') }} as h from (select 4 as amount) as o\n` },
    'orders.amount',
    'total',
    /rename-uncertain macros\/all\.sql:3:10 .*"other" uses/,
  );
});

test('refused: put together, from a variable, in a branch that is not taken, without a meaning', async () => {
  const refuse = (next: string, ...expected: RegExp[]) =>
    checkRefused({ 'models/orders.sql': ORDERS, 'models/next.sql': next }, 'orders.amount', 'total', ...expected);
  await refuse(
    `select {{ 'amo' ~ 'unt' }} as x from {{ ref('orders') }}\n`,
    /rename-uncertain models\/next\.sql:1:8 .*made in a template/,
  );
  await refuse(
    `select {{ var('c', 'id') }} {% if target.name == 'x' %}, amount{% endif %} from {{ ref('orders') }}\n`,
    /next\.sql:1:58 .*not taken/,
  );
  await refuse(
    `{% if target.name == 'amount' %}{% endif %}select id from {{ ref('orders') }}\n`,
    /next\.sql:1:23 .*nothing tells/,
  );
  await refuse(
    `{{ config(post_hook="delete from {{ this }} where amount is null", materialized='table') }}select amount from {{ ref('orders') }}\n`,
    /post_hook/,
  );
  await refuse(
    `{% set c = 'amount' %}select {{ c }}, 1 as {{ c }}_b, 2 as b_{{ c }} from {{ ref('orders') }}\n`,
    /next\.sql:1:30 .*made in a template/,
  );
});

test('refused: entries and configuration that others share', async () => {
  const files = {
    'models/a.sql': 'select 1 as k\n',
    'models/b.sql': 'select 2 as k\n',
    'models/models.yml': `models:
  - name: a
    columns: &both
      - name: k
        data_tests: [not_null]
  - name: b
    columns: *both
`,
  };
  await checkRefused(files, 'a.k', 'x', /rename-uncertain models\/models\.yml:4:15 .*"b" has the same entry/);
});

test('exposures and descriptions are left alone, and nothing else changes its name', async () => {
  const yaml = `exposures:
  - {name: amount, type: dashboard, owner: {name: A, email: a@b.c}, depends_on: [ref('orders')], description: amount}
`;
  const { result, texts } = await renameIn(
    { 'models/orders.sql': ORDERS, 'models/e.yml': yaml },
    'orders.amount',
    'total',
  );
  expect(Object.keys(texts)).toEqual(['models/orders.sql']);
  expect(result.renamed).toHaveLength(1);
});
