import type { Relation, Select, Unnest } from '../sql/tree.ts';
import { joinedRelations } from './join-chain.ts';
import type { Tracing } from './tracing.ts';

/** Notes which columns come out of an UNNEST whose argument has an unknown type: the names behind its alias tell. */
export function noteUnnested(select: Select, { facts, seen }: Tracing): void {
  const unnests = select.from.flatMap(unnestsIn).filter(({ alias }) => (alias?.columns.length ?? 0) > 0);
  if (unnests.length === 0) return;
  for (const field of facts.select(select)?.fields ?? []) {
    if (field.from.kind !== 'generated' || field.type) continue;
    const unnest = unnests.find(({ alias }) => alias && same(field.qualifier?.at(-1), alias.name));
    if (unnest) seen.unnested.set(field, argumentsOf(String(field.name), unnest));
  }
}

function unnestsIn(relation: Relation): readonly Unnest[] {
  if (relation.kind === 'join') return joinedRelations(relation).flatMap(unnestsIn);
  return relation.kind === 'unnest' ? [relation] : [];
}

/** With a name for each argument they belong to each other; else any may be meant, as an array of rows gives several columns. */
function argumentsOf(name: string, { arrays, ordinality, alias }: Unnest): Unnest['arrays'] {
  const names = alias?.columns ?? [];
  const index = names.findIndex((candidate) => same(candidate, name));
  if (ordinality && index === names.length - 1) return [];
  const argument = arrays[index];
  return argument && names.length - (ordinality ? 1 : 0) === arrays.length ? [argument] : arrays;
}

function same(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
