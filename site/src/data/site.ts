/** The site's data as its pages ask for it: loaded on demand, each shard once. */
import { createContext } from 'preact';
import { useContext, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type {
  CheckDetail,
  CheckRow,
  ColumnIndex,
  DetailShard,
  NodeDetail,
  NodeRow,
  Overview,
  Relations,
  RunRow,
  SearchWords,
} from '../../../src/docs/site-data.ts';
import { columnGraph } from './column-graph.ts';
import type { ColumnGraph } from './column-graph.ts';
import type { ShardLoader } from './shards.ts';

export interface Site {
  readonly overview: Overview;
  nodes(): Promise<SiteNodes>;
  checks(): Promise<readonly CheckRow[]>;
  columns(): Promise<ColumnIndex>;
  /** The same with its edges both ways. */
  columnGraph(): Promise<ColumnGraph>;
  words(): Promise<SearchWords>;
  /** Newest first. */
  runs(): Promise<readonly RunRow[]>;
  relations(): Promise<Relations>;
  /** By index of the node. */
  detail(index: number): Promise<NodeDetail>;
  /** By index of the check. */
  checkDetail(index: number): Promise<CheckDetail>;
}

export interface SiteNodes {
  readonly rows: readonly NodeRow[];
  /** Of a unique id, its node's index. */
  readonly indexOf: ReadonlyMap<string, number>;
  /** For each node, the indexes of those that name it as a parent, ascending. */
  readonly children: readonly (readonly number[])[];
}

/** Where a load stands. `error` says in words what went wrong and what to do. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: string }
  | { readonly state: 'ready'; readonly value: T };

/** The site over a loader of shards. Details are kept as long as the loader keeps their shard. */
export function createSite(overview: Overview, loader: ShardLoader): Site {
  const nodes = once(async () => indexNodes((await loader.load('nodes')) as readonly NodeRow[]));
  const checks = once(async () => (await loader.load('checks')) as readonly CheckRow[]);
  const detailsOf = (shard: number) => loader.load(`node/${shard}`) as Promise<DetailShard>;
  const columns = () => loader.load('columns') as Promise<ColumnIndex>;
  return {
    overview,
    nodes,
    checks,
    columns,
    columnGraph: once(async () => columnGraph(await columns())),
    words: () => loader.load('words') as Promise<SearchWords>,
    runs: () => loader.load('runs') as Promise<readonly RunRow[]>,
    relations: () => loader.load('relations') as Promise<Relations>,
    detail: async (index) => {
      const row = (await nodes()).rows[index];
      return present(row && (await detailsOf(row.shard)).nodes[index], `node ${index}`);
    },
    checkDetail: async (index) => {
      const row = (await checks())[index];
      return present(row && (await detailsOf(row.shard)).checks[index], `test ${index}`);
    },
  };
}

/** Nodes with what follows from them. */
export function indexNodes(rows: readonly NodeRow[]): SiteNodes {
  const indexOf = new Map(rows.map(({ id }, index) => [id, index]));
  const children: number[][] = rows.map(() => []);
  rows.forEach(({ parents }, index) => {
    for (const parent of new Set(parents)) children[parent]?.push(index);
  });
  return { rows, indexOf, children };
}

function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The data of ${what} is missing: generate the site anew, then reload.`);
  return value;
}

/** The same promise for everybody; after a failure the next one tries again. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= load().catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    return running;
  };
}

export const SiteContext = createContext<Site | undefined>(undefined);

/** The site that the page shows. */
export function useSite(): Site {
  const site = useContext(SiteContext);
  if (!site) throw new Error('useSite() outside of the page');
  return site;
}

/**
 * What a page needs of the site's data: `useLoaded((site) => site.detail(index), [index])`. It is loaded anew when one of `on` changes;
 * until then the last value is not shown, as it would be another's.
 */
export function useLoaded<T>(load: (site: Site) => Promise<T>, on: readonly unknown[] = []): Loaded<T> {
  const site = useSite();
  const [, redraw] = useState({});
  const slot = useMemo(() => ({ is: { state: 'loading' } as Loaded<T>, isWanted: true }), [site, ...on]);
  // Before the browser paints: what is there already is shown without a flicker.
  useLayoutEffect(() => {
    slot.isWanted = true;
    if (slot.is.state === 'ready') return undefined;
    const settle = (is: Loaded<T>) => {
      slot.is = is;
      if (slot.isWanted) redraw({});
    };
    load(site).then(
      (value) => settle({ state: 'ready', value }),
      (error: unknown) => settle({ state: 'failed', error: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      slot.isWanted = false;
    };
  }, [slot]);
  return slot.is;
}

/** The nodes, once they are there. */
export function useNodes(): Loaded<SiteNodes> {
  return useLoaded((site) => site.nodes());
}
