import { diagnose } from '../../diagnostics/index.ts';
import type { Expression } from '../../sql/tree.ts';
import { isComparable } from '../../sql/types/same-type.ts';
import { formatTrinoType } from '../../sql/types.ts';
import type { OutputColumn } from '../bound.ts';
import type { Binding } from '../context.ts';
import type { ExpressionKeys } from './expression-keys.ts';
import { expressionOf } from './positions.ts';

/** SELECT DISTINCT compares its columns. */
export function checkDistinctColumns(columns: readonly OutputColumn[], binding: Binding): void {
  for (const { type, at } of columns) {
    if (!type || isComparable(type)) continue;
    const params = { what: 'DISTINCT', type: formatTrinoType(type) };
    binding.report(diagnose('type-not-comparable', params, { at: binding.place(at) }));
  }
}

/** What SELECT DISTINCT is ordered by must be selected: rows that become one differ in anything else. */
export function checkDistinctOrder(
  orderBy: readonly Expression[],
  columns: readonly OutputColumn[],
  keys: ExpressionKeys,
  binding: Binding,
): void {
  const wanted = orderBy.filter((expression) => !isOutput(expression, binding));
  if (wanted.length === 0) return;
  const selected = new Set<number>();
  for (const column of columns) {
    const expression = expressionOf(column, binding);
    if (expression) selected.add(keys.of(expression));
  }
  for (const expression of wanted) {
    if (selected.has(keys.of(expression)) || !binding.notes.value(expression)?.type) continue;
    const params = { text: binding.textAt(expression.at) ?? 'it' };
    binding.report(diagnose('order-by-not-selected', params, { at: binding.place(expression.at) }));
  }
}

// A name that means a column of the result, or nothing that is known.
function isOutput(expression: Expression, { notes }: Binding): boolean {
  return expression.kind === 'column' && (notes.reference(expression)?.kind ?? 'output') === 'output';
}
