import type { Files } from '../../e2e/harness.ts';

/** A small project with one way to write a table; each day brings three rows more, of which one moves an older one. */
export interface Strategy {
  readonly name: string;
  /** What is compared with an undisturbed run's: columns by table. */
  readonly tables: Readonly<Record<string, string>>;
  readonly files: (day: number) => Files;
  /** Tables that each crash begins without. */
  readonly madeFirst?: readonly string[];
  /** `replay`: what is killed is a replay of the quarantine of `gold.m`, after a build. */
  readonly command?: 'replay';
}

const ROWS = (day: number) => `{{ config(materialized='view') }}
select case when n % 3 = 0 then n - 4 else n end as id, n % 2 = 0 as is_even,
  cast(case when n % 4 = 0 then -n else n end as bigint) as amount, cast(date_add('day', 10 * n, timestamp '2026-01-01 00:00:00') as timestamp(6)) as seen
from unnest(sequence(1, ${3 * day})) as t(n)
`;

const NEW = `where seen > {{ watermark('seen') }} and seen <= {{ high_watermark('seen') }}`;
const READ = `select id, is_even, amount, seen from {{ ref('events') }}`;

function model(config: string, sql: string): string {
  return `{{ config(${config}) }}\n${sql}\n`;
}

const rules = (minimum: number) => `models:
  - name: m
    columns:
      - name: amount
        data_tests:
          - dbt_utils.accepted_range: { name: large, arguments: { min_value: ${minimum} }, on_fail: quarantine }
`;

const COLUMNS = 'id, is_even, amount, seen';
const QUARANTINED = 'id, amount, seen, failed_rules, status, row_count';

function strategy(
  name: string,
  config: string,
  sql: string,
  more: Partial<Strategy> & { yml?: string } = {},
): Strategy {
  const { yml, ...rest } = more;
  return {
    name,
    tables: { 'gold.m': COLUMNS },
    files: (day) => ({
      'models/gold/events.sql': ROWS(day),
      'models/gold/m.sql': model(config, sql),
      ...(yml !== undefined && { 'models/gold/m.yml': yml }),
    }),
    ...rest,
  };
}

const WITH_RULES: Pick<Strategy, 'tables'> & { yml: string } = {
  tables: { 'gold.m': COLUMNS, 'gold_quarantine.m': QUARANTINED },
  yml: rules(0),
};

const FIRST = { madeFirst: ['gold.m', 'gold_quarantine.m'] };

