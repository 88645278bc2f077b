import { expect, test } from 'vitest';
import type { JsonObject } from '../project/project.ts';
import { runOf, siteOf } from './testkit/site-of.ts';

const FILES = {
  'models/orders.sql': 'select 1 as id',
  'models/customers.sql': 'select 1 as id',
  'tests/totals_match.sql': "select * from {{ ref('orders') }} join {{ ref('customers') }} using (id)",
  'models/all.yml': `models:
  - name: orders
    data_tests:
      - dbt_utils.unique_combination_of_columns: {arguments: {combination_of_columns: [id, day]}}
      - dbt_utils.expression_is_true: {name: never_negative, arguments: {expression: total >= 0}}
    columns:
      - name: ID
        data_tests:
          - not_null: {config: {severity: warn}}
          - unique
          - relationships: {arguments: {to: ref('customers'), field: id}}
          - accepted_values: {arguments: {values: [1, 2]}}
unit_tests:
  - name: adds_up
    model: orders
    description: It adds up.
    given: [{input: ref('customers'), rows: [{id: 1}]}]
    expect: {rows: [{id: 1}]}
`,
};
const LINEAGE = { orders: { id: '', day: '', total: '' }, customers: { id: '' } };
const ID = { not_null: 'not_null_orders_ID', unique: 'unique_orders_ID' };

async function site(results: Readonly<Record<string, string | JsonObject>> = {}) {
  const bare = await siteOf(FILES, { lineage: LINEAGE });
  const byName = Object.entries(results).map(([name, result]) => {
    const id = bare.checks.find((check) => check.id.includes(name))?.id ?? name;
    return [id, result] as const;
  });
  return siteOf(FILES, { lineage: LINEAGE, history: [runOf('r1', Object.fromEntries(byName))] });
}

test('a test has its name as written and what it is about', async () => {
  const { checks } = await site();
  expect(checks.map(({ name, about, column }) => [name, about, column])).toEqual([
    // Those of the whole node first, then by column.
    ['adds_up', 'orders', undefined],
    ['dbt_utils.unique_combination_of_columns', 'id, day', undefined],
    ['never_negative', 'dbt_utils.expression_is_true of total >= 0', undefined],
    ['totals_match', undefined, undefined],
    ['accepted_values', 'ID: 1, 2', 'id'],
    ['not_null', 'ID', 'id'],
    ['relationships', 'ID to customers.id', 'id'],
    ['unique', 'ID', 'id'],
  ]);
});

test('tests belong to their node and column, singular ones to all that they read', async () => {
  const made = await site();
  const names = (indexes: readonly number[]) => indexes.map((index) => made.checks[index]?.name);
  expect(names(made.column('orders', 'id').checks)).toEqual([
    'dbt_utils.unique_combination_of_columns',
    'accepted_values',
    'not_null',
    'relationships',
    'unique',
  ]);
  expect(names(made.detail('customers').checks)).toEqual(['totals_match']);
  expect(names(made.detail('orders').checks)).toContain('totals_match');
  expect(made.names([made.check('totals_match').node!])).toEqual(['orders']);
  expect(made.names(made.checkDetail('totals_match').reads)).toEqual(['customers']);
  expect(made.names(made.checkDetail('relationships').reads)).toEqual(['customers']);
  expect(made.row('orders').tests).toEqual([0, 0, 0, 8]);
});

test('a failing test that only warns is a warning; one that could not be run is an error', async () => {
  const failed = { status: 'fail', failures: 3 };
  const made = await site({ [ID.not_null]: failed, [ID.unique]: failed, totals_match: 'error', adds_up: 'pass' });
  expect(made.check('not_null')).toMatchObject({ health: 'warn', status: 'fail', failures: 3, severity: 'warn' });
  expect(made.check('unique')).toMatchObject({ health: 'error', failures: 3 });
  expect(made.check('totals_match').health).toBe('error');
  expect(made.row('orders')).toMatchObject({ tests: [1, 1, 2, 4], health: 'error' });
  expect(made.row('customers')).toMatchObject({ tests: [0, 0, 1, 0], health: 'error' });
  expect(made.overview.health.tests).toEqual({ ok: 1, warn: 1, error: 2, skipped: 0, unknown: 4 });
});

test('the latest result of each test counts, over all runs', async () => {
  const id = (await site()).check('unique').id;
  const history = [
    runOf('r2', {}),
    runOf('r1', { [id]: { status: 'fail', failures: 1 } }),
    runOf('r0', { [id]: 'pass' }),
  ];
  const made = await siteOf(FILES, { history });
  expect(made.check('unique').status).toBe('fail');
  expect(made.checkDetail('unique').runs.map(({ runId, failures }) => [runId, failures])).toEqual([
    ['r1', 1],
    ['r0', undefined],
  ]);
});

test('a row rule tells how many rows it holds back, by the names of rules that the quarantine has', async () => {
  const rule = (name: string) => `{name: ${name}, arguments: {expression: id > 0}, on_fail: quarantine}`;
  const files = {
    'models/orders.sql': "{{ config(materialized='table') }} select 1 as id",
    'models/all.yml': `models:
  - name: orders
    data_tests: [dbt_utils.expression_is_true: ${rule('never_negative')}]
    columns:
      - name: id
        data_tests: [not_null: {on_fail: quarantine}, unique]
`,
  };
  const row = (name: string, rows: number, status = 'open') => ({ rule: name, status, rows });
  const quarantine = new Map([
    [
      'model.shop.orders',
      [
        row('never_negative', 3),
        row('never_negative, not_null_id', 1),
        row('not_null_id', 50, 'released'),
        row('gone', 9),
      ],
    ],
  ]);
  const made = await siteOf(files, { lineage: { orders: { id: '' } }, quarantine });
  expect(['never_negative', 'not_null', 'unique'].map((name) => made.check(name).heldBack)).toEqual([4, 1, undefined]);
  expect(made.row('orders')).toMatchObject({ health: 'warn', quarantined: 13 });
});

test('details of tests', async () => {
  const made = await site();
  expect(made.checkDetail('adds_up')).toMatchObject({
    description: 'It adds up.',
    unitTest: { given: [{ input: "ref('customers')", rows: [{ id: 1 }] }], expect: { rows: [{ id: 1 }] } },
  });
  expect(made.checkDetail('totals_match').sql).toContain("ref('customers')");
  expect(made.checkDetail('never_negative').arguments).toEqual({ expression: 'total >= 0' });
});
