import { expect, test } from 'vitest';
import { orderText, parseOrder, sortRows } from './order.ts';

const sorted = (values: readonly (string | number | undefined)[], isDown = false) =>
  sortRows(values, (value) => value, isDown);

test('numbers as numbers, texts as people order them, absent ones last either way', () => {
  expect(sorted([10, undefined, 9, 100])).toEqual([9, 10, 100, undefined]);
  expect(sorted([10, undefined, 9, 100], true)).toEqual([100, 10, 9, undefined]);
  expect(sorted(['m10', 'M9', 'a'])).toEqual(['a', 'M9', 'm10']);
});

test('an order comes back from an address', () => {
  expect(parseOrder(orderText({ key: 'rows', isDown: true }))).toEqual({ key: 'rows', isDown: true });
  expect(parseOrder('name')).toEqual({ key: 'name', isDown: false });
  expect(parseOrder('')).toBeUndefined();
});
