import { describe, expect, test } from 'vitest';
import {
  callMacro,
  RelationArgument,
  renderTemplate,
  renderValue,
  sourceSpan,
  type MacroArgument,
  type Scope,
} from './index.ts';
import { DiagnosticError, diagnose } from '../diagnostics/index.ts';
import { libraryOf, printed, rendered, testScope } from './fixtures/test-scope.ts';

/** The template renders to the text; with macros, and with another scope. */
function check(template: string, expected: string, macros = '', scope: Partial<Scope> = {}): void {
  expect(rendered(template, macros, scope)).toBe(expected);
}

describe('names of dbt', () => {
  test('ref, source and this are relations', () => {
    check(`{{ ref('x') }} {{ source('raw', 'y') }} {{ this }}`, '"gold"."x" "raw"."y" "lake"."gold"."orders"');
    check(
      `{{ this.schema }}.{{ this.identifier }} {{ this.name }} {{ this.table }} {{ this.database }} {{ this.type }}`,
      'gold.orders orders orders lake table',
    );
    check(
      `{{ this.include(database=false) }} {{ this.include(schema=false, database=false).render() }} {{ this.without_identifier() }}`,
      '"gold"."orders" "orders" "lake"."gold"',
    );
    check(
      `{{ ref('x').is_table }} {{ this.is_view }} {{ ref('x') == ref('x') }} {{ ref('x') == this }} {{ 'a' ~ ref('x') }}`,
      'True False True False a"gold"."x"',
    );
    check(`{{ schema }} {{ database }}`, 'gold lake');
    check(
      `{{ this is mapping and this.get('metadata', {}).get('type', '').endswith('Relation') }} {{ this.get('schema') }} {{ this.get('x', 1) }}`,
      'True gold 1',
    );
  });

  test('config declares and prints nothing; its members read', () => {
    const seen: unknown[] = [];
    check(`[{{ config(materialized='view', tags=['a']) }}]`, '[]', '', { onConfig: (values) => seen.push(values) });
    expect(seen).toEqual([{ materialized: 'view', tags: ['a'] }]);
    check(
      `{{ config.get('materialized') }} {{ config.get('x') }} {{ config.get('x', 5) }} {{ config.require('tags') }}`,
      `table None 5 ['daily']`,
    );
  });

  test('var, env_var, target, flags, execute', () => {
    check(
      `{{ var('days') + 1 }} {{ var('x', 'd') }} {{ var('nested').a }} {{ var('regions') | join('+') }} {{ var('x', none) }}`,
      '4 d 1 eu+us None',
    );
    check(`{{ var.has_var('days') }} {{ var.has_var('toString') }} {{ var('constructor', 1) }}`, 'True False 1');
    check(`{{ env_var('BUCKET') }} {{ env_var('NO', 'd') }}`, 's3://bucket d');
    check(
      `{{ target.name }} {{ target.get('x') }} {{ target['schema'] }} {{ flags.FULL_REFRESH }} {{ execute }} {{ invocation_id }} {{ project_name }}`,
      'dev None analytics False True run-1 shop',
    );
    check(`{{ model.unique_id }} {{ adapter.type() }} {{ adapter.quote('a"b') }}`, 'model.shop.orders athena "a""b"');
  });

  test('is_incremental and watermarks', () => {
    const text = `select * from {{ ref('e') }}{% if is_incremental() %} where ts > {{ watermark('ts') }}{% endif %}`;
    check(text, 'select * from "gold"."e"');
    check(text, `select * from "gold"."e" where ts > timestamp '2024-01-01 /* ts */'`, '', { isIncremental: true });
    check(`{{ watermark('ts', ref('e')) }} {{ high_watermark('ts') }}`, `timestamp '2024-01-01 /* e.ts */' :high_ts`);
  });

  test('run_started_at and modules.datetime', () => {
    check(
      `{{ run_started_at }} {{ run_started_at.strftime('%Y-%m-%d %H:%M:%S.%f %j %a %B %-d %I%p %%') }}`,
      '2024-02-29 13:05:09.120000+00:00 2024-02-29 13:05:09.120000 060 Thu February 29 01PM %',
    );
    check(
      `{{ run_started_at.isoformat() }} {{ run_started_at.year }} {{ run_started_at.date() }} {{ run_started_at.weekday() }}`,
      '2024-02-29T13:05:09.120000+00:00 2024 2024-02-29 3',
    );
    check(
      `{{ (run_started_at - modules.datetime.timedelta(days=1, hours=14)).strftime('%F %T') }}`,
      '2024-02-27 23:05:09',
    );
    check(
      `{{ modules.datetime.datetime.now().strftime('%V %U %W %G %u %y') }} {{ modules.datetime.date(2024, 1, 31) + modules.datetime.timedelta(weeks=1) }}`,
      '09 08 09 2024 4 24 2024-02-07',
    );
    check(
      `{{ (modules.datetime.date(2024, 3, 1) - modules.datetime.date(2024, 2, 1)).days }} {{ modules.datetime.datetime.strptime('20240102', '%Y%m%d') }}`,
      '29 2024-01-02 00:00:00',
    );
    check(
      `{{ modules.datetime.date(2024, 1, 1) < modules.datetime.date(2024, 1, 2) }} {{ modules.datetime.timedelta(days=1, seconds=61) }} {{ run_started_at.replace(day=1).date() }}`,
      'True 1 day, 0:01:01 2024-02-01',
    );
  });

  test('log and print speak to the caller and print nothing', () => {
    const said: unknown[] = [];
    check(`[{{ log('a') }}{{ log(1, info=true) }}{{ print([2]) }}]`, '[]', '', {
      log: (...message) => said.push(message),
    });
    expect(said).toEqual([
      ['a', false],
      ['1', true],
      ['[2]', true],
    ]);
  });

  test('tojson, fromjson, set, zip', () => {
    check(
      `{{ tojson({'b': [1, none], 'a': true}) }} {{ tojson({'b': 1, 'a': 2}, sort_keys=true) }} {{ fromjson('{"a": [1]}').a[0] }} {{ fromjson('x', 'no') }}`,
      `{"b": [1, null], "a": true} {"a": 2, "b": 1} 1 no`,
    );
    check(
      `{{ set([2, 1, 2]) | sort }} {{ 1 in set([1]) }} {{ zip([1, 2], ['a', 'b', 'c']) | list }}`,
      `[1, 2] True [(1, 'a'), (2, 'b')]`,
    );
  });

  test('as_number, as_bool, as_native, as_text', () => {
    check(
      `{{ ('5' | as_number) + 1 }} {{ '5.0' | as_number }} {{ 'true' | as_bool }} {{ 'False' | as_bool }} {{ 5 | as_text ~ 'x' }} {{ [1] | as_native }}`,
      '6 5.0 True False 5x [1]',
    );
  });
});

