import { FacetCounter, makeFacetFilter } from './facet-filter.ts';
import type { FacetCounts } from './facet-filter.ts';
import { ALL_FIELDS, FIELDS, bitOf } from './parse-query.ts';
import type { Query } from './parse-query.ts';
import { countDocuments } from './search-index.ts';
import type { SearchIndex } from './search-index.ts';
import { OWN_CHECK_SCORE, PHRASE_SCALES, scoreTerm } from './score-term.ts';
import type { TermScores } from './score-term.ts';

export interface SearchResults {
  /** Documents, the best first. */
  readonly documents: Uint32Array;
  readonly counts: FacetCounts;
  /** Of each term of the query, in its order; then of the phrase, if there is one. */
  readonly scores: readonly TermScores[];
}

/** Finds a term's scores: `scoreTerm`, or what remembers its answers. */
export type ScoreTerm = typeof scoreTerm;

/** Searches: documents that match every term, or the phrase, and all facets. Without terms, all documents that the facets let through. */
export function runSearch(index: SearchIndex, query: Query, score: ScoreTerm = scoreTerm): SearchResults {
  const inFields = query.facets.in.reduce((bits, name) => bits | bitsOfField(name), 0) || ALL_FIELDS;
  const terms = query.terms.map(({ term, fields }) => score(index, term, { fields, wanted: inFields }));
  const phrase =
    query.phrase &&
    score(index, query.phrase, {
      fields: bitOf('name') | bitOf('column'),
      wanted: inFields,
      scales: PHRASE_SCALES,
    });
  const total = makeTotal(query, terms, phrase);
  const isForChecks = query.facets.kind.some((kind) => kind.startsWith('test') || kind.startsWith('unit'));
  const isWanted = (document: number) =>
    document < index.rows.length
      ? !index.rows[document]!.hidden
      : isForChecks || terms.length === 0 || isOwnMatch(terms, document);
  const { keys, counts } = collect(index, query, total, isWanted);
  keys.sort();
  return {
    documents: documentsOf(index, keys),
    counts,
    scores: phrase ? [...terms, phrase] : terms,
  };
}

function bitsOfField(name: string): number {
  return FIELDS.some((field) => field === name) ? 1 << FIELDS.findIndex((field) => field === name) : 0;
}

/** A check whose node alone matches would stand beside that node for nothing. */
function isOwnMatch(terms: readonly TermScores[], document: number): boolean {
  return terms.some(({ scores }) => scores[document]! >= OWN_CHECK_SCORE);
}

interface Total {
  readonly score: number;
  readonly fields: number;
}

const NOTHING: Total = { score: -1, fields: 0 };

/** The score of a document over all terms; -1 where it is no result. `fields`: in which all terms match. */
function makeTotal(
  query: Query,
  terms: readonly TermScores[],
  phrase: TermScores | undefined,
): (document: number) => Total {
  const plain = terms.filter((_, at) => query.terms[at]!.fields === ALL_FIELDS);
  const bound = terms.filter((_, at) => query.terms[at]!.fields !== ALL_FIELDS);
  if (terms.length === 0) return () => ({ score: 0, fields: ALL_FIELDS });
  return (document) => {
    const boundScore = sumOf(bound, document);
    if (boundScore < 0) return NOTHING;
    const sum = sumOf(plain, document);
    const asPhrase = phrase?.scores[document] ?? 0;
    if (sum < 0 && asPhrase === 0) return NOTHING;
    const isPhrase = asPhrase * plain.length > sum;
    const score = (isPhrase ? asPhrase * plain.length : sum) + boundScore;
    const fields = sum < 0 ? phrase!.bits[document]! : fieldsOf(plain.length > 0 ? plain : bound, document);
    return { score: score / terms.length, fields };
  };
}

function sumOf(terms: readonly TermScores[], document: number): number {
  let sum = 0;
  for (const { scores } of terms) {
    if (scores[document] === 0) return -1;
    sum += scores[document]!;
  }
  return sum;
}

function fieldsOf(terms: readonly TermScores[], document: number): number {
  return terms.reduce((bits, term) => bits & term.bits[document]!, ALL_FIELDS);
}

/** Keys that sort by score and then by place: typed arrays of numbers sort fast. */
function collect(
  index: SearchIndex,
  query: Query,
  total: (document: number) => Total,
  isWanted: (document: number) => boolean,
): { readonly keys: Float64Array; readonly counts: FacetCounts } {
  const count = countDocuments(index);
  const failedFacets = makeFacetFilter(index, query);
  const counter = new FacetCounter(index);
  const keys = new Float64Array(count);
  let found = 0;
  for (let document = 0; document < count; document++) {
    const { score, fields } = total(document);
    if (score < 0 || !isWanted(document)) continue;
    const failed = failedFacets(document, fields);
    counter.add(document, fields, failed);
    if (failed === 0) keys[found++] = keyOf(score, placeOf(index, document), count);
  }
  return { keys: keys.subarray(0, found), counts: counter.result() };
}

/** No score is higher. */
const HIGHEST = 1100;
/** Less is no difference: a name is not better for being a letter shorter. */
const STEP = 10;

function keyOf(score: number, place: number, count: number): number {
  return Math.round((HIGHEST - score) / STEP) * count + place;
}

function placeOf(index: SearchIndex, document: number): number {
  return document < index.rows.length ? index.places[document]! : document;
}

function documentsOf(index: SearchIndex, keys: Float64Array): Uint32Array {
  const count = countDocuments(index);
  return Uint32Array.from(keys, (key) => {
    const place = key % count;
    return place < index.rows.length ? index.order[place]! : place;
  });
}
