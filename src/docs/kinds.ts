import type { NodeKind } from './site-data.ts';

/** Kinds that leave a relation in the warehouse. */
const RELATIONS: ReadonlySet<NodeKind> = new Set(['model', 'seed', 'snapshot', 'source']);

export function isRelationKind(kind: NodeKind): boolean {
  return RELATIONS.has(kind);
}

/** Whether lakemodel builds it. */
export function isBuiltKind(kind: NodeKind): boolean {
  return kind !== 'source' && RELATIONS.has(kind);
}
