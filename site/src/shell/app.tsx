import { useEffect, useRef, useState } from 'preact/hooks';
import { useNodes, useSite } from '../data/site.ts';
import { ColumnLineagePage, GraphPage, RelationsPage } from '../graph/index.ts';
import { CheckPage } from '../pages/check-page.tsx';
import { ListPage } from '../pages/list-page.tsx';
import { LostPage } from '../pages/lost-page.tsx';
import { NodePage } from '../pages/node-page.tsx';
import { OverviewPage } from '../pages/overview-page.tsx';
import { RunPage } from '../pages/run-page.tsx';
import { RunsPage } from '../pages/runs-page.tsx';
import type { Route } from '../router/links.ts';
import { useRoute } from '../router/navigate.ts';
import { SearchPage } from '../search/index.ts';
import { Guard } from './guard.tsx';
import { Header } from './header.tsx';
import { NavTree } from './nav-tree.tsx';
import { Loading } from '../components/loading.tsx';
import { titleOf } from './title.ts';

/** The whole page: header, tree, and what the address names. */
export function App() {
  const route = useRoute();
  const site = useSite();
  const nodes = useNodes();
  const main = useRef<HTMLElement>(null);
  const [isNavOpen, setNavOpen] = useState(false);
  const place = placeOf(route);
  const title = titleOf(route, nodes.state === 'ready' ? nodes.value : undefined);
  const first = useRef(place);
  useEffect(() => {
    document.title = title ? `${title} · ${site.overview.project.name}` : site.overview.project.name;
  }, [title]);
  useEffect(() => {
    setNavOpen(false);
    // Who opens the site is not moved; who goes on starts at the top of the new page.
    if (first.current === place) return;
    first.current = '';
    main.current?.focus({ preventScroll: true });
    main.current?.scrollTo(0, 0);
  }, [place]);
  return (
    <div class={`shell ${isNavOpen ? 'shell-nav-open' : ''}`}>
      <button type="button" class="skip-link" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <Header onMenu={() => setNavOpen(!isNavOpen)} isMenuOpen={isNavOpen} />
      <nav class="nav" aria-label="Project">
        <Loading of={nodes}>
          {(value) => (
            <NavTree nodes={value} current={route.page === 'node' || route.page === 'columns' ? route.id : undefined} />
          )}
        </Loading>
      </nav>
      <main
        class={isWide(route) ? 'main main-wide' : 'main'}
        id="main"
        tabIndex={-1}
        ref={main}
        aria-label={title || 'Overview'}
      >
        <Guard key={place}>
          <Page route={route} />
        </Guard>
      </main>
    </div>
  );
}

function Page({ route }: { readonly route: Route }) {
  switch (route.page) {
    case 'overview':
      return <OverviewPage />;
    case 'node':
      return <NodePage route={route} />;
    case 'check':
      return <CheckPage route={route} />;
    case 'graph':
      return <GraphPage route={route} />;
    case 'columns':
      return <ColumnLineagePage route={route} />;
    case 'relations':
      return <RelationsPage route={route} />;
    case 'runs':
      return <RunsPage route={route} />;
    case 'run':
      return <RunPage route={route} />;
    case 'search':
      return <SearchPage route={route} />;
    case 'list':
      return <ListPage route={route} />;
    case 'lost':
      return <LostPage what={`The address "#${route.hash}" names no page of this site.`} />;
  }
}

/** Pages of the same place are one page in other words: filters and views do not move the focus. */
function placeOf(route: Route): string {
  switch (route.page) {
    case 'node':
    case 'check':
      return `${route.page} ${route.id}`;
    case 'columns':
      return `columns ${route.id} ${route.column}`;
    case 'run':
      return `run ${route.runId}`;
    case 'list':
      return `list ${route.kind}`;
    default:
      return route.page;
  }
}

function isWide({ page }: Route): boolean {
  return page === 'graph' || page === 'columns' || page === 'relations';
}
