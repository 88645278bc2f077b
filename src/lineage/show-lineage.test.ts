import { expect, test } from 'vitest';
import { findInLineage } from './find-column.ts';
import { showColumn, showNode, showProject, type LineageFormat, type ShowOptions } from './show-lineage.ts';
import { SHOP_CONSUMERS, shopLineage } from './testkit/shop.ts';

const lineage = shopLineage();
const fct = 'model.shop.fct_sales';

function options(more: Partial<ShowOptions> = {}): ShowOptions {
  return { directions: [], format: 'text', consumers: SHOP_CONSUMERS, ...more };
}

test('a column, both ways', async () => {
  const { text } = showColumn(lineage, { node: fct, column: 'net_amount' }, options());
  await expect(text).toMatchFileSnapshot('golden/column.txt');
});

test('a column of a source, downstream', async () => {
  const start = { node: 'source.shop.raw.raw_orders', column: 'customer_id' };
  const { text } = showColumn(lineage, start, options({ directions: ['downstream'] }));
  await expect(text).toMatchFileSnapshot('golden/downstream.txt');
});

test('cut off at a depth', async () => {
  const start = { node: 'model.shop.top_countries', column: 'best' };
  const { text } = showColumn(lineage, start, options({ directions: ['upstream'], depth: 1 }));
  await expect(text).toMatchFileSnapshot('golden/depth.txt');
});

test('a model', async () => {
  await expect(showNode(lineage, fct, options()).text).toMatchFileSnapshot('golden/model.txt');
});

test('the project', async () => {
  await expect(showProject(lineage, 'text').text).toMatchFileSnapshot('golden/project.txt');
});

test('mermaid', async () => {
  const { text } = showColumn(lineage, { node: fct, column: 'net_amount' }, options({ format: 'mermaid' }));
  await expect(text).toMatchFileSnapshot('golden/column.mmd');
});

test('JSON is the same as the data', async () => {
  const { text, data } = showColumn(lineage, { node: fct, column: 'orders' }, options({ format: 'json' }));
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(data)));
  await expect(text).toMatchFileSnapshot('golden/column.json');
});

test('no line is wider than a terminal', () => {
  const wide: string[] = [];
  for (const [node, { columns }] of Object.entries(lineage.nodes)) {
    for (const { name } of columns) wide.push(...linesOf(node, name).filter((line) => line.length > 80));
  }
  expect(wide).toEqual([]);
});

function linesOf(node: string, column: string): readonly string[] {
  return showColumn(lineage, { node, column }, options()).text.split('\n');
}

test.each(['text', 'json', 'mermaid'] satisfies LineageFormat[])('an empty project as %s', (format) => {
  expect(() => showProject({ nodes: {} }, format)).not.toThrow();
});

test.each([
  ['fct_sales', { kind: 'node', node: fct }],
  ['FCT_SALES.Net_Amount', { kind: 'column', node: fct, column: 'net_amount' }],
  ['raw.raw_orders', { kind: 'node', node: 'source.shop.raw.raw_orders' }],
  ['raw.raw_orders.amt', { kind: 'column', node: 'source.shop.raw.raw_orders', column: 'amt' }],
  ['model.shop.fct_sales', { kind: 'node', node: fct }],
  ['model.shop.fct_sales.country', { kind: 'column', node: fct, column: 'country' }],
])('%s names what it says', (text, found) => {
  expect(findInLineage(text, lineage)).toEqual(found);
});

test('what is not there', () => {
  expect(findInLineage('fct_sale.country', lineage)).toMatchObject({ kind: 'nothing' });
  expect(findInLineage('fct_sales.contry', lineage)).toMatchObject({ kind: 'no-column', column: 'contry' });
  expect(findInLineage('', lineage)).toMatchObject({ kind: 'nothing' });
  expect(findInLineage('constructor', lineage)).toMatchObject({ kind: 'nothing' });
  expect(findInLineage('fct_sales.', lineage)).toMatchObject({ kind: 'no-column', column: '' });
});
