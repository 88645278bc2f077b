import { expect, test } from 'vitest';
import { decodeValue, resultColumn } from './values.ts';

test.each([
  ['true', 'boolean', true],
  ['false', 'boolean', false],
  ['-7', 'tinyint', -7],
  ['9007199254740991', 'bigint', 9007199254740991],
  ['9223372036854775807', 'bigint', '9223372036854775807'],
  ['1.50', 'decimal', '1.50'],
  ['1.0E-7', 'double', 1e-7],
  ['NaN', 'double', 'NaN'],
  ['-Infinity', 'float', '-Infinity'],
  ['2024-01-01', 'date', '2024-01-01'],
  ['2024-01-01 10:00:00.000000', 'timestamp', '2024-01-01 10:00:00.000000'],
  ['68 65 6c FF', 'varbinary', '68656cff'],
  ['', 'varbinary', ''],
  ['', 'varchar', ''],
  ['true', 'varchar', 'true'],
  ['[1, 2]', 'array', '[1, 2]'],
  ['{a=1, b=x}', 'row', '{a=1, b=x}'],
] as const)('%s as %s', (text, type, value) => {
  expect(decodeValue(text, type)).toBe(value);
});

test('NULL is what has no text', () => {
  expect(decodeValue(undefined, 'varchar')).toBeNull();
  expect(decodeValue(undefined, 'boolean')).toBeNull();
});

test('types of columns in canonical text', () => {
  const type = (Type: string, more: object = {}, values: (string | undefined)[] = []) =>
    resultColumn({ Name: 'x', Type, ...more }, values).type;
  expect(type('varchar', { Precision: 2147483647 })).toBe('varchar');
  expect(type('varchar', { Precision: 3 })).toBe('varchar(3)');
  expect(type('char', { Precision: 3 })).toBe('char(3)');
  expect(type('decimal', { Precision: 10, Scale: 2 })).toBe('decimal(10,2)');
  expect(type('float')).toBe('real');
  expect(type('integer')).toBe('integer');
  expect(type('string')).toBe('varchar');
  expect(type('timestamp')).toBe('timestamp(3)');
  expect(type('timestamp', {}, [undefined, '2024-01-01 10:00:00.123456'])).toBe('timestamp(6)');
  expect(type('timestamp', {}, ['2024-01-01 10:00:00'])).toBe('timestamp(0)');
  expect(type('timestamp with time zone', {}, ['2024-01-01 10:00:00.123 UTC'])).toBe('timestamp(3) with time zone');
  expect(type('array')).toBe('array');
});
