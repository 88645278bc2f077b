import { expect, test } from 'vitest';
import { jinjaCodes } from '../diagnostics/catalogue/jinja.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import { callMacro, createMacroLibrary, parseBlocks, renderTemplate } from './index.ts';
import { printed, testScope } from './fixtures/test-scope.ts';

interface Case {
  readonly code: keyof typeof jinjaCodes;
  /** The template, the wrong part between ⟦ and ⟧. */
  readonly text: string;
  readonly message: string;
  readonly hint?: string;
}

const CASES: readonly Case[] = [
  { code: 'template-syntax', text: `{{ ref('a' ⟦b⟧) }}`, message: 'Expected "," or ")", found "b".' },
  { code: 'template-syntax', text: `{{ a ⟦?⟧ }}`, message: 'The character "?" is not understood here.' },
  { code: 'template-syntax', text: `{% if ⟦%}⟧{% endif %}`, message: 'Expected an expression, found "%}".' },
  { code: 'template-syntax', text: `{% if a ⟦b⟧ %}{% endif %}`, message: 'Expected "%}", found "b".' },
  { code: 'template-syntax', text: `{{ a⟦%}⟧`, message: 'Expected "}}", found "%}".' },
  { code: 'template-syntax', text: `{% set ⟦1⟧ = 2 %}`, message: 'Expected a name to assign to, found "1".' },
  { code: 'template-syntax', text: `{% for x ⟦of⟧ y %}{% endfor %}`, message: 'Expected "in", found "of".' },
  {
    code: 'template-syntax',
    text: `{{ f(a=1, ⟦b⟧) }}`,
    message: 'Expected the positional arguments before the named ones, found "b".',
  },
  {
    code: 'template-syntax',
    text: `{% macro m(⟦'a'⟧) %}{% endmacro %}`,
    message: `Expected the name of a parameter, found "'a'".`,
  },
  { code: 'template-syntax', text: `{{ a ⟦not⟧ b }}`, message: 'Expected "in" after "not", found "b".' },
  {
    code: 'template-unclosed',
    text: `select ⟦{{⟧ ref('a')`,
    message: 'A tag begins here and never ends.',
    hint: 'Close it with "}}" or "%}".',
  },
  {
    code: 'template-unclosed',
    text: `select ⟦{#⟧ note`,
    message: 'A comment begins here and never ends.',
    hint: 'Close it with "#}".',
  },
  {
    code: 'template-unclosed',
    text: `{{ ref(⟦'⟧a) }}`,
    message: 'A string begins here and never ends.',
    hint: 'Close it with the same quote.',
  },
  {
    code: 'template-block-unclosed',
    text: `a\n{% ⟦for⟧ x in y %}{% if x %}{% endif %}`,
    message: 'The block "for" begins here and is never closed.',
    hint: 'Add {% endfor %}.',
  },
  {
    code: 'template-block-unclosed',
    text: `{% if a %}{% ⟦if⟧ b %}{% endif %}`.replace('{% ⟦if⟧ b %}{% endif %}', '').replace('if', '⟦if⟧'),
    message: 'The block "if" begins here and is never closed.',
    hint: 'Add {% endif %}.',
  },
  {
    code: 'template-block-unclosed',
    text: `{% ⟦raw⟧ %} {{ x }}`,
    message: 'The block "raw" begins here and is never closed.',
  },
  {
    code: 'template-block-unclosed',
    text: `{% ⟦set⟧ x %} a`,
    message: 'The block "set" begins here and is never closed.',
  },
  {
    code: 'template-end-unexpected',
    text: `{% for x in y %}{% if x %}{% ⟦endfor⟧ %}`,
    message: '"endfor" does not belong to the block that is open here, which waits for "elif" or "else" or "endif".',
  },
  { code: 'template-end-unexpected', text: `{% ⟦endif⟧ %}`, message: '"endif" closes nothing: no block is open here.' },
  {
    code: 'template-tag-unknown',
    text: `{% ⟦iff⟧ x %}`,
    message: 'There is no tag "iff".',
    hint: 'Did you mean "if"?',
  },
  {
    code: 'template-tag-refused',
    text: `{% ⟦include⟧ 'x' %}`,
    message: 'The tag "include" cannot be used: templates are not loaded from files; write a macro and call it.',
  },
  {
    code: 'template-number-range',
    text: `{{ ⟦9007199254740993⟧ }}`,
    message: 'The number 9007199254740993 is too large to be kept exactly in a template.',
  },
  {
    code: 'template-number-range',
    text: `{{ ⟦9007199254740991 + 1⟧ }}`,
    message: 'The number 9007199254740992 is too large to be kept exactly in a template.',
  },
  {
    code: 'template-name-unknown',
    text: `a\n {{ ⟦reff⟧('x') }}`,
    message: '"reff" is not defined.',
    hint: 'Did you mean "ref"?',
  },
  {
    code: 'template-name-unknown',
    text: `{% set orders = 1 %}{{ 1 ~ ⟦ordrs⟧ }}`,
    message: '"ordrs" is not defined.',
    hint: 'Did you mean "orders"?',
  },
  {
    code: 'template-member-unknown',
    text: `{{ target.⟦shcema⟧ }}`,
    message: '"target" has no "shcema".',
    hint: 'Did you mean "schema"?',
  },
  {
    code: 'template-member-unknown',
    text: `{{ 'a'.⟦uper⟧() }}`,
    message: 'A text has no "uper".',
    hint: 'Did you mean "upper"?',
  },
  { code: 'template-member-unknown', text: `{{ {'a': 1}[⟦'b'⟧] }}`, message: 'A dict has no "b".' },
  { code: 'template-member-unknown', text: `{{ [1][⟦5⟧] }}`, message: 'A list has no "5".' },
  {
    code: 'template-filter-unknown',
    text: `{{ 'a' | ⟦uper⟧ }}`,
    message: 'There is no filter "uper".',
    hint: 'Did you mean "upper"?',
  },
  {
    code: 'template-test-unknown',
    text: `{{ 'a' is ⟦strin⟧ }}`,
    message: 'There is no test "strin" to follow "is".',
    hint: 'Did you mean "string"?',
  },
  {
    code: 'template-call-invalid',
    text: `{{ ⟦source('raw')⟧ }}`,
    message: 'The call of "source" is wrong: the argument "table_name" is missing.',
  },
  {
    code: 'template-call-invalid',
    text: `{{ ⟦ref(5)⟧ }}`,
    message: 'The call of "ref" is wrong: "model_name" must be a text, not a number.',
  },
  {
    code: 'template-call-invalid',
    text: `{{ ⟦good(1, 2)⟧ }}`,
    message: 'The call of "good" is wrong: it takes at most 1, but 2 were given.',
  },
  {
    code: 'template-call-invalid',
    text: `{{ ⟦good(y=1)⟧ }}`,
    message: 'The call of "good" is wrong: it has no argument "y", only: x.',
  },
  {
    code: 'template-call-invalid',
    text: `{{ ⟦good(1, x=1)⟧ }}`,
    message: 'The call of "good" is wrong: "x" is given twice.',
  },
  {
    code: 'template-call-invalid',
    text: `{{ 1 + ⟦'a,b'.split('')⟧ }}`,
    message: 'The call of "split" is wrong: the separator is empty.',
  },
  {
    code: 'template-call-invalid',
    text: `{{ ('x' | ⟦join⟧(1, 2, 3)) }}`,
    message: 'The call of "join" is wrong: it takes at most 2 arguments, but 3 were given.',
  },
  { code: 'template-call-impossible', text: `{{ ⟦target.name()⟧ }}`, message: 'A text cannot be called.' },
  {
    code: 'template-type',
    text: `{{ ⟦'a' + 1⟧ }}`,
    message: '"+" cannot be used between a text and a number.',
    hint: 'Join text by "~".',
  },
  { code: 'template-type', text: `{% for x in ⟦5⟧ %}{% endfor %}`, message: 'A loop cannot go through a number.' },
  { code: 'template-type', text: `{{ 1 and ⟦'a' < 1⟧ }}`, message: 'A text and a number have no order between them.' },
  {
    code: 'template-limit',
    text: `{{ ⟦range(1000000)⟧ }}`,
    message: 'The template was stopped: a range holds more than 100000 numbers.',
  },
  {
    code: 'template-raised',
    text: `{% if true %}{{ ⟦exceptions.raise_compiler_error('No ' ~ this.name)⟧ }}{% endif %}`,
    message: 'No orders',
  },
  { code: 'template-warned', text: `{{ ⟦exceptions.warn('Old.')⟧ }}`, message: 'Old.' },
  {
    code: 'template-needs-connection',
    text: `{% set x = ⟦run_query('select 1')⟧ %}`,
    message: '"run_query" asks the warehouse while the template is rendered, which lakemodel does not do.',
  },
  {
    code: 'template-needs-connection',
    text: `{{ ⟦dbt_utils.star(ref('x'))⟧ }}`,
    message:
      '"adapter.get_columns_in_relation" asks the warehouse while the template is rendered, which lakemodel does not do.',
  },
  {
    code: 'template-module-refused',
    text: `{{ modules.⟦re⟧.sub('a', 'b', 'c') }}`,
    message: '"modules.re" is not available in templates.',
  },
  { code: 'template-return-outside', text: `{{ ⟦return(1)⟧ }}`, message: '"return" is used outside of a macro.' },
  {
    code: 'template-assignment',
    text: `{% set d = {} %}{% set ⟦d.x⟧ = 1 %}`,
    message: 'The value cannot be assigned: a dict is not a namespace().',
  },
  {
    code: 'template-assignment',
    text: `{% for ⟦a, b⟧ in [[1]] %}{% endfor %}`,
    message: 'The value cannot be assigned: 2 names are waiting, and it has 1 items.',
  },
  {
    code: 'var-missing',
    text: `{{ ⟦var('dayz')⟧ }}`,
    message: 'The variable "dayz" has no value; there are: "days", "regions", "nested".',
    hint: 'Did you mean "days"?',
  },
  { code: 'env-var-missing', text: `{{ ⟦env_var('NO')⟧ }}`, message: 'The environment variable "NO" is not set.' },
  {
    code: 'config-missing',
    text: `{{ ⟦config.require('unique_key')⟧ }}`,
    message: 'The configuration "unique_key" is required here and has no value.',
  },
  {
    code: 'macro-unknown',
    text: `{{ dbt_utils.⟦generate_surogate_key⟧([]) }}`,
    message: 'The macro "dbt_utils.generate_surogate_key" does not exist.',
    hint: 'Did you mean "generate_surrogate_key"?',
  },
  {
    code: 'dispatch-not-found',
    text: `{{ ⟦adapter.dispatch('f', 'kit')⟧() }}`,
    message:
      'adapter.dispatch finds no implementation of "f"; it looked for: "shop.athena__f", "shop.trino__f", "shop.default__f", "kit.athena__f", "kit.trino__f", "kit.default__f".',
  },
];

