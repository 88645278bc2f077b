import { Graph, layout } from '@dagrejs/dagre';
import { componentsOf, packed } from './components.ts';
import type { LayoutRequest, LayoutResult, Point } from './layout-types.ts';
import { ranksOf, type Ranks } from './ranks.ts';

/** Above, the ranks are our own (linear) and the ordering takes fewer passes: 500 nodes take a quarter of the time. */
export const FINE_LAYOUT = { nodes: 120, edges: 240 };
const BETWEEN_RANKS = 48;
const MARGIN = 20;
const HALF_COLUMN = 70;

interface Placed extends Point {
  readonly points?: readonly Point[];
}

/** Lays a graph out from left to right; parts that hang together by nothing are put beside each other, unless there are bands. */
export function layoutGraph(request: LayoutRequest): LayoutResult {
  const components = request.bands === undefined ? componentsOf(request.nodes.length, request.edges) : [];
  return components.length > 1 ? layoutApart(request, components) : layoutOne(request);
}

function layoutApart({ nodes, edges, gap }: LayoutRequest, components: readonly (readonly number[])[]): LayoutResult {
  const [partOf, placeIn] = [new Uint32Array(nodes.length), new Uint32Array(nodes.length)];
  components.forEach((component, part) =>
    component.forEach((node, place) => {
      partOf[node] = part;
      placeIn[node] = place;
    }),
  );
  const edgesOf: number[][] = components.map(() => []);
  edges.forEach(([from], index) => edgesOf[partOf[from] ?? 0]?.push(index));
  const laid = components.map((component, part) =>
    layoutOne({
      ...(gap !== undefined && { gap }),
      nodes: component.map((node) => nodes[node] as LayoutRequest['nodes'][number]),
      edges: (edgesOf[part] ?? []).map((edge) => {
        const [from, to] = edges[edge] as readonly [number, number];
        return [placeIn[from] ?? 0, placeIn[to] ?? 0] as const;
      }),
    }),
  );
  const corners = packed(laid.map(({ width, height }) => ({ width: width - 2 * MARGIN, height: height - 2 * MARGIN })));
  const result = { nodes: [] as Point[], edges: [] as (readonly Point[])[] };
  laid.forEach((part, index) => {
    const corner = corners[index] ?? { x: 0, y: 0 };
    const shifted = ({ x, y }: Point) => ({ x: x + corner.x, y: y + corner.y });
    part.nodes.forEach((point, place) => (result.nodes[components[index]?.[place] ?? 0] = shifted(point)));
    part.edges.forEach((points, place) => (result.edges[edgesOf[index]?.[place] ?? 0] = points.map(shifted)));
  });
  return {
    ...result,
    width: Math.max(...laid.map(({ width }, index) => width + (corners[index]?.x ?? 0))),
    height: Math.max(...laid.map(({ height }, index) => height + (corners[index]?.y ?? 0))),
    bands: [],
  };
}

function layoutOne(request: LayoutRequest): LayoutResult {
  const { nodes, edges } = request;
  if (nodes.length === 0) return { width: 0, height: 0, nodes: [], edges: [], bands: [] };
  const [only] = nodes;
  if (nodes.length === 1 && only && request.bands === undefined) return layoutSingle(only, edges.length);
  const ranks = ranksOf(request);
  const isSmall = nodes.length <= FINE_LAYOUT.nodes && edges.length <= FINE_LAYOUT.edges;
  const isFine = isSmall && request.bands === undefined;
  const graph = new Graph<object, object, object>({ multigraph: true });
  graph.setGraph({
    rankdir: 'LR',
    nodesep: 14,
    edgesep: 8,
    ranksep: request.gap ?? BETWEEN_RANKS,
    marginx: MARGIN,
    marginy: MARGIN,
    ranker: isFine ? 'network-simplex' : rankerOf(ranks),
  });
  nodes.forEach(({ width, height }, index) => graph.setNode(String(index), { width, height }));
  edges.forEach(([from, to], index) => {
    const [first, second] = ranks.isBackward[index] ? [to, from] : [from, to];
    if (from !== to) graph.setEdge(String(first), String(second), {}, String(index));
  });
  layout(graph as never, { disableOptimalOrderHeuristic: !isSmall });
  return resultOf(request, ranks, graph as never);
}

// Hundreds of them are found where nothing hangs together.
function layoutSingle({ width, height }: LayoutRequest['nodes'][number], loops: number): LayoutResult {
  const centre = { x: MARGIN + width / 2, y: MARGIN + height / 2 };
  const points = [
    { x: centre.x + width / 2, y: centre.y },
    { x: centre.x - width / 2, y: centre.y },
  ];
  return {
    width: width + 2 * MARGIN,
    height: height + 2 * MARGIN,
    nodes: [centre],
    edges: Array.from({ length: loops }, () => points),
    bands: [],
  };
}

// dagre counts two ranks for each of ours, as labels of edges would stand between.
function rankerOf({ rank }: Ranks) {
  return (graph: { nodes(): string[]; node(name: string): { rank?: number } }) => {
    for (const name of graph.nodes())
      graph.node(name).rank = /^\d+$/.test(name) ? 2 * (rank[Number(name)] ?? 0) + 2 : 0;
  };
}

interface PlacedGraph {
  graph(): { width: number; height: number };
  node(name: string): Placed;
  edge(from: string, to: string, name: string): Placed | undefined;
}

function resultOf({ nodes, edges, bands }: LayoutRequest, { isBackward }: Ranks, graph: PlacedGraph): LayoutResult {
  const centres = nodes.map((_, index) => {
    const { x, y } = graph.node(String(index));
    return { x, y };
  });
  const { width, height } = graph.graph();
  return {
    width,
    height,
    nodes: centres,
    edges: edges.map(([from, to], index) => {
      const [first, second] = isBackward[index] ? [to, from] : [from, to];
      const bends = graph.edge(String(first), String(second), String(index))?.points?.slice(1, -1) ?? [];
      const points = levelBends(bends);
      return between(nodes, centres, [from, to], isBackward[index] ? points.reverse() : points);
    }),
    bands: Array.from({ length: bands ?? 0 }, (_, band) => {
      const inside = nodes.flatMap((node, index) => (node.band === band ? [[node, centres[index]] as const] : []));
      const lefts = inside.map(([node, centre]) => (centre?.x ?? 0) - node.width / 2);
      const rights = inside.map(([node, centre]) => (centre?.x ?? 0) + node.width / 2);
      return [Math.min(...lefts), Math.max(...rights)] as const;
    }),
  };
}

// Of an edge over several columns: level across each column that it passes. Bends between two columns only make it crooked.
function levelBends(bends: readonly Point[]): Point[] {
  return bends.flatMap(({ x, y }, index) =>
    index % 2 === 1
      ? [
          { x: x - HALF_COLUMN, y },
          { x: x + HALF_COLUMN, y },
        ]
      : [],
  );
}

// Edges leave in the middle of a side, whichever way dagre would have them cross the border.
function between(
  nodes: LayoutRequest['nodes'],
  centres: readonly Point[],
  [from, to]: readonly [number, number],
  bends: readonly Point[],
): readonly Point[] {
  const [start, end] = [centres[from], centres[to]];
  const [startWidth, endWidth] = [nodes[from]?.width ?? 0, nodes[to]?.width ?? 0];
  if (!start || !end) return [];
  const sign = end.x >= start.x ? 1 : -1;
  return [
    { x: start.x + (sign * startWidth) / 2, y: start.y },
    ...bends,
    { x: end.x - (sign * endWidth) / 2, y: end.y },
  ];
}
