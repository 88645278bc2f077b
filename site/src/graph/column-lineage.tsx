import { useMemo, useState } from 'preact/hooks';
import { Loading } from '../components/loading.tsx';
import type { ColumnGraph, ColumnRef } from '../data/column-graph.ts';
import { useLoaded, useNodes, type SiteNodes } from '../data/site.ts';
import { columnLink } from '../router/links.ts';
import { navigate } from '../router/navigate.ts';
import { CanvasButtons } from './canvas-buttons.tsx';
import { ColumnCanvas, useScene } from './column-canvas.tsx';
import { columnView } from './column-view.ts';

/** The lineage of a column of a node (an index), one step both ways, for the node's page. */
export function ColumnLineage({ node, column }: { readonly node: number; readonly column: string }) {
  const nodes = useNodes();
  const columns = useLoaded((site) => site.columnGraph());
  return (
    <Loading of={nodes}>
      {(nodesThere) => (
        <Loading of={columns}>
          {(graph) => {
            const at = graph.columnOf(node, column);
            if (at < 0) return <p class="graph-empty">Nothing is known of where it comes from.</p>;
            return <Around key={`${node} ${at}`} nodes={nodesThere} graph={graph} start={{ node, column: at }} />;
          }}
        </Loading>
      )}
    </Loading>
  );
}

function Around({
  nodes,
  graph,
  start,
}: {
  readonly nodes: SiteNodes;
  readonly graph: ColumnGraph;
  readonly start: ColumnRef;
}) {
  const [also, setAlso] = useState<readonly ColumnRef[]>([]);
  const view = useMemo(() => columnView(graph, start, { up: 1, down: 1 }, also), [graph, also]);
  const scene = useScene(graph, view, false);
  const linkOf = ({ node, column }: ColumnRef) =>
    columnLink(nodes.rows[node]?.id ?? '', graph.names[node]?.[column] ?? '');
  return (
    <div class="graph-small graph-small-columns">
      <ColumnCanvas
        nodes={nodes}
        graph={graph}
        scene={scene}
        start={start}
        wheel="pinch"
        onOpen={(column) => navigate(linkOf(column))}
        onEdge={(_, column) => navigate(linkOf(column))}
        onMore={(column) => setAlso([...also, column])}
      >
        {(control) => <CanvasButtons control={control} />}
      </ColumnCanvas>
    </div>
  );
}
