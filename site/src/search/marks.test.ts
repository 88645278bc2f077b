import { describe, expect, it } from 'vitest';
import { markTerms } from './marks.ts';
import { makeTerm } from './term.ts';

function marked(text: string, ...terms: readonly string[]): string {
  const pieces = markTerms(
    text,
    terms.map((term) => makeTerm(term)!),
  );
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  return pieces.map((piece) => (piece.isMarked ? `[${piece.text}]` : piece.text)).join('');
}

describe('markTerms', () => {
  it.each([
    ['customer_id', 'cust', '[cust]omer_id'],
    ['customer_id', 'custid', '[cust]omer_[id]'],
    ['device_id', 'devid', '[dev]ice_[id]'],
    ['customer_id', 'customerid', '[customer]_[id]'],
    ['CustomerId', 'customer_id', '[CustomerId]'],
    ['dim_customer', 'custmer', 'dim_[customer]'],
    ['crm_opportunities', 'opportunity', 'crm_[opportunit]ies'],
    ['quantity', 'qty', '[q]uan[t]it[y]'],
    ['Überstunden je Tag', 'uber', '[Über]stunden je Tag'],
    ['discount', 'count', 'dis[count]'],
    ['dim_time', 'zzz', 'dim_time'],
    ['', 'a', ''],
  ])('in %s for %s: %s', (text, term, wanted) => expect(marked(text, term)).toBe(wanted));

  it('marks several terms', () =>
    expect(marked('fact_telemetry_hourly', 'tele', 'hour')).toBe('fact_[tele]metry_[hour]ly'));

  it('leaves the text as it is, whatever it is', () => {
    for (const text of ['<img src=x onerror=alert(1)>', 'İstanbul ﬁle', 'a\u0301b', '😀 smile', '__proto__', 'ŉ']) {
      for (const term of ['img', 'file', 'ab', 'smile', 'proto', 'istanbul']) marked(text, term);
    }
  });
});
