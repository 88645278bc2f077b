import { expect, test } from 'vitest';
import { hasExactText, partitioningText, readPartitionField } from './partition-fields.ts';

const COLUMNS = [
  'boolean',
  'integer',
  'decimal(10,2)',
  'varchar',
  'varbinary',
  'date',
  'timestamp(6)',
  'double',
  'array(integer)',
].map((type) => ({ name: type.replace(/\W.*/, ''), type }));

test.each([
  ['date', 'identity', 'date', undefined],
  [' "Date" ', 'identity', 'date', undefined],
  ['day(timestamp)', 'day', 'timestamp', undefined],
  ['Months( timestamp )', 'month', 'timestamp', undefined],
  ['year(date)', 'year', 'date', undefined],
  ['bucket(varchar, 16)', 'bucket', 'varchar', 16],
  ['bucket(16, varchar)', 'bucket', 'varchar', 16],
  ['truncate(decimal, 50)', 'truncate', 'decimal', 50],
])('%s', (text, transform, name, width) => {
  const field = readPartitionField(text, COLUMNS);
  expect(field).toMatchObject({ transform, column: { name } });
  expect(typeof field === 'object' ? field.width : undefined).toBe(width);
});

test.each([
  ['nothing', undefined],
  ['day(nothing)', undefined],
  ['day(varchar)', 'day does not take a column of type varchar'],
  ['hour(date)', 'hour does not take a column of type date'],
  ['day(date, 2)', 'day takes a column alone'],
  ['week(date)', 'there is no transform "week"'],
  ['bucket(varchar)', 'bucket takes a column and a number'],
  ['bucket(varchar, 0)', 'bucket takes a column and a number'],
  ['truncate(date, 2)', 'truncate does not take a column of type date'],
  ['array', 'a column of type array(integer) cannot be a partition'],
  ['double', 'values of type double, which has NaN and infinities, do not come back from partitions as they went in'],
])('%s: %s', (text, problem) => expect(readPartitionField(text, COLUMNS)).toBe(problem));

test('a partitioning is the same however it is written', () => {
  const same = [
    ['day(timestamp)', 'bucket(varchar, 16)'],
    ['DAYS("timestamp")', 'bucket(16, VARCHAR)'],
  ].map((fields) => partitioningText(fields, COLUMNS));
  expect(same[0]).toBe(same[1]);
  expect(partitioningText(['month(timestamp)'], COLUMNS)).not.toBe(same[0]);
});

test('values of floating point and binary columns are not bounds', () => {
  expect(COLUMNS.filter(({ type }) => hasExactText(type)).map(({ name }) => name)).toEqual([
    'boolean',
    'integer',
    'decimal',
    'varchar',
    'date',
    'timestamp',
  ]);
});
