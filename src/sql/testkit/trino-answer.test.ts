import { afterAll, describe, expect, test } from 'vitest';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Answer } from './session.ts';
import { judge, type Verdict } from './trino-answer.ts';

const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run("SET TimeZone = 'UTC'");

afterAll(() => connection.closeSync());

/** Judges one value of DuckDB, given as SQL, beside one of Trino's answers. */
async function checkValue(type: string, duckDb: string, trino: unknown, verdict: Verdict): Promise<void> {
  const rows = (await connection.runAndReadAll(`SELECT ${duckDb}`)).getRows();
  const answer: Answer = { kind: 'rows', types: [type], rows };
  expect(judge(answer, { id: 'one', sql: '', types: [type], rows: [[trino]] })).toBe(verdict);
}

function checkType(ours: string, theirs: string, verdict: Verdict): void {
  const answer: Answer = { kind: 'rows', types: [ours], rows: [[null]] };
  expect(judge(answer, { id: 'one', sql: '', types: [theirs], rows: [[null]] })).toBe(verdict);
}

const YEAR_MONTH = 'INTERVAL YEAR TO MONTH';
const DAY_SECOND = 'INTERVAL DAY TO SECOND';
const ZONED = 'timestamp(3) with time zone';

describe('values', () => {
  test.each<[type: string, duckDb: string, trino: unknown, verdict: Verdict]>([
    ['integer', '1::INTEGER', 1, 'same'],
    ['integer', '1::INTEGER', 2, 'other rows'],
    ['integer', 'NULL', 0, 'other rows'],
    ['boolean', 'false', null, 'other rows'],
    ['bigint', '9007199254740993::BIGINT', '9007199254740993', 'same'],
    ['decimal(3,1)', '1.5::DECIMAL(3,1)', '1.5', 'same'],
    ['double', "'nan'::DOUBLE", 'NaN', 'same'],
    ['double', "'-inf'::DOUBLE", '-Infinity', 'same'],
    ['real', '0.1::FLOAT', 0.1, 'same'],
    ['real', '0.1::FLOAT', 0.10000002, 'other rows'],
    ['varchar', "'1'", '1', 'same'],
    ['varbinary', "'\\x00\\xFF'::BLOB", '00ff', 'same'],
    // Intervals of two kinds.
    [YEAR_MONTH, 'INTERVAL 14 MONTH', '1-2', 'same'],
    [YEAR_MONTH, 'INTERVAL 14 MONTH', '1-3', 'other rows'],
    [YEAR_MONTH, 'INTERVAL (-14) MONTH', '-1-2', 'same'],
    [YEAR_MONTH, 'INTERVAL 0 MONTH', '0-0', 'same'],
    [YEAR_MONTH, 'INTERVAL 30 DAY', '0-1', 'other rows'],
    [DAY_SECOND, 'INTERVAL 1 MONTH', '30 days, 0:00:00', 'other rows'],
    [DAY_SECOND, 'INTERVAL 36 HOUR', '1 day, 12:00:00', 'same'],
    [DAY_SECOND, 'INTERVAL (-1) SECOND', '-1 day, 23:59:59', 'same'],
    [DAY_SECOND, 'INTERVAL (-1) SECOND', '0:00:01', 'other rows'],
    // Dates, times and instants.
    ['date', "DATE '0001-12-31 (BC)'", '0000-12-31', 'same'],
    ['date', "DATE '10000-01-01'", '+10000-01-01', 'same'],
    ['time(3)', "TIME '10:30:15.123'", '10:30:15.123000', 'same'],
    ['time(3)', "TIME '10:30:15.123'", '10:30:15.124000', 'other rows'],
    ['timestamp(3)', "TIMESTAMP '2024-01-01 10:00:00.5'", '2024-01-01 10:00:00.500000', 'same'],
    [ZONED, "TIMESTAMPTZ '2024-07-01 12:00:00+00'", '2024-07-01 08:00:00-04:00', 'same'],
    [ZONED, "TIMESTAMPTZ '2024-07-01 12:00:00+00'", '2024-07-01 08:00:00-05:00', 'other rows'],
    [ZONED, "TIMESTAMPTZ '10000-01-01 00:00:00+00'", '+10000-01-01 00:00:00+00:00', 'same'],
    [ZONED, "TIMESTAMPTZ '10000-01-01 00:00:01+00'", '+10000-01-01 00:00:00+00:00', 'other rows'],
    [ZONED, "TIMESTAMPTZ '0050-01-01 00:00:00+00'", '0050-01-01 00:00:00+00:00', 'same'],
    ['time(3) with time zone', "TIMETZ '10:00:00+02'", '10:00:00+02:00', 'same'],
    ['time(3) with time zone', "TIMETZ '10:00:00+02'", '10:00:00+01:00', 'other rows'],
  ])('%s %s is %j: %s', checkValue);

  test.each<[type: string, duckDb: string, trino: unknown, verdict: Verdict]>([
    ['array(real)', '[0.1::FLOAT, NULL]', [0.1, null], 'same'],
    ['array(integer)', '[1, 2]', [2, 1], 'other rows'],
    ['array(integer)', 'NULL', [], 'other rows'],
    [`array(${YEAR_MONTH})`, '[INTERVAL 13 MONTH]', ['1-1'], 'same'],
    [`array(${YEAR_MONTH})`, '[INTERVAL 13 MONTH]', ['1-2'], 'other rows'],
    ['row(a real, b INTERVAL DAY TO SECOND)', "{'a': 0.1::FLOAT, 'b': INTERVAL 1 DAY}", [0.1, '1 day, 0:00:00'], 'same'], // prettier-ignore
    ['row(a real, b INTERVAL DAY TO SECOND)', "{'a': 0.1::FLOAT, 'b': INTERVAL 2 DAY}", [0.1, '1 day, 0:00:00'], 'other rows'], // prettier-ignore
    [`row(a ${ZONED})`, "{'a': TIMESTAMPTZ '2024-07-01 12:00:00+00'}", ['2024-07-01 14:00:00+02:00'], 'same'],
    ['row(a timestamp(3))', "{'a': TIMESTAMP '2024-07-01 12:00:00'}", ['2024-07-01 12:00:00'], 'same'],
    ['map(varchar, real)', "MAP {'a': 0.1::FLOAT, 'b': NULL}", { b: null, a: 0.1 }, 'same'],
    ['map(varchar, real)', "MAP {'a': 0.1::FLOAT}", { a: 0.2 }, 'other rows'],
    [`map(varchar, ${ZONED})`, "MAP {'a': TIMESTAMPTZ '2024-07-01 12:00:00+00'}", { a: '2024-07-01 12:00:00+00:00' }, 'same'], // prettier-ignore
    ['map(real, integer)', 'MAP {1.5::FLOAT: 1}', { '1.5': 1 }, 'same'],
    ['map(boolean, integer)', 'MAP {true: 1}', { true: 1 }, 'same'],
    ['map(varbinary, integer)', "MAP {'abc'::BLOB: 1}", { YWJj: 1 }, 'same'],
    ['map(timestamp(3), integer)', "MAP {TIMESTAMP '2023-12-31 23:59:59.999': 1}", { '2023-12-31 23:59:59.999': 1 }, 'same'], // prettier-ignore
    [`map(${ZONED}, integer)`, "MAP {TIMESTAMPTZ '2023-12-31 23:59:59.999+00': 1}", { '2023-12-31 23:59:59.999 UTC': 1 }, 'same'], // prettier-ignore
    [`map(${DAY_SECOND}, integer)`, 'MAP {INTERVAL (-90) MINUTE: 1}', { '-0 01:30:00.000': 1 }, 'same'],
    [`map(${YEAR_MONTH}, integer)`, 'MAP {INTERVAL (-12) MONTH: 1}', { '-1-0': 1 }, 'same'],
    ['map(row(a integer, b varchar), integer)', "MAP {{'a': 1, 'b': 'x'}: 2, {'a': 2, 'b': NULL}: 1}", { '[2, null]': 1, '[1, x]': 2 }, 'same'], // prettier-ignore
    ['map(row(a integer, b varchar), integer)', "MAP {{'a': 1, 'b': 'y'}: 2}", { '[1, x]': 2 }, 'other rows'],
    ['map(array(integer), integer)', 'MAP {[1, NULL]: 2}', { '[1, null]': 2 }, 'same'],
    ['map(map(varchar, integer), integer)', "MAP {MAP {'k': 1}: 2}", { '{k=1}': 2 }, 'same'],
  ])('%s %s is %j: %s', checkValue);
});

