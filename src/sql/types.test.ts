import { describe, expect, test } from 'vitest';
import {
  formatTrinoType,
  fromDuckDbType,
  icebergColumnType,
  parseTrinoType,
  toDuckDbType,
  toIcebergType,
} from './types.ts';

function checkType<T>(read: (text: string) => T | undefined, write: (type: T) => string | undefined) {
  return (text: string, expected: string | undefined) => {
    const type = read(text);
    expect(type && write(type), text).toBe(expected);
  };
}

const trino = checkType(parseTrinoType, formatTrinoType);
const toDuckDb = checkType(parseTrinoType, toDuckDbType);
const fromDuckDb = checkType(fromDuckDbType, formatTrinoType);

describe('Trino', () => {
  test.each([
    'boolean',
    'tinyint',
    'varchar',
    'varchar(3)',
    'varchar(0)',
    'char(10)',
    'decimal(10,2)',
    'decimal(38,0)',
    'time(0)',
    'time(6) with time zone',
    'timestamp(12)',
    'timestamp(3) with time zone',
    'interval year to month',
    'interval day to second',
    'array(array(varchar(2)))',
    'map(varchar, array(row(a integer)))',
    'row(a integer, "B c" varchar)',
    'row("a""b" integer, date date, time time(3) with time zone)',
    'row(integer, varchar)',
    'row(timestamp(3) with time zone, x double)',
    'unknown',
    'json',
    'uuid',
  ])('%s is canonical', (text) => trino(text, text));

  test.each([
    ['INT', 'integer'],
    ['VARCHAR ( 3 )', 'varchar(3)'],
    ['char', 'char(1)'],
    ['decimal', 'decimal(38,0)'],
    ['decimal(5)', 'decimal(5,0)'],
    ['NUMERIC(10, 2)', 'decimal(10,2)'],
    ['timestamp', 'timestamp(3)'],
    ['timestamp with time zone', 'timestamp(3) with time zone'],
    ['TIMESTAMP(6) WITHOUT TIME ZONE', 'timestamp(6)'],
    ['double precision', 'double'],
    ['row(x double precision, y double)', 'row(x double, y double)'],
    ['row(A integer)', 'row(a integer)'],
    ['string', 'varchar'],
    ['binary', 'varbinary'],
    ['float', 'real'],
    ['array<struct<a:int,B:map<string,decimal(3,1)>>>', 'array(row(a integer, b map(varchar, decimal(3,1))))'],
    ['struct< a : int, `b c`:string>', 'row(a integer, "b c" varchar)'],
    ['map<string, array<int>>', 'map(varchar, array(integer))'],
  ])('%s becomes %s', trino);

  test.each([
    '',
    ' ',
    'text',
    'varchar(',
    'varchar()',
    'varchar(-1)',
    'varchar(a)',
    'varchar(3) x',
    'decimal(39,0)',
    'decimal(0,0)',
    'decimal(2,3)',
    'decimal(1,1,1)',
    'timestamp(13)',
    'timestamp with time',
    'array',
    'array()',
    'array<int)',
    'map(integer)',
    'row()',
    'row(a)',
    'row(a integer,)',
    'struct<a>',
    'interval day',
    'constructor',
    'toString',
    `'varchar'`,
    'a;b',
    'varchar; drop table x',
  ])('%j is no type', (text) => trino(text, undefined));

  test('a deep type is read', () => {
    const text = `${'array('.repeat(200)}integer${')'.repeat(200)}`;
    trino(text, text);
  });
});

describe('to DuckDB', () => {
  test.each([
    ['real', 'FLOAT'],
    ['varchar(3)', 'VARCHAR'],
    ['char(3)', 'VARCHAR'],
    ['varbinary', 'BLOB'],
    ['decimal(10,2)', 'DECIMAL(10,2)'],
    ['timestamp(3)', 'TIMESTAMP'],
    ['timestamp(6) with time zone', 'TIMESTAMP WITH TIME ZONE'],
    ['timestamp(9)', undefined],
    ['time(3) with time zone', undefined],
    ['ipaddress', undefined],
    ['array(timestamp(9))', undefined],
    ['array(array(bigint))', 'BIGINT[][]'],
    ['map(varchar, row(a integer, "b""c" date))', 'MAP(VARCHAR, STRUCT("a" INTEGER, "b""c" DATE))'],
  ])('%s is %s', toDuckDb);
});

