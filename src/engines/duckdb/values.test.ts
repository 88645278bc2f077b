import { afterAll, expect, test } from 'vitest';
import { openDuckDb } from './connection.ts';
import { PLAIN_ENVIRONMENT } from './environment.ts';

const connection = await openDuckDb({ path: ':memory:' }, PLAIN_ENVIRONMENT);
afterAll(() => connection.close());

// expression, the Trino type it is told to have, its value in the form of Trino's protocol.
test.each([
  ['NULL::INTEGER', 'integer', null],
  ['TRUE', 'boolean', true],
  ['-5::TINYINT', 'tinyint', -5],
  ['9007199254740991::BIGINT', 'bigint', 9007199254740991],
  ['9007199254740993::BIGINT', 'bigint', '9007199254740993'],
  ['(-9223372036854775808)::BIGINT', 'bigint', '-9223372036854775808'],
  ['sum(5)', 'bigint', 5],
  ['170141183460469231731687303715884105727::HUGEINT', 'bigint', '170141183460469231731687303715884105727'],
  ['1.1::FLOAT', 'real', 1.1],
  ['16777216::FLOAT', 'real', 16777216],
  ['3.4028235e38::FLOAT', 'real', 3.4028235e38],
  ['1e-45::FLOAT', 'real', 1.4e-45],
  [`'NaN'::FLOAT`, 'real', 'NaN'],
  ['0.1::DOUBLE', 'double', 0.1],
  [`'-inf'::DOUBLE`, 'double', '-Infinity'],
  ['1.50::DECIMAL(10,2)', 'decimal(10,2)', '1.50'],
  ['-0.05::DECIMAL(3,2)', 'decimal(3,2)', '-0.05'],
  ['5::DECIMAL(38,0)', 'decimal(38,0)', '5'],
  [
    '-99999999999999999999999999999999999.999::DECIMAL(38,3)',
    'decimal(38,3)',
    '-99999999999999999999999999999999999.999',
  ],
  [`'it''s ü 😀'`, 'varchar', `it's ü 😀`],
  [`''`, 'varchar', ''],
  [`'\\x00\\xFF'::BLOB`, 'varbinary', '00ff'],
  [`''::BLOB`, 'varbinary', ''],
  [`DATE '2024-02-29'`, 'date', '2024-02-29'],
  [`DATE '0044-03-15 (BC)'`, 'date', '-0043-03-15'],
  [`'infinity'::DATE`, 'date', 'infinity'],
  [`TIMESTAMP '2024-01-01 10:00:00'`, 'timestamp(6)', '2024-01-01 10:00:00.000000'],
  [`TIMESTAMP '1969-12-31 23:59:59.999999'`, 'timestamp(6)', '1969-12-31 23:59:59.999999'],
  [`TIMESTAMP_S '2024-01-01 10:00:00'`, 'timestamp(0)', '2024-01-01 10:00:00'],
  [`TIMESTAMP_MS '2024-01-01 10:00:00.5'`, 'timestamp(3)', '2024-01-01 10:00:00.500'],
  [`TIMESTAMP_NS '1969-12-31 23:59:59.123456789'`, 'timestamp(9)', '1969-12-31 23:59:59.123456789'],
  [`'-infinity'::TIMESTAMP`, 'timestamp(6)', '-infinity'],
  [`TIMESTAMPTZ '2024-01-01 10:00:00+02:00'`, 'timestamp(6) with time zone', '2024-01-01 08:00:00.000000 UTC'],
  [`TIME '10:00:00.1'`, 'time(6)', '10:00:00.100000'],
  [`TIMETZ '10:00:00-05:30'`, 'time(6) with time zone', '10:00:00.000000-05:30'],
  [`INTERVAL 2 MONTH`, 'interval day to second', '0-2'],
  [`INTERVAL 26 HOUR`, 'interval day to second', '1 02:00:00.000'],
  [`'12151fd2-7586-11e9-8f9e-2a86e4085a59'::UUID`, 'uuid', '12151fd2-7586-11e9-8f9e-2a86e4085a59'],
  [`'{"a":1}'::JSON`, 'json', '{"a":1}'],
  [`['{"a":1}'::JSON]`, 'array(json)', ['{"a":1}']],
  [`'a'::ENUM('a', 'b')`, 'varchar', 'a'],
  ['[1, NULL, 3]', 'array(integer)', [1, null, 3]],
  ['[]::INTEGER[]', 'array(integer)', []],
  ['NULL::INTEGER[]', 'array(integer)', null],
  ['[[1], NULL, []]', 'array(array(integer))', [[1], null, []]],
  ['array_value(1, 2)', 'array(integer)', [1, 2]],
  [`array_value({'a': 1})`, 'array(row(a integer))', [[1]]],
  [`row(1, 'a')`, 'row(integer, varchar)', [1, 'a']],
  [`[row(1, row('a', NULL)), NULL]`, 'array(row(integer, row(varchar, integer)))', [[1, ['a', null]], null]],
  [
    `{'2': 'two', '1': 'one', 'B c': 1.5::DECIMAL(2,1)}`,
    'row("2" varchar, "1" varchar, "B c" decimal(2,1))',
    ['two', 'one', '1.5'],
  ],
  [`NULL::STRUCT(a INTEGER)`, 'row(a integer)', null],
  [`MAP {'a': 1, 'b': NULL}`, 'map(varchar, integer)', { a: 1, b: null }],
  [`MAP {'__proto__': 1}`, 'map(varchar, integer)', JSON.parse('{"__proto__":1}')],
  [`MAP {1: [DATE '2024-01-01']}`, 'map(integer, array(date))', { '1': ['2024-01-01'] }],
  [`MAP {DATE '2024-01-01': {'x': [1.5::DOUBLE]}}`, 'map(date, row(x array(double)))', { '2024-01-01': [[1.5]] }],
  [`MAP {'k': MAP {'l': '\\xAA'::BLOB}}`, 'map(varchar, map(varchar, varbinary))', { k: { l: 'aa' } }],
  [`NULL::MAP(VARCHAR, INTEGER)`, 'map(varchar, integer)', null],
])('%s', async (expression, type, value) => {
  const { columns, rows } = await connection.execute(`SELECT ${expression} AS "a ""b"`);
  expect(columns).toEqual([{ name: 'a "b', type }]);
  expect(rows).toEqual([[value]]);
});

test('rows of several chunks, with NULLs in nested values, stay in place', async () => {
  const { rows } = await connection.execute(
    `SELECT i, CASE WHEN i % 3 = 0 THEN NULL ELSE row(i, 'x' || i) END, CASE WHEN i % 5 = 0 THEN NULL ELSE [row(i, NULL)] END FROM range(5000) t(i)`,
  );
  expect(rows).toHaveLength(5000);
  rows.forEach((row, index) => {
    expect(row).toEqual([
      index,
      index % 3 === 0 ? null : [index, `x${index}`],
      index % 5 === 0 ? null : [[index, null]],
    ]);
  });
});

test.each(['1::BIT', 'union_value(k := 1)', `MAP {'a': row(1, 2)}`])(
  '%s cannot be read, and is said so',
  async (sql) => {
    await expect(connection.execute(`SELECT ${sql} AS c`)).rejects.toMatchObject({
      diagnostic: { code: 'engine-column-type' },
    });
  },
);
