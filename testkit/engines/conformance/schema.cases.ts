import { model, type Case } from './cases.ts';

const OLD = `select cast(1 as bigint) as id, cast(2 as integer) as n, cast('a' as varchar) as lost`;
const NEW = `select cast(1 as bigint) as id, cast(3 as bigint) as n, true as fresh`;
const merged = (policy: string, sql: string) =>
  model(`materialized='incremental', unique_key='id', on_schema_change='${policy}'`, sql);
const one = (
  policy: string,
  columns: Readonly<Record<string, string>>,
  row: readonly (string | number | boolean)[],
): Case => ({
  name: `on_schema_change: ${policy}`,
  steps: [
    { files: { [`models/gold/with_${policy}.sql`]: merged(policy, OLD) } },
    {
      files: { [`models/gold/with_${policy}.sql`]: merged(policy, NEW) },
      tables: { [`gold.with_${policy}`]: { columns, rows: [row] } },
    },
    { tables: { [`gold.with_${policy}`]: { columns, rows: [row] } } },
  ],
});

const widened: Case = {
  name: 'columns are widened in place, in appended tables as in merged ones',
  steps: [
    {
      files: {
        'models/gold/wide.sql': merged('sync_all_columns', `select cast(1 as bigint) as id, cast(1 as integer) as i, cast(1.5 as real) as r, cast(1.5 as decimal(5,2)) as d`), // prettier-ignore
        'models/gold/wide_appended.sql': model(
          `materialized='incremental', incremental_strategy='append', on_schema_change='sync_all_columns'`,
          `select cast(1 as integer) as i, cast(1 as bigint) as old`,
        ),
      },
    },
    {
      files: {
        'models/gold/wide.sql': merged('sync_all_columns', `select cast(2 as bigint) as id, cast(9000000000 as bigint) as i, cast(0.1 as double) as r, cast(12345678.25 as decimal(20,2)) as d`), // prettier-ignore
        'models/gold/wide_appended.sql': model(
          `materialized='incremental', incremental_strategy='append', on_schema_change='sync_all_columns'`,
          `select cast(9000000000 as bigint) as i, cast('x' as varchar) as new`,
        ),
      },
      tables: {
        'gold.wide': {
          columns: { id: 'bigint', i: 'bigint', r: 'double', d: 'decimal(20,2)' },
          rows: [
            [1, 1, 1.5, '1.50'],
            [2, 9000000000, 0.1, '12345678.25'],
          ],
        },
        'gold.wide_appended': {
          columns: { i: 'bigint', new: 'varchar' },
          rows: [
            [1, null],
            [9000000000, 'x'],
          ],
        },
      },
    },
  ],
};

const R = 'row(a integer, b varchar)';
const field = (id: number, row: string, type: string) => merged('append_new_columns', `select cast(${id} as bigint) as id, cast(row(${row}) as ${type}) as r`); // prettier-ignore

const nested: Case = {
  name: 'a row gets a new field',
  // Athena's DDL has no way to add one.
  unsupported: { athena: 'schema-changed' },
  steps: [
    { files: { 'models/gold/grown.sql': field(1, `1, 'x'`, R) } },
    {
      files: { 'models/gold/grown.sql': field(2, `2, 'y', date '2026-01-01'`, 'row(a integer, b varchar, c date)') },
      tables: {
        'gold.grown': {
          columns: { id: 'bigint', r: 'row(a integer, b varchar, c date)' },
          rows: [
            [1, [1, 'x', null]],
            [2, [2, 'y', '2026-01-01']],
          ],
        },
      },
    },
  ],
};

const COLUMNS = `
    columns:
      - { name: id, data_type: bigint, constraints: [{ type: not_null }] }
      - { name: amount, data_type: "decimal(20,4)" }
      - { name: at, data_type: timestamp(6) }
`;
const contracted = (config: string, id: string) =>
  model(`${config}, contract={'enforced': true}`, `select cast(${id} as integer) as id, cast(1.5 as decimal(10,2)) as amount, date '2026-01-01' as at`); // prettier-ignore
const contractColumns = { id: 'bigint', amount: 'decimal(20,4)', at: 'timestamp(6)' };
const contractTable = { columns: contractColumns, rows: [[1, '1.5000', '2026-01-01 00:00:00.000000']] };

const contract: Case = {
  name: 'a contract gives tables its types, and a NULL that it rules out is not published',
  steps: [
    {
      files: {
        'models/gold/promised.sql': contracted(`materialized='table'`, '1'),
        'models/gold/promised_merge.sql': contracted(`materialized='incremental', unique_key='id'`, '1'),
        'models/gold/promised_append.sql': contracted(`materialized='incremental', incremental_strategy='append'`, '1'),
        'models/gold/promised.yml': `models:\n  - name: promised${COLUMNS}  - name: promised_merge${COLUMNS}  - name: promised_append${COLUMNS}`,
      },
      tables: {
        'gold.promised': contractTable,
        'gold.promised_merge': contractTable,
        'gold.promised_append': contractTable,
      },
    },
    {
      files: {
        'models/gold/promised.sql': contracted(`materialized='table'`, `nullif('1', '1')`),
        'models/gold/promised_merge.sql': contracted(`materialized='incremental', unique_key='id'`, `nullif('1', '1')`),
        'models/gold/promised_append.sql': contracted(
          `materialized='incremental', incremental_strategy='append'`,
          `nullif('1', '1')`,
        ),
      },
      results: {
        'gold.promised': { status: 'error', codes: ['contract-broken'] },
        'gold.promised_merge': { status: 'error', codes: ['contract-broken'] },
        'gold.promised_append': { status: 'error', codes: ['contract-broken'] },
      },
      tables: {
        'gold.promised': contractTable,
        'gold.promised_merge': contractTable,
        'gold.promised_append': contractTable,
      },
    },
  ],
};

/** Tables whose models' columns change, and contracts. */
export const SCHEMA_CASES: readonly Case[] = [
  one('ignore', { id: 'bigint', n: 'integer', lost: 'varchar' }, [1, 3, 'a']),
  one('append_new_columns', { id: 'bigint', n: 'integer', lost: 'varchar', fresh: 'boolean' }, [1, 3, 'a', true]),
  one('sync_all_columns', { id: 'bigint', n: 'bigint', fresh: 'boolean' }, [1, 3, true]),
  widened,
  nested,
  contract,
];
