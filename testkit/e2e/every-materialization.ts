import type { Files } from './harness.ts';

const EVENTS = [
  'id,kind,amount,arrived_at',
  '1,a,10,2026-01-01 10:00:00',
  '2,b,-5,2026-01-01 11:00:00',
  '3,a,30,2026-01-01 12:00:00',
];
const MORE = ['3,a,33,2026-01-02 09:00:00', '4,c,40,2026-01-02 10:00:00', '5,c,-1,2026-01-02 11:00:00'];

const model = (config: string, sql: string) => `{{ config(${config}) }}\n${sql}\n`;
const NEW_ROWS = `where arrived_at > {{ watermark('arrived_at') }} and arrived_at <= {{ high_watermark('arrived_at') }}`;
const READ = `select id, kind, amount, arrived_at from {{ ref('events') }}`;

/** The input on the first day, and with what came later. */
export function events(day: 1 | 2): Files {
  const rows = day === 1 ? EVENTS : [...EVENTS, ...MORE];
  return { 'seeds/events.csv': `${rows.join('\n')}\n` };
}

/** A project with a model of every materialization and strategy, row rules, tests, hooks and a view over all of it. */
export const EVERY_MATERIALIZATION: Files = {
  ...events(1),
  'seeds/seeds.yml': `seeds:
  - name: events
    config: { column_types: { id: bigint, kind: varchar, amount: integer, arrived_at: timestamp(6) } }
`,
  'models/silver/large.sql': model(
    `materialized='ephemeral'`,
    `select id, amount from {{ ref('events') }} where amount >= 10`,
  ),
  'models/silver/ruled.sql': model(
    `materialized='incremental', unique_key='id', deduplicate_order_by=['arrived_at desc']`,
    READ,
  ),
  'models/silver/silver.yml': `models:
  - name: ruled
    columns:
      - name: amount
        data_tests:
          - dbt_utils.accepted_range: { name: positive, arguments: { min_value: 0 }, on_fail: quarantine }
      - name: id
        data_tests: [unique, not_null]
`,
  'models/gold/a_view.sql': model(
    `materialized='view'`,
    `select kind, sum(amount) as amount from {{ ref('ruled') }} group by kind`,
  ),
  'models/gold/a_table.sql': model(
    `materialized='table', partitioned_by=['kind']`,
    `select e.kind, count(*) as n from {{ ref('events') }} e join {{ ref('large') }} l on l.id = e.id group by e.kind`,
  ),
  'models/gold/merged.sql': model(
    `materialized='incremental', unique_key=['id', 'kind'], partitioned_by=['day(arrived_at)']`,
    `select id, kind, max(amount) as amount, max(arrived_at) as arrived_at from {{ ref('events') }} ${NEW_ROWS} group by id, kind`,
  ),
  'models/gold/appended.sql': model(
    `materialized='incremental', incremental_strategy='append', post_hook='select count(*) from {{ this }}'`,
    `${READ} ${NEW_ROWS}`,
  ),
  'models/gold/appended_after_this.sql': model(
    `materialized='incremental', incremental_strategy='append'`,
    `${READ} {% if is_incremental() %}where arrived_at > (select max(arrived_at) from {{ this }}){% endif %}`,
  ),
  'models/gold/appended_with_rules.sql': model(
    `materialized='incremental', incremental_strategy='append'`,
    `${READ} ${NEW_ROWS}`,
  ),
  'models/gold/gold.yml': `models:
  - name: a_table
    description: "How many of a kind."
    config: { persist_docs: { relation: true, columns: true } }
    columns: [{ name: n, description: "Events, large ones alone." }]
  - name: a_view
    description: "What a kind's events amount to."
    config: { persist_docs: { relation: true, columns: true } }
    columns: [{ name: amount, description: "Their sum." }]
  - name: appended_with_rules
    columns:
      - name: amount
        data_tests:
          - dbt_utils.accepted_range: { name: not_negative, arguments: { min_value: 0 }, on_fail: quarantine }
`,
  'snapshots/kinds.sql': `{% snapshot kinds %}{{ config(unique_key='id', strategy='check', check_cols=['amount'], hard_deletes='invalidate') }}
select id, max(amount) as amount from {{ ref('events') }} group by id{% endsnapshot %}
`,
};
