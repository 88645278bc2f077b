import { expect, test } from 'vitest';
import { promisedNotNull, promisedType, type ContractedNode } from './contract.ts';

const column = (name: string, dataType: string | undefined, constraint?: string) => ({
  name,
  description: '',
  tags: [],
  meta: {},
  quote: false,
  constraints: constraint === undefined ? [] : [{ type: constraint }],
  span: { file: 'm.yml', start: 0, end: 1 },
  ...(dataType !== undefined && { dataType }),
});

const node = (dataType: string | undefined, constraint?: string, enforced = true): ContractedNode => ({
  columns: { Id: column('Id', dataType, constraint) },
  config: { contract: { enforced } },
});

function checkType(given: string, declared: string | undefined, expected: string | undefined, enforced = true): void {
  expect(promisedType(node(declared, undefined, enforced), { name: 'id', type: given })).toBe(expected);
}

test('a type is the contract’s where the query’s becomes it by itself', () => {
  checkType('integer', 'bigint', 'bigint');
  checkType('real', 'double', 'double');
  checkType('decimal(10,2)', 'decimal(12,2)', 'decimal(12,2)');
  checkType('integer', 'decimal(20,2)', 'decimal(20,2)');
  checkType('date', 'timestamp(6)', 'timestamp(6)');
  checkType('varchar(3)', 'varchar(10)', 'varchar');
  checkType('array(integer)', 'array(bigint)', 'array(bigint)');
});

test('a type that would have to be cut stays what it is', () => {
  checkType('bigint', 'integer', undefined);
  checkType('varchar', 'date', undefined);
  checkType('integer', 'no such type', undefined);
  checkType('integer', undefined, undefined);
  checkType('integer', 'bigint', undefined, false);
});

test('what must not be NULL: not_null and the primary key of an enforced contract', () => {
  const names = (constraint: string, enforced = true) =>
    promisedNotNull(node('bigint', constraint, enforced), [{ name: 'ID', type: 'bigint' }]);
  expect(names('not_null')).toEqual(['ID']);
  expect(names('primary_key')).toEqual(['ID']);
  expect(names('unique')).toEqual([]);
  expect(names('not_null', false)).toEqual([]);
});
