import type { NodeGraphData } from './neighbourhood.ts';
import type { VisibleEdge } from './visible-graph.ts';

/** More of them would hide what they join. */
const MOST_WAYS = 400;

/**
 * Edges between shown nodes that hang together over nodes that were left out alone, and by no way that is shown. `boxOf` leads from nodes
 * to boxes, `edges` are those between boxes. At most 400, those over the fewest hidden nodes.
 */
export function waysOverHidden(
  graph: NodeGraphData,
  nodes: readonly number[],
  boxOf: ReadonlyMap<number, number>,
  left: ReadonlySet<number>,
  edges: readonly VisibleEdge[],
): readonly VisibleEdge[] {
  if (left.size === 0) return [];
  const found = new Map<string, { from: number; to: number; count: number; via: number }>();
  for (const node of nodes) {
    const to = boxOf.get(node) as number;
    for (const [parent, via] of shownAbove(graph, node, boxOf, left)) {
      const from = boxOf.get(parent) as number;
      if (from === to) continue;
      const way = found.get(`${from} ${to}`) ?? { from, to, count: 1, via };
      found.set(`${from} ${to}`, { ...way, via: Math.min(way.via, via) });
    }
  }
  const above = ancestorsOf([...edges, ...found.values()]);
  const isShort = ({ from, to }: VisibleEdge) =>
    ![...(above.parents.get(to) ?? [])].some((parent) => parent !== from && above.of(parent).has(from));
  const drawn = new Set(edges.map(({ from, to }) => `${from} ${to}`));
  return [...found.values()]
    .filter((way) => !drawn.has(`${way.from} ${way.to}`))
    .sort((a, b) => a.via - b.via)
    .filter(isShort)
    .slice(0, MOST_WAYS);
}

// Shown nodes from which ways over hidden nodes lead to one, each with the number of nodes on the shortest.
function shownAbove(
  { rows }: NodeGraphData,
  node: number,
  boxOf: ReadonlyMap<number, number>,
  left: ReadonlySet<number>,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const seen = new Set<number>();
  let layer = rows[node]?.parents.filter((parent) => left.has(parent)) ?? [];
  for (let via = 1; layer.length > 0; via++) {
    const next: number[] = [];
    for (const hidden of layer) {
      if (seen.has(hidden)) continue;
      seen.add(hidden);
      for (const parent of rows[hidden]?.parents ?? []) {
        if (boxOf.has(parent)) found.set(parent, found.get(parent) ?? via);
        else if (left.has(parent)) next.push(parent);
      }
    }
    layer = next;
  }
  return found;
}

// All boxes before a box, remembered for each that is asked for.
function ancestorsOf(edges: readonly VisibleEdge[]) {
  const parents = new Map<number, Set<number>>();
  for (const { from, to } of edges) parents.set(to, (parents.get(to) ?? new Set()).add(from));
  const known = new Map<number, ReadonlySet<number>>();
  const of = (box: number): ReadonlySet<number> => {
    const before = known.get(box);
    if (before) return before;
    const found = new Set<number>(parents.get(box));
    for (const each of found) for (const parent of parents.get(each) ?? []) found.add(parent);
    known.set(box, found);
    return found;
  };
  return { parents, of };
}
