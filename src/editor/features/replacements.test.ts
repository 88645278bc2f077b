import { expect, test } from 'vitest';
import type { Diagnostic } from '../../diagnostics/index.ts';
import { replacedText, replacementsOf } from './replacements.ts';

const found = (hint: string | undefined): Diagnostic => ({
  code: 'ref-unknown',
  severity: 'error',
  message: 'Model "ordrs" does not exist.',
  related: [],
  ...(hint !== undefined && { hint }),
});

test.each([
  ['Did you mean "orders"?', ['orders']],
  ['Did you mean "a", "b" or "c"? Models are "x".', ['a', 'b', 'c']],
  ['The columns here are "a" and "b".', []],
  [undefined, []],
])('%s', (hint, expected) => expect(replacementsOf(found(hint))).toEqual(expected));

test.each([
  ["'ordrs'", 'orders', "'orders'"],
  ['"ordrs"', 'orders', '"orders"'],
  ['ordrs', 'orders', 'orders'],
  ['o.ordrs', 'orders', 'o.orders'],
  ["'erp', 'ordrs'", 'orders', undefined],
  ['select', 'orders', undefined],
])('%s', (at, name, expected) => expect(replacedText(at, found('').message, name)).toBe(expected));
