import { useMemo, useRef, useState } from 'preact/hooks';
import type { Relations } from '../../../src/docs/site-data.ts';
import { Loading } from '../components/loading.tsx';
import { useLoaded, useNodes, type SiteNodes } from '../data/site.ts';
import { counted, countText } from '../format/figures.ts';
import { nodeLink, relationsLink, type RouteOf } from '../router/links.ts';
import { navigate } from '../router/navigate.ts';
import { CanvasButtons } from './canvas-buttons.tsx';
import { Canvas } from './canvas.tsx';
import { ExportMenu } from './export-menu.tsx';
import { svgText } from './export-svg.tsx';
import { EntityDetails } from './entity-details.tsx';
import { RelationStart } from './relation-start.tsx';
import { RelationToolbar } from './relation-toolbar.tsx';
import { OverviewMap } from './overview-map.tsx';
import { useRelationDrawing } from './relation-drawing.tsx';
import { relationPainter } from './relation-painter.tsx';
import {
  nodesAround,
  readRelationState,
  relationMermaid,
  relationParams,
  relationView,
  WHOLE_DIAGRAM,
  type RelationState,
  type RelationView,
} from './relation-view.ts';

/** More entities are not drawn at once. */
const MOST_ENTITIES = 300;

/** The ER diagram: `#/er?around=<unique id>`. */
export function RelationsPage({ route }: { readonly route: RouteOf<'relations'> }) {
  const nodes = useNodes();
  const relations = useLoaded((site) => site.relations());
  return (
    <div class="graph-page">
      <h1>Entities and relations</h1>
      <Loading of={nodes}>
        {(nodesThere) => (
          <Loading of={relations}>{(all) => <Diagram nodes={nodesThere} all={all} route={route} />}</Loading>
        )}
      </Loading>
    </div>
  );
}

interface DiagramProps {
  readonly nodes: SiteNodes;
  readonly all: Relations;
  readonly route: RouteOf<'relations'>;
}

