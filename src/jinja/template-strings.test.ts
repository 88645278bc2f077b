import { expect, test } from 'vitest';
import { definitionTexts, templateTexts } from './index.ts';

function texts(text: string, of = templateTexts): readonly string[] {
  return of({ file: 'm.sql', text }).map(({ kind, start, end, calls }) => {
    return [kind, text.slice(start, end), ...calls].join(' ');
  });
}

test('texts in tags with the calls they are arguments of, and the text between', () => {
  expect(texts(`{{ config(unique_key=['a']) }}x {# 'no' #}{% set c = "😀b" %}{{ m.n(ref('o'), 'd') }}`)).toEqual([
    `string 'a' config`,
    'data x ',
    'string "😀b"',
    `string 'o' m.n ref`,
    `string 'd' m.n`,
  ]);
  expect(texts('{{ broken')).toEqual([]);
});

test('texts of definitions have offsets of their file', () => {
  expect(texts(`-- out\n{% macro a(x='d') %}one {{ b('two') }}{% endmacro %}`, definitionTexts)).toEqual([
    `string 'd'`,
    'data one ',
    `string 'two' b`,
  ]);
});
