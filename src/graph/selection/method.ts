import { didYouMean } from '../../diagnostics/index.ts';
import { isGlob, nameMatcher } from './glob.ts';
import type { Member } from './members.ts';
import type { SearchSpace } from './search.ts';
import type { Criterion } from './spec.ts';

/** One way to select: `tag:`, `path:`, … */
export interface Method {
  /** Unique ids that match, in any order, perhaps more than once. */
  readonly find: (space: SearchSpace, criterion: Criterion) => readonly string[];
  /** A hint for a value that matches nothing: the nearest that would. */
  readonly suggest: (space: SearchSpace, criterion: Criterion) => string | undefined;
  /** Set: any other value is an error. */
  readonly allowed?: readonly string[];
}

/** A method that compares texts of each member with the value, which may be a pattern. `key` names its index. */
export function byTexts(key: string, texts: (member: Member) => readonly string[], matcher = nameMatcher): Method {
  return {
    find: (space, { value }) => {
      const index = space.byText(key, texts);
      if (!isGlob(value)) return index.get(value) ?? [];
      const match = matcher(value);
      return [...index].flatMap(([text, ids]) => (match(text) ? ids : []));
    },
    suggest: (space, { value }) => didYouMean(value, space.byText(key, texts).keys()),
  };
}

/** A method with a fixed set of values. */
export function byValue(allowed: readonly string[], test: (member: Member, value: string) => boolean): Method {
  return {
    find: (space, { value }) => idsWhere(space, (member) => test(member, value)),
    suggest: () => undefined,
    allowed,
  };
}

/** Unique ids of the members for which the test holds. */
export function idsWhere(space: SearchSpace, test: (member: Member) => boolean): string[] {
  const ids: string[] = [];
  for (const [id, member] of space.members) if (test(member)) ids.push(id);
  return ids;
}
