import type { Join, Relation } from '../sql/tree.ts';

interface JoinChain {
  readonly first: Relation;
  /** From left to right. */
  readonly joins: readonly Join[];
}

/** A relation as what its joins begin with, and the joins: they lean to the left, in chains of any length. */
export function joinChain(relation: Relation): JoinChain {
  const joins: Join[] = [];
  let first = relation;
  for (; first.kind === 'join'; first = first.left) joins.push(first);
  return { first, joins: joins.reverse() };
}

/** The relations that a chain of joins brings together, from left to right. */
export function joinedRelations(relation: Relation): readonly Relation[] {
  const { first, joins } = joinChain(relation);
  return [first, ...joins.map(({ right }) => right)];
}
