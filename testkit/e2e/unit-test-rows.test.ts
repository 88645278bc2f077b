import { expect, test } from 'vitest';
import { newProject, problems, statuses, type Files } from './harness.ts';

const MODEL = `select o.id, upper(c.name) as name, o.amount * 2 as twice, o.paid_at
from {{ ref('orders') }} o join {{ ref('customers') }} c on c.id = o.customer_id`;

const PROJECT: Files = {
  'seeds/raw.csv': 'id\n1\n',
  'models/silver/orders.sql': `select cast(id as bigint) as id, cast(1 as integer) as customer_id, cast(2.5 as decimal(10,2)) as amount, cast(null as timestamp(6)) as paid_at, cast(row(1, 'a') as row(n integer, t varchar)) as extra from {{ ref('raw') }}`,
  'models/silver/customers.sql': `{{ config(materialized='ephemeral') }}\nselect cast(id as integer) as id, 'ann' as name from {{ ref('raw') }}`,
  'models/gold/totals.sql': MODEL,
};

const unitTest = (given: string, expected: string) => `unit_tests:
  - name: totals_are_right
    model: totals
    given:
${given}
    expect:
${expected}
`;

async function run(given: string, expected: string, files: Files = {}): Promise<unknown> {
  const project = newProject({ ...PROJECT, 'models/gold/units.yml': unitTest(given, expected), ...files });
  const report = await project.command('test', { select: ['test_type:unit'], target: 'local' });
  return report.exitCode === 2 ? problems(report).filter((text) => !text.startsWith('merge-')) : statuses(report);
}

const ORDERS = `      - input: ref('orders')
        rows:
          - { id: 1, customer_id: 7, amount: 1.25, paid_at: 2026-01-31 10:00:00 }
          - { id: 2, customer_id: 7 }`;
const CUSTOMERS = `      - { input: ref('customers'), rows: [{ id: 7, name: bob }] }`;

test('what a row leaves out is NULL of its type, and columns that are not expected are not compared', async () => {
  const expected = `      rows: [{ id: 1, twice: 2.5, name: BOB }, { id: 2, twice: null, name: BOB }]`;
  expect(await run(`${ORDERS}\n${CUSTOMERS}`, expected)).toEqual({ totals_are_right: 'pass' });
});

test('rows written as SQL say their own columns', async () => {
  const customers = `      - { input: ref('customers'), format: sql, rows: "select 7 as id, 'eve' as name" }`;
  expect(await run(`${ORDERS}\n${customers}`, `      rows: [{ id: 1, name: EVE }, { id: 2, name: EVE }]`)).toEqual({
    totals_are_right: 'pass',
  });
  const lost = customers.replace('as name', 'as nam');
  expect(await run(`${ORDERS}\n${lost}`, `      rows: [{ id: 1 }]`)).toEqual([
    expect.stringMatching(/^column-unknown: .*"name".*\[models\/gold\/totals\.sql:1:20\]/),
  ]);
});

test('rows that can never be are found before anything runs, at their place', async () => {
  const given = `${ORDERS.replace('amount: 1.25', 'amuont: 1.25')}\n${CUSTOMERS.replace('id: 7', 'id: seven')}`;
  expect(await run(given, `      rows: []`)).toEqual([
    'fixture-column-unknown: Row 1 has a column "amuont" that the relation does not have. [models/gold/units.yml:7:38] Did you mean "amount"?',
    'fixture-value-misfit: Row 1: "seven" is not a value of column "id", which is integer. [models/gold/units.yml:9:49]',
  ]);
  expect(
    await run(
      `${ORDERS}\n${CUSTOMERS}`,
      `      rows:\n        - { id: 1 }\n        - { twise: 2, paid_at: yesterday }`,
    ),
  ).toEqual([
    'fixture-column-unknown: Row 2 has a column "twise" that the relation does not have. [models/gold/units.yml:13:13] Did you mean "twice"?',
    'fixture-value-misfit: Row 2: "yesterday" is not a value of column "paid_at", which is timestamp(6). [models/gold/units.yml:13:32]',
  ]);
});

test('a row of a fixture file is shown by its line', async () => {
  const given = `${ORDERS}\n      - { input: ref('customers'), format: csv, fixture: people }`;
  const people = 'id,name\n7,bob\nx,eve\n';
  expect(await run(given, `      rows: []`, { 'tests/fixtures/people.csv': people })).toEqual([
    'fixture-value-misfit: Row 2: "x" is not a value of column "id", which is integer. [tests/fixtures/people.csv:3:1]',
  ]);
});

test('an ephemeral model between reads the rows that are given, also where the model was compiled before', async () => {
  const given = `${ORDERS}\n      - { input: ref('raw'), rows: [{ id: 7 }, { id: 8 }] }`;
  const project = newProject({
    ...PROJECT,
    'models/gold/units.yml': unitTest(given, `      rows: [{ id: 1, name: ANN }, { id: 2, name: ANN }]`),
  });
  expect(statuses(await project.build())).toMatchObject({ totals_are_right: 'pass' });
});

test.each([
  ['bigint', '7'],
  ['date', '2026-01-31'],
  ['varchar', 'seven'],
  ['decimal(5,2)', '1.5'],
  ['double', '-1e300'],
  ['timestamp(6) with time zone', '2026-01-31 10:00:00 UTC'],
])('watermarks of a unit test let every row through: %s', async (type, value) => {
  const project = newProject({
    'seeds/raw.csv': 'id\n1\n',
    'models/silver/events.sql': `select cast(null as ${type}) as at from {{ ref('raw') }}`,
    'models/gold/totals.sql': `{{ config(materialized='incremental', unique_key='at') }}
select at from {{ ref('events') }} where at > {{ watermark('at') }} and at <= {{ high_watermark('at') }}`,
    'models/gold/units.yml': unitTest(`      - { input: ref('events'), rows: [{ at: "${value}" }] }`, `      rows: [{ at: "${value}" }]`), // prettier-ignore
  });
  const report = await project.command('test', { select: ['test_type:unit'] });
  expect([problems(report), statuses(report)]).toEqual([expect.anything(), { totals_are_right: 'pass' }]);
});

test('a unit test that the embedded engine cannot run is an error, also where the target could', async () => {
  const project = newProject({
    ...PROJECT,
    'models/gold/totals.sql': `select id, tdigest_agg(2e0) as name from {{ ref('orders') }} group by id`,
    'models/gold/units.yml': unitTest(ORDERS, `      rows: [{ id: 1 }]`),
    'project.yml': `name: shop\nversion: '1'\ntarget: t\ntargets:\n  t: { type: trino, host: h, port: 1, catalog: iceberg, schema: s }\n`,
  });
  const { diagnostics } = await project.plan('test', { select: ['test_type:unit'], offline: true });
  expect(problems({ diagnostics }).filter((text) => text.includes('-unsupported-locally'))).toEqual([
    expect.stringMatching(/tdigest_agg.*\[models\/gold\/units\.yml:2:/),
  ]);
});
