import { expect, test } from 'vitest';
import { printable, printableData, printableLine } from './printable.ts';

test.each([
  ['a\u001b[2Jb', 'a\\u001b[2Jb'],
  ['a\rb', 'a\\u000db'],
  ['a\r\nb', 'a\nb'],
  ['\u009b31m', '\\u009b31m'],
  ['\u202egpj.exe', '\\u202egpj.exe'],
  ['géräte 日本 👩‍🔧\tx\ny', 'géräte 日本 👩‍🔧\tx\ny'],
])('%j', (text, expected) => expect(printable(text)).toBe(expected));

test('on one line', () => expect(printableLine('a\n\tb')).toBe('a\\n\\tb'));

test('within data', () => {
  expect(printableData({ a: ['\u0007'], b: { c: '\u001b' }, d: 1, e: null })).toEqual({
    a: ['\\u0007'],
    b: { c: '\\u001b' },
    d: 1,
    e: null,
  });
});
