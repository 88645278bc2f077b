import { expect, test } from 'vitest';
import { nameMatcher, pathMatcher } from './glob.ts';

test.each([
  ['orders', 'orders', true],
  ['orders', 'Orders', false],
  ['*', '', true],
  ['*', 'a.b/c\nd', true],
  ['o*s', 'orders', true],
  ['o*s', 'order', false],
  ['?', 'a', true],
  ['?', '', false],
  ['?', '😀', true],
  ['[abc]x', 'bx', true],
  ['[!abc]x', 'bx', false],
  ['[!abc]x', 'dx', true],
  ['[a-c]x', 'bx', true],
  ['[c-a]x', 'bx', false],
  ['[]]', ']', true],
  ['[^a]', '^', true],
  ['[\\w]', 'w', true],
  ['[a', '[a', true],
  ['a+(b)', 'a+(b)', true],
  ['a.*', 'a.b', true],
  ['a.*', 'axb', false],
  ['***a***', 'bab', true],
])('name pattern %s on %s', (pattern, name, matches) => {
  expect(nameMatcher(pattern)(name)).toBe(matches);
});

test.each([
  ['models/*', 'models/a.sql', true],
  ['models/*', 'models/a/b.sql', false],
  ['models/**', 'models', true],
  ['models/**', 'models/a/b', true],
  ['models/**/b.sql', 'models/b.sql', true],
  ['models/**/b.sql', 'models/x/y/b.sql', true],
  ['models/**/b.sql', 'models/xb.sql', false],
  ['**/b.sql', 'b.sql', true],
  ['**', 'anything/at/all', true],
  ['models/?.sql', 'models/a.sql', true],
  ['models?a.sql', 'models/a.sql', false],
])('path pattern %s on %s', (pattern, path, matches) => {
  expect(pathMatcher(pattern)(path)).toBe(matches);
});
