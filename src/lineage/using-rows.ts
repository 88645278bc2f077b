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
  // A column that many joins have in common leans to the left as they do.
  const rights: Field[] = [];
  let left = field;
  for (; left.from.kind === 'merged'; left = left.from.left) rights.push(left.from.right);
  if (rights.length === 0) return;
  for (const side of [left, ...rights.reverse()]) {
    addSides(side, into, tracing);
    if (side.from.kind !== 'merged') addTrace(tracing.field(side), 'join', into);
  }
}

const KEPT: Readonly<Partial<Record<Join['type'], 'left' | 'right'>>> = { left: 'left', right: 'right' };

// The outermost join that merges a column of this name made the field; what it merges may be merged itself.
function noteSide(field: Field, relation: Relation, tracing: Tracing): void {
  let { from } = field;
  let within = relation;
  while (from.kind === 'merged') {
    const join = mergingJoin(within, String(field.name).toLowerCase());
    if (!join) return;
    const side = KEPT[join.type];
    if (side) tracing.seen.merged.set(from, side);
    noteSide(from.right, join.right, tracing);
    within = join.left;
    from = from.left.from;
  }
}

function mergingJoin(relation: Relation, name: string): Join | undefined {
  if (relation.kind === 'sample') return mergingJoin(relation.relation, name);
  const passed: Join[] = [];
  let at: Relation = relation;
  for (; at.kind === 'join'; at = at.left) {
    if (at.using?.some((column) => column.toLowerCase() === name)) return at;
    passed.push(at);
  }
  const first = at.kind === 'sample' ? mergingJoin(at, name) : undefined;
  return passed.reduceRight((found, { right }) => found ?? mergingJoin(right, name), first);
}