const MACROS = {
  file: 'macros/m.sql',
  text: `{% macro good(x) %}{{ x }}{% endmacro %}\n{% macro bad(x) %}\n  {{ x + 1 }}{% endmacro %}{% macro outer() %}{{ bad('a') }}{% endmacro %}
{% macro uses(x) %}{{ x }}{% endmacro %}{% macro each() %}\n{{ caller() }}{% endmacro %}`,
};
const { value: library } = createMacroLibrary([{ source: MACROS }]);

function diagnosticsOf(text: string): readonly Diagnostic[] {
  return renderTemplate({ file: 'models/m.sql', text }, library, testScope()).diagnostics;
}

/** Turns a line and a column back into an offset. */
function offset(text: string, line: number, column: number): number {
  return (
    text
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length +
    (line > 1 ? 1 : 0) +
    column -
    1
  );
}

test.each(CASES)('$code: $text', ({ code, text, message, hint }) => {
  const plain = text.replace(/[⟦⟧]/g, '');
  const [found, ...more] = diagnosticsOf(plain);
  expect(more).toEqual([]);
  expect(found && [found.code, found.message]).toEqual([code, message]);
  if (hint) expect(found?.hint).toBe(hint);
  const { line, column, endLine, endColumn, file } = found!.place!;
  const [start, end] = [offset(plain, line, column), offset(plain, endLine, endColumn)];
  expect(file).toBe('models/m.sql');
  // `not` without `in` is told at the word that stands where `in` should.
  if (!text.includes('⟦not⟧'))
    expect(`${plain.slice(0, start)}⟦${plain.slice(start, end)}⟧${plain.slice(end)}`).toBe(text);
});

