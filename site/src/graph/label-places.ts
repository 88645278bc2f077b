import { touches, type Rect } from './camera.ts';
import type { Point } from './layout-types.ts';

/** An edge with what is written on it. */
interface Labelled {
  readonly from: number;
  readonly to: number;
  readonly points: readonly Point[];
  readonly label: string | undefined;
}

/** Where a label stands, and whether it stands there always: where it would cover something, it is shown on demand alone. */
export interface LabelPlace extends Rect {
  readonly isFree: boolean;
}

const CHAR = 6.5;
const HEIGHT = 16;
const PAD = 8;
/** Where so many edges of a box meet, nobody reads labels: dashes and the legend say the same. */
const MANY_EDGES = 12;
/** Parts of an edge's length at which its label may stand, the best first. */
const STOPS = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];

/**
 * Places of labels upon their edges, each in the middle or as near to it as there is room: none upon a box, none upon another label.
 * `taken`: rectangles of boxes. In the order of the edges; undefined for edges without a label.
 */
export function labelPlaces(edges: readonly Labelled[], taken: readonly Rect[]): readonly (LabelPlace | undefined)[] {
  const placed: Rect[] = [];
  const [leaving, coming] = [countBy(edges, 'from'), countBy(edges, 'to')];
  return edges.map(({ points, label, from, to }) => {
    if (!label || points.length < 2) return undefined;
    const width = label.length * CHAR + PAD;
    const rects = STOPS.map((stop) => around(pointAt(points, stop), width));
    const isMany = Math.max(leaving.get(from) ?? 0, coming.get(to) ?? 0) > MANY_EDGES;
    const free = isMany ? undefined : rects.find((rect) => !isTaken(placed, rect) && !isTaken(taken, rect));
    if (free) placed.push(free);
    const rect = free ?? (rects[0] as Rect);
    return { ...rect, isFree: free !== undefined };
  });
}

function countBy(edges: readonly Labelled[], end: 'from' | 'to'): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const edge of edges) counts.set(edge[end], (counts.get(edge[end]) ?? 0) + 1);
  return counts;
}

function isTaken(taken: readonly Rect[], rect: Rect): boolean {
  return taken.some((other) => touches(other, rect));
}

function around({ x, y }: Point, width: number): Rect {
  return { x: x - width / 2, y: y - HEIGHT / 2, width, height: HEIGHT };
}

/** A point of the curve that `curve()` draws, at a part of its length from left to right. */
export function pointAt(points: readonly Point[], part: number): Point {
  const first = points[0] as Point;
  const last = points.at(-1) as Point;
  const x = first.x + (last.x - first.x) * part;
  const next = points.findIndex((point, index) => index > 0 && (point.x - x) * (last.x - first.x) >= 0);
  const [from, to] = [points[next - 1] ?? first, points[next] ?? last];
  const along = to.x === from.x ? 0.5 : (x - from.x) / (to.x - from.x);
  // The curve's x and y both follow one parameter; with its handles half way, x is this cubic of it.
  let t = along;
  for (let step = 0; step < 6; step++) {
    const slope = 1.5 - 3 * t + 3 * t * t;
    t -= (1.5 * t - 1.5 * t * t + t * t * t - along) / slope;
  }
  return { x, y: from.y + (to.y - from.y) * (3 * t * t - 2 * t * t * t) };
}
