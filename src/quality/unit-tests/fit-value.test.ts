import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../project/project.ts';
import { parseTrinoType } from '../../sql/types.ts';
import { fitValue } from './fit-value.ts';

function check(type: string, cases: readonly (readonly [JsonValue, unknown])[]): void {
  const parsed = parseTrinoType(type);
  if (!parsed) throw new Error(`${type} is a type`);
  for (const [value, expected] of cases) expect(fitValue(value, parsed), JSON.stringify(value)).toEqual(expected);
}

const NO = undefined;

describe('fitValue', () => {
  test('NULL is of every type', () => {
    for (const type of ['integer', 'varchar', 'array(integer)', 'row(a integer)', 'json']) check(type, [[null, null]]);
  });
  test('integers', () => {
    check('tinyint', [[127, 127], [-128, -128], [128, NO], ['12', 12], ['1.0', NO], [1.5, NO], ['', NO], [true, NO], ['x', NO]]);
    check('bigint', [['9223372036854775807', '9223372036854775807'], ['9223372036854775808', NO], [9007199254740991, 9007199254740991]]);
  }); // prettier-ignore
  test('decimals', () => {
    check('decimal(5,2)', [[1, '1.00'], ['1.5', '1.50'], [1.25, '1.25'], ['1.255', NO], ['1.250', '1.25'], [999.99, '999.99'], [1000, NO], ['-0', '0.00'], ['.5', '0.50'], ['', NO], ['.', NO], [1e-2, '0.01'], ['1e2', '100.00'], [-12.3, '-12.30']]);
    check('decimal(38,0)', [['12345678901234567890123456789012345678', '12345678901234567890123456789012345678'], [1e21, '1000000000000000000000']]);
    check('decimal(2,2)', [[0.12, '0.12'], [1, NO]]);
  }); // prettier-ignore
  test('floating-point numbers', () => {
    check('double', [
      [1, 1],
      ['1.5e3', 1500],
      ['NaN', 'NaN'],
      ['-Infinity', '-Infinity'],
      ['1,5', NO],
      [true, NO],
      ['', NO],
    ]);
    check('real', [[0.1, Math.fround(0.1)]]);
  });
  test('booleans', () =>
    check('boolean', [
      [true, true],
      ['False', false],
      ['yes', NO],
      [1, NO],
    ]));
  test('texts', () => {
    check('varchar', [['a', 'a'], [7, '7'], [true, 'true'], ['', ''], [['a'], NO]]);
    check('varchar(2)', [['äö', 'äö'], ['😀😀', '😀😀'], ['abc', NO]]);
    check('char(3)', [['a', 'a  '], ['abcd', NO]]);
    check('varbinary', [['00FF', '00ff'], ['0', NO], ['xy', NO]]);
    check('uuid', [['12151FD2-7586-11E9-8F9E-2A86E4085A59', '12151fd2-7586-11e9-8f9e-2a86e4085a59'], ['1', NO]]);
  }); // prettier-ignore
  test('dates', () => {
    check('date', [['2026-01-31', '2026-01-31'], ['2026-1-3', '2026-01-03'], ['2026-02-29', NO], ['2024-02-29', '2024-02-29'], ['0001-01-01', '0001-01-01'], ['31.01.2026', NO], ['2026-01-31 00:00:00', NO], [20260131, NO]]);
  }); // prettier-ignore
  test('times', () => {
    check('timestamp(6)', [['2026-01-31', '2026-01-31 00:00:00.000000'], ['2026-01-31T10:00', '2026-01-31 10:00:00.000000'], ['2026-01-31 10:00:00.123456', '2026-01-31 10:00:00.123456'], ['2026-01-31 10:00:00.1234567', NO], ['2026-01-31 24:00:00', NO], ['2026-01-31 10:00:00Z', NO], ['soon', NO]]);
    check('timestamp(3)', [['2026-01-31 10:00:00.100', '2026-01-31 10:00:00.100'], ['2026-01-31 10:00:00.1234', NO], ['2026-01-31 10:00:00.123000', '2026-01-31 10:00:00.123']]);
    check('timestamp(0)', [['2026-01-31 10:00:00', '2026-01-31 10:00:00']]);
    check('timestamp(3) with time zone', [['2026-01-31 10:00Z', '2026-01-31 10:00:00.000 UTC'], ['2026-01-31T10:00:00.5+02:00', '2026-01-31 08:00:00.500 UTC'], ['2026-01-01 00:30 -01:00', '2026-01-01 01:30:00.000 UTC'], ['2026-01-31 10:00 Europe/Berlin', '2026-01-31 10:00:00.000 Europe/Berlin'], ['2026-01-31 10:00', NO]]);
    check('time(3)', [['10:00', '10:00:00.000'], ['25:00', NO]]);
  }); // prettier-ignore
  test('nested', () => {
    check('array(integer)', [[[1, null, '2'], [1, null, 2]], ['[1, 2]', [1, 2]], [['x'], NO], ['[', NO], [{ a: 1 }, NO], [7, NO]]);
    check('row(a integer, b varchar)', [[{ b: 'x' }, [null, 'x']], [[1, 'x'], [1, 'x']], [{ c: 1 }, NO], [[1], NO]]);
    check('map(varchar, array(date))', [[{ k: ['2026-01-31'] }, { k: ['2026-01-31'] }], [{ k: 'x' }, NO], [[1], NO]]);
    check('map(integer, varchar)', [[{ 1: 'x' }, { 1: 'x' }], [{ a: 'x' }, NO]]);
    check('json', [[{ a: [1] }, '{"a":[1]}'], ['{"a": 1}', '{"a":1}'], ['plain', '"plain"'], [1, '1']]);
  }); // prettier-ignore
});
