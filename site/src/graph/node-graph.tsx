import { useMemo, useState } from 'preact/hooks';
import { Loading } from '../components/loading.tsx';
import { useNodes, type SiteNodes } from '../data/site.ts';
import { graphLink, nodeLink } from '../router/links.ts';
import { navigate } from '../router/navigate.ts';
import { CanvasButtons } from './canvas-buttons.tsx';
import { Canvas } from './canvas.tsx';
import { useNodeDrawing } from './graph-drawing.tsx';
import { readGraphState } from './graph-state.ts';
import { neighbourhood } from './neighbourhood.ts';
import { selectorOf } from './node-details.tsx';
import { nodePainter } from './node-painter.tsx';
import { Steps } from './steps.tsx';
import { visibleGraph } from './visible-graph.ts';

/** More than this around a node is not drawn in its page. */
const MOST_NODES = 60;

interface Around {
  readonly up: number;
  readonly down: number;
}

/** The graph around a node (an index), for its page: two steps each way, one where that would be too much. */
export function NodeGraph({ node }: { readonly node: number }) {
  const nodes = useNodes();
  return <Loading of={nodes}>{(value) => <Surroundings key={node} nodes={value} node={node} />}</Loading>;
}

function Surroundings({ nodes, node }: { readonly nodes: SiteNodes; readonly node: number }) {
  const [asked, setSteps] = useState<Around>();
  const steps = useMemo(() => asked ?? firstSteps(nodes, node), [nodes, node, asked]);
  const graph = useMemo(() => around(nodes, node, steps), [nodes, node, steps]);
  const painter = useMemo(() => nodePainter(nodes), [nodes]);
  const { drawing, error } = useNodeDrawing(graph);
  const row = nodes.rows[node];
  if (!row) return null;
  const selector = selectorOf(nodes, row);
  const more = (act: string) =>
    setSteps(act === 'up' ? { ...steps, up: steps.up + 1 } : { ...steps, down: steps.down + 1 });
  return (
    <div
      class="graph-small graph-small-nodes"
      style={drawing && { '--drawing-width': String(drawing.width), '--drawing-height': String(drawing.height) }}
    >
      <div class="graph-small-head">
        <Steps label="Steps before" value={steps.up} onChange={(up) => setSteps({ ...steps, up })} />
        <Steps label="Steps behind" value={steps.down} onChange={(down) => setSteps({ ...steps, down })} />
        <a href={graphLink({ select: `${plus(steps.up).before}${selector}${plus(steps.down).behind}`, open: row.id })}>
          Open in the graph
        </a>
        <a href={graphLink({ select: `+${selector}+`, open: row.id })}>Everything before and behind</a>
      </div>
      {graph.boxes.length > MOST_NODES && (
        <p class="graph-count">{graph.boxes.length} boxes: the graph&apos;s own page has more room.</p>
      )}
      {drawing ? (
        <Canvas
          drawing={drawing}
          painter={painter}
          wheel="pinch"
          label={`Lineage of ${row.name}`}
          opened={row.id}
          onOpen={(box) => navigate(nodeLink(box.key, { view: 'lineage' }))}
          onAct={more}
          onKey={(_, { key, shiftKey }) => {
            const act = shiftKey && key === 'ArrowLeft' ? 'up' : shiftKey && key === 'ArrowRight' ? 'down' : undefined;
            if (act) more(act);
            return act !== undefined;
          }}
        >
          {(control) => <CanvasButtons control={control} />}
        </Canvas>
      ) : (
        <p class="graph-empty">{error ?? 'Laying out…'}</p>
      )}
    </div>
  );
}

function firstSteps(nodes: SiteNodes, node: number): Around {
  const tries: readonly Around[] = [
    { up: 2, down: 2 },
    { up: 1, down: 1 },
    { up: 1, down: 0 },
  ];
  const fits = tries.find(({ up, down }) => neighbourhood(nodes, [node], up, down).size <= MOST_NODES);
  return fits ?? { up: 0, down: 0 };
}

function around(nodes: SiteNodes, node: number, { up, down }: Around) {
  const found = [...neighbourhood(nodes, [node], up, down)].filter((other) => nodes.rows[other]?.kind !== 'macro');
  return visibleGraph(
    nodes,
    found.sort((a, b) => a - b),
    readGraphState(new Map()),
  );
}

// 0 generations are no plus sign at all; all of them are a plus without a number.
function plus(steps: number): { readonly before: string; readonly behind: string } {
  if (steps === 0) return { before: '', behind: '' };
  return steps === Infinity ? { before: '+', behind: '+' } : { before: `${steps}+`, behind: `+${steps}` };
}
