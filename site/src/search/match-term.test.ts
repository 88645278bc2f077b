import { describe, expect, it } from 'vitest';
import { ALIGNED, matchTerm } from './match-term.ts';
import { lackingLetters, letterMask, normalForm } from './normal-form.ts';
import { makeTerm } from './term.ts';

function quality(term: string, entry: string): number {
  return matchTerm(makeTerm(term)!, normalForm(entry));
}

describe('normalForm', () => {
  it.each([
    ['customer_id', 'customer_id'],
    ['CustomerID', 'customer_id'],
    ['customerId', 'customer_id'],
    ['HTTPServer', 'http_server'],
    ['crm.accounts', 'crm_accounts'],
    [' Größe (m²) ', 'große_m²'],
    ['Überstunden', 'uberstunden'],
    ['__dbt_tmp', 'dbt_tmp'],
    ['客户_id', '客户_id'],
    ['…', ''],
  ])('%s is %s', (text, normal) => expect(normalForm(text)).toBe(normal));
});

describe('letterMask', () => {
  it('never says that a letter is lacking which is there', () => {
    for (const text of ['customer_id', '客户', 'ä1b2', 'x9', '0123456789']) {
      for (const letter of text.replace('_', '')) {
        expect(lackingLetters(letterMask(letter), letterMask(text)), `${letter} of ${text}`).toBe(0);
      }
    }
  });
  it('counts what is lacking', () => expect(lackingLetters(letterMask('abz'), letterMask('ab'))).toBe(1));
});

describe('matchTerm', () => {
  it('ranks the same above its beginning, a whole word, the beginning of a word, a short form, an error, an inner part', () => {
    const found = [
      quality('customer_id', 'customer_id'),
      quality('customer', 'customer_id'),
      quality('cust', 'customer_id'),
      quality('customer', 'dim_customer_id'),
      quality('cust', 'dim_customer_id'),
      quality('custid', 'customer_id'),
      quality('custmer_id', 'customer_id'),
      quality('custmer', 'dim_customer'),
      quality('ustom', 'customer_id'),
    ];
    expect(found).toEqual([...found].sort((a, b) => b - a));
    expect(new Set(found).size).toBe(found.length);
    expect(found[4]).toBeGreaterThanOrEqual(ALIGNED);
    expect(found[5]).toBeLessThan(ALIGNED);
  });

  it('takes the prefix of a layer for no part of the name', () => {
    expect(quality('customer', 'dim_customer')).toBeGreaterThan(quality('customer', 'customer_history'));
    expect(quality('customer', 'dim_customer')).toBeLessThan(quality('customer', 'customer'));
  });

  it.each([
    ['custmer', 'missing'],
    ['custommer', 'too many'],
    ['cusromer', 'wrong'],
    ['cusotmer', 'swapped'],
    ['ucstomer', 'swapped at the beginning'],
    ['xustomer', 'wrong at the beginning'],
    ['ustomer', 'missing at the beginning'],
    ['customre', 'swapped at the end'],
    ['customex', 'wrong at the end'],
    ['custome', 'missing at the end'],
    ['customerx', 'too many at the end'],
  ])('%s is customer (a letter %s)', (typed) => expect(quality(typed, 'customer')).toBeGreaterThan(0));

  it('takes one error in each word of a term', () => {
    expect(quality('custmer_ordr', 'customer_order')).toBeGreaterThan(0);
    expect(quality('csutmer', 'customer')).toBe(0);
  });

  it.each([
    ['custx', 'customer_id', 'an error while somebody types, at the last letter'],
    ['xust', 'customer', 'an error at the first letter of a short term'],
    ['cost', 'most', 'another word'],
    ['cid', 'customer_address_id', 'three letters of many'],
    ['id', 'kidney', 'two letters inside of a word'],
    ['zzz', 'customer', 'nothing'],
    ['e', 'dim_event', 'one letter that begins a later word'],
  ])('%s is not %s: %s', (typed, entry) => expect(quality(typed, entry)).toBe(0));

  it.each([
    ['qty', 'quantity'],
    ['amt', 'amount'],
    ['msg', 'message_seq'],
    ['cnt', 'reading_count'],
    ['fct', 'fact_orders'],
    ['opportunities', 'opportunity'],
    ['opportunity', 'crm_opportunities'],
    ['orders', 'order_id'],
    ['wot', 'work_order_total'],
  ])('%s is a form of %s', (typed, entry) => expect(quality(typed, entry)).toBeGreaterThan(0));
});
