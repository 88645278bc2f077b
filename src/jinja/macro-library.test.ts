import { expect, test } from 'vitest';
import { createMacroLibrary, renderTemplate, type MacroFile } from './index.ts';
import { libraryOf, printed, rendered, testScope } from './fixtures/test-scope.ts';

function make(files: readonly (readonly [text: string, packageName?: string])[]) {
  return createMacroLibrary(
    files.map(([text, packageName], index): MacroFile => ({
      source: { file: `f${index + 1}.sql`, text },
      ...(packageName !== undefined && { package: packageName }),
    })),
  );
}

function render(text: string, files: readonly (readonly [text: string, packageName?: string])[]): string {
  const { value: library, diagnostics } = make(files);
  expect(printed(diagnostics)).toBe('');
  const result = renderTemplate({ file: 'm.sql', text }, library, testScope());
  return result.value?.text ?? printed(result.diagnostics);
}

test('macros call each other over files and in any order', () => {
  expect(render('{{ a() }}', [['{% macro a() %}a{{ b() }}{% endmacro %}'], ['{% macro b() %}b{% endmacro %}']])).toBe(
    'ab',
  );
});

test('the project is a package by its own name', () => {
  expect(render('{{ shop.a() }}', [['{% macro a() %}a{% endmacro %}']])).toBe('a');
});

test("a package's macros see their own first, then the project's; the project does not see theirs bare", () => {
  const files = [
    ['{% macro a() %}project{% endmacro %}{% macro c() %}c{% endmacro %}'],
    ['{% macro a() %}package{% endmacro %}{% macro b() %}{{ a() }} {{ c() }}{% endmacro %}', 'kit'],
  ] as const;
  expect(render('{{ kit.b() }} {{ a() }}', files)).toBe('package c project');
  expect(render('{{ b() }}', files)).toContain('template-name-unknown');
});

test("a project's macro goes before the built-in one and before built-in names", () => {
  expect(
    rendered(
      `{{ generate_schema_name('x') }}`,
      '{% macro generate_schema_name(c, n=none) %}mine_{{ c }}{% endmacro %}',
    ),
  ).toBe('mine_x');
  expect(rendered(`{{ ref('x') }}`, `{% macro ref(name) %}{{ builtins.ref('y_' ~ name) }}{% endmacro %}`)).toBe(
    '"gold"."y_x"',
  );
});

test('a name defined twice is an error with both places, and the first is kept', () => {
  const { value, diagnostics } = make([['{% macro a() %}1{% endmacro %}'], ['\n{% macro a() %}2{% endmacro %}']]);
  expect(
    diagnostics.map(({ code, place, related }) => [code, place?.file, place?.line, related[0]?.place.file]),
  ).toEqual([['macro-duplicate', 'f2.sql', 2, 'f1.sql']]);
  expect(renderTemplate({ file: 'm.sql', text: '{{ a() }}' }, value, testScope()).value?.text).toBe('1');
});

test('a test and a macro may share a name', () => {
  const library = libraryOf({ 'f.sql': '{% macro a() %}{% endmacro %}{% test a(model) %}{% endtest %}' });
  expect(library.list().flatMap(({ name, builtin }) => (builtin ? [] : [name]))).toEqual(['a', 'test_a']);
});

test('a broken body is told when the library is made, with its own file and line', () => {
  const { diagnostics } = make([['{% macro a() %}\n{{ x y }}{% endmacro %}{% macro b() %}{% endmacro %}']]);
  expect(diagnostics.map(({ code, place }) => [code, place?.file, place?.line, place?.column])).toEqual([
    ['template-syntax', 'f1.sql', 2, 6],
  ]);
});

test('dispatch: athena before trino before default, the given packages in order', () => {
  const kit =
    '{% macro default__f(x) %}default {{ x }}{% endmacro %}{% macro f(x) %}{{ return(adapter.dispatch("f", "kit")(x)) }}{% endmacro %}';
  expect(render('{{ kit.f(1) }}', [[kit, 'kit']])).toBe('default 1');
  expect(
    render('{{ kit.f(1) }}', [
      [kit, 'kit'],
      ['{% macro trino__f(x) %}trino {{ x }}{% endmacro %}', 'kit'],
    ]),
  ).toBe('trino 1');
  expect(render('{{ kit.f(1) }}', [[kit, 'kit'], ['{% macro default__f(x) %}mine {{ x }}{% endmacro %}']])).toBe(
    'mine 1',
  );
});

test('dispatch: what is not there is told with all that was tried', () => {
  expect(rendered(`{{ adapter.dispatch('f')() }}`)).toContain('"shop.athena__f", "shop.trino__f", "shop.default__f"');
});

test('the built-in macros can all be read', () => {
  for (const info of libraryOf().list()) {
    const name = info.package === undefined ? info.name : `${info.package}.${info.name}`;
    expect(libraryOf().qualified(info.package ?? 'shop', info.name, 'shop')?.name, name).toBe(info.block.name);
  }
});
