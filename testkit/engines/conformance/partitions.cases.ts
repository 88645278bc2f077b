import { csv, model, seedTypes, type Case } from './cases.ts';

const EVENT = { id: 'bigint', at: 'timestamp(6)', kind: 'varchar', n: 'integer' };
const FIELDS = [`year(at)`, `month(at)`, `day(at)`, `hour(at)`, `bucket(id, 3)`, `truncate(kind, 2)`, `kind`];
const READ = `select id, at, kind, n from {{ ref('events') }}`;
const name = (field: string) => `by_${field.replaceAll(/\W+/g, '_').replace(/_$/, '')}`;
const merged = (field: string) =>
  model(`materialized='incremental', unique_key='id', partitioned_by=['${field}']`, READ);
const rebuilt = (field: string) => model(`materialized='table', partitioned_by=['${field}']`, READ);
const files = (make: (field: string) => string, prefix = '') =>
  Object.fromEntries(FIELDS.map((field) => [`models/gold/${prefix}${name(field)}.sql`, make(field)]));
const tables = (rows: readonly (readonly (string | number | null)[])[]) =>
  Object.fromEntries(['', 'all_'].flatMap((prefix) => FIELDS.map((field) => [`gold.${prefix}${name(field)}`, { columns: EVENT, rows }]))); // prettier-ignore

const transforms: Case = {
  name: 'tables partitioned by every transform, NULL partitions, late rows, rows that move',
  steps: [
    {
      files: {
        'seeds/events.csv': csv(
          'id,at,kind,n',
          '1,2026-01-01 00:00:00,click,1',
          '2,2025-12-31 23:59:59.999999,clack,1',
          '3,,,1',
          '4,1969-12-31 23:00:00,größe,1',
        ),
        'seeds/events.yml': seedTypes('events', EVENT),
        ...files(merged),
        ...files(rebuilt, 'all_'),
      },
      tables: tables([
        [1, '2026-01-01 00:00:00.000000', 'click', 1],
        [2, '2025-12-31 23:59:59.999999', 'clack', 1],
        [3, null, null, 1],
        [4, '1969-12-31 23:00:00.000000', 'größe', 1],
      ]),
    },
    {
      files: {
        'seeds/events.csv': csv(
          'id,at,kind,n',
          '1,2026-01-02 00:00:00,moved,2',
          '2,2025-12-31 23:59:59.999999,clack,1',
          '3,2026-01-01 10:00:00,found,2',
          '4,,,2',
          '5,2020-02-29 12:00:00,late,2',
        ),
      },
      tables: tables([
        [1, '2026-01-02 00:00:00.000000', 'moved', 2],
        [2, '2025-12-31 23:59:59.999999', 'clack', 1],
        [3, '2026-01-01 10:00:00.000000', 'found', 2],
        [4, null, null, 2],
        [5, '2020-02-29 12:00:00.000000', 'late', 2],
      ]),
    },
  ],
};

const days = (from: number, to: number, n: number) =>
  `select cast(x as bigint) as id, date_add('day', x, date '2026-01-01') as d, ${n} as n from unnest(sequence(${from}, ${to})) as s(x)`;

const MERGED = [
  ['many_merged', `materialized='incremental', unique_key=['id', 'd'], partitioned_by=['d']`],
  ['many_moving', `materialized='incremental', unique_key='id', partitioned_by=['day(d)']`],
] as const;
const REBUILT = [
  ['many_rebuilt', `materialized='table', partitioned_by=['d'], rebuild='batches'`],
  ['many_swapped', `materialized='table', partitioned_by=['month(d)', 'bucket(id, 40)'], rebuild='swap'`],
] as const;
type Tables = typeof MERGED | typeof REBUILT;
type Counts = readonly (number | string)[];

const filesOf = (list: Tables, query: string) =>
  Object.fromEntries(list.map(([table, config]) => [`models/gold/${table}.sql`, model(config, query)]));
const counting = Object.fromEntries(
  [...MERGED, ...REBUILT].map(([table]) => [
    `models/gold/count_${table}.sql`,
    model(
      `materialized='table'`,
      `select count(*) as rows_, count(distinct d) as days, count(distinct id) as ids, sum(n) as n, max(d) as latest from {{ ref('${table}') }}`,
    ),
  ]),
);
const counted = (list: Tables, counts: Counts) => {
  const columns = { rows_: 'bigint', days: 'bigint', ids: 'bigint', n: 'bigint', latest: 'date' };
  return Object.fromEntries(list.map(([table]) => [`gold.count_${table}`, { columns, rows: [counts] }]));
};
const FIRST: Counts = [150, 150, 150, 150, '2026-05-30'];

const many: Case = {
  name: '150 partitions at once and more: a first build, a rebuild and a merge',
  steps: [
    {
      files: { ...filesOf(MERGED, days(0, 149, 1)), ...filesOf(REBUILT, days(0, 149, 1)), ...counting },
      tables: { ...counted(MERGED, FIRST), ...counted(REBUILT, FIRST) },
    },
    {
      files: { ...filesOf(MERGED, days(20, 179, 2)), ...filesOf(REBUILT, days(0, 159, 2)) },
      tables: {
        ...counted(MERGED, [180, 180, 180, 340, '2026-06-29']),
        ...counted(REBUILT, [160, 160, 160, 320, '2026-06-09']),
      },
    },
  ],
};

/** Partitioned tables. */
export const PARTITION_CASES: readonly Case[] = [transforms, many];
