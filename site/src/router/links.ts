import type { NodeKind } from '../../../src/docs/site-data.ts';

/** What follows `?` in an address. */
export type Params = ReadonlyMap<string, string>;

/** Kinds that have a list of their own: `#/list/model`. */
export const LIST_KINDS = [
  'model',
  'source',
  'seed',
  'snapshot',
  'analysis',
  'exposure',
  'macro',
  'test',
  'unit_test',
] as const;
export type ListKind = (typeof LIST_KINDS)[number];

/** The parts of a node's page. */
export const NODE_VIEWS = ['columns', 'result', 'sql', 'lineage', 'tests', 'runs', 'quarantine', 'config'] as const;
export type NodeView = (typeof NODE_VIEWS)[number];

/** Where one is in the site: everything that the page shows follows from it. */
export type Route =
  | { readonly page: 'overview' }
  | {
      readonly page: 'node';
      /** Unique id. */
      readonly id: string;
      readonly view?: NodeView;
      readonly column?: string;
      /** Whose SQL the view `sql` shows; without it, as it is written. */
      readonly target?: string;
      readonly params: Params;
    }
  | { readonly page: 'check'; readonly id: string }
  | { readonly page: 'graph'; readonly params: Params }
  | { readonly page: 'columns'; readonly id: string; readonly column: string; readonly params: Params }
  | { readonly page: 'relations'; readonly params: Params }
  | { readonly page: 'runs'; readonly params: Params }
  | { readonly page: 'run'; readonly runId: string; readonly params: Params }
  | { readonly page: 'search'; readonly query: string; readonly params: Params }
  | { readonly page: 'list'; readonly kind: ListKind; readonly params: Params }
  /** An address that means nothing. */
  | { readonly page: 'lost'; readonly hash: string };

export type RouteOf<P extends Route['page']> = Extract<Route, { readonly page: P }>;

/** Values that are absent or empty are left out of an address. */
export type LinkParams = Readonly<Record<string, string | undefined>>;

/** Reads an address's hash, with `#` or without. Never throws. */
export function parseRoute(hash: string): Route {
  const text = hash.replace(/^#/, '');
  const lost: Route = { page: 'lost', hash: text };
  const cut = text.indexOf('?');
  const path = cut < 0 ? text : text.slice(0, cut);
  const params: Params = new Map(new URLSearchParams(cut < 0 ? '' : text.slice(cut + 1)));
  const parts = decodeParts(path);
  if (!parts) return lost;
  const [page, first, second, ...rest] = parts;
  if (rest.length > 0) return lost;
  return routeTo(page ?? '', first, second, params) ?? lost;
}

function routeTo(page: string, first: string | undefined, second: string | undefined, params: Params) {
  if (page === 'columns' && first && second) return { page, id: first, column: second, params } satisfies Route;
  if (second !== undefined) return undefined;
  if (first !== undefined) return routeToOne(page, first, params);
  if (page === '') return { page: 'overview' } satisfies Route;
  if (page === 'er') return { page: 'relations', params } satisfies Route;
  if (page === 'graph' || page === 'runs') return { page, params } satisfies Route;
  if (page === 'search') return { page, query: params.get('q') ?? '', params } satisfies Route;
  return undefined;
}

function routeToOne(page: string, first: string, params: Params): Route | undefined {
  if (page === 'node') {
    const view = NODE_VIEWS.find((name) => name === params.get('view'));
    const [column, target] = [params.get('column'), params.get('target')];
    return {
      page,
      id: first,
      ...(view && { view }),
      ...(column !== undefined && { column }),
      ...(target !== undefined && { target }),
      params,
    };
  }
  if (page === 'check') return { page, id: first };
  if (page === 'run') return { page, runId: first, params };
  const kind = LIST_KINDS.find((name) => name === first);
  return page === 'list' && kind ? { page, kind, params } : undefined;
}

function decodeParts(path: string): readonly string[] | undefined {
  try {
    return path
      .replace(/^\//, '')
      .split('/')
      .map((part) => decodeURIComponent(part));
  } catch {
    // A lone % that somebody typed.
    return undefined;
  }
}

export function overviewLink(): string {
  return '#/';
}

/** What of a node's page is shown. */
interface NodePart {
  readonly view?: NodeView;
  readonly column?: string;
  /** Its SQL as this target gets it. */
  readonly target?: string;
}

/** A node's page, one of its views, one of its columns opened, or its SQL for a target. */
export function nodeLink(id: string, at: NodePart = {}): string {
  const implied = at.column !== undefined ? 'columns' : at.target !== undefined ? 'sql' : undefined;
  return link(`node/${encodeURIComponent(id)}`, { view: at.view ?? implied, column: at.column, target: at.target });
}

export function checkLink(id: string): string {
  return link(`check/${encodeURIComponent(id)}`);
}

/** The graph of what a selector selects: `+fct_orders+1`. */
export function graphLink(params: LinkParams & { readonly select?: string | undefined }): string {
  return link('graph', params);
}

/** The lineage of one column. */
export function columnLink(id: string, column: string, params: LinkParams = {}): string {
  return link(`columns/${encodeURIComponent(id)}/${encodeURIComponent(column)}`, params);
}

export function relationsLink(params: LinkParams = {}): string {
  return link('er', params);
}

export function searchLink(query: string, params: LinkParams = {}): string {
  return link('search', { q: query, ...params });
}

export function listLink(kind: ListKind, params: LinkParams = {}): string {
  return link(`list/${kind}`, params);
}

export function runsLink(params: LinkParams = {}): string {
  return link('runs', params);
}

export function runLink(runId: string): string {
  return link(`run/${encodeURIComponent(runId)}`);
}

/** The page of what a unique id names. */
export function idLink(id: string): string {
  return /^(test|unit_test)\./.test(id) ? checkLink(id) : nodeLink(id);
}

/** The same page with other parameters; `undefined` takes one away. */
export function withParams(route: Route, changes: LinkParams): string {
  const before = 'params' in route ? Object.fromEntries(route.params) : {};
  const params = { ...before, ...changes };
  switch (route.page) {
    case 'node':
      return link(`node/${encodeURIComponent(route.id)}`, params);
    case 'columns':
      return columnLink(route.id, route.column, params);
    case 'run':
      return link(`run/${encodeURIComponent(route.runId)}`, params);
    case 'list':
      return listLink(route.kind, params);
    case 'relations':
      return relationsLink(params);
    case 'graph':
    case 'runs':
    case 'search':
      return link(route.page, params);
    case 'check':
      return checkLink(route.id);
    case 'overview':
    case 'lost':
      return overviewLink();
  }
}

/** Kinds that come with data: they have rows, columns and runs. */
export function isKindWithData(kind: NodeKind): boolean {
  return kind === 'model' || kind === 'seed' || kind === 'snapshot' || kind === 'source';
}

function link(path: string, params: LinkParams = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) if (value !== undefined && value !== '') query.set(key, value);
  const text = query.toString();
  return `#/${path}${text && `?${text}`}`;
}
