import type { Site } from '../data/site.ts';
import { runInSlices } from './in-slices.ts';
import { parseQuery } from './parse-query.ts';
import type { Query } from './parse-query.ts';
import { rememberScores } from './remember-scores.ts';
import { runSearch } from './run-search.ts';
import type { SearchResults } from './run-search.ts';
import { indexChecks, indexColumns, indexNodes, indexWords } from './search-index.ts';
import type { SearchIndex } from './search-index.ts';

/** What can be searched by now. */
export interface SearchState {
  readonly index?: SearchIndex;
  /** What is not there yet, in words: `descriptions and SQL`. */
  readonly waitingFor?: string;
  /** What could not be loaded, and what to do. */
  readonly problem?: string;
}

export interface Found extends SearchResults {
  readonly text: string;
  readonly index: SearchIndex;
  readonly query: Query;
}

/** The search of one site: its index grows in the background, part by part. */
export interface SearchEngine {
  state(): SearchState;
  /** Calls back after each change of the state, until the function that it gives is called. */
  listen(changed: () => void): () => void;
  /** Begins to make the index of names, columns and tests; again costs nothing. */
  prepare(): void;
  /** Searches what is there; from the first time on, words of descriptions and SQL are loaded, too. Undefined before there is an index. */
  search(text: string): Found | undefined;
}

/** The steps of the index: what each loads and adds. */
type Step = readonly [name: string, add: (index: SearchIndex | undefined) => Promise<SearchIndex>];

/** Makes the search of a site. Nothing is loaded before `prepare`. */
export function createSearchEngine(
  site: Site,
  run: typeof runInSlices = runInSlices,
  whenIdle: (work: () => void) => void = idle,
): SearchEngine {
  const listeners = new Set<() => void>();
  const score = rememberScores();
  const names = stepsOf(site, run);
  let steps: readonly Step[] = [];
  let state: SearchState = {};
  let isRunning = false;
  let isWarm = false;
  const become = (next: SearchState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const runSteps = async () => {
    isRunning = true;
    try {
      for (let step = steps[0]; step; step = steps[0]) {
        const index: SearchIndex | undefined = state.index;
        become({ ...(index && { index }), waitingFor: step[0] });
        const next = await step[1](index);
        steps = steps.slice(1);
        become({ index: next });
      }
      if (!isWarm && state.index) for (const text of WARM_UP) whenIdle(() => warmUp(state.index!, text));
      isWarm = true;
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      become({ ...(state.index && { index: state.index }), problem });
    } finally {
      isRunning = false;
    }
  };
  const want = (more: Step[]) => {
    steps = [...steps, ...more.splice(0)];
    // After a failure, the next keystroke tries again.
    if (!isRunning && steps.length > 0) void runSteps();
  };
  return {
    state: () => state,
    listen: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    prepare: () => want(names.first),
    search: (text) => {
      want([...names.first.splice(0), ...names.later.splice(0)]);
      const { index } = state;
      if (!index) return undefined;
      const query = parseQuery(text);
      return { text, index, query, ...runSearch(index, query, score) };
    },
  };
}

/** Words as they are typed: beginnings, an error, a filter, several words. */
const WARM_UP: readonly string[] = ['c', 'cust', 'custmer_id', 'kind:model total', 'net amount of orders'];

// The first searches are many times slower than the next, until the browser has compiled them: nobody is to wait for that.
function warmUp(index: SearchIndex, text: string): void {
  runSearch(index, parseQuery(text), rememberScores());
}

/** Where a browser does not tell when it is idle, the first search is as slow as it is. */
function idle(work: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work);
}

function stepsOf(site: Site, run: typeof runInSlices): { readonly first: Step[]; readonly later: Step[] } {
  const first: Step[] = [
    ['names', async () => run(indexNodes(await site.nodes(), site.overview.layers))],
    ['columns', async (index) => run(indexColumns(index!, await site.columns()))],
    ['tests', async (index) => run(indexChecks(index!, await site.checks()))],
  ];
  const later: Step[] = [['descriptions and SQL', async (index) => run(indexWords(index!, await site.words()))]];
  return { first, later };
}
