import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, test } from 'vitest';
import type { DialectName, Value } from '../engines/engine.ts';
import {
  literal,
  quoteHiveIdentifier,
  quoteHiveRelation,
  quoteIdentifier,
  quoteRelation,
  quoteString,
} from './quote.ts';
import { parseTrinoType } from './types.ts';

const DIALECTS: readonly DialectName[] = ['duckdb', 'trino', 'athena'];

// What breaks out of quotes, comments, or encodings.
const ADVERSARIAL = [
  'plain',
  'two words',
  'select',
  `it's`,
  `''`,
  `'`,
  `"`,
  `a"b""c`,
  '`tick`',
  `\\`,
  `\\'`,
  `a\\`,
  `'; DROP TABLE x; --`,
  `"; DROP TABLE x; --`,
  '/* comment',
  '*/ --',
  '-- comment',
  '$$',
  '$1',
  '{{ x }}',
  '%s {0}',
  'line\nbreak',
  'tab\tand\rreturn',
  'ünïcödé',
  '数据',
  '😀 \u200d\u202e',
  'e\u0301',
  '\u0001\u007f',
  ' padded ',
  'x'.repeat(5000),
];

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
afterAll(() => connection.closeSync());

async function ask(sql: string): Promise<{ names: readonly string[]; value: unknown; type: string }> {
  const reader = await connection.runAndReadAll(sql);
  return { names: reader.columnNames(), value: reader.getRowsJson()[0]?.[0], type: String(reader.columnType(0)) };
}

const typed = (value: Value, type: string, dialect: DialectName) => {
  const parsed = parseTrinoType(type);
  if (!parsed) throw new Error(`no type: ${type}`);
  return literal(value, parsed, dialect);
};

describe.each(DIALECTS)('%s', (dialect) => {
  test.each(ADVERSARIAL)('%j as a name comes back', async (name) => {
    const { names, value } = await ask(
      `SELECT ${quoteIdentifier(name, dialect)} FROM (SELECT 1 AS ${quoteIdentifier(name, dialect)})`,
    );
    expect(names).toEqual([name]);
    expect(value).toBe(1);
  });

  test.each(ADVERSARIAL)('%j as a string comes back', async (text) => {
    expect((await ask(`SELECT ${quoteString(text)}`)).value).toBe(text);
    expect((await ask(`SELECT ${typed(text, 'varchar', dialect)}`)).value).toBe(text);
  });

  test.each(['\0', 'a\0b', `\0'\0`])('%j as a literal comes back', async (text) => {
    expect((await ask(`SELECT ${typed(text, 'varchar', dialect)}`)).value).toBe(text);
  });

  test('a name that no engine takes is a bug of the caller', () => {
    expect(() => quoteIdentifier('', dialect)).toThrow('Invariant');
    expect(() => quoteIdentifier('a\0b', dialect)).toThrow('Invariant');
  });

  test.each(ADVERSARIAL)('%j as a relation comes back', async (name) => {
    // DuckDB folds names when it compares them, and takes any sign.
    const relation = { schema: name, identifier: name };
    await connection.run(`CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(name, dialect)}`);
    await connection.run(`CREATE OR REPLACE TABLE ${quoteRelation(relation, dialect)} AS SELECT 7`);
    expect((await ask(`SELECT * FROM ${quoteRelation(relation, dialect)}`)).value).toBe(7);
    await connection.run(`DROP SCHEMA ${quoteIdentifier(name, dialect)} CASCADE`);
  });
});

test('a relation with a catalog', () => {
  const relation = { database: 'Lake"1', schema: 'gold', identifier: 'dim device' };
  expect(quoteRelation(relation, 'trino')).toBe('"Lake""1"."gold"."dim device"');
  expect(quoteHiveRelation(relation)).toBe('`gold`.`dim device`');
  expect(quoteHiveIdentifier('a`b"c')).toBe('`a``b"c`');
});

