import { describe, expect, it } from 'vitest';
import type { CheckRow, NodeRow } from '../../../src/docs/site-data.ts';
import { describeHit } from './describe-hit.ts';
import { adviseOn } from './nearest.ts';
import { parseQuery } from './parse-query.ts';
import { runSearch } from './run-search.ts';
import { indexOfWords } from './testkit/word-index-of.ts';
import { finish, makeIndex } from './testkit/project-index.ts';

function row(name: string, more: Partial<NodeRow> = {}): NodeRow {
  return {
    id: `model.p.${name}`,
    kind: 'model',
    name,
    path: '',
    fqn: [],
    layer: 'gold',
    shard: 0,
    parents: [],
    health: 'ok',
    ...more,
  };
}

const rows = [
  row('orders', { layer: 'silver', tags: ['daily'], owner: 'Sales' }),
  row('fct_orders', { parents: [0], tags: ['daily', 'core'], health: 'error', summary: 'Orders with their amount.' }),
  row('dim_client', { owner: 'Master Data' }),
  row('raw.orders', { kind: 'source', layer: 'raw', health: 'unknown' }),
  row('constructor', { layer: '__proto__' }),
  row('tucked_away', { layer: 'nook', hidden: true }),
];
const checks: readonly CheckRow[] = [
  { id: 'test.p.1', kind: 'test', name: 'not_null', about: 'order_id', node: 1, shard: 0, health: 'error' },
  { id: 'test.p.2', kind: 'test', name: 'orders_are_paid', node: 1, shard: 0, health: 'ok' },
  { id: 'unit_test.p.3', kind: 'unit_test', name: 'late_orders', node: 9, shard: 0, health: 'ok' },
];
const index = finish(
  makeIndex({
    rows,
    names: [
      ['order_id', 'client_id', 'amount'],
      ['order_id', 'amount', 'amount_net'],
      ['client_id'],
      ['ID'],
      ['toString'],
      ['tucked_column'],
    ],
    checks,
    words: {
      descriptions: indexOfWords(['Purchases of clients', 'Purchases, cleaned', '', '', '']),
      sql: indexOfWords(['', 'date_trunc purchase_ts', 'date_trunc', '', '']),
    },
  }),
);

function names(text: string): readonly string[] {
  const { documents } = runSearch(index, parseQuery(text));
  return [...documents].map((at) => (rows[at] ?? checks[at - rows.length])!.name);
}

describe('runSearch', () => {
  it('ranks name, column, label, description and SQL in this order', () => {
    expect(names('orders').slice(0, 3)).toEqual(['orders', 'fct_orders', 'raw.orders']);
    expect(names('purchase')).toEqual(['fct_orders', 'orders']);
    expect(names('client')).toEqual(['dim_client', 'orders']);
    expect(names('sales')).toEqual(['orders']);
    expect(names('trunc')).toEqual(['dim_client', 'fct_orders']);
  });

  it('needs all words, each in a field of its own', () => {
    expect(names('daily amount sales')).toEqual(['orders']);
    expect(names('fct amount trunc')).toEqual(['fct_orders']);
    expect(names('dim amount')).toEqual([]);
  });

  it('shows a test for its own name, and all tests of a node when tests are asked for', () => {
    expect(names('order_id')).toEqual(['fct_orders', 'orders']);
    expect(names('not_null order_id')).toEqual(['not_null']);
    expect(names('kind:test order_id')).toEqual(['not_null']);
    expect(names('kind:unit_test')).toEqual(['late_orders']);
    expect(names('orders').indexOf('orders_are_paid')).toBeGreaterThan(names('orders').indexOf('raw.orders'));
  });

  it('filters', () => {
    expect(names('kind:source')).toEqual(['raw.orders']);
    expect(names('status:error')).toEqual(['fct_orders', 'not_null']);
    expect(names('layer:silver kind:model')).toEqual(['orders']);
    expect(names('tag:core')).toEqual(['fct_orders']);
    expect(names('owner:"master data"')).toEqual(['dim_client']);
    expect(names('kind:model kind:source orders tag:daily')).toEqual(['orders', 'fct_orders']);
    expect(names('in:column order')).toEqual(['fct_orders', 'orders']);
    expect(names('column:amount_net')).toEqual(['fct_orders']);
    expect(names('sql:purchase_ts')).toEqual(['fct_orders']);
    expect(names('in:nonsense orders')).toEqual([]);
  });

  it('counts what each other value of a filter would give', () => {
    const { counts } = runSearch(index, parseQuery('orders kind:source'));
    expect(Object.fromEntries(counts.kind)).toEqual({ model: 2, source: 1, test: 1, unit_test: 1 });
    expect(Object.fromEntries(counts.layer)).toEqual({ raw: 1 });
    expect(runSearch(index, parseQuery('purchase in:sql')).counts.in.get('description')).toBe(2);
  });

  it('finds nothing that is hidden', () => {
    for (const text of ['tucked', 'column:tucked_column', 'layer:nook', 'kind:model layer:nook'])
      expect(names(text)).toEqual([]);
    expect(runSearch(index, parseQuery('kind:model')).counts.layer.has('nook')).toBe(false);
  });

  it('takes names that objects have by themselves', () => {
    expect(names('constructor')).toEqual(['constructor']);
    expect(names('tostring')).toEqual(['constructor']);
    expect(names('layer:__proto__')).toEqual(['constructor']);
    expect(names('status:constructor')).toEqual([]);
  });
});

describe('describeHit', () => {
  const hit = (text: string) => {
    const query = parseQuery(text);
    const results = runSearch(index, query);
    return describeHit(index, query, results, results.documents[0]!);
  };
  const columnsOf = (text: string) => hit(text).columns.map(({ name }) => name.map((piece) => piece.text).join(''));

  it('names the columns that match, and where else words were found', () => {
    expect(columnsOf('fct amount')).toEqual(['amount', 'amount_net']);
    expect(hit('fct amount').columns[0]!.link).toContain('column=amount');
    expect(hit('core purchase_ts').others.map(({ where }) => where)).toEqual(['tag', 'SQL']);
    expect(
      hit('fct')
        .summary?.map(({ text }) => text)
        .join(''),
    ).toBe('Orders with their amount.');
  });

  it('tells what a check is about', () => {
    expect(hit('not_null')).toMatchObject({ kind: 'test', place: 'fct_orders: order_id', link: '#/check/test.p.1' });
  });
});

describe('adviseOn', () => {
  it('names what is near, and what would find something', () => {
    expect(adviseOn(index, 'oddars')).toMatchObject({ nearest: expect.arrayContaining(['orders']) });
    expect(adviseOn(index, 'orders zzz').shorter).toEqual([{ query: 'orders', left: 'zzz', found: 5 }]);
    expect(adviseOn(index, 'orders tag:none').shorter).toContainEqual({ query: 'orders', left: 'tag:none', found: 5 });
  });
});
