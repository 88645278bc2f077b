import { useMemo } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { ALL_ROWS, type ColumnGraph, type ColumnRef } from '../data/column-graph.ts';
import type { SiteNodes } from '../data/site.ts';
import { nodeLink } from '../router/links.ts';
import { navigate } from '../router/navigate.ts';
import { Canvas } from './canvas.tsx';
import { useColumnDrawing, type ColumnScene, type DrawnColumn, type DrawnEdge } from './column-drawing.tsx';
import { columnPainter } from './column-painter.tsx';
import { withUses } from './column-uses.ts';
import { keyOf, type ColumnView } from './column-view.ts';
import type { Drawing, Painter } from './drawing.ts';
import type { CameraControl } from './use-camera.ts';

/** A view, with uses where they are wanted. */
export function useScene(graph: ColumnGraph, view: ColumnView, hasUses: boolean): ColumnScene {
  return useMemo(() => (hasUses ? withUses(graph, view) : { view, uses: [] }), [graph, view, hasUses]);
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
  // Rows of a node are joined and filtered in its SQL.
  const open = (of: ColumnRef) => {
    if (of.column === ALL_ROWS) navigate(nodeLink(nodes.rows[of.node]?.id ?? '', { view: 'sql' }));
    else onOpen(of);
  };
  if (!drawing) return <p class="graph-empty">{error ?? 'Laying out…'}</p>;
  return (
    <div class="graph-columns">
      <Canvas
        drawing={drawing}
        painter={painter}
        wheel={wheel}
        label={`Lineage of the column ${graph.names[start.node]?.[start.column] ?? ''}`}
        opened={opened && keyOf(opened)}
        start={keyOf(start)}
        onOpen={open}
        onAct={(_, column) => onMore(column)}
        onKey={(column, { key, shiftKey }) => {
          const isMore = shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight');
          if (isMore) onMore(column);
          return isMore;
        }}
        {...(edgeOpened && { edgeOpened })}
        onEdge={({ from, to, isUse }) => (isUse ? open(to) : onEdge(from, to))}
      >
        {(control) => children?.(control, drawing, painter)}
      </Canvas>
    </div>
  );
}
