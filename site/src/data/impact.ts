import type { CheckRow } from '../../../src/docs/site-data.ts';
import { counted } from '../format/figures.ts';
import type { ColumnGraph, ColumnRef, ColumnUse } from './column-graph.ts';
import type { SiteNodes } from './site.ts';

/** What hangs on a node or a column, directly or through others; itself left out. Indexes of nodes are ascending. */
export interface Impact {
  /** Models, seeds, snapshots, sources. */
  readonly models: readonly number[];
  readonly analyses: readonly number[];
  readonly exposures: readonly number[];
  /** Columns that hold its value or something made of it. */
  readonly columns: readonly ColumnRef[];
  /** What joins, filters, groups, orders or has windows by the column itself or by one of `columns`: its node is among the nodes above. */
  readonly uses: readonly ImpactUse[];
  /** Tests that look at the column, or at another that must be found in it. */
  readonly tests: readonly CheckRow[];
}

export interface ImpactUse {
  /** What hangs on it; `column` is `ALL_ROWS` for all rows of the node. */
  readonly by: ColumnUse;
  /** The column that it needs. */
  readonly of: ColumnRef;
}

/** Whatever depends on a node, the columns that take a value of its columns, and who uses one of those. */
export function nodeImpact(nodes: SiteNodes, columns: ColumnGraph, index: number): Impact {
  const start = (columns.names[index] ?? []).map((_, column) => ({ node: index, column }));
  const found = reach([index], (node) => nodes.children[node] ?? []).filter((node) => node !== index);
  const taking = downstream(columns, start);
  return { ...byKind(nodes, found), columns: taking, uses: usesOf(columns, [...start, ...taking], index), tests: [] };
}

/**
 * The columns that take a column's value and their nodes, the nodes that use it or one of those without taking it, and exposures that read one of
 * these nodes or the column's own. Who uses a column has other rows without it, but its columns are not made of it: nothing behind it is counted.
 */
export function columnImpact(
  nodes: SiteNodes,
  columns: ColumnGraph,
  of: ColumnRef,
  tests: readonly CheckRow[] = [],
): Impact {
  const taking = downstream(columns, [of]);
  const uses = usesOf(columns, [of, ...taking], of.node);
  const holders = new Set([...taking, ...uses.map(({ by }) => by)].map(({ node }) => node));
  holders.delete(of.node);
  // An exposure names nodes, no columns: it may need any of them.
  const readers = [of.node, ...holders]
    .flatMap((node) => nodes.children[node] ?? [])
    .filter((child) => nodes.rows[child]?.kind === 'exposure');
  return { ...byKind(nodes, [...new Set([...holders, ...readers])]), columns: taking, uses, tests };
}

/** Who uses some columns; a node's own use of its columns, and uses by the node at which all begins, are left out. */
function usesOf(graph: ColumnGraph, columns: readonly ColumnRef[], start: number): readonly ImpactUse[] {
  const uses = columns.flatMap((of) => graph.users(of).map((by) => ({ by, of })));
  return uses
    .filter(({ by, of }) => by.node !== of.node && by.node !== start)
    .sort((a, b) => a.by.node - b.by.node || a.by.column - b.by.column);
}

function downstream(graph: ColumnGraph, start: readonly ColumnRef[]): readonly ColumnRef[] {
  const seen = new Set(start.map(keyOf));
  const found: ColumnRef[] = [];
  const queue = [...start];
  for (let next = queue.pop(); next; next = queue.pop())
    for (const { node, column } of graph.consumers(next)) {
      const key = keyOf({ node, column });
      if (seen.has(key)) continue;
      seen.add(key);
      found.push({ node, column });
      queue.push({ node, column });
    }
  return found.sort((a, b) => a.node - b.node || a.column - b.column);
}

/** Nodes are fewer than 2^26, columns of a node fewer than 2^20: one number tells both. */
function keyOf({ node, column }: ColumnRef): number {
  return node * 2 ** 20 + column;
}

/** All that can be reached from some, themselves included. */
export function reach(start: readonly number[], next: (of: number) => readonly number[]): readonly number[] {
  const seen = new Set(start);
  const queue = [...start];
  for (let at = queue.pop(); at !== undefined; at = queue.pop())
    for (const other of next(at)) {
      if (seen.has(other)) continue;
      seen.add(other);
      queue.push(other);
    }
  return [...seen].sort((a, b) => a - b);
}

function byKind({ rows }: SiteNodes, found: readonly number[]): Pick<Impact, 'models' | 'analyses' | 'exposures'> {
  const all = [...found].sort((a, b) => a - b);
  const kindOf = (index: number) => rows[index]?.kind;
  return {
    models: all.filter((index) => !['analysis', 'exposure', 'macro'].includes(kindOf(index) ?? 'macro')),
    analyses: all.filter((index) => kindOf(index) === 'analysis'),
    exposures: all.filter((index) => kindOf(index) === 'exposure'),
  };
}

/** `4 models, 12 columns, 1 exposure`; empty where nothing hangs on it. */
export function impactText({ models, columns, analyses, exposures }: Impact): string {
  const parts = [
    models.length > 0 && counted(models.length, 'model'),
    columns.length > 0 && counted(columns.length, 'column'),
    analyses.length > 0 && counted(analyses.length, 'analysis', 'analyses'),
    exposures.length > 0 && counted(exposures.length, 'exposure'),
  ];
  return parts.filter(Boolean).join(', ');
}

/** Of each node, the indexes of its columns, in the order in which they come. */
export function columnsByNode(columns: readonly ColumnRef[]): ReadonlyMap<number, readonly number[]> {
  const byNode = new Map<number, number[]>();
  for (const { node, column } of columns) {
    const list = byNode.get(node);
    if (list) list.push(column);
    else byNode.set(node, [column]);
  }
  return byNode;
}

/** Of each node, how it uses columns. */
export function usesByNode(uses: readonly ImpactUse[]): ReadonlyMap<number, readonly ImpactUse[]> {
  const byNode = new Map<number, ImpactUse[]>();
  for (const use of uses) {
    const list = byNode.get(use.by.node);
    if (list) list.push(use);
    else byNode.set(use.by.node, [use]);
  }
  return byNode;
}
