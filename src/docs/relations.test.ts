import { expect, test } from 'vitest';
import type { LoadFiles } from '../project/testkit/temporary-project.ts';
import { siteOf, type LineageSketch } from './testkit/site-of.ts';

const CUSTOMERS = { 'models/customers.sql': 'select 1 as id', 'models/orders.sql': 'select 1 as id' };
const LINEAGE = { customers: { id: '', Region: '', parent_id: '' }, orders: { id: '', customer_id: '', day: '' } };

/** Relations as `orders.customer_id > customers.id`, with `!` where a test guards them, and entities as `orders(id) customer_id`. */
async function check(
  yaml: string,
  expected: { readonly relations: readonly string[]; readonly entities: readonly string[] },
  more: LoadFiles = {},
  lineage: LineageSketch = LINEAGE,
) {
  const site = await siteOf({ ...CUSTOMERS, 'models/all.yml': yaml, ...more }, { lineage });
  const name = (node: number) => site.nodes[node]?.name ?? '?';
  expect({
    relations: site.relations.relations.map(
      ({ from, columns, to, toColumns, check: test }) =>
        `${name(from)}.${columns.join(',')} > ${name(to)}.${toColumns.join(',')}${test === undefined ? '' : '!'}`,
    ),
    entities: site.relations.entities.map(({ node, keys, foreign }) =>
      `${name(node)}(${keys.join(',')}) ${foreign.join(',')}`.trim(),
    ),
  }).toEqual(expected);
  for (const relation of site.relations.relations) {
    if (relation.check !== undefined) expect(site.checks[relation.check]?.node).toBe(relation.from);
  }
}

function columnOf(model: string, column: string, rest: string): string {
  return `models: [{name: ${model}, columns: [{name: ${column}, ${rest}}]}]`;
}

test('relationships tests of both kinds are relations', async () => {
  for (const name of ['relationships', 'relationships_where', 'dbt_utils.relationships_where']) {
    const tests = `data_tests: [{${name}: {arguments: {to: ref('customers'), field: ID}}}]`;
    await check(columnOf('orders', 'Customer_ID', tests), {
      relations: ['orders.customer_id > customers.id!'],
      entities: ['customers()', 'orders() customer_id'],
    });
  }
});

test('a relation may lead to the node itself, and to a source', async () => {
  const itself = `data_tests: [{relationships: {arguments: {to: ref('customers'), field: id}}}]`;
  await check(columnOf('customers', 'parent_id', itself), {
    relations: ['customers.parent_id > customers.id!'],
    entities: ['customers() parent_id'],
  });
  const source = `data_tests: [{relationships: {arguments: {to: "source('erp', 'raw')", field: id}}}]`;
  await check(`sources: [{name: erp, tables: [{name: raw}]}]\n${columnOf('orders', 'customer_id', source)}`, {
    relations: ['orders.customer_id > erp.raw.id!'],
    entities: ['erp.raw()', 'orders() customer_id'],
  });
});

test('foreign keys are relations; one that a test guards, too, is one', async () => {
  const constraint = `constraints: [{type: foreign_key, to: ref('customers'), to_columns: [id]}]`;
  const tests = `data_tests: [{relationships: {arguments: {to: ref('customers'), field: id}}}]`;
  const entities = ['customers()', 'orders() customer_id'];
  await check(columnOf('orders', 'customer_id', constraint), {
    relations: ['orders.customer_id > customers.id'],
    entities,
  });
  await check(columnOf('orders', 'customer_id', `${constraint}, ${tests}`), {
    relations: ['orders.customer_id > customers.id!'],
    entities,
  });
});

test('foreign keys of a whole model join several columns', async () => {
  const constraint = (columns: string) =>
    `models: [{name: orders, constraints: [{type: foreign_key, columns: [${columns}], to: ref('customers'), to_columns: [id, since]}]}]`;
  await check(constraint('customer_id, day'), {
    relations: ['orders.customer_id,day > customers.id,since'],
    entities: ['customers()', 'orders() customer_id,day'],
  });
  await check(constraint(''), { relations: [], entities: [] });
});

test('what leads to no node of the project is no relation', async () => {
  const constraint = (to: string) => `constraints: [{type: foreign_key, to: ${to}, to_columns: [id]}]`;
  for (const to of ["ref('gone')", "ref('off')", 'some.table'])
    await check(
      columnOf('orders', 'customer_id', constraint(to)),
      { relations: [], entities: [] },
      {
        'models/off.sql': '{{ config(enabled=false) }} select 1 as id',
      },
    );
});

test('keys are the unique key, else the primary key, else what is tested as unique', async () => {
  const keyOf = async (config: string, yaml: string, key: string) => {
    const orders = { 'models/orders.sql': `{{ config(${config}) }} select 1 as id` };
    await check(yaml, { relations: [], entities: key === '' ? [] : [`orders(${key})`] }, orders);
  };
  const incremental = "materialized='incremental', unique_key=['ID', 'day']";
  const primary = columnOf('orders', 'day', 'constraints: [{type: primary_key}], data_tests: [unique]');
  await keyOf(incremental, primary, 'id,day');
  await keyOf('', primary, 'day');
  const ofModel = `models: [{name: orders, constraints: [{type: unique, columns: [day]}, {type: primary_key, columns: [customer_id, id]}], columns: [{name: id}]}]`;
  await keyOf('', ofModel, 'customer_id,id');
  const combination =
    'dbt_utils.unique_combination_of_columns: {arguments: {combination_of_columns: [day, customer_id]}}';
  const both = `models: [{name: orders, data_tests: [{${combination}}], columns: [{name: id, data_tests: [unique]}]}]`;
  await keyOf('', both, 'id');
  await keyOf('', `models: [{name: orders, data_tests: [{${combination}}]}]`, 'day,customer_id');
  // Unique among some rows only, or no column.
  await keyOf('', columnOf('orders', 'id', 'data_tests: [{unique: {config: {where: day > 1}}}]'), '');
  await keyOf("materialized='incremental', unique_key='id || day'", 'models: []', '');
});
