import { useEffect, useState } from 'preact/hooks';
import { parseRoute } from './links.ts';
import type { Route } from './links.ts';

/** Goes to an address of the site. With `replace`, the way back does not lead to the one before: for filters as one types. */
export function navigate(link: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (link === location.hash) return;
  if (!replace) {
    location.hash = link;
    return;
  }
  history.replaceState(history.state, '', link);
  // The browser tells of no change that a script makes to the history.
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The current route; the component is drawn anew when it changes. */
export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const listen = () => setHash(location.hash);
    window.addEventListener('hashchange', listen);
    return () => window.removeEventListener('hashchange', listen);
  }, []);
  return parseRoute(hash);
}
