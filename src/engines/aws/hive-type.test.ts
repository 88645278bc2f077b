import { expect, test } from 'vitest';
import { hiveTypeText } from './hive-type.ts';

test.each([
  ['int', 'integer'],
  ['string', 'varchar'],
  ['varchar(3)', 'varchar(3)'],
  ['char(2)', 'char(2)'],
  ['decimal(10,2)', 'decimal(10,2)'],
  ['float', 'real'],
  ['binary', 'varbinary'],
  ['timestamp', 'timestamp(6)'],
  ['timestamp with local time zone', 'timestamp(6) with time zone'],
  ['array<struct<p:double>>', 'array(row(p double))'],
  ['struct<x:bigint,Y z:string>', 'row(x bigint, "Y z" varchar)'],
  ['map<string,array<map<int,timestamp>>>', 'map(varchar, array(map(integer, timestamp(6))))'],
  ['struct< a : int , b : array< string > >', 'row(a integer, b array(varchar))'],
])('%s is %s', (hive, trino) => {
  expect(hiveTypeText(hive, 6)).toBe(trino);
});

test.each(['uniontype<int,string>', 'array<int', 'struct<a int>', 'int>', '', 'nonsense'])(
  '%s is no type of Trino',
  (hive) => {
    expect(hiveTypeText(hive, 6)).toBeUndefined();
  },
);
