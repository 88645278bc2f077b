import type { Health } from '../../../src/docs/site-data.ts';
import type { Term } from './match-term.ts';
import { makeTerm } from './term.ts';

/** Where a term may match, the best first; the bit of a field is `1 << index`. */
export const FIELDS = ['name', 'column', 'label', 'description', 'sql'] as const;
export type Field = (typeof FIELDS)[number];
export const ALL_FIELDS = (1 << FIELDS.length) - 1;

export function bitOf(field: Field): number {
  return 1 << FIELDS.indexOf(field);
}

/** What narrows results down without being searched for: values as typed, in lower case; a result has one of them. */
export const FACETS = ['kind', 'layer', 'tag', 'status', 'owner', 'in'] as const;
export type Facet = (typeof FACETS)[number];

export interface Query {
  /** All of them must match; `fields` are bits. */
  readonly terms: readonly { readonly term: Term; readonly fields: number }[];
  /** Terms that were typed without a prefix, as if written as one. */
  readonly phrase?: Term;
  readonly facets: Readonly<Record<Facet, readonly string[]>>;
}

/** Words that sentences have and names seldom; they need not match. */
const FILLERS = new Set(
  'a an and are as by column for from in is join of on or per select table the to where which with'.split(' '),
);

const TOKEN = /([a-z]+):"([^"]*)"?|([a-z]+):(\S+)|"([^"]*)"?|(\S+)/giu;

/** A query that somebody typed: `kind:model tag:daily column:device_id status:error hourly telemetry`. Every text is one. */
export function parseQuery(text: string): Query {
  const facets: Record<Facet, string[]> = { kind: [], layer: [], tag: [], status: [], owner: [], in: [] };
  const terms: { term: Term; fields: number }[] = [];
  const plain: string[] = [];
  for (const { key, value } of tokensOf(text)) {
    const facet = FACETS.find((name) => name === key);
    const field = FIELDS.find((name) => name === key);
    if (facet) facets[facet].push(valueOf(facet, value));
    else if (field) addTerms(terms, [value], 1 << FIELDS.indexOf(field));
    else if (!isUnfinished(value)) plain.push(key === undefined ? value : `${key}:${value}`);
  }
  // `schema.table.column` is several names; so is what two brackets or commas part.
  const words = plain.flatMap((word) => word.split(/[.,;()[\]"'`]+/)).filter((word) => word !== '');
  const meant = words.filter((word) => !FILLERS.has(word.toLowerCase()));
  addTerms(terms, meant.length > 0 ? meant : words, ALL_FIELDS);
  return { terms, ...phraseOf(meant, plain.join(' ')), facets };
}

function phraseOf(words: readonly string[], text: string): Pick<Query, 'phrase'> {
  const term = words.length > 1 ? makeTerm(words.join('')) : undefined;
  return term ? { phrase: { ...term, text, parts: [term.joined] } } : {};
}

/** `kind:` of somebody who is about to type more. */
function isUnfinished(value: string): boolean {
  const key = value.endsWith(':') ? value.slice(0, -1).toLowerCase() : '';
  return [...FACETS, ...FIELDS].some((name) => name === key);
}

function addTerms(terms: { term: Term; fields: number }[], texts: readonly string[], fields: number): void {
  for (const text of texts) {
    const term = makeTerm(text);
    if (term && terms.length < 8) terms.push({ term, fields });
  }
}

/** The tokens of a query: `key:value`, `"several words"`, words. */
export function tokensOf(text: string): readonly { readonly key?: string; readonly value: string }[] {
  return [...text.matchAll(TOKEN)].map((match) => {
    const key = (match[1] ?? match[3])?.toLowerCase();
    const value = match[2] ?? match[4] ?? match[5] ?? match[6] ?? '';
    return key === undefined ? { value } : { key, value };
  });
}

/** What people write for a state of health. */
const STATES: Readonly<Record<string, Health>> = {
  pass: 'ok',
  passed: 'ok',
  success: 'ok',
  warning: 'warn',
  warned: 'warn',
  fail: 'error',
  failed: 'error',
  failing: 'error',
  broken: 'error',
  skip: 'skipped',
};

const KINDS: Readonly<Record<string, string>> = {
  analyses: 'analysis',
  'unit-test': 'unit_test',
  unittest: 'unit_test',
  check: 'test',
};

const IN: Readonly<Record<string, Field>> = {
  tag: 'label',
  owner: 'label',
  layer: 'label',
  docs: 'description',
  code: 'sql',
};

function valueOf(facet: Facet, value: string): string {
  const text = value.toLowerCase();
  if (facet === 'status') return own(STATES, text) ?? text;
  const singular = text.length > 3 && text.endsWith('s') && !text.endsWith('sis') ? text.slice(0, -1) : text;
  if (facet === 'kind') return own(KINDS, text) ?? own(KINDS, singular) ?? singular;
  if (facet === 'in') return own(IN, singular) ?? (text === 'sql' ? text : singular);
  return text;
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** The same query with a facet's value switched: added where it is not, taken away where it is. */
export function toggleFacet(text: string, facet: Facet, value: string): string {
  const tokens = tokensOf(text);
  const wanted = value.toLowerCase();
  const isThere = (token: { key?: string; value: string }) =>
    token.key === facet && valueOf(facet, token.value) === wanted;
  const kept = tokens.filter((token) => !isThere(token));
  const added = kept.length === tokens.length ? [...kept, { key: facet, value }] : kept;
  return added.map(writeToken).join(' ');
}

function writeToken({ key, value }: { readonly key?: string; readonly value: string }): string {
  const text = /\s/.test(value) || value === '' ? `"${value}"` : value;
  return key === undefined ? text : `${key}:${text}`;
}
