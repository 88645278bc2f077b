import { csv, model, seedTypes, type Case } from './cases.ts';

const RAW = { id: 'bigint', part: 'varchar', name: 'varchar', amount: 'integer' };
const READ = `select id, part, name, amount from {{ ref('keyed') }}`;
const KEYED = { ...RAW, etl_run_id: 'varchar' };

/** Composite, nullable keys: which rows are touched. */
const keys: Case = {
  name: 'merge by composite keys that may be NULL touches only rows that differ',
  steps: [
    {
      files: {
        'seeds/keyed.csv': csv('id,part,name,amount', '1,a,ann,10', '1,b,ben,20', ',a,cho,30', '2,,dan,'),
        'seeds/keyed.yml': seedTypes('keyed', RAW),
        'models/gold/merged.sql': model(`materialized='incremental', unique_key=['id', 'part']`, READ),
        'models/gold/merged_partly.sql': model(
          `materialized='incremental', unique_key=['id', 'part'], merge_update_columns=['amount']`,
          READ,
        ),
        'models/gold/merged_mostly.sql': model(
          `materialized='incremental', unique_key=['id', 'part'], merge_exclude_columns=['amount']`,
          READ,
        ),
      },
    },
    { results: { 'gold.merged': { rows: 0 }, 'gold.merged_partly': { rows: 0 } } },
    {
      files: {
        'seeds/keyed.csv': csv('id,part,name,amount', '1,a,ANN,11', '1,b,ben,20', ',a,CHO,30', '2,,dan,7', '3,c,eve,1'),
      },
      results: { 'gold.merged': { rows: 4 } },
      tables: {
        'gold.merged': {
          columns: KEYED,
          rows: [
            [1, 'a', 'ANN', 11, 'run-3'],
            [1, 'b', 'ben', 20, 'run-1'],
            [2, null, 'dan', 7, 'run-3'],
            [3, 'c', 'eve', 1, 'run-3'],
            [null, 'a', 'CHO', 30, 'run-3'],
          ],
        },
        'gold.merged_partly': {
          columns: KEYED,
          rows: [
            [1, 'a', 'ann', 11, 'run-3'],
            [1, 'b', 'ben', 20, 'run-1'],
            [2, null, 'dan', 7, 'run-3'],
            [3, 'c', 'eve', 1, 'run-3'],
            [null, 'a', 'cho', 30, 'run-1'],
          ],
        },
        'gold.merged_mostly': {
          columns: KEYED,
          rows: [
            [1, 'a', 'ANN', 10, 'run-3'],
            [1, 'b', 'ben', 20, 'run-1'],
            [2, null, 'dan', null, 'run-1'],
            [3, 'c', 'eve', 1, 'run-3'],
            [null, 'a', 'CHO', 30, 'run-3'],
          ],
        },
      },
    },
  ],
};

const DUPLICATES = "select id, part, name, amount from {{ ref('twice') }}";

const duplicates: Case = {
  name: 'merge of a key twice fails and writes nothing, or keeps the first by the declared order',
  steps: [
    {
      files: {
        'seeds/twice.csv': csv('id,part,name,amount', '1,a,ann,10', '2,b,ben,20'),
        'seeds/twice.yml': seedTypes('twice', RAW),
        'models/gold/guarded.sql': model(`materialized='incremental', unique_key=['id', 'part']`, DUPLICATES),
        'models/gold/reduced.sql': model(
          `materialized='incremental', unique_key=['id', 'part'], deduplicate_order_by=['amount desc', 'name']`,
          DUPLICATES,
        ),
      },
    },
    {},
    {
      files: {
        'seeds/twice.csv': csv(
          'id,part,name,amount',
          '1,a,new,1',
          '1,a,newer,2',
          '1,a,newest,2',
          '2,b,ben,20',
          '3,c,x,',
          '3,c,x,',
        ),
      },
      results: {
        'gold.guarded': { status: 'error', codes: ['merge-duplicate-key'] },
        'gold.reduced': { staged: 6, published: 3, deduplicated: 3 },
      },
      tables: {
        'gold.guarded': {
          columns: RAW,
          rows: [
            [1, 'a', 'ann', 10],
            [2, 'b', 'ben', 20],
          ],
        },
        'gold.reduced': {
          columns: KEYED,
          rows: [
            [1, 'a', 'newer', 2, 'run-3'],
            [2, 'b', 'ben', 20, 'run-1'],
            [3, 'c', 'x', null, 'run-3'],
          ],
        },
      },
    },
  ],
};

