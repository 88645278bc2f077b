import type { Relation, Select } from '../sql/tree.ts';

/** Names, in lower case, of the relations of a FROM whose row may be missing, with the kind of join that says so. */
export function optionalRelations({ from }: Select): ReadonlyMap<string, 'left' | 'right' | 'full'> {
  const found = new Map<string, 'left' | 'right' | 'full'>();
  for (const relation of from) collect(relation, undefined, found);
  return found;
}

type Optional = 'left' | 'right' | 'full' | undefined;

function collect(relation: Relation, optional: Optional, found: Map<string, 'left' | 'right' | 'full'>): void {
  let next = relation;
  let now = optional;
  for (; next.kind === 'join'; next = next.left) {
    const { type, right } = next;
    collect(right, type === 'left' || type === 'full' ? type : now, found);
    if (type === 'right' || type === 'full') now = type;
  }
  const name = nameOf(next);
  if (now && name !== undefined) found.set(name.toLowerCase(), now);
}

/** The name by which a relation's columns are called; undefined where it has none. */
export function nameOf(relation: Relation): string | undefined {
  if (relation.kind === 'join') return undefined;
  if (relation.kind === 'sample') return nameOf(relation.relation);
  return relation.alias?.name ?? (relation.kind === 'table' ? relation.parts.at(-1) : undefined);
}
