import { expect, test } from 'vitest';
import { parseTemplate, type ParsedTemplate } from './index.ts';
import { printed } from './fixtures/test-scope.ts';

function parse(text: string): ParsedTemplate {
  const { value, diagnostics } = parseTemplate({ file: 'm.sql', text });
  if (!value) throw new Error(printed(diagnostics));
  return value;
}

/** The parts of the template that spans of a list mark. */
function marked(
  text: string,
  list: (parsed: ParsedTemplate) => readonly { readonly span: { start: number; end: number } }[],
): string[] {
  return list(parse(text)).map(({ span }) => text.slice(span.start, span.end));
}

test('ref: with package, version, spaces and both quotes', () => {
  const text = `select {{ ref ( "a" ) }}, {{ref('p','b')}} {{ ref('c', v=2) }} {{ ref('d', version='1.1') }}`;
  const { refs } = parse(text);
  expect(refs.map(({ package: packageName, name, version }) => [packageName, name, version])).toEqual([
    [undefined, 'a', undefined],
    ['p', 'b', undefined],
    [undefined, 'c', 2],
    [undefined, 'd', '1.1'],
  ]);
  expect(refs.map(({ nameSpan }) => text.slice(nameSpan.start, nameSpan.end))).toEqual(['"a"', "'b'", "'c'", "'d'"]);
  expect(marked(text, (parsed) => parsed.refs)).toEqual([
    `ref ( "a" )`,
    `ref('p','b')`,
    `ref('c', v=2)`,
    `ref('d', version='1.1')`,
  ]);
});

test('spans count UTF-16 units, also behind carriage returns and astral characters', () => {
  const text = `-- 😀 ünï\r\nselect 1\r\nfrom {{ ref('x') }}`;
  expect(marked(text, (parsed) => parsed.refs)).toEqual([`ref('x')`]);
});

test('calls count wherever they stand', () => {
  const places = [
    `{% if false %}{{ ref('x') }}{% endif %}`,
    `{% if ref('x') %}{% elif a %}{% endif %}`,
    `{% for a in [ref('x')] if a %}{% endfor %}`,
    `{% for a in [] %}{% else %}{{ ref('x') }}{% endfor %}`,
    `{% set a = ref('x') %}`,
    `{% set a %}{{ ref('x') }}{% endset %}`,
    `{% do f(a=ref('x')) %}`,
    `{{ f(*[ref('x')], **{'k': 1}) }}`,
    `{{ a | default(ref('x')) }}`,
    `{{ ref('x').schema }}`,
    `{{ a[ref('x')] }}`,
    `{{ 'a' ~ ref('x') if b is defined else c }}`,
    `{{ {'k': [ref('x'), (1, 2)]} }}`,
    `{% call(a) f() %}{{ ref('x') }}{% endcall %}`,
    `{% filter upper %}{{ ref('x') }}{% endfilter %}`,
    `{% macro f(a=ref('x')) %}{% endmacro %}`,
    `{% with a = ref('x') %}{% endwith %}`,
    `{{ builtins.ref('x') }}`,
    `-- {{ ref('x') }}`,
    `/* {{ ref('x') }} */`,
    `{{ not (a and -ref('x') in b) }}`,
  ];
  for (const text of places)
    expect(
      parse(text).refs.map(({ name }) => name),
      text,
    ).toEqual(['x']);
});

test('calls in Jinja comments and raw text do not count', () => {
  expect(parse(`{# {{ ref('x') }} #}{% raw %}{{ ref('y') }}{% endraw %}{{ "ref('z')" }}`).refs).toEqual([]);
});

test('source, var, env_var', () => {
  const { sources, vars, envVars } = parse(
    `{{ source('raw', 'orders') }}{{ var('a') }}{{ var('b', none) }}{{ var('c', x) }}{{ var('d', default=[1]) }}{{ env_var('E', '') }}`,
  );
  expect(sources.map(({ source, table }) => [source, table])).toEqual([['raw', 'orders']]);
  expect(vars.map(({ name, hasDefault, default: fallback }) => [name, hasDefault, fallback])).toEqual([
    ['a', false, undefined],
    ['b', true, null],
    ['c', true, undefined],
    ['d', true, [1]],
  ]);
  expect(envVars.map(({ name, hasDefault }) => [name, hasDefault])).toEqual([['E', true]]);
});

