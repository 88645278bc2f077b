import { useEffect, useState } from 'preact/hooks';
import { useSite } from '../data/site.ts';
import type { Site } from '../data/site.ts';
import { createSearchEngine } from './search-engine.ts';
import type { Found, SearchEngine, SearchState } from './search-engine.ts';

/** One index a site, shared by the box and the page; it goes when its site goes. */
const ENGINES = new WeakMap<Site, SearchEngine>();

/** The search of the site that the page shows. */
export function useSearchEngine(): SearchEngine {
  const site = useSite();
  let engine = ENGINES.get(site);
  if (!engine) ENGINES.set(site, (engine = createSearchEngine(site)));
  return engine;
}

/** What a text finds, searched anew as it and the index change; the last results stay until there are new ones. Undefined text: nothing. */
export function useSearch(text: string | undefined): {
  readonly found: Found | undefined;
  readonly state: SearchState;
} {
  const engine = useSearchEngine();
  const [found, setFound] = useState<Found>();
  const [state, setState] = useState(() => engine.state());
  useEffect(() => engine.listen(() => setState(engine.state())), [engine]);
  useEffect(() => {
    if (text === undefined) return undefined;
    engine.prepare();
    // After the browser has drawn the letter that was typed.
    const timer = setTimeout(() => setFound(engine.search(text)), 0);
    return () => clearTimeout(timer);
  }, [engine, text, state.index]);
  return { found, state };
}
