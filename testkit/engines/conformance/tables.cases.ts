import { csv, model, seedTypes, type Case } from './cases.ts';

const PEOPLE = { id: 'bigint', name: 'varchar', amount: 'decimal(10,2)' };
const READ = `select id, name, amount from {{ ref('people') }}`;

const rebuilt: Case = {
  name: 'tables and views follow their input, and tables are rebuilt with other columns',
  steps: [
    {
      files: {
        'seeds/people.csv': csv('id,name,amount', '1,ann,1.5', '2,ben,', ',cho,3.25'),
        'seeds/people.yml': seedTypes('people', PEOPLE),
        'models/gold/plain.sql': model(`materialized='table'`, READ),
        'models/gold/looked_at.sql': model(`materialized='view'`, READ),
        'models/gold/known.sql': model(`materialized='ephemeral'`, `select id, amount from {{ ref('people') }} where id is not null`), // prettier-ignore
        'models/gold/over_known.sql': model(
          `materialized='table'`,
          `select count(*) as n, sum(k.amount) as total, max(t.name) as name from {{ ref('known') }} k join {{ ref('plain') }} t on t.id = k.id`,
        ),
      },
      tables: {
        'gold.plain': {
          columns: { ...PEOPLE, etl_run_id: 'varchar' },
          rows: [
            [1, 'ann', '1.50', 'run-1'],
            [2, 'ben', null, 'run-1'],
            [null, 'cho', '3.25', 'run-1'],
          ],
        },
        'gold.over_known': {
          columns: { n: 'bigint', total: 'decimal(38,2)', name: 'varchar' },
          rows: [[2, '1.50', 'ben']],
        },
      },
    },
    {
      files: { 'seeds/people.csv': csv('id,name,amount', '1,ANN,1.5', '4,dan,-0.01') },
      tables: {
        'gold.plain': {
          columns: { ...PEOPLE, etl_run_id: 'varchar' },
          rows: [
            [1, 'ANN', '1.50', 'run-2'],
            [4, 'dan', '-0.01', 'run-2'],
          ],
        },
        'gold.looked_at': { columns: PEOPLE, rows: [[1, 'ANN', '1.50'], [4, 'dan', '-0.01']] }, // prettier-ignore
        'gold.over_known': {
          columns: { n: 'bigint', total: 'decimal(38,2)', name: 'varchar' },
          rows: [[2, '1.49', 'dan']],
        },
      },
    },
    {
      files: {
        'models/gold/plain.sql': model(`materialized='table'`, `select name, name is null as unknown, cast(id as varchar) as id from {{ ref('people') }}`), // prettier-ignore
        'models/gold/over_known.sql': model(`materialized='view'`, `select id, unknown from {{ ref('plain') }}`),
      },
      tables: {
        'gold.plain': {
          columns: { name: 'varchar', unknown: 'boolean', id: 'varchar', etl_run_id: 'varchar' },
          rows: [
            ['ANN', false, '1', 'run-3'],
            ['dan', false, '4', 'run-3'],
          ],
        },
        'gold.over_known': { columns: { id: 'varchar', unknown: 'boolean' }, rows: [['1', false], ['4', false]] }, // prettier-ignore
      },
    },
  ],
};

const AS_TABLE = model(`materialized='table'`, `select cast(1 as bigint) as id`);
const AS_VIEW = model(`materialized='view'`, `select cast(2 as bigint) as id`);
const AS_MERGE = model(`materialized='incremental', unique_key='id'`, `select cast(3 as bigint) as id`);
const ID = { columns: { id: 'bigint' } };

const kinds: Case = {
  name: 'a table becomes a view, an incremental model and back, whatever stands there',
  steps: [
    {
      files: {
        'models/gold/first.sql': AS_VIEW,
        'models/gold/second.sql': AS_TABLE,
        'models/gold/third.sql': AS_MERGE,
      },
    },
    {
      files: { 'models/gold/first.sql': AS_TABLE, 'models/gold/second.sql': AS_VIEW, 'models/gold/third.sql': AS_VIEW },
      tables: { 'gold.first': { ...ID, rows: [[1]] }, 'gold.second': { ...ID, rows: [[2]] }, 'gold.third': { ...ID, rows: [[2]] } }, // prettier-ignore
    },
    {
      files: {
        'models/gold/first.sql': AS_VIEW,
        'models/gold/second.sql': AS_MERGE,
        'models/gold/third.sql': AS_MERGE,
      },
      tables: { 'gold.first': { ...ID, rows: [[2]] }, 'gold.second': { ...ID, rows: [[3]] }, 'gold.third': { ...ID, rows: [[3]] } }, // prettier-ignore
    },
  ],
};

