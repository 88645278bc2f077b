import { csv, model, seedTypes, type Case } from './cases.ts';

const PEOPLE = { id: 'bigint', name: 'varchar', changed_at: 'timestamp(6)' };
const people = (...rows: readonly string[]) => csv('id,name,changed_at', ...rows);
const snapshot = (name: string, config: string) =>
  `{% snapshot ${name} %}{{ config(unique_key='id', ${config}) }}\nselect * from {{ ref('faces') }}{% endsnapshot %}`;
// The time of a version, and the length of its id, which is a hash of the engine's own text of values.
const versions = (name: string) =>
  model(
    `materialized='view'`,
    `select id, name, date_format(dbt_valid_from, '%m-%d') as since, date_format(dbt_valid_to, '%m-%d') as until, etl_run_id, dbt_scd_id is not null as named from {{ ref('${name}') }}`,
  );
const columns = {
  id: 'bigint',
  name: 'varchar',
  since: 'varchar',
  until: 'varchar',
  etl_run_id: 'varchar',
  named: 'boolean',
};

const first = [
  [1, 'ann', '01-02', null, 'run-1', true],
  [2, 'ben', '01-02', null, 'run-1', true],
] as const;

/** The faces: 1 changes, 2 goes, 3 comes; at last 2 comes back. The commands' days are 01-02, 01-03, …. */
const faces: Case = {
  name: 'snapshots by check and by timestamp, deleted rows left, ended or recorded',
  steps: [
    {
      files: {
        'seeds/faces.csv': people('1,ann,2026-01-01 00:00:00', '2,ben,2026-01-01 00:00:00'),
        'seeds/faces.yml': seedTypes('faces', PEOPLE),
        'snapshots/by_check.sql': snapshot('by_check', `strategy='check', check_cols=['name']`),
        'snapshots/by_time.sql': snapshot('by_time', `strategy='timestamp', updated_at='changed_at'`),
        'snapshots/ended.sql': snapshot('ended', `strategy='check', check_cols='all', hard_deletes='invalidate'`),
        'snapshots/recorded.sql': snapshot('recorded', `strategy='check', check_cols='all', hard_deletes='new_record'`),
        'models/gold/of_check.sql': versions('by_check'),
        'models/gold/of_time.sql': versions('by_time'),
        'models/gold/of_ended.sql': versions('ended'),
        'models/gold/of_recorded.sql': versions('recorded').replace('named from', 'named, dbt_is_deleted from'),
      },
      tables: { 'gold.of_check': { columns, rows: first }, 'gold.of_ended': { columns, rows: first } },
    },
    { results: { 'snapshots.by_check': { rows: 0 }, 'snapshots.recorded': { rows: 0 } } },
    {
      files: { 'seeds/faces.csv': people('1,ANN,2026-01-05 00:00:00', '3,cho,2026-01-06 00:00:00') },
      tables: {
        'gold.of_check': {
          columns,
          rows: [
            [1, 'ann', '01-02', '01-04', 'run-3', true],
            [1, 'ANN', '01-04', null, 'run-3', true],
            [2, 'ben', '01-02', null, 'run-1', true],
            [3, 'cho', '01-04', null, 'run-3', true],
          ],
        },
        'gold.of_time': {
          columns,
          rows: [
            [1, 'ann', '01-01', '01-05', 'run-3', true],
            [1, 'ANN', '01-05', null, 'run-3', true],
            [2, 'ben', '01-01', null, 'run-1', true],
            [3, 'cho', '01-06', null, 'run-3', true],
          ],
        },
        'gold.of_ended': {
          columns,
          rows: [
            [1, 'ann', '01-02', '01-04', 'run-3', true],
            [1, 'ANN', '01-04', null, 'run-3', true],
            [2, 'ben', '01-02', '01-04', 'run-3', true],
            [3, 'cho', '01-04', null, 'run-3', true],
          ],
        },
      },
    },
    {
      files: {
        'seeds/faces.csv': people(
          '1,ANN,2026-01-05 00:00:00',
          '2,ben,2026-01-01 00:00:00',
          '3,cho,2026-01-06 00:00:00',
        ),
      },
      tables: {
        'gold.of_ended': {
          columns,
          rows: [
            [1, 'ann', '01-02', '01-04', 'run-3', true],
            [1, 'ANN', '01-04', null, 'run-3', true],
            [2, 'ben', '01-02', '01-04', 'run-3', true],
            [2, 'ben', '01-05', null, 'run-4', true],
            [3, 'cho', '01-04', null, 'run-3', true],
          ],
        },
        'gold.of_recorded': {
          columns: { ...columns, dbt_is_deleted: 'varchar' },
          rows: [
            [1, 'ann', '01-02', '01-04', 'run-3', true, 'False'],
            [1, 'ANN', '01-04', null, 'run-3', true, 'False'],
            [2, 'ben', '01-02', '01-04', 'run-3', true, 'False'],
            [2, 'ben', '01-04', '01-05', 'run-4', true, 'True'],
            [2, 'ben', '01-05', null, 'run-4', true, 'False'],
            [3, 'cho', '01-04', null, 'run-3', true, 'False'],
          ],
        },
      },
    },
  ],
};

const duplicate: Case = {
  name: 'a snapshot of one key twice fails and names it',
  steps: [
    {
      files: {
        'seeds/doubles.csv': people('1,ann,2026-01-01 00:00:00'),
        'seeds/doubles.yml': seedTypes('doubles', PEOPLE),
        'snapshots/of_doubles.sql': snapshot('of_doubles', `strategy='check', check_cols='all'`).replace(
          'faces',
          'doubles',
        ),
        'models/gold/seen_doubles.sql': versions('of_doubles'),
      },
    },
    {},
    {
      files: { 'seeds/doubles.csv': people('1,ANN,2026-01-01 00:00:00', '1,ann2,2026-01-02 00:00:00') },
      results: {
        'snapshots.of_doubles': { status: 'error', codes: ['merge-duplicate-key'] },
        'gold.seen_doubles': { status: 'skipped' },
      },
      tables: { 'gold.seen_doubles': { columns, rows: [[1, 'ann', '01-02', null, 'run-1', true]] } },
    },
  ],
};

/** Snapshots. */
export const SNAPSHOT_CASES: readonly Case[] = [faces, duplicate];
