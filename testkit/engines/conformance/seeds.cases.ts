import { csv, model, seedTypes, type Case } from './cases.ts';

const TYPES = {
  i: 'integer',
  big: 'bigint',
  d: 'date',
  t: 'timestamp(6)',
  b: 'boolean',
  r: 'real',
  f: 'double',
  m: 'decimal(20,4)',
  txt: 'varchar',
};

const typed: Case = {
  name: 'seeds of every type, empty cells, signs of all kinds',
  steps: [
    {
      files: {
        'seeds/typed.csv': csv(
          'i,big,d,t,b,r,f,m,txt',
          `-1,9223372036854775807,2024-02-29,2024-02-29 10:00:00.5,true,1.5,-1e300,-1234567890123456.5,"say ""hi"", O'Neil"`,
          `2,-9007199254740993,0001-01-01,1969-12-31 23:59:59.999999,false,0.1,0.1,0.0001,größe 😀 \\n \\ 100% _x`,
          `3,0,2026-01-01,2026-01-01 00:00:00,true,0,0,0,"line 1\nline 2"`,
          ',,,,,,,,',
          '4,,,,,,,,""',
          `5,,,,,,,,"  padded  "`,
          `6,,,,,,,,-- no comment; '); drop table x`,
        ),
        'seeds/typed.yml': seedTypes('typed', TYPES),
      },
      tables: {
        'seeds.typed': {
          columns: TYPES,
          rows: [
            [-1, '9223372036854775807', '2024-02-29', '2024-02-29 10:00:00.500000', true, 1.5, -1e300, '-1234567890123456.5000', `say "hi", O'Neil`], // prettier-ignore
            [2, '-9007199254740993', '0001-01-01', '1969-12-31 23:59:59.999999', false, 0.1, 0.1, '0.0001', 'größe 😀 \\n \\ 100% _x'], // prettier-ignore
            [3, 0, '2026-01-01', '2026-01-01 00:00:00.000000', true, 0, 0, '0.0000', 'line 1\nline 2'],
            [null, null, null, null, null, null, null, null, null],
            [4, null, null, null, null, null, null, null, null],
            [5, null, null, null, null, null, null, null, '  padded  '],
            [6, null, null, null, null, null, null, null, `-- no comment; '); drop table x`],
          ],
        },
      },
    },
    {
      files: {
        'seeds/typed.csv': csv('label,i', 'one,1'),
        'seeds/typed.yml': seedTypes('typed', { label: 'varchar', i: 'varchar' }),
      },
      tables: { 'seeds.typed': { columns: { label: 'varchar', i: 'varchar' }, rows: [['one', '1']] } },
    },
  ],
};

const inferred: Case = {
  name: 'seeds without declared types, and their audit columns',
  steps: [
    {
      files: {
        'seeds/guessed.csv': csv('n,price,day,at,yes,name', '1,1.50,2026-01-31,2026-01-31 10:00:00,true,x', '2,,,,,'),
      },
      tables: {
        'seeds.guessed': {
          columns: { n: 'bigint', price: 'double', day: 'date', at: 'timestamp(6)', yes: 'boolean', name: 'varchar', etl_run_id: 'varchar' }, // prettier-ignore
          rows: [
            [1, 1.5, '2026-01-31', '2026-01-31 10:00:00.000000', true, 'x', 'run-1'],
            [2, null, null, null, null, null, 'run-1'],
          ],
        },
      },
    },
  ],
};

const nothing: Case = {
  name: 'seeds that tell an empty text from nothing',
  steps: [
    {
      files: {
        'seeds/told_apart.csv': csv('id,txt,n', '1,,5', '2,NULL,NULL', '3,"NULL",7'),
        'seeds/told_apart.yml': seedTypes('told_apart', { id: 'bigint', txt: 'varchar', n: 'integer' }, `audit_columns: false, null_values: ['NULL']`), // prettier-ignore
      },
      tables: {
        'seeds.told_apart': { columns: { id: 'bigint', txt: 'varchar', n: 'integer' }, rows: [[1, '', 5], [2, null, null], [3, null, 7]] }, // prettier-ignore
      },
    },
  ],
};

const many = Array.from({ length: 3000 }, (_, index) => `${index},row '${index}' ${'x'.repeat(80)}`);
const large: Case = {
  name: 'seeds longer than one statement',
  steps: [
    {
      files: {
        'seeds/many.csv': csv('n,txt', ...many),
        'models/gold/many_counted.sql': model(
          `materialized='table'`,
          `select count(*) as n, sum(n) as total, count(distinct txt) as texts from {{ ref('many') }}`,
        ),
      },
      tables: {
        'gold.many_counted': {
          columns: { n: 'bigint', total: 'bigint', texts: 'bigint' },
          rows: [[3000, 4498500, 3000]],
        },
      },
    },
    {
      files: { 'seeds/many.csv': csv('n,txt', '7,seven') },
      tables: {
        'gold.many_counted': { columns: { n: 'bigint', total: 'bigint', texts: 'bigint' }, rows: [[1, 7, 1]] },
      },
    },
  ],
};

/** Seeds. */
export const SEED_CASES: readonly Case[] = [typed, inferred, nothing, large];
