import { invariant } from '../diagnostics/index.ts';

/** Parents and children of a node, by unique id. */
export interface Neighbours {
  readonly parents: readonly string[];
  readonly children: readonly string[];
}

/**
 * Kahn's algorithm, level by level, ids sorted within a level; iterative, since chains may be as long as the project is large.
 * `rest` holds what cannot be sorted: members of cycles and their descendants.
 */
export function topologicalOrder(nodes: ReadonlyMap<string, Neighbours>): { order: string[]; rest: Set<string> } {
  const waiting = new Map<string, number>();
  const rest = new Set(nodes.keys());
  for (const [id, node] of nodes) waiting.set(id, node.parents.length);
  const order: string[] = [];
  let level = [...nodes.keys()].filter((id) => waiting.get(id) === 0).sort();
  while (level.length > 0) {
    const next: string[] = [];
    for (const id of level) {
      order.push(id);
      rest.delete(id);
      for (const child of neighbours(nodes, id).children) {
        const left = (waiting.get(child) as number) - 1;
        waiting.set(child, left);
        if (left === 0) next.push(child);
      }
    }
    level = next.sort();
  }
  return { order, rest };
}

/** A node's neighbours; every id that the graph names is in it. */
export function neighbours<T extends Neighbours>(nodes: ReadonlyMap<string, T>, id: string): T {
  const node = nodes.get(id);
  invariant(node, `"${id}" is in the graph`);
  return node;
}
