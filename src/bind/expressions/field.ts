import { didYouMean } from '../../diagnostics/index.ts';
import type { Field, Located } from '../../sql/tree.ts';
import type { TrinoType } from '../../sql/types.ts';
import { UNKNOWN, type Value } from '../bound.ts';
import { dereference } from '../scope.ts';
import { bindExpression, type ExpressionContext } from './bind-expression.ts';
import { report, typeName } from './problems.ts';

/** `(x).name`: a field of a row. */
export function bindField(expression: Field, context: ExpressionContext): Value {
  const { operand, name } = expression;
  const { type } = bindExpression(operand, context);
  const named = type?.kind === 'row' ? type.fields.filter((field) => isNamed(field.name, name)) : [];
  if (named.length > 1) {
    report(context, expression, 'field-ambiguous', { name });
    return UNKNOWN;
  }
  const found = dereference(type, [name]);
  if (!found || !('missing' in found)) return { type: found, nullable: true };
  if (type) reportField(expression, name, context.binding.textAt(operand.at) ?? 'the value', type, context);
  return UNKNOWN;
}

/** Reports a name that no field of a value has; `of` is the value as it is written. */
export function reportField(
  node: Located,
  name: string,
  of: string,
  type: TrinoType,
  context: ExpressionContext,
): void {
  const fields = type.kind === 'row' ? type.fields.flatMap((field) => field.name ?? []) : [];
  report(context, node, 'field-unknown', { name, of, type: typeName(type) }, { hint: didYouMean(name, fields) });
}

function isNamed(field: string | undefined, name: string): boolean {
  return field?.toLowerCase() === name.toLowerCase();
}
