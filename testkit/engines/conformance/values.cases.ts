import { csv, model, seedTypes, type Case } from './cases.ts';

const INSTANTS = `(values
  (1, timestamp '2024-03-31 00:59:59 UTC'), (2, timestamp '2024-03-31 01:00:00 UTC'),
  (3, timestamp '2024-10-27 00:30:00 UTC'), (4, timestamp '2024-10-27 01:30:00 UTC'),
  (5, cast(null as timestamp(0) with time zone))) as t(id, x)`;

const clocks: Case = {
  name: 'instants around the hours that clocks skip and repeat',
  steps: [
    {
      files: {
        'models/gold/clocks.sql': model(
          `materialized='table'`,
          `select id, cast(x at time zone 'Europe/Berlin' as timestamp(6)) as berlin, hour(x at time zone 'America/New_York') as new_york,
  cast(date_trunc('day', x at time zone 'Europe/Berlin') at time zone 'UTC' as timestamp(6)) as midnight, to_unixtime(x) as seconds,
  timezone_hour(x at time zone 'Europe/Berlin') as ahead, date_diff('hour', timestamp '2024-01-01 00:00:00 UTC', x) as hours,
  cast(cast(x at time zone 'Europe/Berlin' as date) as varchar) as day
from ${INSTANTS}`,
        ),
      },
      tables: {
        'gold.clocks': {
          columns: {
            id: 'integer',
            berlin: 'timestamp(6)',
            new_york: 'bigint',
            midnight: 'timestamp(6)',
            seconds: 'double',
            ahead: 'bigint',
            hours: 'bigint',
            day: 'varchar',
          },
          rows: [
            [1, '2024-03-31 01:59:59.000000', 20, '2024-03-30 23:00:00.000000', 1711846799, 1, 2160, '2024-03-31'],
            [2, '2024-03-31 03:00:00.000000', 21, '2024-03-30 23:00:00.000000', 1711846800, 2, 2161, '2024-03-31'],
            [3, '2024-10-27 02:30:00.000000', 20, '2024-10-26 22:00:00.000000', 1729989000, 2, 7200, '2024-10-27'],
            [4, '2024-10-27 02:30:00.000000', 21, '2024-10-26 22:00:00.000000', 1729992600, 1, 7201, '2024-10-27'],
            [5, null, null, null, null, null, null, null],
          ],
        },
      },
    },
  ],
};

const stored: Case = {
  name: 'instants are stored in UTC',
  steps: [
    {
      files: {
        'models/gold/instants.sql': model(
          `materialized='incremental', unique_key='id'`,
          `select id, cast(x at time zone 'Europe/Berlin' as timestamp(6) with time zone) as at from ${INSTANTS}`,
        ),
      },
      tables: {
        'gold.instants': {
          columns: { id: 'integer', at: 'timestamp(6) with time zone' },
          rows: [
            [1, '2024-03-31 00:59:59.000000 UTC'],
            [2, '2024-03-31 01:00:00.000000 UTC'],
            [3, '2024-10-27 00:30:00.000000 UTC'],
            [4, '2024-10-27 01:30:00.000000 UTC'],
            [5, null],
          ],
        },
      },
    },
    { results: { 'gold.instants': { rows: 0 } } },
  ],
};

const decimals: Case = {
  name: 'decimals are rounded, divided and summed as Trino does',
  steps: [
    {
      files: {
        'seeds/sums.csv': csv('id,m', '1,1.00', '2,1.01', '3,-2.50', '4,'),
        'seeds/sums.yml': seedTypes('sums', { id: 'integer', m: 'decimal(10,2)' }),
        'models/gold/decimals.sql': model(
          `materialized='table'`,
          `select id, m / 3 as third, cast(m as bigint) as whole, cast(m as decimal(5,1)) as tenth, round(m, 1) as rounded, m * m as square, try_cast(m * 100 as decimal(3,1)) as narrow, 7 / 2 as seven, -7 % 3 as rest, 7e0 / 2 as half, cast(m as double) as d from {{ ref('sums') }}`,
        ),
        'models/gold/sums_all.sql': model(
          `materialized='table'`,
          `select sum(m) as total, avg(m) as mean, max(m) as most, count(m) as n, avg(id) as mean_id, sum(id) as ids from {{ ref('sums') }}`,
        ),
      },
      tables: {
        'gold.sums_all': {
          columns: { total: 'decimal(38,2)', mean: 'decimal(10,2)', most: 'decimal(10,2)', n: 'bigint', mean_id: 'double', ids: 'bigint' }, // prettier-ignore
          rows: [['-0.49', '-0.16', '1.01', 3, 2.5, 10]],
        },
        'gold.decimals': {
          columns: { id: 'integer', third: 'decimal(10,2)', whole: 'bigint', tenth: 'decimal(5,1)', rounded: 'decimal(11,2)', square: 'decimal(20,4)', narrow: 'decimal(3,1)', seven: 'integer', rest: 'integer', half: 'double', d: 'double' }, // prettier-ignore
          rows: [
            [1, '0.33', 1, '1.0', '1.00', '1.0000', null, 3, -1, 3.5, 1],
            [2, '0.34', 1, '1.0', '1.00', '1.0201', null, 3, -1, 3.5, 1.01],
            [3, '-0.83', -3, '-2.5', '-2.50', '6.2500', null, 3, -1, 3.5, -2.5],
            [4, null, null, null, null, null, null, 3, -1, 3.5, null],
          ],
        },
      },
    },
  ],
};

