import type { Value } from '../../../src/engines/engine.ts';
import { model, type Case } from './cases.ts';

interface Stored {
  readonly sql: string;
  readonly type: string;
  readonly value: Value;
}

const LONG = 'ab'.repeat(50_000);

/** Values that a table holds, by the column that holds them; the second row of each table is NULL. */
const VALUES: Readonly<Record<string, Stored>> = {
  yes: { sql: 'true', type: 'boolean', value: true },
  small: { sql: "integer '-2147483648'", type: 'integer', value: -2147483648 },
  large: { sql: `bigint '9223372036854775807'`, type: 'bigint', value: '9223372036854775807' },
  least: { sql: `bigint '-9223372036854775808'`, type: 'bigint', value: '-9223372036854775808' },
  single: { sql: `real '0.1'`, type: 'real', value: 0.1 },
  twofold: { sql: `double '0.1'`, type: 'double', value: 0.1 },
  greatest: { sql: `double '1.7976931348623157E308'`, type: 'double', value: 1.7976931348623157e308 },
  tiniest: { sql: `double '4.9E-324'`, type: 'double', value: 5e-324 },
  not_a_number: { sql: 'nan()', type: 'double', value: 'NaN' },
  endless: { sql: 'infinity()', type: 'double', value: 'Infinity' },
  endless_below: { sql: '-infinity()', type: 'double', value: '-Infinity' },
  endless_single: { sql: 'cast(infinity() as real)', type: 'real', value: 'Infinity' },
  money: {
    sql: `decimal '12345678901234567890.1234567890'`,
    type: 'decimal(30,10)',
    value: '12345678901234567890.1234567890',
  },
  wide: { sql: `cast(decimal '-9999999999999999999999999999.9999999999' as decimal(38,10))`, type: 'decimal(38,10)', value: '-9999999999999999999999999999.9999999999' }, // prettier-ignore
  cents: { sql: 'cast(0.005 as decimal(3,3))', type: 'decimal(3,3)', value: '0.005' },
  words: {
    sql: `U&'gr\\00f6\\00dfe \\+01F600 "quoted" it''s a \\\\ b'`,
    type: 'varchar',
    value: 'größe 😀 "quoted" it\'s a \\ b',
  },
  blank: { sql: `cast('' as varchar)`, type: 'varchar', value: '' },
  spaced: { sql: `cast('  two  ' as varchar)`, type: 'varchar', value: '  two  ' },
  lines: { sql: `concat('a', chr(10), 'b', chr(13), chr(9), 'c')`, type: 'varchar', value: 'a\nb\r\tc' },
  long: { sql: `array_join(repeat('abababababababababab', 5000), '')`, type: 'varchar', value: LONG },
  bytes: { sql: `x'00ff80'`, type: 'varbinary', value: '00ff80' },
  day: { sql: `date '2024-02-29'`, type: 'date', value: '2024-02-29' },
  old_day: { sql: `date '0001-01-01'`, type: 'date', value: '0001-01-01' },
  moment: { sql: `cast(timestamp '2024-02-29 23:59:59.123456' as timestamp(6))`, type: 'timestamp(6)', value: '2024-02-29 23:59:59.123456' }, // prettier-ignore
  second: { sql: `timestamp '1969-12-31 23:59:59'`, type: 'timestamp(6)', value: '1969-12-31 23:59:59.000000' },
  listed: { sql: 'array[1, null, 3]', type: 'array(integer)', value: [1, null, 3] },
  no_items: { sql: 'cast(array[] as array(varchar))', type: 'array(varchar)', value: [] },
  mapped: {
    sql: `map(array['k', 'l'], array[1.5, null])`,
    type: 'map(varchar, decimal(2,1))',
    value: { k: '1.5', l: null },
  },
  in_row: {
    sql: `cast(row(1, 'x', null) as row(a integer, b varchar, c date))`,
    type: 'row(a integer, b varchar, c date)',
    value: [1, 'x', null],
  },
  deep: {
    sql: `cast(array[row('k', map(array['m'], array[array[row(1, timestamp '2024-01-01 10:00:00')]]))] as array(row(name varchar, sub map(varchar, array(row(n bigint, at timestamp(6)))))))`,
    type: 'array(row(name varchar, sub map(varchar, array(row(n bigint, at timestamp(6))))))',
    value: [['k', { m: [[1, '2024-01-01 10:00:00.000000']] }]],
  },
};

const names = Object.keys(VALUES);
const types = Object.fromEntries(names.map((name) => [name, VALUES[name]!.type]));
const list = names.map((name) => `${VALUES[name]!.sql} as ${name}`).join(', ');
const nulls = names.map((name) => `if(id = 1, ${name}) as ${name}`).join(', ');
const expected = {
  columns: { id: 'bigint', ...types },
  rows: [
    [1, ...names.map((name) => VALUES[name]!.value)],
    [2, ...names.map(() => null)],
  ],
};

const stored: Case = {
  name: 'what is stored comes back, through a table, a merge and a view',
  steps: [
    {
      files: {
        'models/gold/one_of_each.sql': model(`materialized='view'`, `select ${list}`),
        'models/gold/of_each.sql': model(`materialized='table'`, `select id, ${nulls} from {{ ref('one_of_each') }} cross join (values bigint '1', bigint '2') as t(id)`), // prettier-ignore
        'models/gold/of_each_merged.sql': model(
          `materialized='incremental', unique_key='id'`,
          `select id, ${names.join(', ')} from {{ ref('of_each') }}`,
        ),
      },
      tables: { 'gold.of_each': expected, 'gold.of_each_merged': expected },
    },
    { results: { 'gold.of_each_merged': { rows: 0 } }, tables: { 'gold.of_each_merged': expected } },
  ],
};

/** Types that tables do not have, as they are stored or refused. */
const coerced: Case = {
  name: 'shorter types are stored as those that tables have',
  steps: [
    {
      files: {
        'models/gold/shorter.sql': model(
          `materialized='table'`,
          `select cast(7 as tinyint) as t, cast(-300 as smallint) as s, cast('abc' as varchar(5)) as v, cast('ab' as char(4)) as c, timestamp '2024-01-01 10:00:00.123' as ms, array[cast(1 as smallint)] as l, cast(row(cast(1 as tinyint), timestamp '2024-01-01 10:00:00') as row(a tinyint, b timestamp(0))) as r`,
        ),
      },
      tables: {
        'gold.shorter': {
          columns: { t: 'integer', s: 'integer', v: 'varchar', c: 'varchar', ms: 'timestamp(6)', l: 'array(integer)', r: 'row(a integer, b timestamp(6))' }, // prettier-ignore
          rows: [[7, -300, 'abc', 'ab  ', '2024-01-01 10:00:00.123000', [1], [1, '2024-01-01 10:00:00.000000']]],
        },
      },
    },
  ],
};

/** Types of tables. */
export const TYPE_CASES: readonly Case[] = [stored, coerced];
