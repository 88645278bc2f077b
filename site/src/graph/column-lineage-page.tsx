import { useMemo, useRef } from 'preact/hooks';
import { Loading } from '../components/loading.tsx';
import { ALL_ROWS, type ColumnGraph, type ColumnRef } from '../data/column-graph.ts';
import { columnImpact, impactText } from '../data/impact.ts';
import { useLoaded, useNodes, type SiteNodes } from '../data/site.ts';
import { counted } from '../format/figures.ts';
import { columnLink, nodeLink, type RouteOf } from '../router/links.ts';
import { navigate } from '../router/navigate.ts';
import { CanvasButtons } from './canvas-buttons.tsx';
import { ColumnCanvas, useScene } from './column-canvas.tsx';
import { ColumnDetails } from './column-details.tsx';
import { columnName } from './column-uses.ts';
import { ColumnLegend } from './column-legend.tsx';
import { columnPainter } from './column-painter.tsx';
import { columnParams, columnView, keyOf, MOST_COLUMNS, readColumnState, type ColumnName } from './column-view.ts';
import { ExportMenu } from './export-menu.tsx';
import { svgText } from './export-svg.tsx';
import { ListView } from './list-view.tsx';
import { columnMermaid } from './mermaid.ts';
import { OverviewMap } from './overview-map.tsx';
import { Steps } from './steps.tsx';

type ColumnRoute = RouteOf<'columns'>;

/** Where one column comes from and where it goes: `#/columns/<unique id>/<column>`. */
export function ColumnLineagePage({ route }: { readonly route: ColumnRoute }) {
  const nodes = useNodes();
  const columns = useLoaded((site) => site.columnGraph());
  return (
    <div class="graph-page">
      <h1>
        Lineage of <a href={nodeLink(route.id, { column: route.column })}>{route.column}</a>
      </h1>
      <Loading of={nodes}>
        {(nodesThere) => (
          <Loading of={columns}>{(graph) => <Start nodes={nodesThere} graph={graph} route={route} />}</Loading>
        )}
      </Loading>
    </div>
  );
}

interface Given {
  readonly nodes: SiteNodes;
  readonly graph: ColumnGraph;
  readonly route: ColumnRoute;
}

function Start({ nodes, graph, route }: Given) {
  const start = refOf(nodes, graph, { id: route.id, column: route.column });
  if (!start)
    return (
      <p class="graph-empty">
        There is no column “{route.column}” of “{route.id}” in this site.
      </p>
    );
  return <ColumnExplorer nodes={nodes} graph={graph} route={route} start={start} />;
}

function ColumnExplorer({ nodes, graph, route, start }: Given & { readonly start: ColumnRef }) {
  const whole = useRef<HTMLDivElement>(null);
  const state = useMemo(() => readColumnState(route.params), [JSON.stringify([...route.params])]);
  const also = useMemo(
    () => state.opened.flatMap((name) => refOf(nodes, graph, name) ?? []),
    [nodes, graph, state.opened],
  );
  const shape = `${start.node} ${start.column} ${state.up} ${state.down} ${JSON.stringify(state.opened)}`;
  const view = useMemo(() => columnView(graph, start, state, also), [graph, shape]);
  const scene = useScene(graph, view, state.hasUses);
  const impact = useMemo(() => impactText(columnImpact(nodes, graph, start)), [nodes, graph, start.node, start.column]);
  const update = (changes: Partial<typeof state>) =>
    navigate(columnLink(route.id, route.column, columnParams({ ...state, ...changes })), { replace: true });
  const named = (ref: ColumnRef): ColumnName => ({
    id: nodes.rows[ref.node]?.id ?? '',
    column: columnName(graph, ref),
  });
  const at = state.at && refOf(nodes, graph, state.at);
  const from = state.from && refOf(nodes, graph, state.from);
  const textOf = (ref: ColumnRef) => `${nodes.rows[ref.node]?.name ?? ''}.${named(ref).column}`;
  return (
    <div class="graph-explorer" ref={whole}>
      <div class="graph-toolbar">
        <Steps label="Before" value={state.up} onChange={(up) => update({ up, opened: [] })} />
        <Steps label="Behind" value={state.down} onChange={(down) => update({ down, opened: [] })} />
        <button type="button" class="button" onClick={() => update({ up: Infinity, down: Infinity })}>
          Show all both ways
        </button>
        <button type="button" class="button" onClick={() => update({ up: 1, down: 1, opened: [] })}>
          Collapse
        </button>
        <label>
          <input type="checkbox" checked={state.hasUses} onChange={() => update({ hasUses: !state.hasUses })} /> Columns
          that filter, join, group or order
        </label>
        <button
          type="button"
          class="button"
          aria-pressed={state.isList}
          onClick={() => update({ isList: !state.isList })}
        >
          {state.isList ? 'Show as graph' : 'Show as list'}
        </button>
      </div>
      <p class="graph-count" role="status">
        {counted(scene.view.columns.filter(({ column }) => column !== ALL_ROWS).length, 'column')} ·{' '}
        {impact ? `${impact} depend on it` : 'nothing depends on it'}
        {scene.view.isCut && ` · only the first ${MOST_COLUMNS} columns are shown`}
      </p>
      <div class="graph-stage">
        {state.isList ? (
          <ListView
            graph={{ boxes: scene.view.columns, edges: scene.view.edges }}
            label="Column lineage as a list"
            item={(column) => (
              <button
                type="button"
                class="graph-list-item"
                onClick={() => update({ at: named(column), from: undefined })}
              >
                {columnPainter(nodes, graph, start).label(column)}
              </button>
            )}
          />
        ) : (
          <ColumnCanvas
            nodes={nodes}
            graph={graph}
            scene={scene}
            start={start}
            wheel="zoom"
            opened={at}
            edge={at && from && { from, to: at }}
            onOpen={(column) => update({ at: named(column), from: undefined })}
            onEdge={(input, column) => update({ at: named(column), from: named(input) })}
            onMore={(column) => update({ opened: [...state.opened, named(column)] })}
          >
            {(control, drawing, painter) => (
              <>
                <CanvasButtons control={control} whole={whole} />
                <OverviewMap drawing={drawing} control={control} opened={keyOf(at ?? start)} />
                <div class="graph-export-place">
                  <ExportMenu
                    name={`lineage-${textOf(start)}`}
                    svg={() =>
                      svgText(drawing, painter, `Lineage of ${textOf(start)}`, `${view.columns.length} columns`)
                    }
                    mermaid={() =>
                      columnMermaid(
                        scene.view.columns.map((ref) => ({
                          node: nodes.rows[ref.node]?.name ?? '',
                          column: named(ref).column,
                        })),
                        scene.view.edges,
                      )
                    }
                  />
                </div>
                <ColumnLegend hasUses={state.hasUses} />
              </>
            )}
          </ColumnCanvas>
        )}
        {at && (
          <ColumnDetails
            nodes={nodes}
            graph={graph}
            of={at}
            from={from}
            onClose={() => update({ at: undefined, from: undefined })}
          />
        )}
      </div>
    </div>
  );
}

function refOf(nodes: SiteNodes, graph: ColumnGraph, { id, column: name }: ColumnName): ColumnRef | undefined {
  const node = nodes.indexOf.get(id);
  if (node === undefined) return undefined;
  const column = graph.columnOf(node, name);
  return column < 0 ? undefined : { node, column };
}
