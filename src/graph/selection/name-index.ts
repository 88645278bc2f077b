import { isGlob, nameMatcher } from './glob.ts';
import type { Member } from './members.ts';

/** Finds members by the default method `fqn`: by name, by folder, by dotted path with or without the project's name, by pattern. */
export interface NameIndex {
  readonly find: (selector: string) => readonly string[];
  /** Names and folders, to suggest from. */
  readonly candidates: () => readonly string[];
}

/** Sources are not found by name, as in dbt: they have a method of their own. */
export function createNameIndex(members: ReadonlyMap<string, Member>): NameIndex {
  const named = [...members].filter(([, member]) => member.resourceType !== 'source');
  const byPrefix = new Map<string, string[]>();
  const put = (key: string, id: string) => {
    const ids = byPrefix.get(key);
    if (!ids) byPrefix.set(key, [id]);
    else if (ids.at(-1) !== id) ids.push(id);
  };
  for (const [id, { fqn }] of named) {
    const parts = flatten(fqn);
    prefixes(parts).forEach((prefix) => put(prefix, id));
    prefixes(parts.slice(1)).forEach((prefix) => put(prefix, id));
    put(fqn.at(-1) ?? '', id);
  }
  return {
    find: (selector) =>
      isGlob(selector)
        ? named.flatMap(([id, { fqn }]) => (matches(fqn, selector) ? id : []))
        : (byPrefix.get(selector) ?? []),
    candidates: () => [...byPrefix.keys()],
  };
}

// Parts before the first pattern must be equal; the rest of the path matches the rest of the pattern. A pattern without dots may also
// match the name alone, in any folder.
function matches(fqn: readonly string[], selector: string): boolean {
  const pattern = selector.split('.');
  const first = pattern.findIndex(isGlob);
  const rest = nameMatcher(pattern.slice(first).join('.'));
  const below = (path: readonly string[]) =>
    path.length >= pattern.length &&
    pattern.slice(0, first).every((part, index) => part === path[index]) &&
    rest(path.slice(first).join('.'));
  const path = flatten(fqn);
  return below(path) || below(path.slice(1)) || (pattern.length === 1 && rest(fqn.at(-1) ?? ''));
}

// Dots in a name separate like folders.
function flatten(fqn: readonly string[]): string[] {
  return fqn.flatMap((segment) => segment.split('.'));
}

function prefixes(parts: readonly string[]): string[] {
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}
