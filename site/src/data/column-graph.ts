import { HOWS } from '../../../src/docs/site-data.ts';
import type { ColumnIndex } from '../../../src/docs/site-data.ts';
import type { How } from '../../../src/lineage/lineage.ts';

/** One end of an edge: indexes of the node and of its column in `names`. */
export interface ColumnRef {
  readonly node: number;
  readonly column: number;
}

export interface ColumnEdge extends ColumnRef {
  readonly how: How;
}

/** The columns of all nodes with their edges both ways, in typed arrays: 100,000 columns take a few megabytes. */
export interface ColumnGraph {
  readonly names: readonly (readonly string[])[];
  /** Columns that take a column's value. */
  consumers(of: ColumnRef): readonly ColumnEdge[];
  /** Columns whose value a column takes. */
  inputs(of: ColumnRef): readonly ColumnEdge[];
  /** -1 where the node has no such column. */
  columnOf(node: number, name: string): number;
}

/** The graph of a column index. */
export function columnGraph({ names, edges }: ColumnIndex): ColumnGraph {
  const firsts = new Uint32Array(names.length + 1);
  names.forEach((list, node) => (firsts[node + 1] = firsts[node]! + list.length));
  const idOf = (node: number, column: number) => firsts[node]! + column;
  const total = firsts[names.length]!;
  const consumers = sortEdges(edges, total, (at) => idOf(edges[at + 2]!, edges[at + 3]!));
  const inputs = sortEdges(edges, total, (at) => idOf(edges[at]!, edges[at + 1]!));
  const edgesOf = (list: SortedEdges, { node, column }: ColumnRef, end: 0 | 2) => {
    const id = idOf(node, column);
    const found: ColumnEdge[] = [];
    for (let slot = list.starts[id]!; slot < list.starts[id + 1]!; slot++) {
      const at = list.order[slot]!;
      found.push({ node: edges[at + end]!, column: edges[at + end + 1]!, how: HOWS[edges[at + 4]!] ?? 'computed' });
    }
    return found;
  };
  return {
    names,
    consumers: (of) => edgesOf(consumers, of, 0),
    inputs: (of) => edgesOf(inputs, of, 2),
    columnOf: (node, name) => names[node]?.indexOf(name) ?? -1,
  };
}

/** Places of edges in the flat list, sorted by column: those of column `c` stand from `starts[c]` to before `starts[c + 1]`. */
interface SortedEdges {
  readonly starts: Uint32Array;
  readonly order: Uint32Array;
}

function sortEdges(edges: readonly number[], columns: number, idAt: (at: number) => number): SortedEdges {
  const starts = new Uint32Array(columns + 1);
  for (let at = 0; at < edges.length; at += 5) starts[idAt(at) + 1]! += 1;
  for (let id = 0; id < columns; id++) starts[id + 1]! += starts[id]!;
  const next = starts.slice();
  const order = new Uint32Array(edges.length / 5);
  for (let at = 0; at < edges.length; at += 5) order[next[idAt(at)]!++] = at;
  return { starts, order };
}
