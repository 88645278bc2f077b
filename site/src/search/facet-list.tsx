import { HEALTH_WORDS, KIND_WORDS } from '../format/kinds.ts';
import type { FacetCounts } from './facet-filter.ts';
import { normalForm } from './normal-form.ts';
import type { Facet, Query } from './parse-query.ts';

const TITLES: readonly (readonly [facet: Facet, title: string])[] = [
  ['kind', 'Kind'],
  ['in', 'Found in'],
  ['layer', 'Layer'],
  ['status', 'Status'],
  ['tag', 'Tag'],
  ['owner', 'Owner'],
];

/** More are in a part that opens. */
const SHOWN = 8;

/** Ways to narrow results down: each switches a word of the query, `kind:model`. */
export function FacetList(props: {
  readonly counts: FacetCounts;
  readonly query: Query;
  readonly onToggle: (facet: Facet, value: string) => void;
}) {
  const { counts, query, onToggle } = props;
  const hasTerms = query.terms.length > 0;
  return (
    <aside class="search-facets" aria-label="Filters">
      {TITLES.filter(([facet]) => facet !== 'in' || hasTerms).map(([facet, title]) => {
        const chosen = query.facets[facet].map(normalForm);
        const values = [...counts[facet]].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
        if (values.length === 0 || (values.length === 1 && chosen.length === 0)) return null;
        const entries = values.map(([value, count]) => (
          <FacetValue
            key={value}
            text={wordOf(facet, value)}
            count={count}
            isChosen={chosen.includes(normalForm(value))}
            onClick={() => onToggle(facet, value)}
          />
        ));
        return (
          <section key={facet} aria-label={title}>
            <h2 class="search-facet-title">{title}</h2>
            {entries.slice(0, SHOWN)}
            {entries.length > SHOWN && (
              <details>
                <summary>{entries.length - SHOWN} more</summary>
                {entries.slice(SHOWN, 200)}
              </details>
            )}
          </section>
        );
      })}
    </aside>
  );
}

function FacetValue(props: {
  readonly text: string;
  readonly count: number;
  readonly isChosen: boolean;
  readonly onClick: () => void;
}) {
  const { text, count, isChosen, onClick } = props;
  return (
    <button type="button" class="search-facet" aria-pressed={isChosen} onClick={onClick}>
      <span class="search-facet-check" aria-hidden="true">
        {isChosen ? '✓' : ''}
      </span>
      <span class="search-facet-text">{text}</span>
      <span class="search-facet-count">{count.toLocaleString('en')}</span>
    </button>
  );
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  name: 'name',
  column: 'column',
  label: 'tag, owner, layer',
  description: 'description',
  sql: 'SQL',
};

function wordOf(facet: Facet, value: string): string {
  const table: Readonly<Record<string, string>> =
    facet === 'in' ? FIELD_WORDS : facet === 'kind' ? ONE : facet === 'status' ? WORDS : {};
  return Object.hasOwn(table, value) ? table[value]! : value;
}

const ONE = Object.fromEntries(Object.entries(KIND_WORDS).map(([kind, { one }]) => [kind, one]));
const WORDS = Object.fromEntries(Object.entries(HEALTH_WORDS).map(([health, { word }]) => [health, word]));