const conditions: Case = {
  name: 'conditions of delete, update and insert, and predicates',
  steps: [
    {
      files: {
        'seeds/conditional.csv': csv('id,part,name,amount', '1,a,ann,10', '2,b,ben,20', '3,c,cho,30', '4,gone,dan,40'),
        'seeds/conditional.yml': seedTypes('conditional', RAW),
        'models/gold/conditions.sql': model(
          `materialized='incremental', unique_key='id', delete_condition="src.part = 'gone'", update_condition='src.amount > target.amount', insert_condition='src.amount < 100'`,
          `select id, part, name, amount from {{ ref('conditional') }}`,
        ),
        'models/gold/predicated.sql': model(
          `materialized='incremental', unique_key='id', incremental_predicates=["target.id > 1"]`,
          `select id, part, name, amount from {{ ref('conditional') }} where {% if is_incremental() %}id in (2, 3){% else %}id < 4{% endif %}`,
        ),
      },
      tables: {
        'gold.conditions': {
          columns: RAW,
          rows: [
            [1, 'a', 'ann', 10],
            [2, 'b', 'ben', 20],
            [3, 'c', 'cho', 30],
          ],
        },
      },
    },
    {},
    {
      files: {
        'seeds/conditional.csv': csv(
          'id,part,name,amount',
          '2,b,BEN,25',
          '1,a,ann,5',
          '3,gone,cho,30',
          '5,e,eve,100',
          '6,f,fay,99',
          '7,gone,gus,1',
        ),
      },
      tables: {
        'gold.conditions': {
          columns: KEYED,
          rows: [
            [1, 'a', 'ann', 10, 'run-1'],
            [2, 'b', 'BEN', 25, 'run-3'],
            [6, 'f', 'fay', 99, 'run-3'],
          ],
        },
        'gold.predicated': {
          columns: KEYED,
          rows: [
            [1, 'a', 'ann', 10, 'run-1'],
            [2, 'b', 'BEN', 25, 'run-3'],
            [3, 'gone', 'cho', 30, 'run-3'],
          ],
        },
      },
    },
  ],
};

const APPENDED = `select id, part from {{ ref('keyed') }}`;

const appends: Case = {
  name: 'append reads on from its watermark, and adds nothing when there is nothing',
  steps: [
    {
      files: {
        'models/gold/appended.sql': model(
          `materialized='incremental', incremental_strategy='append'`,
          `${APPENDED} where id > {{ watermark('id') }} and id <= {{ high_watermark('id') }}`,
        ),
        'models/gold/appended_this.sql': model(
          `materialized='incremental', incremental_strategy='append'`,
          `${APPENDED} {% if is_incremental() %}where id > (select max(id) from {{ this }}){% endif %}`,
        ),
      },
    },
    { results: { 'gold.appended': { rows: 0 }, 'gold.appended_this': { rows: 0 } } },
    {
      tables: {
        'gold.appended': {
          columns: { id: 'bigint', part: 'varchar', etl_run_id: 'varchar' },
          rows: [
            [1, 'a', 'run-1'],
            [1, 'b', 'run-1'],
            [2, null, 'run-1'],
            [3, 'c', 'run-3'],
          ],
        },
        'gold.appended_this': {
          columns: { id: 'bigint', part: 'varchar', etl_run_id: 'varchar' },
          rows: [
            [1, 'a', 'run-1'],
            [1, 'b', 'run-1'],
            [2, null, 'run-1'],
            [null, 'a', 'run-1'],
            [3, 'c', 'run-3'],
          ],
        },
      },
    },
  ],
};

/** Merge and append of incremental models. */
export const MERGE_CASES: readonly Case[] = [keys, duplicates, conditions, appends];
