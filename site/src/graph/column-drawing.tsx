import { useMemo } from 'preact/hooks';
import { ALL_ROWS, type ColumnGraph } from '../data/column-graph.ts';
import type { SiteNodes } from '../data/site.ts';
import { nodeLink } from '../router/links.ts';
import { keyOf, type ColumnView } from './column-view.ts';
import { cutTo, type Drawing } from './drawing.ts';
import type { LayoutRequest, LayoutResult, Point } from './layout-types.ts';
import { NodeShape } from './node-shape.tsx';
import { doneOf, useLayout } from './use-layout.ts';
import { columnName, type ColumnUseEdge } from './column-uses.ts';

/** One column in its place; what it is called is found in the graph. */
export type DrawnColumn = ColumnView['columns'][number];

/** A flow of values, or a use that is no part of a value. */
export interface DrawnEdge {
  readonly from: DrawnColumn;
  readonly to: DrawnColumn;
  readonly how: string;
  readonly isUse: boolean;
}

/** What is laid out: a view, with uses or without. */
export interface ColumnScene {
  readonly view: ColumnView;
  readonly uses: readonly ColumnUseEdge[];
}

const HEAD = 34;
const ROW = 24;
const PAD = 8;
const CHAR = 7.2;
const NAME_CHAR = 8.6;
/** Between boxes, so that it can be read how a value flows. */
const GAP = 112;

/** Lays the boxes of nodes out, and puts their columns into them. */
export function useColumnDrawing(nodes: SiteNodes, graph: ColumnGraph, scene: ColumnScene) {
  const requestOf = (of: ColumnScene) => requestFor(nodes, graph, of);
  const state = useLayout(scene, requestOf);
  const done = doneOf(state);
  const drawing = useMemo(() => done && drawingFor(nodes, graph, done.of, done.layout), [done?.layout]);
  return { drawing, error: state.state === 'failed' ? state.error : undefined };
}

interface Holder {
  readonly node: number;
  /** Places of its columns. */
  readonly columns: readonly number[];
  readonly width: number;
  readonly height: number;
}

function holdersOf(nodes: SiteNodes, graph: ColumnGraph, { columns }: ColumnView): readonly Holder[] {
  const byNode = new Map<number, number[]>();
  columns.forEach(({ node }, place) => byNode.set(node, [...(byNode.get(node) ?? []), place]));
  return [...byNode].map(([node, places]) => {
    const names = places.map((place) => columnName(graph, columns[place] ?? { node, column: ALL_ROWS }));
    const widest = Math.max(
      (nodes.rows[node]?.name.length ?? 0) * NAME_CHAR + 44,
      ...names.map((name) => name.length * CHAR + 32),
    );
    const width = Math.min(320, Math.max(150, widest));
    return { node, columns: places, width, height: HEAD + places.length * ROW + PAD };
  });
}

function requestFor(nodes: SiteNodes, graph: ColumnGraph, { view, uses }: ColumnScene): LayoutRequest {
  const holders = holdersOf(nodes, graph, view);
  return { gap: GAP, nodes: holders, edges: nodeEdges(holders, view, uses) };
}

function nodeEdges(holders: readonly Holder[], { columns, edges }: ColumnView, uses: readonly ColumnUseEdge[]) {
  const placeOf = new Map(holders.map(({ node }, place) => [node, place]));
  const found = new Map<string, readonly [number, number]>();
  for (const { from, to } of [...edges, ...uses]) {
    const pair = [placeOf.get(columns[from]?.node ?? -1) ?? 0, placeOf.get(columns[to]?.node ?? -1) ?? 0] as const;
    if (pair[0] !== pair[1]) found.set(pair.join(' '), pair);
  }
  return [...found.values()];
}

function drawingFor(
  nodes: SiteNodes,
  graph: ColumnGraph,
  { view, uses }: ColumnScene,
  layout: LayoutResult,
): Drawing<DrawnColumn, DrawnEdge> {
  const holders = holdersOf(nodes, graph, view);
  const pairs = nodeEdges(holders, view, uses);
  const bendsOf = new Map(
    pairs.map(([from, to], index) => [
      `${holders[from]?.node} ${holders[to]?.node}`,
      layout.edges[index]?.slice(1, -1),
    ]),
  );
  const spots: { x: number; y: number; width: number; height: number }[] = [];
  const frames = holders.map((holder, index) => {
    const centre = layout.nodes[index] ?? { x: 0, y: 0 };
    const rect = {
      x: centre.x - holder.width / 2,
      y: centre.y - holder.height / 2,
      width: holder.width,
      height: holder.height,
    };
    holder.columns.forEach((place, row) => {
      spots[place] = { x: centre.x, y: rect.y + HEAD + row * ROW + ROW / 2, width: holder.width - 8, height: ROW - 2 };
    });
    return { key: String(holder.node), rect, draw: () => <Frame nodes={nodes} holder={holder} /> };
  });
  const lineOf = (from: number, to: number): readonly Point[] => {
    const [start, end] = [spots[from], spots[to]];
    if (!start || !end) return [];
    const bends = bendsOf.get(`${view.columns[from]?.node} ${view.columns[to]?.node}`) ?? [];
    // Within a node, and against the flow, an edge leaves and comes in on the outer sides.
    const sign = end.x >= start.x ? 1 : -1;
    return [
      { x: start.x + (sign * start.width) / 2, y: start.y },
      ...bends,
      { x: end.x - (sign * end.width) / 2, y: end.y },
    ];
  };
  const drawn = (from: number, to: number, how: string, isUse: boolean) => {
    const of = { from: view.columns[from] as DrawnColumn, to: view.columns[to] as DrawnColumn, how, isUse };
    return { from, to, points: lineOf(from, to), of };
  };
  return {
    width: layout.width,
    height: layout.height,
    frames,
    bands: [],
    boxes: view.columns.map((of, place) => ({
      key: keyOf(of),
      of,
      ...(spots[place] ?? { x: 0, y: 0, width: 0, height: 0 }),
    })),
    edges: [
      ...view.edges.map(({ from, to, how }) => drawn(from, to, how, false)),
      ...uses.map(({ from, to, use }) => drawn(from, to, use, true)),
    ],
  };
}

function Frame({ nodes, holder }: { readonly nodes: SiteNodes; readonly holder: Holder }) {
  const row = nodes.rows[holder.node];
  if (!row) return null;
  return (
    <>
      <rect class="graph-ground" width={holder.width} height={holder.height} rx={7} />
      <g transform="translate(8 8)">
        <NodeShape kind={row.kind} />
      </g>
      <a href={nodeLink(row.id, { view: 'columns' })} draggable={false}>
        <title>{row.name}</title>
        <text class="graph-name" x={33} y={22}>
          {cutTo(row.name, holder.width - 40, NAME_CHAR)}
        </text>
      </a>
    </>
  );
}
