import { expect, test } from 'vitest';
import { callAt } from './calls-at.ts';

/** `|` is the cursor. */
function at(marked: string, isTemplate = true) {
  const call = callAt(marked.replace('|', ''), marked.indexOf('|'), { isTemplate });
  if (!call) return undefined;
  const { start, end, ...rest } = call;
  return { ...rest, text: marked.replace('|', '').slice(start, end) };
}

test.each([
  ["select {{ ref('or|ders') }}", { kind: 'ref', name: 'orders', text: 'orders' }],
  ["{{ ref('shop', 'or|ders') }}", { kind: 'ref', name: 'orders', text: 'orders' }],
  ['{{ r|ef("orders") }}', { kind: 'ref', name: 'orders', text: 'orders' }],
  ["{{ source('erp',\n   'ord|ers') }}", { kind: 'source', source: 'erp', table: 'orders', text: 'orders' }],
  ["{{ ce|nts('x') }}", { kind: 'macro', name: 'cents', text: 'cents' }],
  ["{{ cents|('x'", { kind: 'macro', name: 'cents', text: 'cents' }],
  ["{% if x %}ref('or|ders'){% endif %}", undefined],
  ["{{ a }} ref('or|ders')", undefined],
  ["{{ a }} from {{ ref('x|') }}", { kind: 'ref', name: 'x', text: 'x' }],
  ["{# {{ ref('or|ders') }} #}", undefined],
  ['select co|unt(*)', undefined],
  ["{{ 'é🚀' }}{{ ref('or|ders') }}", { kind: 'ref', name: 'orders', text: 'orders' }],
])('%s', (text, expected) => expect(at(text)).toEqual(expected));

test.each([
  ["      to: ref('or|ders')", { kind: 'ref', name: 'orders', text: 'orders' }],
  ['    description: \'{{ doc("m|ore") }}\'', { kind: 'doc', name: 'more', text: 'more' }],
  ['    description: count(|x)', undefined],
])('in YAML: %s', (text, expected) => expect(at(text, false)).toEqual(expected));
