import { csv, model, type Case } from './cases.ts';

/** Names of columns that a catalog folds to lower case and else keeps. */
const NAMES = [
  'two words',
  "it's",
  'a "quoted" one',
  'a.b',
  'größe',
  '_hidden',
  '1st',
  'select',
  'Upper',
  'date',
  'a-b',
  '$x',
  'a`b',
];
const quoted = NAMES.map((name) => `"${name.replaceAll('"', '""')}"`);
const values = NAMES.map((_, index) => `${index} as ${quoted[index]}`).join(', ');
const key = JSON.stringify(NAMES.slice(0, 3));
const columns = Object.fromEntries(NAMES.map((name) => [name.toLowerCase(), 'integer']));
const seeded = Object.fromEntries(NAMES.map((name) => [name.toLowerCase(), 'bigint']));
const expected = { columns, rows: [NAMES.map((_, index) => index)] };

const odd: Case = {
  name: 'columns of odd names pass through every materialization',
  steps: [
    {
      files: {
        'models/gold/odd_table.sql': model(`materialized='table'`, `select ${values}`),
        'models/gold/odd_view.sql': model(
          `materialized='view'`,
          `select ${quoted.join(', ')} from {{ ref('odd_table') }}`,
        ),
        'models/gold/odd_merged.sql': model(
          `materialized='incremental', unique_key=${key}`,
          `select ${quoted.join(', ')} from {{ ref('odd_view') }}`,
        ),
        'models/gold/odd_reduced.sql': model(
          `materialized='incremental', unique_key=${key}, deduplicate_order_by=['"select" desc']`,
          `select ${quoted.join(', ')} from {{ ref('odd_view') }}`,
        ),
        'seeds/odd_seed.csv': csv(
          NAMES.map((name) => `"${name.replaceAll('"', '""')}"`).join(),
          NAMES.map((_, at) => at).join(),
        ),
        'snapshots/odd_snapshot.sql': `{% snapshot odd_snapshot %}{{ config(unique_key=${key}, strategy='check', check_cols='all') }} select ${quoted.join(', ')} from {{ ref('odd_view') }}{% endsnapshot %}`,
        'models/gold/odd_kept.sql': model(
          `materialized='table'`,
          `select ${quoted.join(', ')} from {{ ref('odd_snapshot') }}`,
        ),
      },
      tables: {
        'gold.odd_table': expected,
        'gold.odd_merged': expected,
        'gold.odd_reduced': expected,
        'gold.odd_kept': expected,
        'seeds.odd_seed': { columns: seeded, rows: expected.rows },
      },
    },
    { results: { 'gold.odd_merged': { rows: 0 } }, tables: { 'gold.odd_merged': expected, 'gold.odd_kept': expected } },
  ],
};

const reserved: Case = {
  name: 'models of reserved and unusual names, and partitions by columns of such',
  steps: [
    {
      files: {
        'models/gold/order.sql': model(`materialized='table', partitioned_by=['"select"', 'day("two words")']`, `select 1 as "select", cast(timestamp '2026-01-01 00:00:00' as timestamp(6)) as "two words"`), // prettier-ignore
        'models/gold/_private.sql': model(`materialized='incremental', unique_key='select', partitioned_by=['select']`, `select "select" from {{ ref('order') }}`), // prettier-ignore
        'models/gold/2fast.sql': model(`materialized='table'`, `select "select" as id from {{ ref('_private') }}`),
        'models/gold/Upper_Case.sql': model(`materialized='table'`, `select id from {{ ref('2fast') }}`),
      },
      tables: {
        'gold.order': {
          columns: { select: 'integer', 'two words': 'timestamp(6)' },
          rows: [[1, '2026-01-01 00:00:00.000000']],
        },
        'gold._private': { columns: { select: 'integer' }, rows: [[1]] },
        'gold.2fast': { columns: { id: 'integer' }, rows: [[1]] },
        'gold.upper_case': { columns: { id: 'integer' }, rows: [[1]] },
      },
    },
    { tables: { 'gold._private': { columns: { select: 'integer' }, rows: [[1]] } } },
  ],
};

/** Names. */
export const NAME_CASES: readonly Case[] = [odd, reserved];