const FEW = { id: 'bigint', at: 'timestamp(6)' };
const empty: Case = {
  name: 'no rows at first, then some, then none',
  steps: [
    {
      files: {
        'seeds/few.csv': csv('id,at'),
        'seeds/few.yml': seedTypes('few', FEW),
        'models/gold/few_table.sql': model(
          `materialized='table', partitioned_by=['day(at)']`,
          `select * from {{ ref('few') }}`,
        ),
        'models/gold/few_merged.sql': model(`materialized='incremental', unique_key='id', partitioned_by=['day(at)']`, `select * from {{ ref('few') }}`), // prettier-ignore
        'models/gold/few_appended.sql': model(
          `materialized='incremental', incremental_strategy='append'`,
          `select id, at from {{ ref('few') }} where at > {{ watermark('at') }} and at <= {{ high_watermark('at') }}`,
        ),
        'models/gold/few_counted.sql': model(
          `materialized='table'`,
          `select count(*) as n, max(at) as latest from {{ ref('few') }}`,
        ),
      },
      tables: {
        'gold.few_table': { columns: FEW, rows: [] },
        'gold.few_merged': { columns: FEW, rows: [] },
        'gold.few_appended': { columns: FEW, rows: [] },
        'gold.few_counted': { columns: { n: 'bigint', latest: 'timestamp(6)' }, rows: [[0, null]] },
        'seeds.few': { columns: FEW, rows: [] },
      },
    },
    {
      files: { 'seeds/few.csv': csv('id,at', '1,2026-01-01 00:00:00', '2,') },
      tables: {
        'gold.few_table': { columns: FEW, rows: [[1, '2026-01-01 00:00:00.000000'], [2, null]] }, // prettier-ignore
        'gold.few_merged': { columns: FEW, rows: [[1, '2026-01-01 00:00:00.000000'], [2, null]] }, // prettier-ignore
        'gold.few_appended': { columns: FEW, rows: [[1, '2026-01-01 00:00:00.000000']] },
      },
    },
    {
      files: { 'seeds/few.csv': csv('id,at') },
      tables: {
        'gold.few_table': { columns: FEW, rows: [] },
        'gold.few_merged': { columns: FEW, rows: [[1, '2026-01-01 00:00:00.000000'], [2, null]] }, // prettier-ignore
        'gold.few_appended': { columns: FEW, rows: [[1, '2026-01-01 00:00:00.000000']] },
        'seeds.few': { columns: FEW, rows: [] },
      },
    },
  ],
};

const TOLD = 'All of "it"; it\'s told,\nin two lines.';
const KEY = 'It\'s the "key"; größe, a \\ b.';
const described = (text: string) => `models:
  - name: told
    description: ${JSON.stringify(text)}
    config: { persist_docs: { relation: true, columns: true } }
    columns: [{ name: id, description: ${JSON.stringify(KEY)} }, { name: plain }]
`;

const comments: Case = {
  name: 'descriptions are comments of a table and its columns',
  steps: [
    {
      files: {
        'models/gold/told.sql': model(
          `materialized='incremental', unique_key='id'`,
          `select cast(1 as bigint) as id, true as plain`,
        ),
        'models/gold/told.yml': described(TOLD),
      },
      comments: { 'gold.told': { relation: TOLD, columns: { id: KEY } } },
    },
    {
      files: { 'models/gold/told.yml': described('Another.') },
      comments: { 'gold.told': { relation: 'Another.', columns: { id: KEY } } },
      tables: {
        'gold.told': { columns: { id: 'bigint', plain: 'boolean', etl_run_id: 'varchar' }, rows: [[1, true, 'run-1']] },
      },
    },
  ],
};

const hooked = model(
  `materialized='table', pre_hook="insert into {{ ref('journal') }} (n, what, etl_run_id) values (cast(1 as bigint), 'before', 'x')", post_hook=["insert into {{ ref('journal') }} (n, what) select count(*), 'rows' from {{ this }}"]`,
  `-- depends_on: {{ ref('journal') }}\nselect 1 as id union all select 2`,
);

const hooks: Case = {
  name: 'hooks write before and after their model',
  steps: [
    {
      files: {
        'models/gold/journal.sql': model(
          `materialized='incremental', unique_key='n'`,
          `select cast(0 as bigint) as n, cast('made' as varchar) as what`,
        ),
        'models/gold/hooked.sql': hooked,
      },
      tables: {
        'gold.journal': { columns: { n: 'bigint', what: 'varchar' }, rows: [[0, 'made'], [1, 'before'], [2, 'rows']] }, // prettier-ignore
      },
    },
  ],
};

/** Tables, views, ephemeral models, descriptions and hooks. */
export const TABLE_CASES: readonly Case[] = [rebuilt, kinds, empty, comments, hooks];
