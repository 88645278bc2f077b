import { expect, test } from 'vitest';
import { sqlWordsOf, wordsOf } from './tokens.ts';
import { createWordCollector } from './word-index.ts';

function check(text: string, words: string) {
  expect([...wordsOf(text)].join(' ')).toBe(words);
}

test('identifiers are kept whole and split at underscores', () => {
  check('The customer_id of fct_Orders.', 'the customer_id customer id of fct_orders fct orders');
  check('__dbt__cte__x _avg 2024_sales', '__dbt__cte__x dbt cte _avg avg 2024_sales sales');
});

test('numbers and single letters are left out, letters of all scripts are not', () => {
  check('a 12 1e5 v2 x1', 'v2 x1');
  check('Größe naïve Здравствуй 顧客番号', 'größe naïve здравствуй 顧客番号');
  // Composed or not, it is one word.
  check('Gr\u006f\u0308\u00dfe größe', 'größe');
});

test('what somebody pasted is no word', () => {
  check(`${'x'.repeat(65)} ${'y'.repeat(64)}`, 'y'.repeat(64));
});

test('keywords of SQL are left out, parts of identifiers are not', () => {
  const words = sqlWordsOf("SELECT order_id, sum(amount) FROM {{ ref('orders') }} WHERE status = 'open' ORDER BY 1");
  expect([...words].join(' ')).toBe('order_id order id sum amount ref orders status open');
});

test('the index has words sorted, with the nodes as differences in base 36', () => {
  const words = createWordCollector();
  words.add(3, ['zebra', 'constructor']);
  words.add(3, ['zebra']);
  words.add(40, ['zebra', '__proto__']);
  words.add(1_000, ['zebra']);
  expect(words.index()).toEqual({ words: ['__proto__', 'constructor', 'zebra'], nodes: ['14', '3', '3 11 qo'] });
});