describe('macros', () => {
  test('return gives the value itself', () => {
    const macros =
      '{% macro pair() %}text {{ return([1, 2]) }} more{% endmacro %}{% macro nothing() %}{% do return(none) %}{% endmacro %}';
    check('{% for x in pair() %}{{ x }};{% endfor %}{{ nothing() }}', '1;2;None', macros);
  });

  test('return leaves loops, captures and call blocks of its macro', () => {
    const macros = `{% macro m() %}{% for i in [1, 2, 3] %}{% set x %}{% if i == 2 %}{{ return('two') }}{% endif %}{% endset %}{% endfor %}{% endmacro %}
{% macro each() %}{{ caller() }}after{% endmacro %}{% macro n() %}{% call each() %}{{ return('out') }}{% endcall %}{% endmacro %}`;
    check('[{{ m() }}][{{ n() }}]', '[two][out]', macros);
  });

  test('a macro does not see the names of its caller', () => {
    expect(rendered('{% set x = 1 %}{{ m() }}', '{% macro m() %}{{ x }}{% endmacro %}')).toContain(
      '"x" is not defined',
    );
  });

  test('a missing argument is none only when it is used', () => {
    check('{{ m() }}', 'no', `{% macro m(x) %}{{ 'yes' if x else 'no' }}{% endmacro %}`);
    expect(rendered('{{ m() }}', '{% macro m(x) %}{{ x }}{% endmacro %}')).toContain(
      'the argument "x" is used but was not given',
    );
  });

  test('recursion ends where it is told to', () => {
    check(
      '{{ down(5) }}',
      '543210',
      '{% macro down(n) %}{{ n }}{% if n > 0 %}{{ down(n - 1) }}{% endif %}{% endmacro %}',
    );
  });
});

