import type { TrinoType } from '../../sql/types.ts';
import { subscript } from '../../sql/types/operators.ts';
import type { Expression, Subscript } from '../../sql/tree.ts';
import { UNKNOWN, type Value } from '../bound.ts';
import { bindExpression, type ExpressionContext } from './bind-expression.ts';
import { report, typeName } from './problems.ts';

type RowType = Extract<TrinoType, { kind: 'row' }>;

/** `array[position]`, `map[key]`, `row[number]`. */
export function bindSubscript(expression: Subscript, context: ExpressionContext): Value {
  const { operand, index } = expression;
  const { type } = bindExpression(operand, context);
  const at = bindExpression(index, context).type;
  if (!type || type.kind === 'unknown') return { type, nullable: true };
  if (type.kind === 'row') return fieldAt(type, index, context);
  if (!at) return { type: itemOf(type), nullable: true };
  const found = subscript(type, at);
  if (!found) {
    report(context, expression, 'subscript-invalid', { type: typeName(type), index: typeName(at) });
    return UNKNOWN;
  }
  context.binding.coerce(operand, found.left);
  context.binding.coerce(index, found.right);
  return { type: found.result, nullable: true };
}

function itemOf(type: TrinoType): TrinoType | undefined {
  if (type.kind === 'array') return type.element;
  return type.kind === 'map' ? type.value : undefined;
}

// A field's number must be written out: the type depends on it.
function fieldAt(row: RowType, index: Expression, context: ExpressionContext): Value {
  const number = index.kind === 'literal' && index.type === 'number' ? Number(index.value) : NaN;
  const field = Number.isInteger(number) ? row.fields[number - 1] : undefined;
  if (field) return { type: field.type, nullable: true };
  const text = context.binding.textAt(index.at) ?? 'this';
  report(context, index, 'row-index-invalid', { index: text, count: row.fields.length });
  return UNKNOWN;
}
