import { useMemo, useRef, useState } from 'preact/hooks';
import { Loading } from '../components/loading.tsx';
import { useNodes, type SiteNodes } from '../data/site.ts';
import { counted } from '../format/figures.ts';
import { graphLink, type RouteOf } from '../router/links.ts';
import { navigate } from '../router/navigate.ts';
import { CanvasButtons } from './canvas-buttons.tsx';
import { Canvas } from './canvas.tsx';
import { useNodeDrawing } from './graph-drawing.tsx';
import { graphParams, isClosed, readGraphState, toggled, type GraphState } from './graph-state.ts';
import { GroupStrip } from './group-strip.tsx';
import { GraphToolbar } from './graph-toolbar.tsx';
import { Legend } from './legend.tsx';
import { ListView } from './list-view.tsx';
import { neighbours } from './neighbourhood.ts';
import { NodeDetails, type NodeAct } from './node-details.tsx';
import { nodePainter } from './node-painter.tsx';
import { selectNodes } from './selector.ts';
import { OverviewMap } from './overview-map.tsx';
import { parseSelector } from './selector-parse.ts';
import { StartPanel } from './start-panel.tsx';
import { shownNodes, visibleGraph, type Box, type Shown, type VisibleGraph } from './visible-graph.ts';

/** A graph without a selector is drawn up to this many nodes, and one that is selected up to the second. */
const WHOLE_PROJECT = 100;
const MOST_BOXES = 800;

type Update = (changes: Partial<GraphState>, options?: { readonly replace: boolean }) => void;

/** The graph of nodes: `#/graph?select=…`. */
export function GraphPage({ route }: { readonly route: RouteOf<'graph'> }) {
  const nodes = useNodes();
  return (
    <div class="graph-page">
      <h1>Lineage</h1>
      <Loading of={nodes}>{(value) => <Explorer nodes={value} route={route} />}</Loading>
    </div>
  );
}

function Explorer({ nodes, route }: { readonly nodes: SiteNodes; readonly route: RouteOf<'graph'> }) {
  const whole = useRef<HTMLDivElement>(null);
  const [lookAt, setLookAt] = useState<{ readonly key: string }>();
  const state = useMemo(() => readGraphState(route.params), [JSON.stringify([...route.params])]);
  const { shown, graph } = useGraph(nodes, state);
  const update: Update = (changes, options = { replace: true }) =>
    navigate(graphLink(graphParams({ ...state, ...changes })), options);
  const painter = useMemo(() => nodePainter(nodes), [nodes]);
  const { drawing, error, isWorking } = useNodeDrawing(graph);
  const found = useMemo(() => findBoxes(graph, state.find), [graph, state.find]);
  const start = useMemo(() => startOf(nodes, state.select), [nodes, state.select]);
  const isTooLarge = isMoreThanOneReads(shown, graph, state);
  const opened = state.open === undefined ? undefined : nodes.indexOf.get(state.open);

  const actOnNode = (act: NodeAct, id: string) => update(changesOf(nodes, act, id, state));
  const openBox = (box: Box) => {
    if (box.members) update({ closed: toggled(state.closed, box.label) }, { replace: false });
    else update({ open: state.open === box.key ? undefined : box.key });
  };
  const findNext = () => {
    const keys = [...found];
    const next = keys[(keys.indexOf(lookAt?.key ?? '') + 1) % Math.max(1, keys.length)];
    if (next !== undefined) setLookAt({ key: next });
  };
  return (
    <div class="graph-explorer" ref={whole}>
      <GraphToolbar
        nodes={nodes}
        state={state}
        problems={shown.problems}
        graph={graph}
        drawing={drawing}
        painter={painter}
        found={found.size}
        nodesShown={shown.nodes.length}
        update={update}
        onFindNext={findNext}
      />
      <p class="graph-count" role="status">
        {countText(shown, graph)}
        {isWorking && !isTooLarge && ' · laying out…'}
      </p>
      {graph.groups.length > 0 && !isTooLarge && (
        <GroupStrip
          groups={graph.groups}
          isClosed={(group) => isClosed(state, group)}
          onToggle={(group) => update({ closed: toggled(state.closed, group) }, { replace: false })}
          onAll={(closed) => update({ closed: closed ? ['*'] : [] }, { replace: false })}
        />
      )}
      <div class="graph-stage">
        {isTooLarge ? (
          <StartPanel
            graph={nodes}
            nodes={shown.nodes}
            select={state.select}
            onGroups={(grouping) => update({ grouping, closed: ['*'] }, { replace: false })}
          />
        ) : state.isList ? (
          <ListView
            graph={graph}
            label="Lineage as a list"
            item={(box) => (
              <button type="button" class="graph-list-item" onClick={() => openBox(box)}>
                {painter.label(box)}
              </button>
            )}
          />
        ) : drawing && graph.boxes.length > 0 ? (
          <Canvas
            drawing={drawing}
            painter={painter}
            label={`Lineage, ${counted(drawing.boxes.length, 'box', 'boxes')}`}
            opened={state.open}
            start={start}
            found={found}
            lookAt={lookAt}
            onOpen={openBox}
            onAct={(act, box) => actOnNode(act as NodeAct, box.key)}
            onKey={(box, event) => {
              const act = actOfKey(event);
              if (act && !box.members) actOnNode(act, box.key);
              return act !== undefined;
            }}
          >
            {(control) => (
              <>
                <CanvasButtons control={control} whole={whole} />
                <OverviewMap drawing={drawing} control={control} opened={state.open ?? start} />
                <Legend />
              </>
            )}
          </Canvas>
        ) : (
          <p class="graph-empty">{error ?? (graph.boxes.length === 0 ? 'Nothing to show.' : 'Laying out…')}</p>
        )}
        {opened !== undefined && state.open !== undefined && (
          <NodeDetails
            graph={nodes}
            node={opened}
            isOnly={state.only === state.open}
            onAct={(act) => actOnNode(act, state.open ?? '')}
          />
        )}
      </div>
    </div>
  );
}