test('every code of the room is raised by a test', () => {
  const elsewhere = ['macro-duplicate', 'block-head-invalid'];
  expect(Object.keys(jinjaCodes).sort()).toEqual([...new Set([...CASES.map(({ code }) => code), ...elsewhere])].sort());
  expect(parseBlocks({ file: 'f.sql', text: '{% macro %}{% endmacro %}' }).diagnostics[0]?.code).toBe(
    'block-head-invalid',
  );
});

test('a problem in a macro stands there, with the way to it', () => {
  const [found] = diagnosticsOf(`select\n{{ outer() }}`);
  expect(printed([found!])).toBe(
    [
      'error[template-type]: "+" cannot be used between a text and a number.',
      '  macros/m.sql:3:6',
      '  1 | {% macro good(x) %}{{ x }}{% endmacro %}',
      '  2 | {% macro bad(x) %}',
      "  3 |   {{ x + 1 }}{% endmacro %}{% macro outer() %}{{ bad('a') }}{% endmacro %}",
      '    |      ^^^^^',
      '  Called here, as macro "bad":',
      '  macros/m.sql:3:50',
      '  1 | {% macro good(x) %}{{ x }}{% endmacro %}',
      '  2 | {% macro bad(x) %}',
      "  3 |   {{ x + 1 }}{% endmacro %}{% macro outer() %}{{ bad('a') }}{% endmacro %}",
      '    |                                                  ^^^^^^^^',
      '  Called here, as macro "outer":',
      '  models/m.sql:2:4',
      '  1 | select',
      '  2 | {{ outer() }}',
      '    |    ^^^^^^^',
      '  hint: Join text by "~".',
    ].join('\n'),
  );
});

