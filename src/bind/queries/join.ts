import { diagnose } from '../../diagnostics/index.ts';
import type { Expression, Join, Relation } from '../../sql/tree.ts';
import type { Binding } from '../context.ts';
import type { Scope } from '../scope.ts';
import { bindCondition } from './condition.ts';
import { bindRelation, isLateral } from './from.ts';
import { joined, nullable, optional, scopeOf, type Offer } from './offer.ts';
import { bindUsing } from './using.ts';
import { eachExpressionIn } from './walk.ts';

/** Binds a join and what it joins. An outer join makes every column of its optional side nullable. */
export function bindJoin(join: Join, scope: Scope, binding: Binding): Offer {
  // Joins lean to the left, in chains of any length.
  const joins: Join[] = [];
  let first: Relation = join;
  for (; first.kind === 'join'; first = first.left) joins.push(first);
  let left = bindRelation(first, scope, binding);
  for (const next of joins.reverse()) left = bindNext(next, left, scope, binding);
  return left;
}

function bindNext(join: Join, left: Offer, scope: Scope, binding: Binding): Offer {
  const lateral = isLateral(join.right);
  const right = bindRelation(join.right, lateral ? scopeOf(left, scope) : scope, binding);
  if (lateral && optional(join, 'left')) checkLateralNames(join, left, binding);
  if (join.right.kind === 'unnest') checkUnnestCondition(join, binding);
  if (join.using) return bindUsing({ join, using: join.using, left, right }, binding);
  const both = joined(left, right);
  if (join.on) bindCondition(join.on, 'ON', scopeOf(both, scope), 'join', binding);
  return joined(optional(join, 'left') ? nullable(left) : left, optional(join, 'right') ? nullable(right) : right);
}

// Trino: "LATERAL reference not allowed in FULL JOIN": the other side's row may be missing.
function checkLateralNames({ type, right }: Join, { fields }: Offer, binding: Binding): void {
  const left = new Set(fields);
  eachExpressionIn(right, (expression) => {
    if (expression.kind !== 'column') return;
    const reference = binding.notes.reference(expression);
    if (reference?.kind !== 'field' || !left.has(reference.field)) return;
    const params = { name: expression.parts.join('.'), type };
    binding.report(diagnose('join-lateral-name', params, { at: binding.place(expression.at) }));
  });
}

// Trino: "LEFT JOIN involving UNNEST is only supported with condition ON TRUE".
function checkUnnestCondition({ type, on, using, right }: Join, binding: Binding): void {
  if (type === 'cross' || (using === undefined && isTrue(on))) return;
  binding.report(diagnose('join-unnest-condition', { type }, { at: binding.place(on?.at ?? right.at) }));
}

function isTrue(on: Expression | undefined): boolean {
  return on?.kind === 'literal' && on.type === 'boolean' && on.value.toLowerCase() === 'true';
}
