import { expect, test } from 'vitest';
import { columnChanges, describeChange, isBreaking, isWidening } from './contract-changes.ts';
import type { ContractColumn } from './fingerprint.ts';

/** `id bigint!` is a column of that type that holds no NULL; `id` is one of no known type. */
function columnsOf(text: string): ContractColumn[] {
  return text.split(', ').map((column) => {
    const [name = '', type] = column.replace('!', '').split(' ');
    return { name, nullable: !column.endsWith('!'), ...(type !== undefined && { type }) };
  });
}

test.each([
  ['a bigint, b varchar', 'a bigint', ['"b" is gone'], []],
  ['a bigint', 'a bigint, b varchar', [], ['"b" is new']],
  ['a bigint, b varchar', 'a bigint, c varchar', ['"b" is now "c"'], []],
  ['a bigint, b varchar', 'a bigint, c bigint', ['"b" is gone'], ['"c" is new']],
  ['a bigint, b varchar', 'b varchar, a bigint', [], []],
  ['a bigint!', 'a integer', ['"a" is integer instead of bigint', '"a" may now be NULL'], []],
  ['a integer', 'a bigint!', [], ['"a" is bigint instead of integer', '"a" must not be NULL any more']],
  ['a', 'a bigint', [], []],
])('%s -> %s', (before, after, breaking, others) => {
  const changes = columnChanges(columnsOf(before), columnsOf(after));
  expect(changes.filter(isBreaking).map(describeChange)).toEqual(breaking);
  expect(changes.filter((change) => !isBreaking(change)).map(describeChange)).toEqual(others);
});

test.each([
  ['tinyint', 'bigint', true],
  ['bigint', 'integer', false],
  ['varchar(3)', 'varchar(4)', true],
  ['varchar', 'varchar(4)', false],
  ['decimal(10,2)', 'decimal(12,4)', true],
  ['decimal(10,2)', 'decimal(11,4)', false],
  ['timestamp(3)', 'timestamp(6)', true],
  ['timestamp(3)', 'timestamp(6) with time zone', false],
  ['real', 'double', true],
  ['bigint', 'double', false],
  ['date', 'timestamp(3)', false],
  ['array(integer)', 'array(bigint)', false],
  ['nonsense((', 'bigint', false],
])('%s -> %s widens: %s', (from, to, expected) => {
  expect(isWidening(from, to)).toBe(expected);
});
