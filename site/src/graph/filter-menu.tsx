import { useMemo } from 'preact/hooks';
import { HEALTH_WORDS, KIND_WORDS } from '../format/kinds.ts';
import { toggled, type GraphState } from './graph-state.ts';
import type { NodeGraphData } from './neighbourhood.ts';
import { Menu } from './menu.tsx';

type Filtered = Pick<GraphState, 'kinds' | 'healths' | 'layers' | 'tags'>;

const MOST_VALUES = 40;

/** Which kinds, healths, layers, tags are shown; none chosen means all. */
export function FilterMenu(props: {
  readonly graph: NodeGraphData;
  readonly state: Filtered;
  readonly onFilter: (changes: Partial<Filtered>) => void;
}) {
  const { graph, state, onFilter } = props;
  const values = useMemo(() => valuesOf(graph), [graph]);
  const chosen = state.kinds.length + state.healths.length + state.layers.length + state.tags.length;
  const sets = [
    ['kinds', 'Kind', (value: string) => KIND_WORDS[value as keyof typeof KIND_WORDS]?.one ?? value],
    ['healths', 'Health', (value: string) => HEALTH_WORDS[value as keyof typeof HEALTH_WORDS]?.word ?? value],
    ['layers', 'Layer', (value: string) => value],
    ['tags', 'Tag', (value: string) => value],
  ] as const;
  return (
    <Menu>
      <summary class="button" data-chosen={chosen > 0}>
        Filter{chosen > 0 ? ` (${chosen})` : ''}
      </summary>
      <div class="graph-menu-body graph-filters">
        {sets.map(([name, title, wordOf]) => (
          <fieldset key={name}>
            <legend>{title}</legend>
            {values[name].slice(0, MOST_VALUES).map((value) => (
              <label key={value}>
                <input
                  type="checkbox"
                  checked={state[name].includes(value)}
                  onChange={() => onFilter({ [name]: toggled(state[name], value) })}
                />
                {wordOf(value)}
              </label>
            ))}
            {values[name].length > MOST_VALUES && <p>Others by a selector: {title.toLowerCase()}:…</p>}
            {values[name].length === 0 && <p>none</p>}
          </fieldset>
        ))}
        {chosen > 0 && (
          <button
            type="button"
            class="button"
            onClick={() => onFilter({ kinds: [], healths: [], layers: [], tags: [] })}
          >
            Show all again
          </button>
        )}
      </div>
    </Menu>
  );
}

function valuesOf({ rows }: NodeGraphData): Readonly<Record<keyof Filtered, readonly string[]>> {
  const drawn = rows.filter(({ kind }) => kind !== 'macro');
  const distinct = (values: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value]) => value);
  };
  return {
    kinds: distinct(drawn.map(({ kind }) => kind)),
    healths: distinct(drawn.map(({ health }) => health)),
    layers: distinct(drawn.map(({ layer }) => layer)),
    tags: distinct(drawn.flatMap(({ tags = [] }) => tags)),
  };
}
