import { expect, test } from 'vitest';
import { blockBody, parseBlocks } from './index.ts';

const blocksOf = (text: string) => parseBlocks({ file: 'f.sql', text });
const codes = (text: string) =>
  blocksOf(text).diagnostics.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`);

test('macros, tests, snapshots and docs, with everything between them ignored', () => {
  const text = `words {{ ref('x') }} {% set a = 1 %}
{% macro one() %}1{% endmacro %}
{%- macro two(a, b=[1, 'x)'], c=none) -%} {{ a }} {%- endmacro -%}
{% test positive(model, column_name) %}select{% endtest %}{% data_test other(model) %}{% enddata_test %}
{% snapshot orders_snapshot %}select * from x{% endsnapshot %}
{% docs intro %}# Title {{ not jinja }} {% neither %} {% enddocs %}`;
  const { value, diagnostics } = blocksOf(text);
  expect(diagnostics).toEqual([]);
  expect(value.map(({ kind, name, body }) => [kind, name, body])).toEqual([
    ['macro', 'one', '1'],
    ['macro', 'two', ' {{ a }} '],
    ['test', 'positive', 'select'],
    ['test', 'other', ''],
    ['snapshot', 'orders_snapshot', 'select * from x'],
    ['docs', 'intro', '# Title {{ not jinja }} {% neither %} '],
  ]);
  expect(value[1]?.parameters).toEqual([
    { name: 'a' },
    { name: 'b', default: `[1, 'x)']` },
    { name: 'c', default: 'none' },
  ]);
});

test('spans cover the block, the name and the body', () => {
  const text = `-- x\n{% macro two(a) -%} {{ a }} {% endmacro %} y`;
  const [block] = blocksOf(text).value;
  const part = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  expect([part(block!.span), part(block!.nameSpan), part(block!.bodySpan)]).toEqual([
    '{% macro two(a) -%} {{ a }} {% endmacro %}',
    'two',
    ' {{ a }} ',
  ]);
});

test('a body as a source of its own knows its place in the file', () => {
  const source = { file: 'f.sql', text: `\n\n  {% snapshot s %}select\n1{% endsnapshot %}` };
  expect(blockBody(source, blocksOf(source.text).value[0]!)).toEqual({
    file: 'f.sql',
    text: 'select\n1',
    line: 3,
    column: 19,
  });
});

test('comments, raw text and macros inside hide ends', () => {
  const text = `{# {% macro no() %} #}{% raw %}{% macro neither() %}{% endraw %}
{% macro outer() %}{# {% endmacro %} #}{% raw %}{% endmacro %}{% endraw %}{% macro inner() %}i{% endmacro %}o{% endmacro %}{% macro last() %}{% endmacro %}`;
  expect(blocksOf(text).value.map(({ name }) => name)).toEqual(['outer', 'last']);
});

test('an unclosed block is told at its beginning', () => {
  expect(codes(`\n{% macro a() %} {% if x %}`)).toEqual(['template-block-unclosed 2:4']);
  expect(codes(`{% docs a %} text`)).toEqual(['template-block-unclosed 1:4']);
  expect(codes(`{% macro a() %}{% endmacro %}{# open`)).toEqual(['template-unclosed 1:30']);
});

test('a broken head is told, the other definitions are kept', () => {
  const { value, diagnostics } = blocksOf(`{% macro a(b c) %}{% endmacro %}{% macro d() %}{% endmacro %}`);
  expect(value.map(({ name }) => name)).toEqual(['d']);
  expect(diagnostics.map(({ code }) => code)).toEqual(['template-syntax']);
  expect(codes('{% macro %}{% endmacro %}')).toEqual(['block-head-invalid 1:4']);
  expect(codes('{% macro a(1) %}{% endmacro %}')).toEqual(['template-syntax 1:12']);
});

test('materializations are refused', () => {
  expect(
    codes(`{% materialization m, adapter='athena' %}{% endmaterialization %}{% macro a() %}{% endmacro %}`),
  ).toEqual(['template-tag-refused 1:4']);
});
