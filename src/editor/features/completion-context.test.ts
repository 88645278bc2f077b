import { expect, test } from 'vitest';
import { contextAt } from './completion-context.ts';

/** `|` is the cursor; the context comes with the word that would be replaced. */
function at(marked: string) {
  const offset = marked.indexOf('|');
  const { start, ...rest } = contextAt(marked.replace('|', ''), offset);
  return { ...rest, word: marked.slice(start, offset) };
}

test.each([
  ["from {{ ref('o|", { kind: 'ref', word: 'o' }],
  ["from {{ ref('|') }}", { kind: 'ref', word: '' }],
  ["from {{ ref('shop', 'o|", { kind: 'ref', word: 'o' }],
  ["{{ source('|", { kind: 'source', word: '' }],
  ["{{ source('erp', '|", { kind: 'table', source: 'erp', word: '' }],
  ["{{ doc('|", { kind: 'doc', word: '' }],
  ['{{ config(mat|', { kind: 'config-key', word: 'mat' }],
  ["{{ config(materialized='table', un|", { kind: 'config-key', word: 'un' }],
  ["{{ config(materialized='t|", { kind: 'config-value', key: 'materialized', isQuoted: true, word: 't' }],
  ["{{ config(unique_key=['|", { kind: 'config-value', key: 'unique_key', isQuoted: true, word: '' }],
  ["{{ config(unique_key=['a', 'b'], sche|", { kind: 'config-key', word: 'sche' }],
  ['{{ cen|', { kind: 'template-name', word: 'cen' }],
  ['{% if is_|', { kind: 'template-name', word: 'is_' }],
  ["{{ var('x|", { kind: 'var', word: 'x' }],
  ["{{ env_var('x|", { kind: 'nothing', word: '' }],
  ['select o.i| from x', { kind: 'column', of: 'o', word: 'i' }],
  ['select o.| from x', { kind: 'column', of: 'o', word: '' }],
  ['select "My T".| from x', { kind: 'column', of: 'My T', word: '' }],
  ['select i| from x', { kind: 'column', of: undefined, word: 'i' }],
  ['select 1 -- o.|', { kind: 'nothing', word: '' }],
  ["select 'o.|", { kind: 'nothing', word: '' }],
  ['select /* o.| */', { kind: 'nothing', word: '' }],
  ["{{ ref('x') }} o where o.|", { kind: 'column', of: 'o', word: '' }],
])('%s', (text, expected) => expect(at(text)).toEqual(expected));
