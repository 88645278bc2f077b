import type { Use } from '../../../src/lineage/lineage.ts';
import { ALL_ROWS, type ColumnGraph, type ColumnRef } from '../data/column-graph.ts';
import { keyOf, MOST_COLUMNS, type ColumnView } from './column-view.ts';

/** A column that decides which rows another has, or their order. Places in the view. */
export interface ColumnUseEdge {
  readonly from: number;
  readonly to: number;
  /** Words: `filters, joins`. */
  readonly use: string;
}

/** Words for uses, as labels of edges. */
export const USE_WORDS: Readonly<Record<Use, string>> = {
  filter: 'filters',
  join: 'joins',
  group: 'groups',
  order: 'orders',
  window: 'window',
};

/**
 * A view with what is only used: columns on which those before it and the column itself hang, and what hangs on the column and those
 * behind it. Where all rows of a node hang on a column, they stand in the view as a column of their own (`ALL_ROWS`).
 */
export function withUses(
  graph: ColumnGraph,
  view: ColumnView,
): { readonly view: ColumnView; readonly uses: readonly ColumnUseEdge[] } {
  const columns = [...view.columns];
  const placeOf = new Map(columns.map((ref, place) => [keyOf(ref), place]));
  const uses = new Map<string, ColumnUseEdge>();
  let isCut = view.isCut;
  const placeFor = ({ node, column }: ColumnRef): number | undefined => {
    const known = placeOf.get(keyOf({ node, column }));
    if (known !== undefined) return known;
    if (columns.length >= MOST_COLUMNS) {
      isCut = true;
      return undefined;
    }
    const place = columns.push({ node, column, side: 'use', hiddenUp: 0, hiddenDown: 0 }) - 1;
    placeOf.set(keyOf({ node, column }), place);
    return place;
  };
  const add = (parent: ColumnRef, child: ColumnRef, use: Use) => {
    if (parent.node === child.node) return;
    const [from, to] = [placeFor(parent), placeFor(child)];
    if (from === undefined || to === undefined) return;
    const words = uses.get(`${from} ${to}`)?.use.split(', ') ?? [];
    if (!words.includes(USE_WORDS[use])) words.push(USE_WORDS[use]);
    uses.set(`${from} ${to}`, { from, to, use: words.join(', ') });
  };
  const before = view.columns.filter(({ side }) => side !== 'down');
  for (const node of new Set(before.map((ref) => ref.node))) {
    const rows = { node, column: ALL_ROWS };
    for (const { use, ...parent } of graph.uses(rows)) add(parent, rows, use);
  }
  for (const ref of before) for (const { use, ...parent } of graph.uses(ref)) add(parent, ref, use);
  for (const ref of view.columns) {
    if (ref.side !== 'up') for (const { use, ...child } of graph.users(ref)) add(ref, child, use);
  }
  return { view: { ...view, columns, isCut }, uses: [...uses.values()] };
}

/** What a column of a view is called; all rows of a node have no name of their own. */
export function columnName(graph: ColumnGraph, { node, column }: ColumnRef): string {
  return column === ALL_ROWS ? 'all rows' : (graph.names[node]?.[column] ?? '');
}
