import type { LayoutRequest, Point } from './layout-types.ts';

/** Space between parts of a graph that hang together by nothing. */
const BETWEEN = 28;
/** As wide as this many times its height. */
const ASPECT = 1.6;
/** Heights that are tried, as parts of the height that a whole without gaps would have. */
const HEIGHTS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.8, 2.2];

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Places of nodes that hang together, each list ascending, in the order of their first nodes. */
export function componentsOf(count: number, edges: LayoutRequest['edges']): readonly (readonly number[])[] {
  const neighbours: number[][] = Array.from({ length: count }, () => []);
  for (const [from, to] of edges) {
    neighbours[from]?.push(to);
    neighbours[to]?.push(from);
  }
  const seen = new Uint8Array(count);
  const components: number[][] = [];
  for (let start = 0; start < count; start++) {
    if (seen[start]) continue;
    seen[start] = 1;
    const component = [start];
    for (const node of component) {
      for (const next of neighbours[node] ?? []) {
        if (seen[next]) continue;
        seen[next] = 1;
        component.push(next);
      }
    }
    components.push(component.sort((a, b) => a - b));
  }
  return components;
}

/**
 * Upper left corners of rectangles put below and beside each other without overlaps: the highest first, in columns; of several heights of
 * columns the one is taken whose whole is largest on a screen.
 */
export function packed(sizes: readonly Size[]): readonly Point[] {
  const highest = Math.max(0, ...sizes.map(({ height }) => height));
  const area = sizes.reduce((sum, { width, height }) => sum + (width + BETWEEN) * (height + BETWEEN), 0);
  const ideal = Math.sqrt(area / ASPECT);
  const tries = HEIGHTS.map((factor) => inColumns(sizes, Math.max(highest, ideal * factor)));
  return tries.reduce((best, next) => (next.room < best.room ? next : best)).places;
}

function inColumns(sizes: readonly Size[], high: number): { readonly places: readonly Point[]; readonly room: number } {
  const order = sizes
    .map((_, index) => index)
    .sort((a, b) => (sizes[b]?.height ?? 0) - (sizes[a]?.height ?? 0) || a - b);
  const columns: { width: number; height: number; readonly members: [index: number, y: number][] }[] = [];
  for (const index of order) {
    const { width, height } = sizes[index] ?? { width: 0, height: 0 };
    const isRoom = (each: (typeof columns)[number]) => each === columns.at(-1) || width <= each.width * 1.2;
    let column = columns.find((each) => each.height + height <= high && isRoom(each));
    if (!column) columns.push((column = { width, height: 0, members: [] }));
    column.members.push([index, column.height]);
    column.width = Math.max(column.width, width);
    column.height += height + BETWEEN;
  }
  const places: Point[] = [];
  let x = 0;
  for (const { width, members } of columns) {
    for (const [index, y] of members) places[index] = { x, y };
    x += width + BETWEEN;
  }
  // What a screen of the wished shape must hold.
  return { places, room: Math.max(x / ASPECT, ...columns.map(({ height }) => height)) };
}
