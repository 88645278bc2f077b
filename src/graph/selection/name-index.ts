import { isGlob, nameMatcher } from './glob.ts';
import type { Member } from './members.ts';

/** Finds members by the default method `fqn`: by name, by folder, by dotted path with or without the project's name, by pattern. */
export interface NameIndex {
  readonly find: (selector: string) => readonly string[];
  /** Names and folders, to suggest from. */
  readonly candidates: () => Iterable<string>;
}

/** An index that is made when a name is first looked for. Sources are not found by name, as in dbt: they have a method of their own. */
export function createNameIndex(members: ReadonlyMap<string, Member>): NameIndex {
  const made: { byName?: ReadonlyMap<string, readonly string[]> } = {};
  const byName = () => (made.byName ??= indexNames(members));
  return {
    find: (selector) => (isGlob(selector) ? findByPattern(members, selector) : (byName().get(selector) ?? [])),
    candidates: () => byName().keys(),
  };
}

function indexNames(members: ReadonlyMap<string, Member>): Map<string, string[]> {
  const index = new Map<string, string[]>();
  const put = (name: string, id: string) => {
    const ids = index.get(name);
    if (!ids) index.set(name, [id]);
    else if (ids.at(-1) !== id) ids.push(id);
  };
  for (const [id, { fqn, resourceType }] of members) {
    if (resourceType === 'source') continue;
    // Dots in a name separate like folders.
    const path = fqn.join('.');
    const below = (fqn[0]?.length ?? 0) + 1;
    for (let end = path.indexOf('.'); end > 0; end = path.indexOf('.', end + 1)) {
      put(path.slice(0, end), id);
      if (end > below) put(path.slice(below, end), id);
    }
    put(path, id);
    put(path.slice(below), id);
    put(fqn.at(-1) ?? '', id);
  }
  return index;
}

// Parts before the first pattern must be equal; the rest of the path matches the rest of the pattern. A pattern without dots may also
// match the name alone, in any folder.
function findByPattern(members: ReadonlyMap<string, Member>, selector: string): string[] {
  const pattern = selector.split('.');
  const first = pattern.findIndex(isGlob);
  const rest = nameMatcher(pattern.slice(first).join('.'));
  const matches = (path: readonly string[]) =>
    path.length >= pattern.length &&
    pattern.slice(0, first).every((part, index) => part === path[index]) &&
    rest(path.slice(first).join('.'));
  return [...members].flatMap(([id, { fqn, resourceType }]) => {
    if (resourceType === 'source') return [];
    const path = fqn.join('.').split('.');
    return matches(path) || matches(path.slice(1)) || (pattern.length === 1 && rest(fqn.at(-1) ?? '')) ? id : [];
  });
}
