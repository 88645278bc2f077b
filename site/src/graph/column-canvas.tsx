import { useMemo } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { ColumnGraph, ColumnRef } from '../data/column-graph.ts';
import { useLoaded, type SiteNodes } from '../data/site.ts';
import { Canvas } from './canvas.tsx';
import { useColumnDrawing, type ColumnScene, type DrawnColumn, type DrawnEdge } from './column-drawing.tsx';
import { columnPainter, MANY_EDGES } from './column-painter.tsx';
import { withUses } from './column-uses.ts';
import { keyOf, type ColumnView } from './column-view.ts';
import type { Drawing, Painter } from './drawing.ts';
import type { CameraControl } from './use-camera.ts';

/** Nodes whose details are loaded to show uses; of more the rest have none. */
const MOST_DETAILS = 60;

/** A view with the uses among it, once they are loaded. */
export function useScene(graph: ColumnGraph, view: ColumnView, hasUses: boolean): ColumnScene {
  const nodes = hasUses ? [...new Set(view.columns.map(({ node }) => node))].slice(0, MOST_DETAILS) : [];
  const details = useLoaded(
    async (site) => new Map(await Promise.all(nodes.map(async (node) => [node, await site.detail(node)] as const))),
    [nodes.join(' ')],
  );
  return useMemo(
    () => (hasUses && details.state === 'ready' ? withUses(graph, view, details.value) : { view, uses: [] }),
    [graph, view, hasUses, details],
  );
}

interface ColumnCanvasProps {
  readonly nodes: SiteNodes;
  readonly graph: ColumnGraph;
  readonly scene: ColumnScene;
  readonly start: ColumnRef;
  readonly wheel: 'zoom' | 'pinch';
  readonly opened?: ColumnRef | undefined;
  readonly edge?: { readonly from: ColumnRef; readonly to: ColumnRef } | undefined;
  readonly onOpen: (column: ColumnRef) => void;
  readonly onEdge: (from: ColumnRef, to: ColumnRef) => void;
  readonly onMore: (column: ColumnRef) => void;
  readonly children?: (
    control: CameraControl,
    drawing: Drawing<DrawnColumn, DrawnEdge>,
    painter: Painter<DrawnColumn, DrawnEdge>,
  ) => ComponentChildren;
}

/** Columns of nodes, and how their values flow. */
export function ColumnCanvas(props: ColumnCanvasProps) {
  const { nodes, graph, scene, start, wheel, opened, edge, onOpen, onEdge, onMore, children } = props;
  const { drawing, error } = useColumnDrawing(nodes, graph, scene);
  const painter = useMemo(() => columnPainter(nodes, graph, start), [nodes, graph, start.node, start.column]);
  const edgeOpened = useMemo(
    () =>
      edge && ((of: DrawnEdge) => !of.isUse && keyOf(of.from) === keyOf(edge.from) && keyOf(of.to) === keyOf(edge.to)),
    [edge && keyOf(edge.from), edge && keyOf(edge.to)],
  );
  if (!drawing) return <p class="graph-empty">{error ?? 'Laying out…'}</p>;
  return (
    <div class="graph-columns" data-many={drawing.edges.length > MANY_EDGES}>
      <Canvas
        drawing={drawing}
        painter={painter}
        wheel={wheel}
        label={`Lineage of the column ${graph.names[start.node]?.[start.column] ?? ''}`}
        opened={opened && keyOf(opened)}
        onOpen={onOpen}
        onAct={(_, column) => onMore(column)}
        onKey={(column, { key, shiftKey }) => {
          const isMore = shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight');
          if (isMore) onMore(column);
          return isMore;
        }}
        {...(edgeOpened && { edgeOpened })}
        onEdge={({ from, to, isUse }) => (isUse ? onOpen(to) : onEdge(from, to))}
      >
        {(control) => children?.(control, drawing, painter)}
      </Canvas>
    </div>
  );
}
