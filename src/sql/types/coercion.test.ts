import { expect, test } from 'vitest';
import { canCoerce, commonSuperType, commonSuperTypeOf } from './coercion.ts';
import { parseTrinoType } from './parse-trino-type.ts';
import { sameType } from './same-type.ts';
import { formatTrinoType, type TrinoType } from './trino-type.ts';

// Pairs of types are held to Trino's answers in operators.test.ts.

const type = (text: string): TrinoType => parseTrinoType(text) as TrinoType;

function checkCommon(types: readonly string[], expected: string | undefined): void {
  const common = commonSuperTypeOf(types.map(type));
  expect(common && formatTrinoType(common)).toBe(expected);
}

test('a common super type is found from left to right', () => {
  checkCommon([], undefined);
  checkCommon(['unknown', 'unknown'], 'unknown');
  checkCommon(['integer', 'unknown', 'decimal(5,2)', 'bigint'], 'decimal(21,2)');
  checkCommon(['integer', 'varchar', 'integer'], undefined);
  checkCommon(['date', 'timestamp(3)', 'timestamp(6) with time zone'], 'timestamp(6) with time zone');
});

test('rows keep the names that both have', () => {
  checkCommon(['row(a integer, b date)', 'row(a bigint, c date)'], 'row(a bigint, date)');
  checkCommon(['row(integer)', 'row(integer, integer)'], undefined);
  expect(canCoerce(type('row(a integer)'), type('row(b bigint)'))).toBe(true);
  expect(sameType(type('row(a integer)'), type('row(b integer)'))).toBe(false);
});

test('coercions go one way', () => {
  expect(canCoerce(type('integer'), type('bigint'))).toBe(true);
  expect(canCoerce(type('bigint'), type('integer'))).toBe(false);
  expect(canCoerce(type('varchar(5)'), type('varchar(3)'))).toBe(false);
  expect(canCoerce(type('varchar(5)'), type('char(5)'))).toBe(true);
  expect(canCoerce(type('char(5)'), type('varchar'))).toBe(false);
  expect(canCoerce(type('unknown'), type('map(varchar, array(date))'))).toBe(true);
  expect(canCoerce(type('array(unknown)'), type('array(date)'))).toBe(true);
  expect(canCoerce(type('decimal(10,2)'), type('decimal(11,3)'))).toBe(true);
  expect(canCoerce(type('decimal(10,2)'), type('decimal(10,3)'))).toBe(false);
  expect(canCoerce(type('bigint'), type('decimal(18,0)'))).toBe(false);
  expect(commonSuperType(type('json'), type('varchar'))).toBeUndefined();
});