function Diagram({ nodes, all, route }: DiagramProps) {
  const whole = useRef<HTMLDivElement>(null);
  const [lookAt, setLookAt] = useState<{ readonly key: string }>();
  const state = useMemo(() => readRelationState(route.params), [JSON.stringify([...route.params])]);
  const middle = state.around === undefined ? undefined : nodes.indexOf.get(state.around);
  const isStart = state.around === undefined && state.layers.length === 0 && all.entities.length > WHOLE_DIAGRAM;
  const isLost = state.around !== undefined && middle === undefined;
  const shape = `${isStart || isLost} ${middle} ${state.steps} ${state.layers.join(' ')}`;
  const { view, isCut } = useMemo(
    () => (isStart || isLost ? NOTHING : viewOf(nodes, all, state, middle)),
    [nodes, all, shape],
  );
  const painter = useMemo(() => relationPainter(nodes.rows), [nodes]);
  const { drawing, error } = useRelationDrawing(nodes, view);
  const found = useMemo(() => findEntities(nodes, view, state.find), [nodes, view, state.find]);
  const update = (changes: Partial<RelationState>) =>
    navigate(relationsLink(relationParams({ ...state, ...changes })), { replace: true });
  const opened = state.open === undefined ? undefined : nodes.indexOf.get(state.open);
  const toggle = (node: number) => {
    const id = nodes.rows[node]?.id;
    update({ open: id === state.open ? undefined : id });
  };
  const findNext = () => {
    const keys = [...found];
    const key = keys[(keys.indexOf(lookAt?.key ?? '') + 1) % Math.max(1, keys.length)];
    if (key !== undefined) setLookAt({ key });
  };
  if (all.entities.length === 0) {
    return (
      <p class="graph-empty">
        There is nothing to draw: no model has a key (`unique_key`, a primary key, a `unique` test) or a `relationships`
        test.
      </p>
    );
  }
  const missing = missingMiddle(nodes, all, state.around);
  if (isStart) return <RelationStart nodes={nodes} all={all} />;
  return (
    <div class="graph-explorer" ref={whole}>
      {missing && (
        <p class="note note-warn" role="status">
          {missing}
        </p>
      )}
      <RelationToolbar
        nodes={nodes}
        all={all}
        state={state}
        middle={middle}
        found={found.size}
        update={update}
        onFindNext={findNext}
      />
      <p class="graph-count" role="status">
        {counted(view.entities.length, 'entity', 'entities')} of {countText(all.entities.length)} ·{' '}
        {counted(view.edges.length, 'relation')}
        {isCut && ` · only the first ${MOST_ENTITIES} are drawn: choose a layer or an entity`}
      </p>
      <div class="graph-stage">
        {state.isList ? (
          <ul class="graph-list">
            {view.entities.map((entity) => (
              <li key={entity.node}>
                <a href={nodeLink(nodes.rows[entity.node]?.id ?? '')}>{painter.label(entity)}</a>
              </li>
            ))}
          </ul>
        ) : drawing && view.entities.length > 0 ? (
          <Canvas
            drawing={drawing}
            painter={painter}
            label={`ER diagram, ${counted(view.entities.length, 'entity', 'entities')}`}
            opened={state.open}
            found={found}
            lookAt={lookAt}
            onOpen={({ node }) => toggle(node)}
            onAct={(_, { node }) => update({ around: nodes.rows[node]?.id })}
          >
            {(control) => (
              <>
                <CanvasButtons control={control} whole={whole} />
                <OverviewMap drawing={drawing} control={control} opened={state.open} />
                <div class="graph-export-place">
                  <ExportMenu
                    name="entities"
                    svg={() => svgText(drawing, painter, 'Entities and relations', `${view.entities.length} entities`)}
                    mermaid={() => relationMermaid(view, nodes.rows)}
                  />
                </div>
              </>
            )}
          </Canvas>
        ) : (
          <p class="graph-empty">{error ?? (view.entities.length === 0 ? 'Nothing to show.' : 'Laying out…')}</p>
        )}
        {opened !== undefined && (
          <EntityDetails
            nodes={nodes}
            all={all}
            node={opened}
            onAround={() => update({ around: state.open })}
            onClose={() => update({ open: undefined })}
          />
        )}
      </div>
    </div>
  );
}

/** Why nothing can be drawn around what the address names; undefined where it can. */
function missingMiddle(nodes: SiteNodes, { entities }: Relations, around: string | undefined): string | undefined {
  if (around === undefined) return undefined;
  const middle = nodes.indexOf.get(around);
  if (middle === undefined) return `The project has no node "${around}", so nothing is drawn around it.`;
  if (entities.some(({ node }) => node === middle)) return undefined;
  return `${nodes.rows[middle]!.name} is no entity: it has no key and no relation to others.`;
}

const NOTHING: { readonly view: RelationView; readonly isCut: boolean } = {
  view: { entities: [], edges: [] },
  isCut: false,
};

function viewOf(nodes: SiteNodes, all: Relations, { layers, steps }: RelationState, middle: number | undefined) {
  const near = middle === undefined ? undefined : nodesAround(all, middle, steps);
  const isIn = (node: number) =>
    (!near || near.has(node)) && (layers.length === 0 || layers.includes(nodes.rows[node]?.layer ?? ''));
  const wanted = all.entities.flatMap(({ node }) => (isIn(node) ? node : []));
  const shown = new Set(wanted.slice(0, MOST_ENTITIES));
  return { view: relationView(all, (node) => shown.has(node)), isCut: wanted.length > shown.size };
}

function findEntities(nodes: SiteNodes, { entities }: RelationView, text: string): ReadonlySet<string> {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return new Set();
  return new Set(
    entities.flatMap(({ node, columns }) => {
      const row = nodes.rows[node];
      const texts = [row?.name ?? '', ...columns.map(({ name }) => name)];
      return row && texts.some((each) => each.toLowerCase().includes(wanted)) ? row.id : [];
    }),
  );
}