test('config: literals of every kind, with the place of each value', () => {
  const text = `{{ config(
    materialized='incremental',
    unique_key=['a', "b"],
    meta={'owner': {'name': 'x'}, 'n': -1.5, 'on': True, 'off': none},
    post_hook="{{ log('x') }}",
  ) }}`;
  const [call] = parse(text).configs;
  expect(call?.values).toEqual({
    materialized: 'incremental',
    unique_key: ['a', 'b'],
    meta: { owner: { name: 'x' }, n: -1.5, on: true, off: null },
    post_hook: "{{ log('x') }}",
  });
  const { start = 0, end = 0 } = call?.spans['unique_key'] ?? {};
  expect(text.slice(start, end)).toBe(`['a', "b"]`);
  expect(parse(text).dynamicCalls).toEqual([]);
});

test('config: one dict, and values that are no literals', () => {
  expect(parse(`{{ config({'materialized': 'view'}) }}`).configs[0]?.values).toEqual({ materialized: 'view' });
  const { configs, dynamicCalls, vars } = parse(`{{ config(alias='a', schema=var('s')) }}`);
  expect(configs[0]?.values).toEqual({ alias: 'a' });
  expect(Object.keys(configs[0]?.spans ?? {})).toEqual(['alias', 'schema']);
  expect(dynamicCalls.map(({ name }) => name)).toEqual(['config']);
  expect(vars.map(({ name }) => name)).toEqual(['s']);
});

test('watermarks: the own one, and that of another relation', () => {
  const { watermarks, refs, sources } = parse(
    `{{ watermark('a') }}{{ watermark('b', ref('x')) }}{{ high_watermark('c', of=source('s', 't')) }}`,
  );
  expect(watermarks.map(({ kind, column, of }) => [kind, column, of && ('name' in of ? of.name : of.table)])).toEqual([
    ['watermark', 'a', undefined],
    ['watermark', 'b', 'x'],
    ['high_watermark', 'c', 't'],
  ]);
  expect([refs.length, sources.length]).toEqual([1, 1]);
});

test('calls that only rendering can read are told', () => {
  const text = `{{ ref(name) }}{{ ref('a' ~ b) }}{{ ref(*x) }}{{ source('a', t) }}{{ var(v) }}{{ config(**c) }}{{ watermark(w) }}`;
  expect(parse(text).dynamicCalls.map(({ name }) => name)).toEqual([
    'ref',
    'ref',
    'ref',
    'source',
    'var',
    'config',
    'watermark',
  ]);
});

test('macro calls: bare, qualified and dispatched, without built-in and local names', () => {
  const text = `{% macro own() %}{% endmacro %}{% set pairs = {} %}{% for x in range(3) %}{{ x.foo() }}{{ loop.cycle(1) }}{% endfor %}
    {{ own() }}{{ cents('a') }}{{ dbt_utils.star(x) }}{{ pairs.items() }}{{ 'a'.upper() }}{{ adapter.dispatch('f', 'p')() }}
    {{ log('x') }}{{ config.get('y') }}{{ is_incremental() }}{{ return(1) }}{{ target.get('x') }}`;
  expect(parse(text).macroCalls.map(({ name }) => name)).toEqual(['cents', 'dbt_utils.star', 'p.f']);
});

test('this and is_incremental', () => {
  const { usesThis, usesIsIncremental } = parse(`{% if is_incremental() %}{{ this }}{% endif %}`);
  expect([usesThis, usesIsIncremental]).toEqual([true, true]);
  expect(parse(`{{ a.this }}`).usesThis).toBe(false);
});

test('the result is frozen and survives JSON', () => {
  const parsed = parse(`{{ config(a=[{'b': 1}]) }}{{ ref('x') }}{{ watermark('c', ref('y')) }}{{ ref(z) }}`);
  expect(JSON.parse(JSON.stringify(parsed))).toEqual(parsed);
  expect(() => (parsed.refs as unknown[]).push(1)).toThrow(TypeError);
  expect(Object.isFrozen(parsed.configs[0]?.values)).toBe(true);
});

test('a text without tags is read at once', () => {
  expect(parse('select 1 { a } % # }}').refs).toEqual([]);
});

test('broken syntax gives diagnostics and no value', () => {
  const { value, diagnostics } = parseTemplate({ file: 'm.sql', text: `{{ ref('a' }}` });
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(['template-syntax']);
});
