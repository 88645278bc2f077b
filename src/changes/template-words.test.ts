import { expect, test } from 'vitest';
import { templateWords } from './template-words.ts';

test.each([
  ['SELECT  a,\n b FROM t', 'select a , b from t;'],
  ["select 'A' -- why\nfrom t", "select /* no */ 'A' from t"],
  ['select 1+2 as x', 'select 1 + 2 AS x'],
  ["{{ref('a')}}", '{{- ref( "a" ) -}}'],
  ["{{ config(materialized='table') }} select 1", 'select 1'],
  ["{% do config(tags=['a']) %}select 1{# note #}", 'select 1'],
  ['{% raw %}{{ X }}{% endraw %}', '{%- raw -%}{{ x }}{%- endraw -%}'],
  ['select "A"', 'select "a"'],
])('%j says the same as %j', (a, b) => {
  expect(templateWords(a)).toBe(templateWords(b));
});

test.each([
  ["select 'A'", "select 'a'"],
  ["select 'a  b'", "select 'a b'"],
  ["select '-- x'", "select '-- y'"],
  ['stg_{{ x }}', 'stg_ {{ x }}'],
  ["{{ ref('a') }}", "{{ ref('A') }}"],
  ["'{{ var('A') }}'", "'{{ var('a') }}'"],
  ['select a b', 'select ab'],
  ['select 1 < = 2', 'select 1 <= 2'],
  ["-- {{ ref('a') }}\nselect 1", "-- {{ ref('b') }}\nselect 1"],
  ['{% if a %}1{% endif %}', '{% if b %}1{% endif %}'],
  ['{{ unclosed', '{{ Unclosed X'],
])('%j says another thing than %j', (a, b) => {
  expect(templateWords(a)).not.toBe(templateWords(b));
});
