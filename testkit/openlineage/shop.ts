import type { Files } from '../e2e/harness.ts';

/** Everything that a run can do, well and badly: seeds, a snapshot, an ephemeral model, quarantine, unit tests, failures, what hangs on them. */
export const SHOP: Files = {
  'seeds/orders.csv':
    'id,kind,amount,at\n1,a,10,2026-01-01 10:00:00\n2,b,-5,2026-01-01 11:00:00\n3,a,30,2026-01-01 12:00:00\n',
  'seeds/seeds.yml': `seeds:
  - name: orders
    description: What was ordered.
    config:
      tags: [daily]
      meta: { owner: { name: Ann, email: ann@example.com } }
      column_types: { id: bigint, kind: varchar, amount: integer, at: timestamp(6) }
`,
  'models/large.sql': `{{ config(materialized='ephemeral') }}
select id, kind, amount * 2 as twice from {{ ref('orders') }} where at > timestamp '2026-01-01 00:00:00'`,
  'models/ruled.sql': `{{ config(materialized='incremental', unique_key='id', tags=['hourly'], group='sales', meta={'owner': 'team:sales'}) }}
select id, kind, amount, at from {{ ref('orders') }}`,
  'models/totals.sql': `{{ config(materialized='table') }}
select l.kind, sum(l.twice) as total, max(cast(row(l.id, l.kind) as row(id bigint, kind varchar))) as last,
  row_number() over (order by l.kind) as n
from {{ ref('large') }} l join {{ ref('ruled') }} r on r.id = l.id group by l.kind`,
  'models/a_view.sql': `{{ config(materialized='view') }} select kind, amount from {{ ref('ruled') }} order by amount`,
  'models/broken.sql': `{{ config(materialized='table') }} select cast(kind as integer) as n from {{ ref('orders') }}`,
  'models/after_broken.sql': `{{ config(materialized='table') }} select n from {{ ref('broken') }}`,
  'models/models.yml': `groups:
  - { name: sales, owner: { name: Sales, email: sales@example.com } }
models:
  - name: ruled
    description: Orders that keep the rules.
    columns:
      - { name: id, description: Key., tags: [key], data_tests: [unique, not_null] }
      - name: amount
        data_tests:
          - dbt_utils.accepted_range: { name: positive, arguments: { min_value: 0 }, on_fail: quarantine }
  - name: totals
    columns:
      - name: kind
        data_tests:
          - accepted_values: { name: only_b, arguments: { values: [b] } }
          - accepted_values: { name: rather_b, arguments: { values: [b] }, config: { severity: warn } }
unit_tests:
  - name: doubles
    description: Twice is twice.
    model: large
    given: [{ input: ref('orders'), rows: [{ id: 1, kind: a, amount: 4, at: '2026-01-02 00:00:00' }] }]
    expect: { rows: [{ id: 1, kind: a, twice: 8 }] }
  - name: doubles_wrongly
    model: large
    given: [{ input: ref('orders'), rows: [{ id: 1, kind: a, amount: 4, at: '2026-01-02 00:00:00' }] }]
    expect: { rows: [{ id: 1, kind: a, twice: 9 }] }
`,
  'tests/no_large_orders.sql': `select * from {{ ref('orders') }} where amount > 1000`,
  'snapshots/kinds.sql': `{% snapshot kinds %}{{ config(unique_key='id', strategy='check', check_cols=['kind']) }}
select id, kind from {{ ref('orders') }}{% endsnapshot %}`,
};
