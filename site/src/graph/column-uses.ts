import type { Use } from '../../../src/lineage/lineage.ts';
import type { NodeDetail } from '../../../src/docs/site-data.ts';
import type { ColumnGraph } from '../data/column-graph.ts';
import { keyOf, type ColumnView } from './column-view.ts';

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
 * Uses among the columns of a view, and columns that are only used, added to it: those which a shown column alone hangs on, and those on
 * which all of its node's rows hang. `details` by index of the node; nodes without are passed over.
 */
export function withUses(
  graph: ColumnGraph,
  view: ColumnView,
  details: ReadonlyMap<number, NodeDetail>,
): { readonly view: ColumnView; readonly uses: readonly ColumnUseEdge[] } {
  const columns = [...view.columns];
  const placeOf = new Map(columns.map((ref, place) => [keyOf(ref), place]));
  const uses = new Map<string, ColumnUseEdge>();
  view.columns.forEach(({ node, column }, to) => {
    const detail = details.get(node);
    const name = graph.names[node]?.[column];
    const own = detail?.columns.find((each) => each.name === name)?.uses ?? [];
    for (const [usedNode, usedName, use] of [...own, ...(detail?.uses ?? [])]) {
      const ref = { node: usedNode, column: graph.columnOf(usedNode, usedName) };
      if (ref.column < 0 || usedNode === node) continue;
      const from = placeOf.get(keyOf(ref)) ?? columns.push({ ...ref, hiddenUp: 0, hiddenDown: 0 }) - 1;
      placeOf.set(keyOf(ref), from);
      const key = `${from} ${to}`;
      const words = uses.get(key)?.use.split(', ') ?? [];
      if (!words.includes(USE_WORDS[use])) uses.set(key, { from, to, use: [...words, USE_WORDS[use]].join(', ') });
    }
  });
  return { view: { ...view, columns }, uses: [...uses.values()] };
}