describe('from DuckDB', () => {
  test.each([
    ['HUGEINT', 'bigint'],
    ['UTINYINT', 'smallint'],
    ['FLOAT', 'real'],
    ['DECIMAL(18,3)', 'decimal(18,3)'],
    ['TIMESTAMP', 'timestamp(6)'],
    ['TIMESTAMP_S', 'timestamp(0)'],
    ['TIMESTAMP_NS', 'timestamp(9)'],
    ['TIMESTAMP WITH TIME ZONE', 'timestamp(6) with time zone'],
    ['TIME', 'time(6)'],
    ['INTEGER[]', 'array(integer)'],
    ['INTEGER[3][]', 'array(array(integer))'],
    ['STRUCT(INTEGER, VARCHAR)', 'row(integer, varchar)'],
    ['STRUCT(TIMESTAMP WITH TIME ZONE)', 'row(timestamp(6) with time zone)'],
    [
      'STRUCT("a b" INTEGER, "timestamp" INTEGER, x TIMESTAMP WITH TIME ZONE, Ab INTEGER, date DATE, "select" INTEGER)',
      'row("a b" integer, timestamp integer, x timestamp(6) with time zone, "Ab" integer, date date, select integer)',
    ],
    ['MAP(VARCHAR, STRUCT(a DECIMAL(4,1)[]))', 'map(varchar, row(a array(decimal(4,1))))'],
    [`ENUM('a', 'b''c')`, 'varchar'],
    ['"NULL"', 'unknown'],
    ['UNION(k INTEGER)', undefined],
    ['BIT', undefined],
    ['BIGNUM', undefined],
    ['STRUCT(a BIT)', undefined],
    ['', undefined],
  ])('%s is %s', fromDuckDb);
});

describe('to Iceberg', () => {
  const written = (text: string) => {
    const type = parseTrinoType(text);
    const stored = type && icebergColumnType(type);
    return {
      stored: stored && formatTrinoType(stored),
      duckdb: type && toIcebergType(type, 'duckdb'),
      trino: type && toIcebergType(type, 'trino'),
      athena: type && toIcebergType(type, 'athena'),
    };
  };

  test.each([
    ['varchar(3)', 'varchar', 'VARCHAR', 'string'],
    ['char(3)', 'varchar', 'VARCHAR', 'string'],
    ['tinyint', 'integer', 'INTEGER', 'int'],
    ['real', 'real', 'FLOAT', 'float'],
    ['varbinary', 'varbinary', 'BLOB', 'binary'],
    ['decimal(10,2)', 'decimal(10,2)', 'DECIMAL(10,2)', 'decimal(10,2)'],
    ['timestamp(3)', 'timestamp(6)', 'TIMESTAMP', 'timestamp'],
    ['timestamp(9)', 'timestamp(6)', 'TIMESTAMP', 'timestamp'],
    ['timestamp(3) with time zone', 'timestamp(6) with time zone', 'TIMESTAMP WITH TIME ZONE', undefined],
    ['array(smallint)', 'array(integer)', 'INTEGER[]', 'array<int>'],
    ['map(char(1), row(a varchar(2)))', 'map(varchar, row(a varchar))', 'MAP(VARCHAR, STRUCT("a" VARCHAR))', 'map<string,struct<a:string>>'], // prettier-ignore
    ['row("b c" integer)', 'row("b c" integer)', 'STRUCT("b c" INTEGER)', undefined],
  ])('%s', (text, stored, duckdb, athena) => {
    expect(written(text)).toEqual({ stored, duckdb, trino: stored, athena });
  });

  test.each([
    'json',
    'time(3)',
    'uuid',
    'ipaddress',
    'interval day to second',
    'unknown',
    'row(integer)',
    'array(json)',
  ])('%s cannot be stored', (text) => {
    expect(written(text)).toEqual({ stored: undefined, duckdb: undefined, trino: undefined, athena: undefined });
  });
});
