import { useMemo } from 'preact/hooks';
import { drawingOf, type Drawing } from './drawing.ts';
import type { LayoutRequest } from './layout-types.ts';
import { sizeOf, type NodeEdge } from './node-painter.tsx';
import { doneOf, useLayout } from './use-layout.ts';
import type { Box, VisibleGraph } from './visible-graph.ts';

export interface NodeDrawing {
  readonly drawing?: Drawing<Box, NodeEdge>;
  readonly error?: string;
  readonly isWorking: boolean;
}

/** Lays a visible graph out, its groups as bands. */
export function useNodeDrawing(graph: VisibleGraph): NodeDrawing {
  const state = useLayout(graph, requestOf);
  const done = doneOf(state);
  const drawing = useMemo(() => done && drawingFor(done.of, done.layout), [done?.layout]);
  return {
    ...(drawing && { drawing }),
    ...(state.state === 'failed' && { error: state.error }),
    isWorking: state.state === 'working',
  };
}

/** The drawing of a graph that was laid out. */
export function drawingFor(graph: VisibleGraph, layout: Parameters<typeof drawingOf>[2]): Drawing<Box, NodeEdge> {
  const boxes = graph.boxes.map((box) => ({ key: box.key, ...sizeOf(box), of: box }));
  return drawingOf(
    boxes,
    graph.edges.map((edge) => ({ from: edge.from, to: edge.to, of: edge })),
    layout,
    graph.hasBands ? graph.groups : [],
  );
}

function requestOf({ boxes, edges, groups, hasBands }: VisibleGraph): LayoutRequest {
  const bandOf = new Map((hasBands ? groups : []).map((name, index) => [name, index]));
  return {
    nodes: boxes.map((box) => {
      const band = box.group === undefined ? undefined : bandOf.get(box.group);
      return { ...sizeOf(box), ...(band !== undefined && { band }) };
    }),
    edges: edges.map(({ from, to }) => [from, to] as const),
    ...(hasBands && { bands: groups.length }),
  };
}