test('an undefined name that is handed to a macro is told where it was written', () => {
  const [found] = diagnosticsOf('{{ uses(nope) }}');
  expect([found?.code, found?.place?.file, found?.place?.column]).toEqual(['template-name-unknown', 'models/m.sql', 9]);
});

test('a problem in the body of a call block stands in the body', () => {
  const [found] = diagnosticsOf(`{% call each() %}\n{{ 1 + 'a' }}{% endcall %}`);
  expect([found?.place?.file, found?.place?.line, found?.place?.column]).toEqual(['models/m.sql', 2, 4]);
  expect(found?.related.map(({ message, place }) => [message, place.file, place.line])).toEqual([
    ['Called here, as the body of a call block:', 'macros/m.sql', 5],
    ['Called here, as macro "each":', 'models/m.sql', 1],
  ]);
});

test('a text that is embedded in another file is told in that file', () => {
  const source = { file: 'project.yml', text: `{{ nope }}`, line: 7, column: 12 };
  const [found] = renderTemplate(source, library, testScope()).diagnostics;
  expect([found?.place?.line, found?.place?.column]).toEqual([7, 15]);
});

test('a wrong end names the block that is open', () => {
  const [found] = diagnosticsOf(`{% if a %}\n{% endfor %}`);
  expect(found?.related.map(({ message, place }) => [message, place.line, place.column])).toEqual([
    ['The open block "if" begins here:', 1, 4],
  ]);
});

test('an argument that a called macro never got is told', () => {
  const [found] = callMacro(library, 'good', [], {}, testScope()).diagnostics;
  expect(found?.message).toBe('The call of "good" is wrong: the argument "x" is used but was not given.');
});

test('wrong spellings of built-in macros are told at the call', () => {
  const [found] = diagnosticsOf(`{{ dbt_utils.generate_series(-1) }}`);
  expect([found?.code, found?.place?.file, found?.place?.column, found?.related]).toEqual([
    'template-raised',
    'models/m.sql',
    4,
    [],
  ]);
});