const NO_GRAPH: VisibleGraph = { boxes: [], edges: [], groups: [], hasBands: false };

// What only the page shows of a graph does not make it anew.
function useGraph(nodes: SiteNodes, state: GraphState): { readonly shown: Shown; readonly graph: VisibleGraph } {
  const { find: _find, isList: _isList, open: _open, closed, grouping, ...choice } = state;
  const shown = useMemo(() => shownNodes(nodes, state), [nodes, JSON.stringify(choice)]);
  const graph = useMemo(
    () =>
      isMoreThanOneReads(shown, undefined, state) ? NO_GRAPH : visibleGraph(nodes, shown.nodes, state, shown.left),
    [shown, grouping, closed.join(' ')],
  );
  return { shown, graph: graph.boxes.length > MOST_BOXES ? NO_GRAPH : graph };
}

function isMoreThanOneReads({ nodes }: Shown, graph: VisibleGraph | undefined, state: GraphState): boolean {
  if (graph) return nodes.length > 0 && graph.boxes.length === 0;
  return (
    nodes.length > WHOLE_PROJECT && state.grouping === 'none' && (state.select === '' || nodes.length > MOST_BOXES)
  );
}

// The node that the selection goes out from: the end of what leads to it, else the first that is named.
function startOf(nodes: SiteNodes, select: string): string | undefined {
  const criterion = parseSelector(select).selector.include[0]?.[0];
  if (!criterion) return undefined;
  const [node] = selectNodes(nodes, `${criterion.method}:${criterion.value}`).nodes;
  return node === undefined ? undefined : nodes.rows[node]?.id;
}

function findBoxes({ boxes }: VisibleGraph, text: string): ReadonlySet<string> {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return new Set();
  return new Set(boxes.flatMap(({ key, label }) => (label.toLowerCase().includes(wanted) ? key : [])));
}

function countText({ nodes, selected }: Shown, { boxes, edges }: VisibleGraph): string {
  const parts = [
    counted(nodes.length, 'node'),
    nodes.length < selected && `${counted(selected - nodes.length, 'node')} filtered out`,
    boxes.length > 0 && boxes.length < nodes.length && `as ${counted(boxes.length, 'box', 'boxes')}`,
    edges.some(({ via }) => !via) && counted(edges.filter(({ via }) => !via).length, 'edge'),
    edges.some(({ via }) => via) && `${counted(edges.filter(({ via }) => via).length, 'way')} over hidden nodes`,
  ];
  return parts.filter(Boolean).join(' · ');
}

function actOfKey({ key, shiftKey }: KeyboardEvent): NodeAct | undefined {
  if (shiftKey && key === 'ArrowLeft') return 'up';
  if (shiftKey && key === 'ArrowRight') return 'down';
  if (key === 'Delete') return 'hide';
  return key === 'Escape' ? 'close' : undefined;
}

function changesOf(nodes: SiteNodes, act: NodeAct, id: string, state: GraphState): Partial<GraphState> {
  const withId = (list: readonly string[]) => (list.includes(id) ? list : [...list, id]);
  // What was hidden comes back where it is asked for.
  const without = (direction: 'up' | 'down') => {
    const wanted = neighbours(nodes, nodes.indexOf.get(id) ?? -1, direction).map((node) => nodes.rows[node]?.id);
    return state.hidden.filter((hidden) => !wanted.includes(hidden));
  };
  switch (act) {
    case 'up':
      return { up: withId(state.up), hidden: without('up') };
    case 'down':
      return { down: withId(state.down), hidden: without('down') };
    case 'hide':
      return { hidden: withId(state.hidden), open: undefined };
    case 'only':
      return { only: state.only === id ? undefined : id };
    case 'close':
      return { open: undefined };
  }
}
