import { describe, expect, it } from 'vitest';
import { ALL_FIELDS, bitOf, parseQuery, toggleFacet } from './parse-query.ts';

const NO_FACETS = { kind: [], layer: [], tag: [], status: [], owner: [], in: [] };

function terms(text: string): readonly string[] {
  return parseQuery(text).terms.map(({ term }) => term.joined);
}

describe('parseQuery', () => {
  it('reads filters, terms of one field, and words', () => {
    const query = parseQuery('kind:Models tag:daily column:device_id status:failed hourly owner:"Data Platform"');
    expect(query.facets).toEqual({
      ...NO_FACETS,
      kind: ['model'],
      tag: ['daily'],
      status: ['error'],
      owner: ['data platform'],
    });
    expect(query.terms.map(({ term, fields }) => [term.text, fields])).toEqual([
      ['device_id', bitOf('column')],
      ['hourly', ALL_FIELDS],
    ]);
    expect(query.phrase).toBeUndefined();
  });

  it('takes apart what is pasted, and keeps words that were quoted together', () => {
    expect(terms('gold.fact_orders.customer_id')).toEqual(['gold', 'factorders', 'customerid']);
    expect(terms('"gold"."fact_orders"')).toEqual(['gold', 'factorders']);
    expect(terms('select amount from fact_orders')).toEqual(['select', 'amount', 'factorders'].slice(1));
    expect(parseQuery('"customer id"').terms[0]!.term.parts).toEqual(['customer', 'id']);
  });

  it('needs no fillers, unless there is nothing else', () => {
    expect(terms('cost of the parts')).toEqual(['cost', 'parts']);
    expect(terms('of')).toEqual(['of']);
  });

  it('has a phrase of several words', () => {
    expect(parseQuery('device  id').phrase).toMatchObject({ joined: 'deviceid', text: 'device id' });
  });

  it('waits for a filter that is being typed, and takes unknown ones as words', () => {
    expect(parseQuery('orders kind:')).toMatchObject({ facets: NO_FACETS, terms: [{ term: { joined: 'orders' } }] });
    expect(terms('constructor:x')).toEqual(['constructorx']);
  });

  it.each(['', '   ', '"', ':', '"":', 'kind:"', '((((', '\\', '\u{1f600}', 'a'.repeat(10_000)])('reads %j', (text) => {
    expect(parseQuery(text).terms.length).toBeLessThan(2);
  });

  it('searches for eight words at most', () => expect(terms('a1 b2 c3 d4 e5 f6 g7 h8 i9 j10')).toHaveLength(8));

  it.each([
    ['kind:unit-test', 'kind', 'unit_test'],
    ['kind:analyses', 'kind', 'analysis'],
    ['kind:analysis', 'kind', 'analysis'],
    ['status:passed', 'status', 'ok'],
    ['in:columns', 'in', 'column'],
    ['in:tags', 'in', 'label'],
    ['in:sql', 'in', 'sql'],
  ] as const)('%s means %s: %s', (text, facet, value) => expect(parseQuery(text).facets[facet]).toEqual([value]));
});

describe('toggleFacet', () => {
  it('adds and takes away', () => {
    const once = toggleFacet('orders', 'owner', 'Data team');
    expect(once).toBe('orders owner:"Data team"');
    expect(toggleFacet(once, 'owner', 'Data team')).toBe('orders');
    expect(toggleFacet('kind:models orders', 'kind', 'model')).toBe('orders');
    expect(toggleFacet('kind:model orders', 'kind', 'source')).toBe('kind:model orders kind:source');
  });
});