describe('what is undefined', () => {
  test('a name may be asked for', () =>
    check(`{{ x is defined }} {{ x | default('d') }} {{ x is undefined }}`, 'False d True'));
  test('a missing member may be asked for its truth', () => {
    check(
      `{{ 'y' if target.no else 'n' }} {{ target.no == 'x' }} {{ target.no is none }} {{ target.no is not defined }}`,
      'n False False True',
    );
  });
  test.each([
    `{{ x }}`,
    `{{ x.y }}`,
    `{{ x() }}`,
    `{% for i in x %}{% endfor %}`,
    `{{ 'a' ~ x }}`,
    `{% if x %}{% endif %}`,
    `{{ [x] }}`,
    `{{ x | upper }}`,
    `{% do x %}`,
  ])('a name used is an error: %s', (text) => expect(rendered(text)).toContain('"x" is not defined'));
});

describe('callMacro', () => {
  const macros = `{% test fewer(model, column_name, than=1) %}select * from {{ model }} where {{ column_name }} >= {{ than }}{% endtest %}
{% macro data() %}{{ return({'a': [1, (2, 3)], 'r': ref('x')}) }}{% endmacro %}{% macro oops() %}\n{{ nope }}{% endmacro %}`;
  const call = (
    name: string,
    args: readonly MacroArgument[] = [],
    kwargs: Readonly<Record<string, MacroArgument>> = {},
  ) => callMacro(libraryOf({ 'macros.sql': macros }), name, args, kwargs, testScope());

  test('gives text or what was returned, as plain data', () => {
    expect(
      call('test_fewer', [new RelationArgument({ schema: 's', identifier: 't' })], { column_name: 'c', than: 5 }).value,
    ).toBe('select * from "s"."t" where c >= 5');
    expect(call('data').value).toEqual({ a: [1, [2, 3]], r: '"gold"."x"' });
    expect(call('dbt_utils.group_by', [2]).value).toBe('group by 1,2');
  });

  test('an unknown macro is told with the nearest name', () => {
    expect(printed(call('test_fever').diagnostics)).toContain('Did you mean "test_fewer"?');
  });

  test('problems stand in the macro', () => {
    const [found] = call('oops').diagnostics;
    expect([found?.place?.file, found?.place?.line, found?.place?.column]).toEqual(['macros.sql', 3, 4]);
  });
});

describe('renderValue', () => {
  const value = (text: string) => renderValue({ file: 'project.yml', text }, libraryOf(), testScope()).value;
  test('one expression keeps its type', () => {
    expect([
      value(`{{ var('days') }}`),
      value(`{{ 'true' | as_bool }}`),
      value(`{{ var('regions') }}`),
      value(`{{ none }}`),
    ]).toEqual([3, true, ['eu', 'us'], null]);
  });
  test('everything else is text', () => {
    expect([value('plain'), value(`{{ var('days') }} days`), value(`{% if true %}5{% endif %}`)]).toEqual([
      'plain',
      '3 days',
      '5',
    ]);
  });
});

