import { describe, expect, test } from 'vitest';
import { bindSql } from '../testkit/bind-sql.ts';
import { checkCoercions, checkProblem, checkType } from './testkit/check.ts';

describe('arithmetic', () => {
  test.each([
    ['id + 1', 'bigint not null'],
    ['n + 1', 'integer'],
    ['price * price', 'decimal(20,4)'],
    ['price / 3', 'decimal(10,2)'],
    ['id / 2.0', 'decimal(21,1) not null'],
    ['ratio * n', 'double'],
    ['n % 7', 'integer'],
    ["day + interval '1' day", 'date not null'],
    ['ts - ts', 'interval day to second'],
    ["ts + interval '1' month", 'timestamp(6)'],
    ['-price', 'decimal(10,2)'],
    ["-interval '1' day", 'interval day to second not null'],
    ['mystery + 1', '?'],
    ['1 / null', 'integer'],
    ["name || 'x'", 'varchar not null'],
    ['code || code', 'char(6)'],
    ["tags || 'x'", 'array(varchar)'],
    ['tags || tags', 'array(varchar)'],
  ])('%s is %s', checkType);

  test('sides come to one type', () => {
    checkCoercions('n + id', ['n: bigint']);
    checkCoercions('price + n', ['n: decimal(10,0)']);
    checkCoercions('n + ratio', ['n: double']);
  });

  test.each([
    ["n + 'a'", '"+" cannot be applied to integer and varchar(1).', 'Write CAST(n AS varchar).'],
    ['day - 1', '"-" cannot be applied to date and integer.', undefined],
    ['name || id', '"||" cannot be applied to varchar(10) and bigint.', 'Write CAST(id AS varchar).'],
    ["n + '1'", '"+" cannot be applied to integer and varchar(1).', 'Write 1.'],
    ['name * 2', '"*" cannot be applied to varchar(10) and integer.', 'Write CAST(name AS integer).'],
  ])('%s is refused', (text, message, hint) => {
    checkProblem(text, `operator-types: ${message}`, hint);
  });

  test('a text has no minus', () => {
    checkProblem('-name', 'operator-type: "-" cannot be applied to varchar(10).');
  });
});

describe('division by zero', () => {
  test.each([
    ['id / 0', '/', '0'],
    ['id % 0', '%', '0'],
    ['price / 0.00', '/', '0.00'],
    ["id / decimal '0'", '/', "decimal '0'"],
    ['id / cast(0 as bigint)', '/', 'cast(0 as bigint)'],
  ])('%s is refused', (text, operator, zero) => {
    const message = `division-by-zero: The right side of "${operator}" is zero: this always fails.`;
    checkProblem(text, message, 'Write nullif(…, 0) where the divisor may be zero.', zero);
  });

  test('behind a filter it is a warning: no row may come to it', () => {
    const severity = (sql: string) => bindSql(sql, { t: 'a bigint' }).diagnostics.map((each) => each.severity);
    expect(severity('select a / 0 from t where a > 5')).toEqual(['warning']);
    expect(severity('select a from t where a / 0 > 5')).toEqual(['error']);
  });

  test.each([
    ['ratio / 0', 'double'],
    ['id / 0e0', 'double not null'],
    ['try(n / 0)', 'integer'],
    ['case when flag then n / 0 end', 'integer'],
    ['if(flag, 1, n / 0)', 'integer'],
    ['n / 10', 'integer'],
  ])('%s is none, or is meant', checkType);
});
