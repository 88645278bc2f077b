import { HOWS, USES } from '../../../src/docs/site-data.ts';
import type { ColumnIndex } from '../../../src/docs/site-data.ts';
import type { How, Use } from '../../../src/lineage/lineage.ts';

/** One end of an edge: indexes of the node and of its column in `names`. */
export interface ColumnRef {
  readonly node: number;
  readonly column: number;
}

export interface ColumnEdge extends ColumnRef {
  readonly how: How;
}

/** All rows of a node, where a column stands otherwise. */
export const ALL_ROWS = -1;

/** One end of a use: `column` is `ALL_ROWS` where all rows of the node hang on the other end. */
export interface ColumnUse extends ColumnRef {
  readonly use: Use;
}

/** The columns of all nodes with their edges both ways, in typed arrays: 100,000 columns take a few megabytes. */
export interface ColumnGraph {
  readonly names: readonly (readonly string[])[];
  /** Columns that take a column's value. */
  consumers(of: ColumnRef): readonly ColumnEdge[];
  /** Columns whose value a column takes. */
  inputs(of: ColumnRef): readonly ColumnEdge[];
  /** What joins, filters, groups, orders or has windows by a column. */
  users(of: ColumnRef): readonly ColumnUse[];
  /** Columns that decide which rows a node has (`column` is `ALL_ROWS`), or on which one of its columns alone hangs without taking their value. */
  uses(of: ColumnRef): readonly ColumnUse[];
  /** -1 where the node has no such column. */
  columnOf(node: number, name: string): number;
}

/** The graph of a column index. */
export function columnGraph({ names, edges, uses = [] }: ColumnIndex): ColumnGraph {
  const firsts = new Uint32Array(names.length + 1);
  names.forEach((list, node) => (firsts[node + 1] = firsts[node]! + list.length));
  const total = firsts[names.length]!;
  // The rows of a node have the numbers behind those of all columns.
  const idOf = (node: number, column: number) => (column === ALL_ROWS ? total + node : firsts[node]! + column);
  const both = (list: readonly number[]) => ({
    children: readEdges(
      list,
      0,
      sortEdges(list, total + names.length, (at) => idOf(list[at + 2]!, list[at + 3]!)),
    ),
    parents: readEdges(
      list,
      2,
      sortEdges(list, total + names.length, (at) => idOf(list[at]!, list[at + 1]!)),
    ),
  });
  const values = both(edges);
  const others = both(uses);
  const asEdge = ([node, column, how]: End): ColumnEdge => ({ node, column, how: HOWS[how] ?? 'computed' });
  const asUse = ([node, column, use]: End): ColumnUse => ({ node, column, use: USES[use] ?? 'filter' });
  return {
    names,
    consumers: ({ node, column }) => values.children(idOf(node, column)).map(asEdge),
    inputs: ({ node, column }) => values.parents(idOf(node, column)).map(asEdge),
    users: ({ node, column }) => others.children(idOf(node, column)).map(asUse),
    uses: ({ node, column }) => others.parents(idOf(node, column)).map(asUse),
    columnOf: (node, name) => names[node]?.indexOf(name) ?? -1,
  };
}

/** Node, column, and the index of the word that says how. */
type End = readonly [node: number, column: number, word: number];

/** Reads the edges of one id, each as the end that begins at `end` of its five numbers. */
function readEdges(list: readonly number[], end: 0 | 2, { starts, order }: SortedEdges): (id: number) => End[] {
  return (id) => {
    const places = order.subarray(starts[id] ?? 0, starts[id + 1] ?? 0);
    return [...places].map((at) => [list[at + end]!, list[at + end + 1]!, list[at + 4]!]);
  };
}

/** Places of edges in the flat list, sorted by id: those of id `i` stand from `starts[i]` to before `starts[i + 1]`. */
interface SortedEdges {
  readonly starts: Uint32Array;
  readonly order: Uint32Array;
}

function sortEdges(list: readonly number[], ids: number, idAt: (at: number) => number): SortedEdges {
  const starts = new Uint32Array(ids + 1);
  for (let at = 0; at < list.length; at += 5) starts[idAt(at) + 1]! += 1;
  for (let id = 0; id < ids; id++) starts[id + 1]! += starts[id]!;
  const next = starts.slice();
  const order = new Uint32Array(list.length / 5);
  for (let at = 0; at < list.length; at += 5) order[next[idAt(at)]!++] = at;
  return { starts, order };
}
