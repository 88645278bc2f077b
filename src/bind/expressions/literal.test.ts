import { describe, test } from 'vitest';
import { checkProblem, checkType } from './testkit/check.ts';

describe('literals', () => {
  test.each([
    ['1', 'integer not null'],
    ['3000000000', 'bigint not null'],
    ['-2147483648', 'integer not null'],
    ['-9223372036854775808', 'bigint not null'],
    ['001.50', 'decimal(3,2) not null'],
    ['0.5', 'decimal(1,1) not null'],
    ['1e0', 'double not null'],
    ["'abc'", 'varchar(3) not null'],
    ["'😀'", 'varchar(1) not null'],
    ["X'65'", 'varbinary not null'],
    ['true', 'boolean not null'],
    ['null', 'unknown'],
    ["date '2024-02-29'", 'date not null'],
    ["decimal '-0.10'", 'decimal(2,2) not null'],
    ["timestamp '2024-02-03'", 'timestamp(0) not null'],
    ["timestamp '2024-02-03 10:00:00.123'", 'timestamp(3) not null'],
    ["timestamp '2024-02-03 10:00:00.1 Europe/Berlin'", 'timestamp(1) with time zone not null'],
    ["bigint '5'", 'bigint not null'],
    ["interval '1-2' year to month", 'interval year to month not null'],
    ["interval '1 10:00' day to minute", 'interval day to second not null'],
    ["interval -'1.5' second", 'interval day to second not null'],
  ])('%s is %s', checkType);

  test.each([
    ["date '2024-02-30'", '"2024-02-30" is not a valid DATE.'],
    ["timestamp '2024-02-03T10:00:00'", '"2024-02-03T10:00:00" is not a valid TIMESTAMP.'],
    ["timestamp '2024-02-03 10:00:00 Mars/City'", '"2024-02-03 10:00:00 Mars/City" is not a valid TIMESTAMP.'],
    ["tinyint '128'", '"128" is not a valid TINYINT.'],
    ["json '{a}'", '"{a}" is not a valid JSON.'],
    ["uuid 'x'", '"x" is not a valid UUID.'],
    ["interval 'x' day", '"x" is not a valid INTERVAL DAY.'],
    ["interval '1.5' hour", '"1.5" is not a valid INTERVAL HOUR.'],
    ["interval '1' day to month", '"1" is not a valid INTERVAL DAY TO MONTH.'],
    ['9223372036854775808', '"9223372036854775808" is not a valid bigint.'],
  ])('%s is refused', (text, message) => {
    checkProblem(text, `literal-invalid: ${message}`);
  });
});
