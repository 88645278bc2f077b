import { expect, test } from 'vitest';
import { createMacroLibrary, parseTemplate, renderTemplate } from './index.ts';
import { libraryOf, testScope } from './fixtures/test-scope.ts';

const MACROS = `{% macro m(x=1) %}{{ x }}{% endmacro %}{% macro loops() %}{{ loops() }}{% endmacro %}
{% macro ping() %}{{ pong() }}{% endmacro %}{% macro pong() %}{{ ping() }}{% endmacro %}`;
const library = libraryOf({ 'macros.sql': MACROS });

function answer(text: string): string {
  const { value, diagnostics } = renderTemplate({ file: 'm.sql', text }, library, testScope());
  return value ? `text: ${value.text}` : diagnostics.map(({ code }) => code).join();
}

/** The template is refused with the code. */
function refuses(code: string, templates: readonly string[]): void {
  test.each(templates)(`${code}: %s`, (text) => expect(answer(text)).toBe(code));
}

refuses('template-member-unknown', [
  `{{ range.constructor("return process.version")() }}`,
  `{{ range['constr' ~ 'uctor'] }}`,
  `{{ ''['__proto__'] }}`,
  `{{ [].constructor.constructor('return 1')() }}`,
  `{{ {}['\\u0063onstructor'] }}`,
  `{{ []['\\x63onstructor'] }}`,
  `{{ ({}).__proto__ }}`,
  `{{ ''.__class__.__mro__ }}`,
  `{{ 5 .constructor }}`,
  `{{ true.constructor }}`,
  `{{ none.constructor }}`,
  `{{ target['__pro' ~ 'to__'] }}`,
  `{{ target.hasOwnProperty('x') }}`,
  `{{ target.toString() }}`,
  `{{ ref('x').constructor }}`,
  `{{ ref('x').render.constructor }}`,
  `{{ ref('x').relation }}`,
  `{{ this.print }}`,
  `{{ this.include.invoke }}`,
  `{{ config.scope }}`,
  `{{ var.run }}`,
  `{{ exceptions.run.scope.env }}`,
  `{{ builtins.run }}`,
  `{{ builtins.ref.constructor }}`,
  `{{ log.constructor }}`,
  `{{ m.invoke }}`,
  `{{ m.call }}`,
  `{{ 'x'.format.constructor }}`,
  `{{ run_started_at.fields }}`,
  `{{ run_started_at.strftime.constructor }}`,
  `{{ modules.datetime.datetime.constructor }}`,
  `{{ cycler('a').constructor }}`,
  `{{ joiner().constructor }}`,
  `{{ namespace().constructor }}`,
  `{% for i in [1] %}{{ loop.constructor }}{% endfor %}`,
  `{% for i in [1] %}{{ loop.items }}{% endfor %}`,
  `{% macro q() %}{{ caller.constructor }}{% endmacro %}{% call q() %}{% endcall %}`,
  `{% macro q() %}{{ kwargs.constructor }}{% endmacro %}{{ q(a=1) }}`,
  `{{ 'x' | attr('constructor') }}`,
  `{{ ['x'] | map(attribute='constructor') | list }}`,
  `{{ ['x'] | map('attr', 'constructor') | list }}`,
  `{{ [{'a': 1}] | groupby('constructor') }}`,
  `{{ [{'a': 1}, {'a': 2}] | sort(attribute='__proto__') }}`,
  `{{ ['x'] | join(attribute='constructor') }}`,
  `{{ ['x', 'y'] | max(attribute='constructor') }}`,
  `{{ ['x'] | sum(attribute='constructor.length') }}`,
]);

refuses('template-name-unknown', [
  '{{ process }}',
  '{{ globalThis }}',
  '{{ require }}',
  '{{ Function }}',
  '{{ self }}',
  '{{ env }}',
  '{{ context }}',
  '{{ frame }}',
  '{{ runtime }}',
  '{{ cb }}',
  '{{ constructor }}',
  '{{ __proto__ }}',
  '{{ hasOwnProperty }}',
  '{{ super() }}',
]);

refuses('template-call-invalid', [
  `{{ '{0.constructor}'.format('x') }}`,
  `{{ '{0[constructor]}'.format('x') }}`,
  `{{ '%(constructor)s' % {} }}`,
  `{{ m(**{'__proto__': 1}) }}`,
  `{{ m(__keywords=true) }}`,
  `{{ modules.datetime.datetime.strptime('1' * 40 ~ 'x', '%d' * 40) }}`,
]);

refuses('template-filter-unknown', [`{{ 'x' | constructor }}`, `{{ ['x'] | map('__proto__') | list }}`]);
refuses('template-test-unknown', [`{{ 'x' is constructor }}`, `{{ ['x'] | select('__proto__') | list }}`]);
refuses('template-module-refused', ['{{ modules.os }}', `{{ modules['__proto__'] }}`, '{{ modules.re }}']);
refuses('macro-unknown', ['{{ dbt_utils.constructor }}', '{{ dbt_utils.__proto__ }}', '{{ dbt.run }}']);
refuses('dispatch-not-found', [`{{ adapter.dispatch('constructor') }}`, `{{ adapter.dispatch('x', '__proto__') }}`]);
refuses('template-needs-connection', [
  '{{ adapter.run }}',
  '{{ adapter.constructor }}',
  `{{ run_query('drop table x') }}`,
]);
refuses('template-tag-refused', [
  `{% include '/etc/passwd' %}`,
  `{% import 'x' as y %}`,
  `{% from 'x' import y %}`,
  `{% extends 'x' %}`,
  '{% block x %}{% endblock %}',
]);
refuses('template-tag-unknown', [
  '{% asyncEach x in [] %}{% endeach %}',
  '{% ifAsync x %}{% endif %}',
  '{% switch x %}{% endswitch %}',
  '{% verbatim %}{% endverbatim %}',
]);
// nunjucks writes names into the code that it generates; here nothing is generated, and such names are no names.
refuses('template-syntax', [
  '{{ a`x` }}',
  '{{ a;b }}',
  '{{ r/x/.constructor }}',
  '{% macro x"+y+"() %}{% endmacro %}',
  '{{ a === b }}',
  '{{ a\\b }}',
]);

