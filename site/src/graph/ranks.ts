import type { LayoutRequest } from './layout-types.ts';

export interface Ranks {
  /** Columns, counted from the left. */
  readonly rank: readonly number[];
  /** Edges that lead from right to left: they close a circle, or go back to an earlier band. */
  readonly isBackward: readonly boolean[];
}

/**
 * Puts nodes into columns: each behind its parents, roots just before their first child, and the columns of a band apart from those of
 * the bands before. Linear in nodes and edges.
 */
export function ranksOf({ nodes, edges }: LayoutRequest): Ranks {
  const bandOf = (node: number) => nodes[node]?.band ?? 0;
  const closing = closingEdges(nodes.length, edges);
  const isBackward = edges.map(([from, to], index) => {
    const apart = bandOf(to) - bandOf(from);
    return apart < 0 || (apart === 0 && (closing.has(index) || from === to));
  });
  const inner = edges.flatMap(([from, to], index) =>
    bandOf(from) === bandOf(to) && from !== to
      ? [isBackward[index] ? ([to, from] as const) : ([from, to] as const)]
      : [],
  );
  const local = pullRoots(longestPaths(nodes.length, inner), inner);
  const widths: number[] = [];
  local.forEach((rank, node) => (widths[bandOf(node)] = Math.max(widths[bandOf(node)] ?? 0, rank + 1)));
  const offsets: number[] = [];
  let offset = 0;
  for (let band = 0; band < widths.length; band++) {
    offsets[band] = offset;
    offset += widths[band] ?? 0;
  }
  return { rank: local.map((rank, node) => rank + (offsets[bandOf(node)] ?? 0)), isBackward };
}

/** Indexes of the edges that close a circle, found by a walk in depth. */
export function closingEdges(count: number, edges: LayoutRequest['edges']): ReadonlySet<number> {
  const out: number[][] = Array.from({ length: count }, () => []);
  edges.forEach(([from], index) => out[from]?.push(index));
  const state = new Uint8Array(count);
  const closing = new Set<number>();
  for (let start = 0; start < count; start++) {
    if (state[start] !== 0) continue;
    const stack: [node: number, next: number][] = [[start, 0]];
    state[start] = 1;
    while (stack.length > 0) {
      const top = stack.at(-1) as [number, number];
      const edge = out[top[0]]?.[top[1]++];
      if (edge === undefined) {
        state[top[0]] = 2;
        stack.pop();
        continue;
      }
      const to = edges[edge]?.[1] ?? 0;
      if (state[to] === 1) closing.add(edge);
      else if (state[to] === 0) {
        state[to] = 1;
        stack.push([to, 0]);
      }
    }
  }
  return closing;
}

function longestPaths(count: number, edges: LayoutRequest['edges']): number[] {
  const out: number[][] = Array.from({ length: count }, () => []);
  const waiting = new Uint32Array(count);
  for (const [from, to] of edges) {
    out[from]?.push(to);
    waiting[to] = (waiting[to] ?? 0) + 1;
  }
  const rank = new Array<number>(count).fill(0);
  const ready = rank.flatMap((_, node) => (waiting[node] === 0 ? node : []));
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    for (const to of out[next] ?? []) {
      rank[to] = Math.max(rank[to] ?? 0, (rank[next] ?? 0) + 1);
      waiting[to] = (waiting[to] ?? 0) - 1;
      if (waiting[to] === 0) ready.push(to);
    }
  }
  return rank;
}

// A source that a late model reads stands beside it, and not at the far left.
function pullRoots(rank: readonly number[], edges: LayoutRequest['edges']): number[] {
  const hasParent = new Set(edges.map(([, to]) => to));
  const firstChild = new Map<number, number>();
  for (const [from, to] of edges) firstChild.set(from, Math.min(firstChild.get(from) ?? Infinity, rank[to] ?? 0));
  return rank.map((own, node) => (hasParent.has(node) ? own : Math.max(own, (firstChild.get(node) ?? 1) - 1)));
}