describe('types', () => {
  test.each<[ours: string, theirs: string, verdict: Verdict]>([
    ['varchar', 'varchar(3)', 'same'],
    ['varchar(5)', 'varchar(3)', 'same'],
    ['varchar(2)', 'varchar(3)', 'other types'],
    ['varchar(2)', 'varchar', 'other types'],
    ['array(varchar)', 'array(varchar(3))', 'same'],
    ['char(3)', 'char(2)', 'other types'],
    ['row(a integer)', 'row(a integer)', 'same'],
    ['row(a integer)', 'row(b integer)', 'other types'],
    ['row(integer)', 'row(a integer)', 'other types'],
    ['timestamp(6) with time zone', 'timestamp(3) with time zone', 'other types'],
    ['timestamp(6)', 'timestamp(3)', 'other types'],
    ['decimal(10,2)', 'decimal(10, 2)', 'same'],
    ['interval day to second', 'INTERVAL DAY TO SECOND', 'same'],
    ['interval day to second', 'INTERVAL YEAR TO MONTH', 'other types'],
  ])('%s beside %s: %s', checkType);
});

describe('rows and refusals', () => {
  const rows: Answer = { kind: 'rows', types: ['integer'], rows: [[1], [2]] };

  test('the order of rows is compared where it is fixed', () => {
    const answer = { id: 'one', sql: '', types: ['integer'], rows: [[2], [1]] };
    expect(judge(rows, answer)).toBe('same');
    expect(judge(rows, { ...answer, ordered: true })).toBe('other rows');
  });

  test('rows are counted', () => {
    expect(judge(rows, { id: 'one', sql: '', types: ['integer'], rows: [[1], [2], [2]] })).toBe('other rows');
  });

  test('a text that DuckDB cannot read is no refusal', () => {
    const refused = (why: string): Answer => ({ kind: 'refused', when: 'running', why });
    const fails = { id: 'one', sql: '', error: 'DIVISION_BY_ZERO' };
    expect(judge(refused('Binder Error: no function'), fails)).toBe('broken');
    expect(judge(refused('Invalid Input Error: Division by zero'), fails)).toBe('same');
    expect(judge(refused('Binder Error: no function'), { id: 'one', sql: '', types: [], rows: [] })).toBe('refused');
    expect(judge(rows, fails)).toBe('not refused');
  });
});