export const STRATEGIES: readonly Strategy[] = [
  strategy('a view', `materialized='view'`, READ, { tables: { 'gold.events': COLUMNS, 'gold.m': COLUMNS } }),
  strategy('a table', `materialized='table', partitioned_by=['is_even']`, READ),
  strategy('a table, at first', `materialized='table'`, READ, FIRST),
  strategy('a swapped table', `materialized='table', rebuild='swap'`, READ),
  strategy(
    'a table rebuilt in groups of partitions',
    `materialized='table', partitioned_by=['month(seen)'], partitions_limit=2, rebuild='batches'`,
    READ,
  ),
  strategy(
    'a table made in groups of partitions',
    `materialized='table', partitioned_by=['month(seen)'], partitions_limit=1`,
    READ,
    FIRST,
  ),
  strategy('a merge', `materialized='incremental', unique_key='id'`, `${READ} ${NEW}`),
  strategy(
    'a merge, at first',
    `materialized='incremental', unique_key='id', deduplicate_order_by=['seen desc']`,
    `${READ} ${NEW}`,
    FIRST,
  ),
  strategy(
    'a merge with rules',
    `materialized='incremental', unique_key='id', deduplicate_order_by=['seen desc']`,
    `${READ} ${NEW}`,
    WITH_RULES,
  ),
  strategy(
    'a merge in groups of partitions',
    `materialized='incremental', unique_key=['id', 'seen'], partitioned_by=['day(seen)'], partitions_limit=2`,
    `${READ} ${NEW}`,
  ),
  strategy('an append', `materialized='incremental', incremental_strategy='append'`, `${READ} ${NEW}`),
  strategy('an append, at first', `materialized='incremental', incremental_strategy='append'`, `${READ} ${NEW}`, FIRST),
  strategy(
    'an append after itself',
    `materialized='incremental', incremental_strategy='append'`,
    `${READ} {% if is_incremental() %}where seen > (select max(seen) from {{ this }}){% endif %}`,
  ),
  strategy(
    'an append with rules',
    `materialized='incremental', incremental_strategy='append'`,
    `${READ} ${NEW}`,
    WITH_RULES,
  ),
  strategy(
    'an append with rules, at first',
    `materialized='incremental', incremental_strategy='append'`,
    `${READ} ${NEW}`,
    { ...WITH_RULES, ...FIRST },
  ),
  strategy(
    'an append in groups of partitions',
    `materialized='incremental', incremental_strategy='append', partitioned_by=['day(seen)'], partitions_limit=2`,
    `${READ} ${NEW}`,
  ),
  strategy(
    'overwritten partitions',
    `materialized='incremental', incremental_strategy='insert_overwrite', partitioned_by=['month(seen)']`,
    `${READ} where seen >= timestamp '2026-01-01 00:00:00'`,
  ),
  {
    name: 'a merge that changes columns',
    tables: { 'gold.m': '*' },
    files: (day) => ({
      'models/gold/events.sql': ROWS(day),
      'models/gold/m.sql': model(
        `materialized='incremental', unique_key='id', on_schema_change='sync_all_columns', deduplicate_order_by=['seen desc']`,
        `select id, amount, seen, amount + ${day} as c${day} from {{ ref('events') }} ${NEW}`,
      ),
    }),
  },
  {
    name: 'an append that changes columns',
    tables: { 'gold.m': '*' },
    files: (day) => ({
      'models/gold/events.sql': ROWS(day),
      'models/gold/m.sql': model(
        `materialized='incremental', incremental_strategy='append', on_schema_change='append_new_columns'`,
        `select id, seen, amount + ${day} as c${day} from {{ ref('events') }} ${NEW}`,
      ),
    }),
  },
  {
    name: 'a snapshot',
    tables: { 'snapshots.s': 'id, amount, dbt_valid_to is null as is_current' },
    files: (day) => ({
      'models/gold/events.sql': ROWS(day),
      'snapshots/s.sql': `{% snapshot s %}{{ config(unique_key='id', strategy='check', check_cols=['amount'], hard_deletes='invalidate') }}
select id, max(amount) as amount from {{ ref('events') }} group by id{% endsnapshot %}\n`,
    }),
  },
  {
    name: 'a seed',
    tables: { 'seeds.rows': 'id, name' },
    files: (day) => ({ 'seeds/rows.csv': seed(5 * day) }),
  },
  {
    name: 'a seed through S3',
    tables: { 'seeds.rows': 'id, name' },
    files: (day) => ({ 'seeds/rows.csv': seed(1500 + day) }),
  },
  {
    name: 'tests that keep what fails',
    tables: { 'gold.m': COLUMNS, 'dbt_test__audit.negative': 'n' },
    files: (day) => ({
      'models/gold/events.sql': ROWS(day),
      'models/gold/m.sql': model(`materialized='table'`, READ),
      'tests/negative.sql': `{{ config(severity='warn', store_failures=true) }} select id as n from {{ ref('m') }} where amount < 0`,
    }),
  },
  {
    ...strategy(
      'a replay into a merge',
      `materialized='incremental', unique_key='id', deduplicate_order_by=['seen desc']`,
      `${READ} ${NEW}`,
      WITH_RULES,
    ),
    command: 'replay',
  },
  {
    ...strategy(
      'a replay into an append',
      `materialized='incremental', incremental_strategy='append'`,
      `${READ} ${NEW}`,
      WITH_RULES,
    ),
    command: 'replay',
  },
];

/** The rules under which everything that a build held back passes. */
export const LAX_RULES: Files = { 'models/gold/m.yml': rules(-1_000_000) };

function seed(rows: number): string {
  const lines = Array.from({ length: rows }, (_, n) => `${n},${`row ${n} `.repeat(12)}`);
  return `id,name\n${lines.join('\n')}\n`;
}
