import { expect, test } from 'vitest';
import { compareLineage, type LineageDiff } from './compare-lineage.ts';
import { printDiff } from './print-diff.ts';
import type { ProjectLineage } from './project-lineage.ts';
import { SHOP, SHOP_CONSUMERS, shopLineage } from './testkit/shop.ts';

const before = shopLineage();

function diffOf(changes: Readonly<Record<string, string | undefined>>): LineageDiff {
  return compareLineage(before, shopLineage(changes), SHOP_CONSUMERS);
}

/** Changes in a line each: `! model.column kind` where they break. */
function changesOf(changes: Readonly<Record<string, string | undefined>>): readonly string[] {
  return diffOf(changes).nodes.flatMap((node) => [
    ...(node.kind === 'changed' ? [] : [`${node.name} ${node.kind}`]),
    ...(node.rows ? [`${node.name} rows`] : []),
    ...node.columns.map(({ column, kind, from, breaking }) =>
      `${breaking ? '! ' : ''}${node.name}.${column} ${kind}${from === undefined ? '' : ` from ${from}`}`), // prettier-ignore
  ]);
}

test('nothing changed', () => {
  expect(diffOf({})).toEqual({ nodes: [], breaking: 0, other: 0, broken: [] });
  expect(printDiff(diffOf({}))).toBe('No column changed.');
});

test('aliases, layout, comments, names of common tables and the order of columns change nothing', () => {
  const fct_sales = `select c2.country, x.customer_id, /* net */ SUM(x.amount   - x.discount) AS net_amount,
    count(*) orders, row_number() over (partition by c2.country order by sum(x.amount) desc) as place
    from (select * from stg_orders as s where s.status = 'paid') x join stg_customers c2 on c2.customer_id = x.customer_id group by c2.country, x.customer_id`;
  expect(changesOf({ fct_sales })).toEqual([]);
  expect(changesOf({ stg_customers: 'select country, name, id as customer_id from raw_customers' })).toEqual([]);
});

test.each([
  ['removed', 'select id as customer_id, country from raw_customers', ['! stg_customers.name removed']],
  ['added', 'select id as customer_id, name, country, upper(country) as code from raw_customers', ['stg_customers.code added']],
  ['renamed', 'select id as customer_id, name as full_name, country from raw_customers', ['! stg_customers.full_name renamed from name']],
  ['wider', 'select cast(id as decimal(19)) as customer_id, name, country from raw_customers', ['stg_customers.customer_id retyped']],
  ['narrower', 'select cast(id as integer) as customer_id, name, country from raw_customers', ['! stg_customers.customer_id retyped']],
  ['made differently', 'select id as customer_id, trim(name) as name, country from raw_customers', ['stg_customers.name made differently']],
  ['other rows', `select id as customer_id, name, country from raw_customers where name <> ''`, ['stg_customers rows']],
  ['removed and added are no rename where they are made differently', 'select id as customer_id, upper(name) as full_name, country from raw_customers', ['! stg_customers.name removed', 'stg_customers.full_name added']],
  ['two copies are no rename', 'select id as customer_id, name as a, name as b, country from raw_customers', ['! stg_customers.name removed', 'stg_customers.a added', 'stg_customers.b added']],
])('%s', (_, stg_customers, changes) => {
  expect(changesOf({ stg_customers })).toEqual(changes);
}); // prettier-ignore

test.each([
  ['a filter within a common table', SHOP['fct_sales']?.replace(`'paid'`, `'sent'`), ['fct_sales rows']],
  ['the type of a join', SHOP['fct_sales']?.replace('join', 'left join'), ['fct_sales rows']],
  ['the condition of a join', SHOP['fct_sales']?.replace('c.customer_id = p', 'c.customer_id > p'), ['fct_sales rows']],
  ['the order of a window', SHOP['fct_sales']?.replace(' desc', ''), ['fct_sales.place made differently']],
  ['an aggregate', SHOP['fct_sales']?.replace('p.amount - p.discount', 'p.amount + p.discount'), ['fct_sales.net_amount made differently']],
])('%s is seen', (_, fct_sales, changes) => {
  expect(changesOf({ fct_sales })).toEqual(changes);
}); // prettier-ignore

test('a limit, an EXCEPT and DISTINCT choose rows', () => {
  const rows = ['top_countries rows'];
  expect(changesOf({ top_countries: `${SHOP['top_countries']} limit 3` })).toEqual(rows);
  expect(changesOf({ top_countries: `${SHOP['top_countries']} order by 1` })).toEqual([]);
  expect(changesOf({ top_countries: SHOP['top_countries']?.replace('select', 'select distinct') })).toEqual(rows);
});

test('a model that is gone is told with those of its columns that somebody reads', () => {
  const changes = changesOf({ fct_sales: undefined });
  expect(changes).toContain('fct_sales removed');
  expect(changes).toContain('! fct_sales.net_amount removed');
  expect(changes).not.toContain('! fct_sales.orders removed');
});

test('a new model is no list of new columns', () => {
  expect(changesOf({ news: 'select 1 as one, 2 as two' })).toEqual(['news added']);
});

test('columns that nobody declares come and go with their readers', () => {
  const one: ProjectLineage = {
    nodes: { t: { name: 't', type: 'source', columns: [{ name: 'x', inputs: [], uses: [], sql: [], undeclared: true }], reads: [], uses: [] } }, // prettier-ignore
  };
  const other = { nodes: { t: { name: 't', type: 'source', columns: [], reads: [], uses: [] } } };
  expect(compareLineage(one, other, SHOP_CONSUMERS).nodes).toEqual([]);
  expect(compareLineage(other, one, SHOP_CONSUMERS).nodes).toEqual([]);
});

test('what a change touches', () => {
  const stg_orders = SHOP['stg_orders']?.replace('amt / 100', 'amt / 1000');
  const [node] = diffOf({ stg_orders }).nodes;
  expect(node?.columns.map(({ column, touches }) => ({ column, touches }))).toEqual([
    {
      column: 'amount',
      touches: {
        columns: [
          { node: 'model.shop.fct_sales', name: 'fct_sales', column: 'net_amount', how: 'aggregated' },
          { node: 'model.shop.top_countries', name: 'top_countries', column: 'best', how: 'aggregated' },
        ],
        uses: [{ node: 'model.shop.fct_sales', name: 'fct_sales', column: 'place', uses: ['window'] }],
        tests: ['not_null_stg_orders_amount'],
        exposures: ['weekly_report'],
      },
    },
  ]);
});

test('as Markdown for a pull request', async () => {
  const diff = diffOf({
    stg_orders: SHOP['stg_orders']?.replace('amt / 100 as amount', 'round(amt / 100, 2) as amount').replace('coalesce(discount, 0)', 'cast(discount as integer)'), // prettier-ignore
    stg_customers: 'select id as customer_id, country from raw_customers',
    top_countries: `${SHOP['top_countries']} having max(net_amount) > 0`,
    news: 'select 1 as one',
  });
  await expect(printDiff(diff)).toMatchFileSnapshot('golden/diff.md');
});
