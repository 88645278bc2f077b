import type { Expression } from '../../sql/tree.ts';
import type { OutputColumn } from '../bound.ts';
import type { Binding } from '../context.ts';

/** The number that an expression of GROUP BY or ORDER BY is, if it is one: the position of an item of SELECT, from 1. */
export function positionOf(expression: Expression): number | undefined {
  const isWhole = expression.kind === 'literal' && expression.type === 'number' && /^[\d_]+$/.test(expression.value);
  return isWhole ? Number(expression.value.replaceAll('_', '')) : undefined;
}

/** The expression that makes a column; for one of `*`, which has none, its name, bound to the field that it is. */
export function expressionOf(column: OutputColumn, binding: Binding): Expression | undefined {
  const { made, at, type, nullable } = column;
  if (made.by === 'expression') return made.expression;
  if (made.by === 'row-star' && column.name !== undefined) {
    const field: Expression = { kind: 'field', operand: made.operand, name: column.name, at };
    binding.notes.setValue(field, { type, nullable });
    return field;
  }
  if (made.by !== 'star' || made.field.name === undefined) return undefined;
  const parts = [...(made.field.qualifier ?? []), made.field.name];
  const name: Expression = { kind: 'column', parts, at };
  binding.notes.setReference(name, { kind: 'field', field: made.field, parts: parts.length, depth: 0 });
  binding.notes.setValue(name, { type, nullable });
  return name;
}
