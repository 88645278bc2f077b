import { keyOf, type ColumnEdge, type ColumnGraph, type ColumnRef } from './column-graph.ts';
import type { Use } from './lineage.ts';
import { closure } from './trail.ts';

/** What a change reaches. */
export interface Touches {
  /** Columns downstream, nearest first. */
  readonly columns: readonly (ColumnEdge & { readonly name: string })[];
  /** Where the columns filter, join, group or order: rows of nodes, or single columns. */
  readonly uses: readonly TouchedUse[];
  readonly tests: readonly string[];
  readonly exposures: readonly string[];
}

export interface TouchedUse {
  readonly node: string;
  readonly name: string;
  /** Absent: all rows of the node. */
  readonly column?: string;
  readonly uses: readonly Use[];
}

/** What a change of rows reaches: names of nodes, tests and exposures. */
export interface RowReach {
  readonly nodes: readonly string[];
  readonly tests: readonly string[];
  readonly exposures: readonly string[];
}

/** What reads columns and is no column itself. */
export interface Consumers {
  readonly tests: readonly { readonly name: string; readonly node: string; readonly column?: string }[];
  readonly exposures: readonly { readonly name: string; readonly nodes: readonly string[] }[];
}

/** Both states, to look things up in. */
export interface Reach {
  readonly before: ColumnGraph;
  readonly after: ColumnGraph;
  readonly consumers: Consumers;
}

/** What some columns touch in these states. */
export function touchesOf(
  starts: readonly ColumnRef[],
  graphs: readonly ColumnGraph[],
  { consumers }: Pick<Reach, 'consumers'>,
): Touches {
  const columns = new Map<string, ColumnEdge & { readonly name: string }>();
  const used = new Map<string, TouchedUse & { readonly uses: Use[] }>();
  for (const graph of graphs) {
    const name = (node: string) => graph.node(node)?.name ?? node;
    const found = closure(graph, starts);
    for (const edge of found)
      if (!columns.has(keyOf(edge))) columns.set(keyOf(edge), { ...edge, name: name(edge.node) });
    for (const { use, ...place } of [...starts, ...found].flatMap((ref) => graph.uses(ref))) {
      const key = `${place.node}\n${place.column ?? ''}`;
      const known = used.get(key) ?? { ...place, name: name(place.node), uses: [] };
      used.set(key, known);
      if (!known.uses.includes(use)) known.uses.push(use);
    }
  }
  const touched = [...starts, ...columns.values()];
  const keys = new Set(touched.map(keyOf));
  const nodes = new Set([...touched.map(({ node }) => node), ...[...used.values()].map(({ node }) => node)]);
  return {
    columns: [...columns.values()],
    uses: [...used.values()],
    tests: namesOf(
      consumers.tests.filter(({ node, column }) => column !== undefined && keys.has(keyOf({ node, column }))),
    ),
    exposures: namesOf(consumers.exposures.filter((exposure) => exposure.nodes.some((node) => nodes.has(node)))),
  };
}

/** Whether anything reads what changed. */
export function isTouching({ columns, uses, tests, exposures }: Touches): boolean {
  return columns.length + uses.length + tests.length + exposures.length > 0;
}

/** Other rows reach every node downstream. */
export function rowReach(id: string, { after, consumers }: Reach): RowReach {
  const nodes = new Set([id]);
  // A set hands out what is added while it is walked.
  for (const node of nodes) for (const reader of after.readers(node)) nodes.add(reader);
  const tests = consumers.tests.filter(({ node }) => nodes.has(node));
  const exposures = consumers.exposures.filter((exposure) => exposure.nodes.some((node) => nodes.has(node)));
  nodes.delete(id);
  return {
    nodes: [...nodes].map((node) => after.node(node)?.name ?? node),
    tests: namesOf(tests),
    exposures: namesOf(exposures),
  };
}

function namesOf(list: readonly { readonly name: string }[]): readonly string[] {
  return [...new Set(list.map(({ name }) => name))].sort();
}
