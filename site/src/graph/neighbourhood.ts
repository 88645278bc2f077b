import type { NodeRow } from '../../../src/docs/site-data.ts';

/** The project's nodes as the graph walks them: parents stand in the rows, children beside. Everything goes by index. */
export interface NodeGraphData {
  readonly rows: readonly NodeRow[];
  readonly children: readonly (readonly number[])[];
}

export type Direction = 'up' | 'down';

/** Direct parents or children of a node, by index; of an unknown node none. */
export function neighbours({ rows, children }: NodeGraphData, node: number, direction: Direction): readonly number[] {
  return (direction === 'up' ? rows[node]?.parents : children[node]) ?? [];
}

/** All ancestors or descendants of a set within some generations; members of the set only where they are ancestors of others. */
export function reach(
  graph: NodeGraphData,
  from: Iterable<number>,
  direction: Direction,
  generations = Infinity,
): Set<number> {
  const found = new Set<number>();
  let layer = [...from];
  for (let generation = 0; generation < generations && layer.length > 0; generation++) {
    const following: number[] = [];
    for (const node of layer) {
      for (const next of neighbours(graph, node, direction)) {
        if (found.has(next)) continue;
        found.add(next);
        following.push(next);
      }
    }
    layer = following;
  }
  return found;
}

/** The nodes themselves and what lies within `up` generations before and `down` generations behind them. */
export function neighbourhood(graph: NodeGraphData, from: readonly number[], up: number, down: number): Set<number> {
  return new Set([...from, ...reach(graph, from, 'up', up), ...reach(graph, from, 'down', down)]);
}
