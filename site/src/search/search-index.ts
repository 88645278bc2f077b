import type { CheckRow, ColumnIndex, NodeRow, Overview, SearchWords } from '../../../src/docs/site-data.ts';
import { makeVocabulary } from './vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';
import { makeWordVocabulary } from './word-vocabulary.ts';
import type { WordVocabulary } from './word-vocabulary.ts';

/**
 * What is searched. A document is a node or, with the number of nodes added, a check. Parts that are absent are not there yet: what is there is
 * searched.
 */
export interface SearchIndex {
  readonly rows: readonly NodeRow[];
  /** Documents in the order of those that match equally well, nodes alone, and the place of each in it. */
  readonly order: Uint32Array;
  readonly places: Uint32Array;
  readonly names: Vocabulary;
  /** Tags, owners, layers and kinds. */
  readonly labels: Vocabulary;
  readonly columns?: ColumnPart;
  readonly checks?: CheckPart;
  readonly words?: { readonly descriptions: WordVocabulary; readonly sql: WordVocabulary };
}

interface ColumnPart {
  readonly vocabulary: Vocabulary;
  /** Of each node. */
  readonly names: ColumnIndex['names'];
}

interface CheckPart {
  readonly rows: readonly CheckRow[];
  readonly names: Vocabulary;
  /** What checks are about: texts such as `device_id`, and the names of their nodes. */
  readonly abouts: Vocabulary;
}

/** What the index of nodes needs of the site. */
export interface IndexedNodes {
  readonly rows: readonly NodeRow[];
  readonly children: readonly (readonly number[])[];
}

/** The index of names and labels, in slices. */
export function* indexNodes(nodes: IndexedNodes, layers: Overview['layers']): Generator<void, SearchIndex> {
  const { rows } = nodes;
  const names = yield* makeVocabulary(rows.map(({ name }, node) => [name, node] as const));
  const labels = yield* makeVocabulary(labelsOf(rows));
  yield;
  return { rows, names, labels, ...rankNodes(nodes, layers) };
}

function* labelsOf(rows: readonly NodeRow[]): Generator<readonly [string, number]> {
  for (let node = 0; node < rows.length; node++) {
    const { tags = [], owner, layer, kind } = rows[node]!;
    const labels = new Set([...tags, ...(owner === undefined ? [] : [owner]), layer, kind]);
    for (const label of labels) yield [label, node];
  }
}

/** Data before what is made of it for people, and macros last. */
const LATER: readonly string[] = ['macro', 'exposure', 'analysis'];

/** Nearer to the end of the flow first (gold), then what more others read, then by name. */
function rankNodes(
  { rows, children }: IndexedNodes,
  layers: Overview['layers'],
): Pick<SearchIndex, 'order' | 'places'> {
  const depthOf = new Map(layers.map(({ name }, depth) => [name, depth]));
  const depths = rows.map(({ layer, kind }) =>
    LATER.includes(kind) ? LATER.indexOf(kind) - LATER.length - 1 : (depthOf.get(layer) ?? -1),
  );
  const order = Uint32Array.from(rows.keys()).sort(
    (a, b) =>
      depths[b]! - depths[a]! ||
      (children[b]?.length ?? 0) - (children[a]?.length ?? 0) ||
      compareNames(rows[a]!.name, rows[b]!.name) ||
      a - b,
  );
  const places = new Uint32Array(rows.length);
  order.forEach((node, place) => (places[node] = place));
  return { order, places };
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Adds the columns of all nodes, in slices. */
export function* indexColumns(index: SearchIndex, { names }: ColumnIndex): Generator<void, SearchIndex> {
  const vocabulary = yield* makeVocabulary(columnsOf(names));
  return { ...index, columns: { vocabulary, names } };
}

function* columnsOf(names: ColumnIndex['names']): Generator<readonly [string, number]> {
  for (let node = 0; node < names.length; node++) for (const name of names[node]!) yield [name, node];
}

/** Adds the tests and unit tests, in slices. */
export function* indexChecks(index: SearchIndex, rows: readonly CheckRow[]): Generator<void, SearchIndex> {
  const nodes = index.rows;
  const names = yield* makeVocabulary(rows.map(({ name }, check) => [name, nodes.length + check] as const));
  const abouts = yield* makeVocabulary(aboutsOf(rows, nodes));
  return { ...index, checks: { rows, names, abouts } };
}

function* aboutsOf(rows: readonly CheckRow[], nodes: readonly NodeRow[]): Generator<readonly [string, number]> {
  for (let check = 0; check < rows.length; check++) {
    const { about, column, node } = rows[check]!;
    const name = node === undefined ? undefined : nodes[node]?.name;
    for (const text of new Set([about, column, name])) if (text !== undefined) yield [text, nodes.length + check];
  }
}

/** Adds the words of descriptions and SQL, in slices. */
export function* indexWords(index: SearchIndex, words: SearchWords): Generator<void, SearchIndex> {
  const descriptions = yield* makeWordVocabulary(words.descriptions);
  const sql = yield* makeWordVocabulary(words.sql);
  return { ...index, words: { descriptions, sql } };
}

/** How many documents there are. */
export function countDocuments(index: SearchIndex): number {
  return index.rows.length + (index.checks?.rows.length ?? 0);
}

/** The check that a document is, if it is one. */
export function checkOf(index: SearchIndex, document: number): CheckRow | undefined {
  return index.checks?.rows[document - index.rows.length];
}
