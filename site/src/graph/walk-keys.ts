import type { Point } from './layout-types.ts';

/** Boxes as the keyboard walks them: places, and edges between. */
export interface Walked {
  readonly points: readonly Point[];
  readonly edges: readonly { readonly from: number; readonly to: number }[];
}

/**
 * Where an arrow key leads: left to the nearest parent, right to the nearest child, up and down to the next in the same column. Undefined:
 * there is none.
 */
export function stepByKey(graph: Walked, at: number, key: string): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return nearest(graph, at, parentsOf(graph, at));
    case 'ArrowRight':
      return nearest(graph, at, childrenOf(graph, at));
    case 'ArrowUp':
      return nearest(
        graph,
        at,
        column(graph, at, (distance) => distance < 0),
      );
    case 'ArrowDown':
      return nearest(
        graph,
        at,
        column(graph, at, (distance) => distance > 0),
      );
    case 'Home':
      return graph.points.length > 0 ? leftmost(graph) : undefined;
    default:
      return undefined;
  }
}

function parentsOf({ edges }: Walked, at: number): readonly number[] {
  return edges.flatMap(({ from, to }) => (to === at ? from : []));
}

function childrenOf({ edges }: Walked, at: number): readonly number[] {
  return edges.flatMap(({ from, to }) => (from === at ? to : []));
}

// Boxes of a column have the same middle, or nearly so.
function column({ points }: Walked, at: number, isWanted: (distance: number) => boolean): readonly number[] {
  const own = points[at] as Point;
  return points.flatMap((point, index) =>
    index !== at && Math.abs(point.x - own.x) < 60 && isWanted(point.y - own.y) ? index : [],
  );
}

function nearest({ points }: Walked, at: number, among: readonly number[]): number | undefined {
  const own = points[at] as Point;
  const far = (index: number) =>
    Math.abs((points[index]?.y ?? 0) - own.y) + Math.abs((points[index]?.x ?? 0) - own.x) / 8;
  return [...among].sort((a, b) => far(a) - far(b))[0];
}

function leftmost({ points }: Walked): number {
  return points.reduce((best, { x, y }, index) => {
    const other = points[best] as Point;
    return x < other.x || (x === other.x && y < other.y) ? index : best;
  }, 0);
}

/** A box with everything that leads to it and that it leads to: what is highlighted. Boxes and edges by their places. */
export function pathsThrough(
  { edges }: Pick<Walked, 'edges'>,
  at: number,
): { boxes: ReadonlySet<number>; edges: ReadonlySet<number> } {
  const boxes = new Set([at]);
  const lit = new Set<number>();
  const follow = (near: 'from' | 'to', far: 'from' | 'to') => {
    const byNear = new Map<number, number[]>();
    edges.forEach((edge, index) => {
      const list = byNear.get(edge[near]);
      if (list) list.push(index);
      else byNear.set(edge[near], [index]);
    });
    const seen = new Set([at]);
    for (const box of seen) {
      for (const index of byNear.get(box) ?? []) {
        lit.add(index);
        const next = edges[index]?.[far] as number;
        seen.add(next);
        boxes.add(next);
      }
    }
  };
  follow('from', 'to');
  follow('to', 'from');
  return { boxes, edges: lit };
}
