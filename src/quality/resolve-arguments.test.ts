import { expect, test } from 'vitest';
import { findCheck } from './checks/index.ts';
import { parseReference, resolveArguments, type Reference } from './resolve-arguments.ts';
import { testNode } from './testkit/test-node.ts';

test.each([
  [`ref('a')`, { ref: { name: 'a' } }],
  [`{{ ref("a") }}`, { ref: { name: 'a' } }],
  [` ref( 'shop' , 'a' ) `, { ref: { package: 'shop', name: 'a' } }],
  [`ref('a', v=2)`, { ref: { name: 'a', version: '2' } }],
  [`ref('a', version='2.1')`, { ref: { name: 'a', version: '2.1' } }],
  [`source('raw', 'a')`, { source: { source: 'raw', table: 'a' } }],
])('%s is a reference', (text, expected) => expect(parseReference(text)).toEqual(expected));

test.each([['a'], [`ref(a)`], [`ref()`], [`source('a')`], [`ref('a', 'b', 'c')`], [`ref('a') union`], [`ref('')`]])(
  '%s is none',
  (text) => expect(parseReference(text)).toBeUndefined(),
);

test('relations are looked up, other arguments stay', () => {
  const check = findCheck('relationships');
  if (!check) throw new Error('relationships is a check');
  const { test: generic } = testNode({ name: 'relationships', arguments: { to: `ref('parents')`, field: `ref('x')` } });
  const asked: Reference[] = [];
  const resolved = resolveArguments(check, generic as never, (reference) => {
    asked.push(reference);
    return { relation: '"s"."parents"' };
  });
  expect(resolved).toEqual({ to: { relation: '"s"."parents"' }, field: `ref('x')` });
  expect(asked).toEqual([{ ref: { name: 'parents' } }]);
});
