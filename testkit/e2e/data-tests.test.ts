import { expect, test } from 'vitest';
import { newProject, problems, result, statuses } from './harness.ts';

const RAW = { 'seeds/raw.csv': 'id,kind,amount\n1,a,10\n2,b,20\n2,c,\n3,x,-5\n' };
const M = {
  'models/m.sql': `{{ config(materialized='table') }} select id, kind, amount from {{ ref('raw') }}`,
  'models/child.sql': `{{ config(materialized='table') }} select id from {{ ref('m') }}`,
};

test('data tests: what fails, warns and passes, and how it is said', async () => {
  const project = newProject({
    ...RAW,
    ...M,
    'models/m.yml': `models:
  - name: m
    columns:
      - name: id
        data_tests:
          - unique
          - unique: { name: unique_where, config: { where: "kind <> 'c'" } }
          - not_null
          - relationships: { name: known, arguments: { to: ref('raw'), field: id } }
      - name: kind
        data_tests:
          - accepted_values: { name: warned, arguments: { values: [a, b] }, config: { severity: warn } }
          - accepted_values: { name: two_are_fine, arguments: { values: [a, b] }, config: { error_if: '>2', warn_if: '>2' } }
          - accepted_values: { name: limited, arguments: { values: [none] }, config: { limit: 1, severity: warn } }
      - name: amount
        data_tests:
          - not_null: { name: stored, config: { severity: warn, store_failures: true } }
`,
    'tests/no_negative.sql': `{{ config(severity='warn') }} select * from {{ ref('m') }} where amount < 0`,
    'tests/generic/is_even.sql': `{% test is_even(model, column_name) %} select * from {{ model }} where {{ column_name }} % 2 <> 0 {% endtest %}`,
    'models/c.yml': `models:\n  - name: child\n    columns: [{ name: id, data_tests: [{ is_even: { name: even, config: { severity: warn } } }] }]\n`,
  });
  const build = await project.command('build');
  expect(build.exitCode).toBe(1);
  expect(statuses(build)).toEqual({
    'seeds.raw': 'success',
    'main.m': 'success',
    'main.child': 'skipped',
    unique_m_id: 'fail',
    unique_where: 'pass',
    not_null_m_id: 'pass',
    known: 'pass',
    warned: 'warn',
    two_are_fine: 'pass',
    limited: 'warn',
    stored: 'warn',
    no_negative: 'warn',
    even: 'skipped',
  });
  expect(result(build, 'unique_m_id')).toMatchObject({ failures: 1, message: 'fails if != 0' });
  expect(result(build, 'limited')).toMatchObject({ failures: 1 });
  expect(result(build, 'main.child')).toMatchObject({
    message: 'something it reads failed',
    causedBy: 'test.shop.unique_m_id.1fedb51513',
  });
  expect(await project.query('select id, kind from dbt_test__audit.stored')).toEqual([[2, 'c']]);

  // `run` and `test` do not stop at failing tests.
  expect(statuses(await project.command('run'))['main.child']).toBe('success');
  const tests = await project.command('test');
  expect(tests.exitCode).toBe(1);
  expect(statuses(tests)).toMatchObject({ unique_m_id: 'fail', even: 'warn' });
  expect((await project.show('unique_m_id')).rows).toMatchInlineSnapshot(`
    [
      [
        2,
        2,
      ],
    ]
  `);
});

test('a test that cannot run is an error, not a pass', async () => {
  const project = newProject({
    ...RAW,
    ...M,
    'tests/broken.sql': `select id from {{ ref('m') }} where 1 / (id - 1) = 1`,
  });
  const report = await project.command('build');
  expect(statuses(report)).toMatchObject({ broken: 'error', 'main.child': 'skipped' });
  expect(problems(report)).toMatchInlineSnapshot(`
    [
      "engine-value-invalid: A value cannot be worked with: Division by zero. [tests/broken.sql:1:1] Use try_cast or try where bad values may come, or let a row rule quarantine them.",
    ]
  `);
});

const UNIT = (expected: string) => `unit_tests:
  - name: doubles
    model: m
    given: [{ input: ref('raw'), rows: [{ id: 1, kind: a, amount: 2 }, { id: 2, kind: null, amount: null }] }]
    expect:
      rows: ${expected}
`;

test('unit tests pass, fail with a difference, and keep a wrong model from being built', async () => {
  const project = newProject({
    ...RAW,
    'models/m.sql': `{{ config(materialized='table') }} select id, amount * 2 as twice from {{ ref('raw') }}`,
    'models/m.yml': UNIT('[{ id: 1, twice: 4 }, { id: 2, twice: null }]'),
  });
  expect(statuses(await project.build())).toEqual({ 'seeds.raw': 'success', 'main.m': 'success', doubles: 'pass' });
  project.write({ 'models/m.yml': UNIT('[{ id: 1, twice: 5 }, { id: 3, twice: null }]') });
  const report = await project.command('build');
  expect(report.exitCode).toBe(1);
  expect(statuses(report)).toEqual({ 'seeds.raw': 'success', 'main.m': 'skipped', doubles: 'fail' });
  expect(problems(report)).toMatchInlineSnapshot(`
    [
      "unit-test-failed: The unit test "doubles" failed:
    actual differs from expected: 2 changed →

    @@  | id  | twice
    →   | 1   | 5→4
    →   | 3→2 | NULL [models/m.yml:2:11] Change the model, or the rows that the test expects.",
    ]
  `);
});
