import { diagnose } from '../../diagnostics/index.ts';
import type { Expression, Ordering } from '../../sql/tree.ts';
import { isOrderable } from '../../sql/types/same-type.ts';
import { formatTrinoType } from '../../sql/types.ts';
import type { OutputColumn, Value } from '../bound.ts';
import type { Binding } from '../context.ts';
import type { Scope } from '../scope.ts';
import { isAggregate } from './has-aggregate.ts';
import { positionOf } from './positions.ts';
import { eachExpression } from './walk.ts';

/**
 * Binds ORDER BY in a scope that has the result's columns as `outputs`: positions, aliases, and expressions over both.
 * Gives the expressions that are no positions.
 */
export function bindOrderBy(
  orderBy: readonly Ordering[],
  columns: readonly OutputColumn[] | undefined,
  scope: Scope,
  binding: Binding,
): readonly Expression[] {
  const keys: Expression[] = [];
  for (const { expression } of orderBy) {
    const position = positionOf(expression);
    const value = position === undefined ? binding.expression(expression, scope, 'order by') : columns?.[position - 1];
    if (position === undefined) keys.push(expression);
    else if (value) binding.notes.setValue(expression, { type: value.type, nullable: value.nullable });
    else if (columns) {
      const params = { clause: 'ORDER BY', position, columns: columns.length };
      binding.report(diagnose('position-out-of-range', params, { at: binding.place(expression.at) }));
    }
    checkOrderable(expression, value, binding);
    if (position === undefined) checkAggregates(expression, binding);
  }
  return keys;
}

function checkOrderable(expression: Expression, value: Value | undefined, binding: Binding): void {
  if (!value?.type || isOrderable(value.type)) return;
  const params = { what: 'ORDER BY', type: formatTrinoType(value.type) };
  binding.report(diagnose('type-not-orderable', params, { at: binding.place(expression.at) }));
}

// Trino: "Invalid reference to output projection attribute from ORDER BY aggregation": `sum(x) AS x … ORDER BY sum(x)`.
function checkAggregates(root: Expression, binding: Binding): void {
  eachExpression(root, (call) => {
    if (call.kind !== 'call' || !(isAggregate(call, binding) || call.name === 'grouping')) return;
    eachExpression(call, (part) => {
      if (part.kind !== 'column' || binding.notes.reference(part)?.kind !== 'output') return;
      const params = { name: String(part.parts.at(-1)), call: call.name };
      binding.report(diagnose('order-by-aggregate-of-alias', params, { at: binding.place(part.at) }));
    });
    return false;
  });
}
