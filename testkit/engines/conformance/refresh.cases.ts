import { csv, model, seedTypes, type Case } from './cases.ts';

const RAW = { id: 'bigint', name: 'varchar' };
const LOGGED = { ...RAW, etl_run_id: 'varchar' };
const READ = `select id, name from {{ ref('raw') }}`;
const NEW_ROWS = `${READ} where id > {{ watermark('id') }} and id <= {{ high_watermark('id') }}`;
const current = { columns: RAW, rows: [[2, 'ben'], [3, 'cho']] }; // prettier-ignore
const refreshed = (name: string) => ({ [`gold.${name}`]: { columns: LOGGED, rows: [[2, 'ben', 'run-2'], [3, 'cho', 'run-2']] } }); // prettier-ignore

/** Built, refreshed in full, built without rows, and built again. */
export const REFRESH_CASES: readonly Case[] = [
  {
    name: '--full-refresh makes tables anew, and --empty is as if it had not been',
    steps: [
      {
        files: {
          'seeds/raw.csv': csv('id,name', '1,ann', '2,ben'),
          'seeds/raw.yml': seedTypes('raw', RAW),
          'models/gold/r_merged.sql': model(`materialized='incremental', unique_key='id'`, NEW_ROWS),
          'models/gold/r_appended.sql': model(`materialized='incremental', incremental_strategy='append'`, NEW_ROWS),
          'models/gold/r_made.sql': model(`materialized='table'`, READ),
          'models/gold/r_seen.sql': model(`materialized='view'`, READ),
          'snapshots/r_kept.sql': `{% snapshot r_kept %}{{ config(unique_key='id', strategy='check', check_cols='all', hard_deletes='invalidate') }}\n${READ}{% endsnapshot %}`,
          'models/gold/r_current.sql': model(`materialized='view'`, `select id, name from {{ ref('r_kept') }} where dbt_valid_to is null`), // prettier-ignore
        },
        tables: { 'gold.r_current': { columns: RAW, rows: [[1, 'ann'], [2, 'ben']] } }, // prettier-ignore
      },
      {
        files: { 'seeds/raw.csv': csv('id,name', '2,ben', '3,cho') },
        options: { fullRefresh: true },
        tables: {
          ...refreshed('r_merged'),
          ...refreshed('r_appended'),
          'gold.r_seen': current,
          'gold.r_current': current,
        },
      },
      {
        files: { 'seeds/raw.csv': csv('id,name', '2,ben', '3,cho', '4,dan') },
        options: { empty: true },
        tables: { ...refreshed('r_merged'), ...refreshed('r_appended'), 'gold.r_made': { columns: RAW, rows: [] } }, // prettier-ignore
      },
      {
        tables: {
          'gold.r_merged': { columns: LOGGED, rows: [[2, 'ben', 'run-2'], [3, 'cho', 'run-2'], [4, 'dan', 'run-4']] }, // prettier-ignore
          'gold.r_appended': { columns: LOGGED, rows: [[2, 'ben', 'run-2'], [3, 'cho', 'run-2'], [4, 'dan', 'run-4']] }, // prettier-ignore
          'gold.r_made': { columns: RAW, rows: [[2, 'ben'], [3, 'cho'], [4, 'dan']] }, // prettier-ignore
          'gold.r_current': { columns: RAW, rows: [[2, 'ben'], [3, 'cho'], [4, 'dan']] }, // prettier-ignore
        },
      },
    ],
  },
];