// type, value, Trino's literal, what DuckDB gives back (as node-api's JSON) for its own literal, if it is not the value.
const LITERALS: readonly (readonly [type: string, value: Value, trino: string, back?: unknown])[] = [
  ['boolean', true, 'TRUE'],
  ['integer', 5, `INTEGER '5'`],
  ['integer', -2147483648, `INTEGER '-2147483648'`],
  ['tinyint', -1, `TINYINT '-1'`],
  ['bigint', '9223372036854775807', `BIGINT '9223372036854775807'`],
  ['bigint', 3, `BIGINT '3'`, '3'],
  ['double', 0.1, `DOUBLE '0.1'`],
  ['double', 1e300, `DOUBLE '1e+300'`],
  ['double', 'NaN', `DOUBLE 'NaN'`],
  ['double', '-Infinity', `DOUBLE '-Infinity'`],
  ['real', 1.5, `REAL '1.5'`],
  ['decimal(10,2)', '1.50', `CAST(DECIMAL '1.50' AS decimal(10,2))`],
  [
    'decimal(38,0)',
    '-99999999999999999999999999999999999999',
    `CAST(DECIMAL '-99999999999999999999999999999999999999' AS decimal(38,0))`,
  ],
  ['varchar', `it's`, `'it''s'`],
  ['varchar(3)', 'abc', `'abc'`],
  ['char(3)', 'ab ', `CAST('ab ' AS char(3))`],
  ['varbinary', '00ff27', `X'00ff27'`, `\\x00\\xFF\\x27`],
  ['varbinary', '', `X''`],
  ['date', '2024-02-29', `DATE '2024-02-29'`],
  ['timestamp(6)', '2024-01-01 10:00:00.000000', `TIMESTAMP '2024-01-01 10:00:00.000000'`, '2024-01-01 10:00:00'],
  ['timestamp(6)', '2024-01-01 10:00:00.123', `TIMESTAMP '2024-01-01 10:00:00.123000'`, '2024-01-01 10:00:00.123'],
  ['timestamp(3)', '2024-01-01 10:00:00', `TIMESTAMP '2024-01-01 10:00:00.000'`],
  ['timestamp(0)', '2024-01-01 10:00:00', `TIMESTAMP '2024-01-01 10:00:00'`],
  [
    'timestamp(0)',
    '2024-01-01 10:00:00.9',
    `CAST(TIMESTAMP '2024-01-01 10:00:00.9' AS timestamp(0))`,
    '2024-01-01 10:00:00.9',
  ],
  [
    'timestamp(3) with time zone',
    '2024-01-01 10:00:00.5 UTC',
    `TIMESTAMP '2024-01-01 10:00:00.500 UTC'`,
    '2024-01-01 10:00:00.5+00',
  ],
  [
    'timestamp(3) with time zone',
    '2024-06-01 10:00:00.000 Europe/Berlin',
    `TIMESTAMP '2024-06-01 10:00:00.000 Europe/Berlin'`,
    '2024-06-01 08:00:00+00',
  ],
  ['time(3)', '10:00:00.1', `TIME '10:00:00.100'`, '10:00:00.1'],
  ['uuid', '12151fd2-7586-11e9-8f9e-2a86e4085a59', `UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59'`],
  ['json', '{"a":"it\'s"}', `JSON '{"a":"it''s"}'`],
  ['array(integer)', [1, null], `CAST(ARRAY[INTEGER '1', CAST(NULL AS integer)] AS array(integer))`],
  ['array(varchar)', [], `CAST(ARRAY[] AS array(varchar))`],
  [
    'row(a integer, "B c" varchar)',
    [1, `x'`],
    `CAST(ROW(INTEGER '1', 'x''') AS row(a integer, "B c" varchar))`,
    { a: 1, 'B c': `x'` },
  ],
  ['map(varchar, bigint)', { [`k'`]: 1 }, `CAST(MAP(ARRAY['k'''], ARRAY[BIGINT '1']) AS map(varchar, bigint))`, [{ key: `k'`, value: '1' }]], // prettier-ignore
  [
    'map(boolean, varchar)',
    { true: 'y' },
    `CAST(MAP(ARRAY[TRUE], ARRAY['y']) AS map(boolean, varchar))`,
    [{ key: true, value: 'y' }],
  ],
  ['map(varchar, integer)', {}, `CAST(MAP(ARRAY[], ARRAY[]) AS map(varchar, integer))`, []],
  ['date', null, 'CAST(NULL AS date)'],
  ['row(a integer)', null, 'CAST(NULL AS row(a integer))'],
];

for (const [type, value, trino, back] of LITERALS) {
  test(`literal of ${type}: ${JSON.stringify(value)}`, async () => {
    expect(typed(value, type, 'trino')).toBe(trino);
    expect(typed(value, type, 'athena')).toBe(trino);
    await connection.run(`SET TimeZone = 'UTC'`);
    const result = await ask(`SELECT ${typed(value, type, 'duckdb')}`);
    expect(result.value).toEqual(back ?? value);
  });
}

test('a value that does not fit its type cannot break out of its literal', async () => {
  for (const type of [
    'integer',
    'double',
    'decimal(10,2)',
    'date',
    'timestamp(6)',
    'time(3)',
    'uuid',
    'timestamp(3) with time zone',
  ]) {
    await expect(ask(`SELECT ${typed(`1'), (SELECT 2`, type, 'duckdb')}`)).rejects.toThrow(
      /Conversion|Could not convert|invalid/i,
    );
    expect(typed(`1'), (2`, type, 'trino')).toContain(`1''), (2`);
  }
  expect(() => typed(`'`, 'varbinary', 'trino')).toThrow('Invariant');
});

test('an offset is no part of the time', () => {
  const type = parseTrinoType('timestamp(6) with time zone')!;
  expect(literal('2024-01-01 10:00:00 +01:00', type, 'athena')).toBe("TIMESTAMP '2024-01-01 10:00:00.000000 +01:00'");
  expect(literal('2024-01-01 10:00:00.5 Europe/Paris', type, 'athena')).toBe(
    "TIMESTAMP '2024-01-01 10:00:00.500000 Europe/Paris'",
  );
});
