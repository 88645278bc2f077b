import { useEffect, useState } from 'preact/hooks';
import { withParams } from '../router/links.ts';
import type { RouteOf } from '../router/links.ts';
import { navigate } from '../router/navigate.ts';
import { FacetList } from './facet-list.tsx';
import { toggleFacet } from './parse-query.ts';
import type { Facet } from './parse-query.ts';
import { ResultList } from './result-list.tsx';
import { NothingFound, SearchSyntax } from './search-help.tsx';
import type { Found, SearchState } from './search-engine.ts';
import { useSearch } from './use-search.ts';

/** All results of a query, and ways to narrow them down. The query with its filters is the address. */
export function SearchPage({ route }: { readonly route: RouteOf<'search'> }) {
  const [text, setText] = useState(route.query);
  useEffect(() => setText(route.query), [route.query]);
  const isAsked = text.trim() !== '';
  const { found, state } = useSearch(isAsked ? text : undefined);
  const change = (next: string) => {
    setText(next);
    navigate(withParams(route, { q: next }), { replace: true });
  };
  const toggle = (facet: Facet, value: string) => change(toggleFacet(text, facet, value));
  return (
    <div class="search-page">
      <h1>Search</h1>
      <input
        class="search-input search-page-input"
        type="search"
        aria-label="Search for"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        value={text}
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') focusFirstResult(event);
        }}
      />
      <p class="search-count" role="status">
        {statusText(isAsked ? found : undefined, state)}
      </p>
      {isAsked && found ? (
        <div class="search-columns">
          <FacetList counts={found.counts} query={found.query} onToggle={toggle} />
          {found.documents.length > 0 ? (
            <ResultList found={found} />
          ) : (
            state.waitingFor === undefined && <NothingFound index={found.index} text={found.text} />
          )}
        </div>
      ) : (
        !isAsked && <SearchSyntax />
      )}
    </div>
  );
}

function statusText(found: Found | undefined, { waitingFor, problem }: SearchState): string {
  const count = found?.documents.length;
  const counted = count === undefined ? '' : count === 1 ? '1 result. ' : `${count.toLocaleString('en')} results. `;
  return `${counted}${problem ?? (waitingFor === undefined ? '' : `Loading ${waitingFor}…`)}`;
}

function focusFirstResult(event: KeyboardEvent): void {
  const link = document.querySelector<HTMLElement>('.search-result-link');
  if (!link) return;
  event.preventDefault();
  link.focus();
}
