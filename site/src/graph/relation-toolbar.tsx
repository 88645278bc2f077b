import { useMemo } from 'preact/hooks';
import type { Relations } from '../../../src/docs/site-data.ts';
import type { SiteNodes } from '../data/site.ts';
import { toggled } from './graph-state.ts';
import { WHOLE_DIAGRAM, type RelationState } from './relation-view.ts';
import { Steps } from './steps.tsx';
import { Menu } from './menu.tsx';

/** What the ER diagram shows: all, a layer, or what is around one entity. */
export function RelationToolbar(props: {
  readonly nodes: SiteNodes;
  readonly all: Relations;
  readonly state: RelationState;
  readonly middle: number | undefined;
  readonly found: number;
  readonly update: (changes: Partial<RelationState>) => void;
  readonly onFindNext: () => void;
}) {
  const { nodes, all, state, middle, found, update, onFindNext } = props;
  const entities = useMemo(
    () => all.entities.flatMap(({ node }) => nodes.rows[node] ?? []).sort((a, b) => (a.name < b.name ? -1 : 1)),
    [nodes, all],
  );
  const layers = useMemo(() => [...new Set(entities.map(({ layer }) => layer))].sort(), [entities]);
  return (
    <div class="graph-toolbar">
      <label>
        Around{' '}
        <input
          type="text"
          list="graph-entities"
          placeholder={all.entities.length > WHOLE_DIAGRAM ? 'an entity' : 'everything'}
          value={middle === undefined ? '' : (nodes.rows[middle]?.name ?? '')}
          onChange={({ currentTarget: { value } }) =>
            update({ around: entities.find(({ name }) => name === value)?.id, layers: [] })
          }
        />
        <datalist id="graph-entities">
          {entities.slice(0, 2000).map(({ id, name }) => (
            <option key={id} value={name} />
          ))}
        </datalist>
      </label>
      {middle !== undefined && (
        <Steps label="within" value={state.steps} onChange={(steps) => update({ steps: Math.min(20, steps) })} />
      )}
      <Menu>
        <summary class="button" data-chosen={state.layers.length > 0}>
          Layers{state.layers.length > 0 ? ` (${state.layers.length})` : ''}
        </summary>
        <div class="graph-menu-body graph-filters">
          <fieldset>
            <legend>Layer</legend>
            {layers.map((layer) => (
              <label key={layer}>
                <input
                  type="checkbox"
                  checked={state.layers.includes(layer)}
                  onChange={() => update({ layers: toggled(state.layers, layer) })}
                />
                {layer}
              </label>
            ))}
          </fieldset>
        </div>
      </Menu>
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
          aria-label="Find an entity or a column"
          placeholder="Find in the diagram"
          value={state.find}
          onInput={({ currentTarget }) => update({ find: currentTarget.value })}
        />
        {state.find !== '' && <span role="status">{found} found</span>}
      </form>
      <button
        type="button"
        class="button"
        aria-pressed={state.isList}
        onClick={() => update({ isList: !state.isList })}
      >
        {state.isList ? 'Show as diagram' : 'Show as list'}
      </button>
    </div>
  );
}
