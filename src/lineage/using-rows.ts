import type { Field } from '../bind/bound.ts';
import type { Join, Relation, Select } from '../sql/tree.ts';
import { addTrace, type Gathering, type Tracing } from './tracing.ts';

/** Adds the columns that JOIN … USING compares, and notes which side's value stands in the column that it merges them to. */
export function usingRows(select: Select, into: Gathering, tracing: Tracing): void {
  for (const field of tracing.facts.select(select)?.fields ?? []) {
    if (field.from.kind !== 'merged') continue;
    for (const relation of select.from) noteSide(field, relation, tracing);
    addSides(field, into, tracing);
  }
}

function addSides(field: Field, into: Gathering, tracing: Tracing): void {
  if (field.from.kind !== 'merged') return;
  for (const side of [field.from.left, field.from.right]) {
    addSides(side, into, tracing);
    if (side.from.kind !== 'merged') addTrace(tracing.field(side), 'join', into);
  }
}

const KEPT: Readonly<Partial<Record<Join['type'], 'left' | 'right'>>> = { left: 'left', right: 'right' };

// The outermost join that merges a column of this name made the field; what it merges may be merged itself.
function noteSide(field: Field, relation: Relation, tracing: Tracing): void {
  const { from } = field;
  if (from.kind !== 'merged') return;
  const join = mergingJoin(relation, String(field.name).toLowerCase());
  if (!join) return;
  const side = KEPT[join.type];
  if (side) tracing.seen.merged.set(from, side);
  noteSide(from.left, join.left, tracing);
  noteSide(from.right, join.right, tracing);
}

function mergingJoin(relation: Relation, name: string): Join | undefined {
  if (relation.kind === 'sample') return mergingJoin(relation.relation, name);
  if (relation.kind !== 'join') return undefined;
  if (relation.using?.some((column) => column.toLowerCase() === name)) return relation;
  return mergingJoin(relation.left, name) ?? mergingJoin(relation.right, name);
}