describe('segments', () => {
  const render = (text: string) =>
    renderTemplate(
      { file: 'm.sql', text },
      libraryOf({ 'f.sql': '{% macro m(x) %}({{ x }}\n){% endmacro %}' }),
      testScope(),
    ).value!;
  /** The part of the template that a part of the rendered text comes from. */
  const origin = (text: string, part: string) => {
    const result = render(text);
    const at = result.text.indexOf(part);
    expect(at).toBeGreaterThanOrEqual(0);
    const span = sourceSpan(result, at, at + part.length);
    return text.slice(span.start, span.end);
  };

  test('they lie side by side and cover the text', () => {
    const texts = [
      `a{{ 1 }}b{% if true %}\r\nc{% endif %}{{ '' }}\r\n`,
      'x\r\ny\r\n',
      '',
      `{% for i in [1, 2] %}{{ i }},{% endfor %}`,
      `{%- set x -%} a {%- endset -%}  {{- x -}}  b\n`,
    ];
    for (const text of texts) {
      const { text: made, segments } = render(text);
      expect(segments.map(({ start }) => start)).toEqual(
        [0, ...segments.map(({ end }) => end)].slice(0, segments.length),
      );
      expect(segments.at(-1)?.end ?? 0).toBe(made.length);
      for (const { start, end, span, literal } of segments)
        if (literal) expect(text.slice(span.start, span.end)).toBe(made.slice(start, end));
    }
  });

  test('literal text maps to itself, behind shorter and longer tags', () => {
    expect(origin(`select {{ ref('a_long_name_of_a_model') }} as x, wrong from t`, 'wrong')).toBe('wrong');
    expect(origin(`a\r\nb {{ m(1) }}\r\n wrong`, 'wrong')).toBe('wrong');
    expect(origin(`{% raw %}{{ x }}{% endraw %} y`, '{{ x')).toBe('{{ x');
    expect(origin(`{%- if true -%}   abc   {%- endif -%} def`, 'bc')).toBe('bc');
  });

  test('what a tag made maps to the tag', () => {
    expect(origin(`select {{ m('wrong') }} from t`, 'wrong')).toBe(`{{ m('wrong') }}`);
    expect(origin(`{% filter upper %}abc{% endfilter %}`, 'AB')).toBe('{% filter upper %}');
    expect(origin(`x {% call m(1) %}{% endcall %} y`, '(1')).toBe('{% call m(1) %}');
  });

  test('a range over several parts runs from the first to the last', () => {
    expect(origin(`select a, {{ m(1) }} + b from t`, 'a, (1\n) + b')).toBe('a, {{ m(1) }} + b');
  });

  test('text in a loop maps to its one place in the template', () => {
    expect(origin(`{% for c in ['p', 'q'] %}sum({{ c }}) as {{ c }}_x, {% endfor %}`, 'q) as q')).toBe(
      '{{ c }}) as {{ c }}',
    );
  });

  test('a diagnostic of a callback without a place gets that of the call', () => {
    const fail = () => {
      throw new DiagnosticError([diagnose('ref-unknown', { name: 'x', kind: 'model' } as never)]);
    };
    const { diagnostics } = renderTemplate(
      { file: 'm.sql', text: `\n  {{ ref('x') }}` },
      libraryOf(),
      testScope({ resolveRef: fail }),
    );
    expect(diagnostics.map(({ code, place }) => [code, place?.line, place?.column, place?.endColumn])).toEqual([
      ['ref-unknown', 2, 6, 14],
    ]);
  });
});

test('one newline at the end is not part of a template, and line ends are normal', () => {
  check('a\n', 'a');
  check('a\n\n', 'a\n');
  check('a\r\nb\r\n', 'a\nb');
  check(`{{ 1 }}\r\n{{ 2 }}\r\n`, '1\n2');
});

test('warnings come along with the value', () => {
  const { value, diagnostics } = renderTemplate(
    { file: 'm.sql', text: `a{{ exceptions.warn('careful') }}b` },
    libraryOf(),
    testScope(),
  );
  expect(value?.text).toBe('ab');
  expect(diagnostics.map(({ code, severity, message }) => [code, severity, message])).toEqual([
    ['template-warned', 'warning', 'careful'],
  ]);
});

test('an error that is no template problem is not swallowed', () => {
  const broken = () => {
    throw new TypeError('a bug');
  };
  expect(() =>
    renderTemplate({ file: 'm.sql', text: `{{ ref('x') }}` }, libraryOf(), testScope({ resolveRef: broken })),
  ).toThrow('a bug');
});
