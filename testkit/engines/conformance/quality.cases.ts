import { csv, model, seedTypes, type Case, type ExpectedTable } from './cases.ts';

const RAW = { id: 'bigint', amount: 'integer', kind: 'varchar' };
const RULES = `models:
  - name: ruled
    columns: &columns
      - name: id
        data_tests:
          - not_null: { name: ruled_id_known, on_fail: quarantine }
      - name: amount
        data_tests:
          - dbt_utils.accepted_range: { name: ruled_positive, arguments: { min_value: 0 }, on_fail: quarantine }
      - name: kind
        data_tests:
          - accepted_values: { name: ruled_real, arguments: { values: [a, b, "it's"] }, on_fail: warn }
          - not_null: { name: ruled_has_kind, on_fail: drop }
`;
const rules = `${RULES}${RULES.replace('models:\n', '').replace('&columns', '').replaceAll('ruled', 'ruled_table')}${RULES.replace('models:\n', '').replace('&columns', '').replaceAll('ruled', 'ruled_append')}`.replace(' &columns', ''); // prettier-ignore
const READ = `select id, amount, kind from {{ ref('dirty') }}`;
const counts = { staged: 6, published: 2, quarantined: 3, dropped: 1, deduplicated: 0 };

const split: Case = {
  name: 'row rules: every row is published, quarantined or dropped, and a repeated build adds none',
  steps: [
    {
      files: {
        'seeds/dirty.csv': csv('id,amount,kind', '1,10,a', '2,-1,a', ',5,b', '4,5,', '5,6,odd', '6,-7,b'),
        'seeds/dirty.yml': seedTypes('dirty', RAW),
        'models/gold/ruled.sql': model(`materialized='incremental', unique_key='id'`, READ),
        'models/gold/ruled_table.sql': model(`materialized='table', audit_columns=false`, READ),
        'models/gold/ruled_append.sql': model(`materialized='incremental', incremental_strategy='append'`, READ),
        'models/gold/ruled.yml': rules,
      },
      results: { 'gold.ruled': counts, 'gold.ruled_table': counts, 'gold.ruled_append': counts },
      tables: {
        'gold.ruled': { columns: RAW, rows: [[1, 10, 'a'], [5, 6, 'odd']] }, // prettier-ignore
        'gold.ruled_table': { columns: RAW, rows: [[1, 10, 'a'], [5, 6, 'odd']] }, // prettier-ignore
      },
    },
    {
      results: { 'gold.ruled': counts, 'gold.ruled_table': counts },
      tables: {
        'gold.ruled': { columns: { ...RAW, etl_run_id: 'varchar' }, rows: [[1, 10, 'a', 'run-1'], [5, 6, 'odd', 'run-1']] }, // prettier-ignore
        'gold.ruled_append': { columns: RAW, rows: [[1, 10, 'a'], [5, 6, 'odd'], [1, 10, 'a'], [5, 6, 'odd']] }, // prettier-ignore
      },
    },
  ],
};

const VALUES = model(`materialized='table'`, `select * from (values (1, 'a'), (2, 'b'), (2, 'c'), (3, cast(null as varchar))) as t(id, kind)`); // prettier-ignore

const tests: Case = {
  name: 'data tests fail, warn, pass and store what failed',
  steps: [
    {
      files: {
        'models/gold/tested.sql': VALUES,
        'models/gold/tested.yml': `models:
  - name: tested
    columns:
      - name: id
        data_tests:
          - unique: { name: tested_unique, config: { severity: warn, store_failures: true } }
          - unique: { name: tested_unique_where, config: { where: "kind <> 'c'" } }
          - not_null: { name: tested_known }
          - relationships: { name: tested_related, arguments: { to: ref('tested'), field: id } }
      - name: kind
        data_tests:
          - not_null: { name: tested_kind, config: { severity: warn } }
          - accepted_values: { name: tested_values, arguments: { values: [a, b, c] } }
`,
        'tests/tested_singular.sql': `{{ config(severity='warn') }} select id from {{ ref('tested') }} where id > 1`,
      },
      results: {
        tested_unique: { status: 'warn' },
        tested_unique_where: { status: 'pass' },
        tested_known: { status: 'pass' },
        tested_related: { status: 'pass' },
        tested_kind: { status: 'warn' },
        tested_values: { status: 'pass' },
        tested_singular: { status: 'warn' },
      },
    },
  ],
};

const units: Case = {
  name: 'unit tests run wherever the target is',
  steps: [
    {
      files: {
        'models/gold/given.sql': model(
          `materialized='table'`,
          `select cast(1 as bigint) as id, cast(2.5 as decimal(10,2)) as amount`,
        ),
        'models/gold/doubled.sql': model(
          `materialized='table'`,
          `select id, amount * 2 as twice from {{ ref('given') }}`,
        ),
        'models/gold/doubled.yml': `unit_tests:
  - name: doubled_right
    model: doubled
    given: [{ input: ref('given'), rows: [{ id: 7, amount: 1.25 }] }]
    expect: { rows: [{ id: 7, twice: 2.5 }] }
  - name: doubled_wrong
    model: doubled
    given: [{ input: ref('given'), rows: [{ id: 7, amount: 1.25 }] }]
    expect: { rows: [{ id: 7, twice: 9 }] }
`,
      },
      results: {
        doubled_right: { status: 'pass' },
        doubled_wrong: { status: 'fail' },
        'gold.doubled': { status: 'skipped' },
      },
      tables: { 'gold.doubled': null },
    },
  ],
};

/** Row rules, tests and unit tests. */
export const QUALITY_CASES: readonly Case[] = [split, tests, units];

const LIFE = { id: 'bigint', amount: 'integer' };
const published = (...rows: readonly (readonly number[])[]): Readonly<Record<string, ExpectedTable>> => ({
  'gold.kept': { columns: LIFE, rows },
});
const bounds = (least: number) => `models:
  - name: kept
    columns:
      - name: amount
        data_tests:
          - dbt_utils.accepted_range: { name: kept_positive, arguments: { min_value: ${least} }, on_fail: quarantine }
`;

/** Quarantined rows are replayed under milder rules, released by hand, and expire. */
export const QUARANTINE_CASES: readonly Case[] = [
  {
    name: 'quarantined rows are replayed, released and expire',
    steps: [
      {
        files: {
          'seeds/kept_in.csv': csv('id,amount', '1,10', '2,-1', '3,-5', '4,-9'),
          'seeds/kept_in.yml': seedTypes('kept_in', LIFE),
          'models/gold/kept.sql': model(
            `materialized='incremental', unique_key='id'`,
            `select id, amount from {{ ref('kept_in') }}`,
          ),
          'models/gold/kept.yml': bounds(0),
        },
        results: { 'gold.kept': { published: 1, quarantined: 3 } },
        tables: published([1, 10]),
      },
      { files: { 'models/gold/kept.yml': bounds(-1) }, quarantine: { action: 'replay', options: { model: 'kept' } }, tables: published([1, 10], [2, -1]) }, // prettier-ignore
      { quarantine: { action: 'release', options: { model: 'kept' } }, tables: published([1, 10], [2, -1], [3, -5], [4, -9]) }, // prettier-ignore
      { quarantine: { action: 'expire', options: { model: 'kept' } }, tables: published([1, 10], [2, -1], [3, -5], [4, -9]) }, // prettier-ignore
    ],
  },
];
