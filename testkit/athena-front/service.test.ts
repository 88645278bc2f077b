import { describe, expect, test } from 'vitest';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { toFailure } from './failures.js';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { createFaults, throwAtOnce } from './faults.js';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { billedBytes, dollars } from './price.js';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { widens } from './steps/alter.js';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { readFolders } from './steps/partitions.js';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { TrinoError } from './trino.js';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { athenaText, csvText, javaNumber } from './values.js';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { checkWorkGroups, resolveWorkGroup } from './work-groups.js';

describe('texts of values', () => {
  test.each([
    [1, '1.0'],
    [0.1, '0.1'],
    [1234567.5, '1234567.5'],
    [9999999, '9999999.0'],
    [10000000, '1.0E7'],
    [1.5e10, '1.5E10'],
    [0.001, '0.001'],
    [0.0005, '5.0E-4'],
    [-0, '-0.0'],
  ])('%d', (value, text) => {
    expect(javaNumber(value)).toBe(text);
  });

  test('nested values, NULL within and without, fields that have no name', () => {
    const plain = (rawType: string) => ({ rawType, arguments: [] as object[] });
    const list = { rawType: 'array', arguments: [{ kind: 'TYPE', value: plain('varbinary') }] };
    const row = {
      rawType: 'row',
      arguments: [
        { kind: 'NAMED_TYPE', value: { fieldName: { name: 'a' }, typeSignature: plain('double') } },
        { kind: 'NAMED_TYPE', value: { typeSignature: list } },
      ],
    };
    expect(athenaText([2, ['AP8=', null]], row)).toBe('{a=2.0, field1=[00 ff, null]}');
    expect(athenaText(null, row)).toBeUndefined();
    expect(csvText([{ name: 'a"b', typeSignature: plain('varchar') }], [['x'], [null]])).toBe('"a""b"\n"x"\n\n');
  });
});

test('faults strike in turn, as often as they say, where they match', () => {
  const faults = createFaults();
  faults.next({ when: 'start', kind: 'throttle', match: /orders/, times: 2 });
  faults.next({ when: 'start', kind: 'internal' });
  expect(faults.strike('run', 'SELECT orders')).toBeUndefined();
  expect(['orders', 'other', 'orders', 'orders'].map((sql) => faults.strike('start', sql)?.kind)).toEqual(['throttle', 'internal', 'throttle', undefined]); // prettier-ignore
  expect(faults.pending).toEqual([]);
  expect(() => throwAtOnce({ when: 'poll', kind: 'throttle' })).toThrow('Rate exceeded');
  expect(() => throwAtOnce({ when: 'run', kind: 'slow' })).not.toThrow();
});

describe('work groups', () => {
  const groups = { primary: {}, own: { outputLocation: 's3://b/own' }, strict: { outputLocation: 's3://b/strict/', enforce: true }, managed: { managedResults: true } }; // prettier-ignore
  const asked = { ResultConfiguration: { OutputLocation: 's3://b/asked/' } };

  test.each([
    [{ WorkGroup: 'own' }, 's3://b/own/'],
    [{ WorkGroup: 'own', ...asked }, 's3://b/asked/'],
    [{ WorkGroup: 'strict', ...asked }, 's3://b/strict/'],
    [{ ...asked }, 's3://b/asked/'],
    [{ WorkGroup: 'managed' }, undefined],
  ])('%j', (input, location) => {
    expect(resolveWorkGroup(groups, input).location).toBe(location);
  });

  test('refusals', () => {
    expect(() => resolveWorkGroup(groups, {})).toThrow('No output location provided');
    expect(() => resolveWorkGroup(groups, { WorkGroup: 'managed', ...asked })).toThrow('cannot be set together');
    expect(() => resolveWorkGroup(groups, { ResultConfiguration: { OutputLocation: 'b/c' } })).toThrow(
      'not a valid S3 path',
    );
    expect(() => checkWorkGroups({ a: { bytesScannedCutoff: 9_999_999 } }, false)).toThrow('no cutoff below 10000000');
    expect(() => checkWorkGroups({ a: { bytesScannedCutoff: 1 } }, true)).not.toThrow();
  });
});

test('what is billed: ten megabytes at least, nothing for DDL and failures, cancelled queries for what they read', () => {
  const dml = { statementType: 'DML', state: 'SUCCEEDED' };
  expect(billedBytes({ ...dml, bytes: 1 })).toBe(10_000_000);
  expect(billedBytes({ ...dml, bytes: 12_345_678 })).toBe(13_000_000);
  expect(billedBytes({ ...dml, state: 'FAILED', bytes: 99_000_000 })).toBe(0);
  expect(billedBytes({ ...dml, state: 'CANCELLED', bytes: 20_000_000 })).toBe(20_000_000);
  expect(billedBytes({ ...dml, statementType: 'DDL', bytes: 1 })).toBe(0);
  expect(dollars(200_000_000_000, 5)).toBe(1);
});

test('types widen as Iceberg promotes them, and not else', () => {
  expect(widens('integer', 'bigint')).toBe(true);
  expect(widens('real', 'double')).toBe(true);
  expect(widens('decimal(5,2)', 'decimal(10, 2)')).toBe(true);
  for (const [before, after] of [
    ['bigint', 'integer'],
    ['decimal(5,2)', 'decimal(10, 3)'],
    ['integer', 'varchar'],
    ['decimal(5,2)', 'decimal(4, 2)'],
  ]) {
    expect(widens(before, after)).toBe(false);
  }
});

test('folders of partitions: in order, in lower case, unescaped', () => {
  expect(readFolders('day=2024-01-01/at=10%3A00/a.csv', ['day', 'at'])).toEqual({
    values: ['2024-01-01', '10:00'],
    folder: 'day=2024-01-01/at=10%3A00',
  });
  expect(readFolders('Day=1/a.csv', ['day'])).toBeUndefined();
  expect(readFolders('a.csv', ['day'])).toBeUndefined();
  expect(readFolders('at=1/day=1/a.csv', ['day', 'at'])).toBeUndefined();
});

test('failures of Trino in Athena’s words', () => {
  const query = {
    plan: { writes: { schema: 's', table: 't' }, substatementType: 'INSERT' },
    id: 'q1',
    outputLocation: 's3://b/o/',
  };
  const told = (errorName: string, message: string, errorType = 'USER_ERROR') => {
    const { message: text, athenaError } = toFailure(new TrinoError({ errorName, errorType, message }), query);
    return [text, athenaError.ErrorCategory, athenaError.ErrorType];
  };
  expect(told('ICEBERG_COMMIT_ERROR', 'Failed to commit the transaction during write: …', 'EXTERNAL')).toEqual([
    expect.stringMatching(
      /^ICEBERG_COMMIT_ERROR: Failed to commit Iceberg update to table: s\.t\. If a data manifest file was generated at 's3:\/\/b\/o\/tables\/q1-manifest\.csv'/,
    ),
    1,
    233,
  ]);
  expect(told('EXCEEDED_LOCAL_MEMORY_LIMIT', 'x', 'INSUFFICIENT_RESOURCES').slice(1)).toEqual([1, 2]);
});
