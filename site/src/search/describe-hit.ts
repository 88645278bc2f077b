import type { CheckRow, NodeRow } from '../../../src/docs/site-data.ts';
import { checkStanding } from '../data/trust.ts';
import { checkLink, nodeLink } from '../router/links.ts';
import { normalForm } from './normal-form.ts';
import { markTerms } from './marks.ts';
import type { MarkedPiece } from './marks.ts';
import { matchTerm } from './match-term.ts';
import type { Term } from './match-term.ts';
import { FIELDS } from './parse-query.ts';
import type { Query } from './parse-query.ts';
import type { SearchResults } from './run-search.ts';
import { checkOf } from './search-index.ts';
import type { SearchIndex } from './search-index.ts';

/** One result as it is shown. */
export interface Hit {
  readonly document: number;
  readonly link: string;
  readonly kind: NodeRow['kind'] | CheckRow['kind'];
  readonly health: NodeRow['health'];
  readonly name: readonly MarkedPiece[];
  /** Its layer; of a check, the node that it is about. */
  readonly place?: string;
  /** Columns that match, the best first, at most as many as were asked for. */
  readonly columns: readonly { readonly link: string; readonly name: readonly MarkedPiece[] }[];
  readonly columnsTotal: number;
  /** Other places that match: `tag`, `description`, … with the word. */
  readonly others: readonly { readonly where: string; readonly text: readonly MarkedPiece[] }[];
  readonly summary?: readonly MarkedPiece[];
}

/** Tells what a document is and what of it was found. */
export function describeHit(
  index: SearchIndex,
  query: Query,
  results: SearchResults,
  document: number,
  columnsShown = 4,
): Hit {
  const terms = query.terms.map(({ term }) => term);
  const check = checkOf(index, document);
  if (check) return describeCheck(index, check, document, terms);
  const row = index.rows[document]!;
  const columns = matchingColumns(index, query, document);
  const summary = row.summary === undefined ? undefined : markTerms(row.summary, terms);
  return {
    document,
    link: nodeLink(row.id),
    kind: row.kind,
    health: row.health,
    name: markTerms(row.name, terms),
    place: row.layer,
    columns: columns
      .slice(0, columnsShown)
      .map((column) => ({ link: nodeLink(row.id, { column }), name: markTerms(column, terms) })),
    columnsTotal: columns.length,
    others: otherMatches(index, query, results, document),
    ...(summary && { summary }),
  };
}

function describeCheck(index: SearchIndex, check: CheckRow, document: number, terms: readonly Term[]): Hit {
  const node = check.node === undefined ? undefined : index.rows[check.node];
  const about = check.about ?? check.column;
  const place = [node?.name, about].filter((text) => text !== undefined).join(': ');
  return {
    document,
    link: checkLink(check.id),
    kind: check.kind,
    health: checkStanding(check),
    name: markTerms(check.name, terms),
    ...(place !== '' && { place }),
    columns: [],
    columnsTotal: 0,
    others: [],
  };
}

/** The phrase counts first: `customer id` means `customer_id`, not every column with an id. */
function matchingColumns(index: SearchIndex, query: Query, node: number): readonly string[] {
  const names = index.columns?.names[node] ?? [];
  const phrase = query.phrase ? rankColumns(names, [query.phrase]) : [];
  const columnTerms = query.terms.filter(({ fields }) => (fields & COLUMN) !== 0).map(({ term }) => term);
  return phrase.length > 0 ? phrase : rankColumns(names, columnTerms);
}

const COLUMN = 1 << FIELDS.indexOf('column');

function rankColumns(names: readonly string[], terms: readonly Term[]): readonly string[] {
  const normal = names.map((name) => ({ name, quality: bestQuality(name, terms) }));
  const found = normal.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality);
  // A guess beside a name that is sure is noise.
  const best = found[0]?.quality ?? 0;
  return found.filter(({ quality }) => quality >= SURE || best < SURE).map(({ name }) => name);
}

const SURE = 0.8;

function bestQuality(name: string, terms: readonly Term[]): number {
  return terms.reduce((best, term) => Math.max(best, matchTerm(term, normalForm(name))), 0);
}

function otherMatches(index: SearchIndex, query: Query, results: SearchResults, node: number): Hit['others'] {
  return query.terms.flatMap(({ term }, at) => {
    const found = results.scores[at]!;
    const field = FIELDS[found.fields[node]!];
    if (found.scores[node] === 0 || field === undefined || field === 'name' || field === 'column') return [];
    const text = vocabularyOf(index, field)?.texts[found.texts[node]!] ?? '';
    const where = field === 'label' ? labelKind(index.rows[node]!, text) : WHERE[field];
    return [{ where, text: markTerms(text, [term]) }];
  });
}

const WHERE = { description: 'description', sql: 'SQL' } as const;

function vocabularyOf(index: SearchIndex, field: 'label' | 'description' | 'sql') {
  if (field === 'label') return index.labels;
  return field === 'sql' ? index.words?.sql : index.words?.descriptions;
}

function labelKind(row: NodeRow, label: string): string {
  if (row.tags?.includes(label)) return 'tag';
  if (row.owner === label) return 'owner';
  return row.layer === label ? 'layer' : 'kind';
}