refuses('template-limit', [
  '{{ loops() }}',
  '{{ ping() }}',
  '{{ range(10000000) }}',
  `{{ 'a' * 1000000000 }}`,
  '{{ [0] * 1000000000 }}',
  `{{ ('a' * 30000000) ~ ('a' * 30000000) }}`,
  `{{ 'x'.ljust(999999999) }}`,
  `{{ 'x' | center(999999999) }}`,
  `{{ 'x' | indent(999999999) }}`,
  `{{ '{:>99999999}'.format('x') }}`,
  `{{ '%99999999d' % 1 }}`,
  `{{ ('a' * 1000000) | replace('', 'b' * 1000000) }}`,
  `{{ ('a ' * 500000).split() }}`,
  `{{ ('a' * 500000) | list }}`,
  `{% set ns = namespace(s='aaaa') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}`,
  `{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l | tojson }}`,
  `{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l | join }}`,
  `{% set ns = namespace(l=[1], m=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% set ns.m = [ns.m, ns.m] %}{% endfor %}{{ ns.l == ns.m }}`,
  `{% set l = [] %}{% do l.append(l) %}{{ l }}`,
  `{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}`,
  `{% for i in range(100000) %}{% set x = range(100000) | list %}{% endfor %}`,
  `{% set s = 'a' * 30000000 %}{% for i in range(100000) %}{% set x = s.upper() %}{% endfor %}`,
]);

test('nesting without end is refused', () => {
  expect(answer(`{{ ${'('.repeat(20_000)}1${')'.repeat(20_000)} }}`)).toBe('template-limit');
  expect(answer('{% if true %}'.repeat(20_000))).toBe('template-limit');
  expect(answer(`{{ ${'1 ~ '.repeat(20_000)}1 }}`)).toBe('template-limit');
  for (const depth of [500, 1000, 2000, 4000, 8000]) {
    const text = `{{ ${'['.repeat(depth)}1${']'.repeat(depth)} }}`;
    const codes = parseTemplate({ file: 'm.sql', text }).diagnostics.map(({ code }) => code);
    expect(codes.every((code) => code === 'template-limit')).toBe(true);
    const macros = createMacroLibrary([{ source: { file: 'f.sql', text: `{% macro a() %}${text}{% endmacro %}` } }]);
    expect(macros.diagnostics.every(({ code }) => code === 'template-limit')).toBe(true);
  }
});

test('no template changes what all objects share', () => {
  const attempts = [
    `{% set ns = namespace() %}{% set ns.__proto__ = {'polluted': 1} %}`,
    `{% set ns = namespace(__proto__={'polluted': 1}) %}`,
    `{% do {}.update({'__proto__': {'polluted': 1}}) %}`,
    `{{ dict(__proto__={'polluted': 1}) }}`,
    `{{ config(__proto__={'polluted': 1}) }}`,
    `{{ config(**{'__proto__': {'polluted': 1}}) }}`,
    `{{ fromjson('{"__proto__": {"polluted": 1}}') }}`,
    `{{ {'__proto__': {'polluted': 1}} | tojson }}`,
    `{{ m({'__proto__': {'polluted': 1}}) }}`,
  ];
  for (const text of attempts) answer(text);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(answer('{{ {}.polluted is defined }}')).toBe('text: False');
});

test('a template cannot change the values that it was given', () => {
  const scope = testScope();
  const before = JSON.stringify([scope.vars, scope.target, scope.config, scope.model]);
  const text = `{% do target.update({'x': 1}) %}{% do model.clear() %}{% do var('regions').append(1) %}{% do config.get('tags').pop() %}{{ target.x }}`;
  expect(renderTemplate({ file: 'm.sql', text }, library, scope).value?.text).toBe('1');
  expect(JSON.stringify([scope.vars, scope.target, scope.config, scope.model])).toBe(before);
  expect(answer('{{ target.x is defined }}')).toBe('text: False');
});

test('keys like __proto__ are data, also on the way out', () => {
  const seen: unknown[] = [];
  const scope = testScope({ onConfig: (values) => seen.push(JSON.stringify(values)) });
  renderTemplate({ file: 'm.sql', text: `{{ config(__proto__={'a': 1}, constructor='b') }}` }, library, scope);
  expect(seen).toEqual(['{"__proto__":{"a":1},"constructor":"b"}']);
});

test('a text with many openings is read in linear steps', () => {
  expect(answer(`{{ ('%(' * 1000000) | length }}`)).toBe('text: 2000000');
  expect(answer(`{{ ('1' * 1000000 ~ 'x') | int }}`)).toBe('text: 0');
});