const overflowing: Case = {
  name: 'values that do not fit fail the model and leave its table',
  steps: [
    {
      files: {
        'models/gold/overflows.sql': model(`materialized='table'`, `select cast(x as decimal(3,1)) as x from (values decimal '12.34') as t(x)`), // prettier-ignore
        'models/gold/divides.sql': model(
          `materialized='incremental', unique_key='x'`,
          `select 6 / x as x from (values 2) as t(x)`,
        ),
      },
    },
    {
      files: {
        'models/gold/overflows.sql': model(`materialized='table'`, `select cast(x as decimal(3,1)) as x from (values decimal '1234.5') as t(x)`), // prettier-ignore
        'models/gold/divides.sql': model(
          `materialized='incremental', unique_key='x'`,
          `select 6 / x as x from (values 2, 0) as t(x)`,
        ),
      },
      results: {
        'gold.overflows': { status: 'error', codes: ['engine-value-invalid'] },
        'gold.divides': { status: 'error', codes: ['engine-value-invalid'] },
      },
      tables: {
        'gold.overflows': { columns: { x: 'decimal(3,1)' }, rows: [['12.3']] },
        'gold.divides': { columns: { x: 'integer' }, rows: [[3]] },
      },
    },
  ],
};

const nested: Case = {
  name: 'nested values are taken apart and put together',
  steps: [
    {
      files: {
        'models/gold/baskets.sql': model(
          `materialized='table'`,
          `select id, cast(items as array(row(sku varchar, n integer))) as items, tags from (values (1, array[row('a', 2), row('b', 1)], map(array['k'], array['v'])), (2, array[row('a', 5)], null), (3, null, map())) as t(id, items, tags)`.replace(
            'map())',
            `cast(map() as map(varchar, varchar)))`,
          ),
        ),
        'models/gold/basket_lines.sql': model(
          `materialized='incremental', unique_key=['id', 'line']`,
          `select b.id, u.line, u.sku, u.n from {{ ref('baskets') }} b cross join unnest(b.items) with ordinality as u(sku, n, line)`,
        ),
        'models/gold/basket_tags.sql': model(
          `materialized='table'`,
          `select id, element_at(tags, 'k') as k, cardinality(items) as n, transform(items, i -> i.n * 2) as doubled, reduce(items, 0, (s, i) -> s + i.n, s -> s) as total, map_keys(tags) as names from {{ ref('baskets') }}`,
        ),
        'models/gold/basket_skus.sql': model(
          `materialized='table'`,
          `select sku, array_agg(n order by id) as ns, cast(row(min(n), count(*)) as row(least integer, lines bigint)) as summary from {{ ref('basket_lines') }} group by sku`,
        ),
      },
      tables: {
        'gold.basket_lines': {
          columns: { id: 'integer', line: 'bigint', sku: 'varchar', n: 'integer' },
          rows: [[1, 1, 'a', 2], [1, 2, 'b', 1], [2, 1, 'a', 5]], // prettier-ignore
        },
        'gold.basket_tags': {
          columns: { id: 'integer', k: 'varchar', n: 'bigint', doubled: 'array(integer)', total: 'integer', names: 'array(varchar)' }, // prettier-ignore
          rows: [
            [1, 'v', 2, [4, 2], 3, ['k']],
            [2, null, 1, [10], 5, null],
            [3, null, null, null, null, []],
          ],
        },
        'gold.basket_skus': {
          columns: { sku: 'varchar', ns: 'array(integer)', summary: 'row(least integer, lines bigint)' },
          rows: [['a', [2, 5], [2, 2]], ['b', [1], [1, 1]]], // prettier-ignore
        },
      },
    },
  ],
};

/** Times, decimals and nested values. */
export const VALUE_CASES: readonly Case[] = [clocks, stored, decimals, overflowing, nested];
