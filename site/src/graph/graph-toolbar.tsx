import type { SiteNodes } from '../data/site.ts';
import type { Drawing, Painter } from './drawing.ts';
import { ExportMenu } from './export-menu.tsx';
import { svgText } from './export-svg.tsx';
import { FilterMenu } from './filter-menu.tsx';
import type { Grouping, GraphState } from './graph-state.ts';
import { graphMermaid } from './mermaid.ts';
import type { NodeEdge } from './node-painter.tsx';
import { SelectorBox } from './selector-box.tsx';
import type { SelectorProblem } from './selector-parse.ts';
import type { Box, VisibleGraph } from './visible-graph.ts';

/** Everything above the graph: what is selected, grouped, filtered, looked for, and the ways out of the page. */
export function GraphToolbar(props: {
  readonly nodes: SiteNodes;
  readonly state: GraphState;
  readonly problems: readonly SelectorProblem[];
  readonly graph: VisibleGraph;
  readonly drawing: Drawing<Box, NodeEdge> | undefined;
  readonly painter: Painter<Box, NodeEdge>;
  /** How many boxes the search finds. */
  readonly found: number;
  readonly nodesShown: number;
  readonly update: (changes: Partial<GraphState>, options?: { readonly replace: boolean }) => void;
  readonly onFindNext: () => void;
}) {
  const { nodes, state, problems, graph, drawing, painter, found, nodesShown, update, onFindNext } = props;
  const title = state.select === '' ? 'Lineage' : `Lineage of ${state.select}`;
  const select = (text: string) =>
    update({ select: text, up: [], down: [], hidden: [], only: undefined }, { replace: false });
  return (
    <div class="graph-toolbar">
      <SelectorBox text={state.select} problems={problems} onSelect={select} />
      <label>
        Group by{' '}
        <select
          value={state.grouping}
          onChange={(event) =>
            update({ grouping: event.currentTarget.value as Grouping, closed: nodesShown > 100 ? ['*'] : [] })
          }
        >
          <option value="none">nothing</option>
          <option value="layer">layer</option>
          <option value="folder">folder</option>
        </select>
      </label>
      <FilterMenu graph={nodes} state={state} onFilter={update} />
      <form
        class="graph-find"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          onFindNext();
        }}
      >
        <input
          type="search"
          aria-label="Find in the graph"
          placeholder="Find in the graph"
          value={state.find}
          onInput={(event) => update({ find: event.currentTarget.value })}
        />
        {state.find !== '' && <span role="status">{found} found</span>}
      </form>
      {(state.hidden.length > 0 || state.only !== undefined) && (
        <button type="button" class="button" onClick={() => update({ hidden: [], only: undefined })}>
          Show what is hidden
        </button>
      )}
      <button
        type="button"
        class="button"
        aria-pressed={state.isList}
        onClick={() => update({ isList: !state.isList })}
      >
        {state.isList ? 'Show as graph' : 'Show as list'}
      </button>
      {drawing && graph.boxes.length > 0 && (
        <ExportMenu
          name="lineage"
          svg={() => svgText(drawing, painter, title, `${graph.boxes.length} boxes, ${graph.edges.length} edges`)}
          mermaid={() => graphMermaid(graph, nodes.rows)}
        />
      )}
    </div>
  );
}
