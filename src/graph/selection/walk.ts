import type { Graph } from '../graph.ts';

/** All ancestors of a set within some generations; members of the set are among them only where they are ancestors of others. */
export function ancestors(graph: Graph, of: Iterable<string>, generations = Infinity): Set<string> {
  return reach(of, generations, (id) => graph.nodes[id]?.parents ?? []);
}

/** All descendants of a set within some generations. */
export function descendants(graph: Graph, of: Iterable<string>, generations = Infinity): Set<string> {
  return reach(of, generations, (id) => graph.nodes[id]?.children ?? []);
}

function reach(from: Iterable<string>, generations: number, next: (id: string) => readonly string[]): Set<string> {
  const found = new Set<string>();
  let layer = [...from];
  for (let generation = 0; generation < generations && layer.length > 0; generation++) {
    const following: string[] = [];
    for (const id of layer) {
      for (const neighbour of next(id)) {
        if (found.has(neighbour)) continue;
        found.add(neighbour);
        following.push(neighbour);
      }
    }
    layer = following;
  }
  return found;
}
