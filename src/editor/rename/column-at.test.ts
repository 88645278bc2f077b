import { expect, test } from 'vitest';
import { columnAtCursor } from './testkit/small-project.ts';

const FILES = {
  'models/orders.sql': `select id, amt as amount, status from {{ source('raw', 'orders') }}\n`,
  'models/next.sql': `select id, amount from {{ ref('orders') }}\n`,
  'macros/all.sql': `{% macro cents(column) %}{{ column }} * 100{% endmacro %}`,
  'seeds/rates.csv': 'code,rate\nA,1\n',
  'models/models.yml': `models:
  - name: orders
    config: { materialized: table, unique_key: id }
    columns:
      - name: amount
        data_tests: [{ relationships: { to: ref('next'), field: amount } }]
unit_tests:
  - name: u
    model: next
    given:
      - { input: ref('orders'), rows: [{ id: 1, amount: 2 }] }
    expect:
      format: csv
      rows: |
        id,amount
        1,2
`,
};

async function check(path: string, marked: string, expected: string | undefined): Promise<void> {
  expect(await columnAtCursor({ ...FILES, [path]: marked }, path)).toBe(expected);
}

test('in queries', async () => {
  await check(
    'models/orders.sql',
    `select id, amt as am¦ount from {{ source('raw', 'orders') }}`,
    'orders.amount "amount"',
  );
  await check('models/orders.sql', `select i¦d, amt as amount from {{ source('raw', 'orders') }}`, 'orders.id "id"');
  await check('models/orders.sql', `select id, ¦amt as amount from {{ source('raw', 'orders') }}`, '"amt" of "raw.orders" cannot be renamed here: columns of a source are data.'); // prettier-ignore
  await check('models/x.sql', `select amount¦ from {{ ref('orders') }} where id > 0`, 'orders.amount "amount"');
  await check(
    'models/x.sql',
    `with o as (select status as st¦ate from {{ ref('orders') }}) select state from o`,
    'x.state "state"',
  );
  await check(
    'models/x.sql',
    `with o as (select status from {{ ref('orders') }}) select sta¦tus as s from o`,
    'orders.status "status"',
  );
  await check('models/x.sql', `with o as (select 1 as a) select a¦ + 1 as b from o`, '"a" cannot be renamed with certainty: it is a name within this query alone.'); // prettier-ignore
  await check('models/x.sql', `select 1 as "no¦t plain"`, 'x.not plain "not plain"');
  await check('models/x.sql', `select rate¦ from {{ ref('rates') }}`, 'x.rate "rate"');
  await check('models/x.sql', `select 'am¦ount' as a from {{ ref('orders') }}`, undefined);
  await check('models/x.sql', `sel¦ect 1 as a`, undefined);
});

test('in templates', async () => {
  await check('models/x.sql', `select {{ cents('am¦ount') }} as c from {{ ref('orders') }}`, 'orders.amount "amount"');
  await check('models/x.sql', `{{ config(materialized='incremental', unique_key='i¦d') }}select 1 as id`, 'x.id "id"');
  await check('models/x.sql', `{{ config(materialized='table') }}select 1 as id where 1 > {{ watermark('i¦d', ref('orders')) }}`, 'orders.id "id"'); // prettier-ignore
  await check('models/x.sql', `select id from {{ ref('ord¦ers') }}`, undefined);
});

test('in YAML', async () => {
  const yaml = FILES['models/models.yml'];
  await check('models/models.yml', yaml.replace('name: amount', 'name: amo¦unt'), 'orders.amount "amount"');
  await check('models/models.yml', yaml.replace('field: amount', 'field: amo¦unt'), 'next.amount "amount"');
  await check('models/models.yml', yaml.replace('unique_key: id', 'unique_key: i¦d'), 'orders.id "id"');
  await check('models/models.yml', yaml.replace('amount: 2', 'amo¦unt: 2'), 'orders.amount "amount"');
  await check('models/models.yml', yaml.replace('id,amount', 'id,amo¦unt'), 'next.amount "amount"');
  await check('models/models.yml', yaml.replace('name: orders', 'name: ord¦ers'), undefined);
});
