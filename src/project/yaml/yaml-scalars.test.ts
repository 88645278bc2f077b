import { expect, test } from 'vitest';
import { yamlScalars } from './yaml-scalars.ts';

test('keys and values with their paths and places; what an alias stands for once', () => {
  const text = `a: &x\r\n  - { n: "😀 v" }\r\nb: *x\r\nc: |\r\n  one\r\n`;
  const found = yamlScalars(text).map(({ path, isKey, value, style, start, end }) => {
    return [path.join('/'), isKey ? 'key' : style, value, text.slice(start, end)];
  });
  expect(found).toEqual([
    ['a', 'key', 'a', 'a'],
    ['a/0/n', 'key', 'n', 'n'],
    ['a/0/n', 'quoted', '😀 v', '"😀 v"'],
    ['b', 'key', 'b', 'b'],
    ['c', 'key', 'c', 'c'],
    ['c', 'block', 'one\n', '|\r\n  one\r\n'],
  ]);
  expect(yamlScalars('a: [')).toEqual([]);
});
