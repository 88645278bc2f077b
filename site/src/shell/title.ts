import type { SiteNodes } from '../data/site.ts';
import { KIND_WORDS } from '../format/kinds.ts';
import type { Route } from '../router/links.ts';

/** The title of a page, without the project's name; of the overview nothing. */
export function titleOf(route: Route, nodes: SiteNodes | undefined): string {
  switch (route.page) {
    case 'overview':
      return '';
    case 'node':
      return nameOf(route.id, nodes);
    case 'columns':
      return `${nameOf(route.id, nodes)}.${route.column}`;
    case 'check':
      return nameOf(route.id, nodes);
    case 'graph':
      return 'Lineage';
    case 'relations':
      return 'Relations';
    case 'runs':
      return 'Runs';
    case 'run':
      return `Run ${route.runId}`;
    case 'search':
      return route.query ? `Search: ${route.query}` : 'Search';
    case 'list':
      return capital(KIND_WORDS[route.kind].many);
    case 'lost':
      return 'Not found';
  }
}

function nameOf(id: string, nodes: SiteNodes | undefined): string {
  const index = nodes?.indexOf.get(id);
  return index === undefined ? id.split('.').slice(2).join('.') || id : nodes!.rows[index]!.name;
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
