import type { Between, Expression, InList } from '../../sql/tree.ts';
import { isComparable } from '../../sql/types.ts';
import { between } from '../../sql/types/operators.ts';
import type { Value } from '../bound.ts';
import { bindExpression, type ExpressionContext } from './bind-expression.ts';
import { bringToOneType } from './common-type.ts';
import { mayGiveNull } from './comparison.ts';
import { booleanValue, report, typeName } from './problems.ts';

/** `x IN (a, b)`: all have one type that can be compared. */
export function bindInList(expression: InList, context: ExpressionContext): Value {
  const all = [expression.operand, ...expression.items];
  const values = all.map((item) => bindExpression(item, context));
  const type = bringToOneType(all, 'The value and the list of IN', context);
  if (type && !isComparable(type)) {
    report(context, expression, 'type-not-comparable', { what: 'IN', type: typeName(type) });
  }
  if (expression.not) warnOfNulls(expression, context);
  return booleanValue(mayGiveNull(values));
}

function warnOfNulls({ items }: InList, context: ExpressionContext): void {
  const isNull = (item: Expression) => item.kind === 'literal' && item.type === 'null';
  const item = items.find(isNull);
  if (item) report(context, item, 'comparison-with-null', { operator: 'NOT IN' });
}

/** `x BETWEEN low AND high`: all have one type that has an order. */
export function bindBetween(expression: Between, context: ExpressionContext): Value {
  const parts = [expression.operand, expression.low, expression.high];
  const values = parts.map((part) => bindExpression(part, context));
  const result = booleanValue(mayGiveNull(values));
  const [operand, low, high] = values.map(({ type }) => type);
  if (!operand || !low || !high) return result;
  const common = between(operand, low, high);
  if (common) parts.forEach((part) => context.binding.coerce(part, common));
  else {
    report(context, expression, 'between-types', {
      type: typeName(operand),
      low: typeName(low),
      high: typeName(high),
    });
  }
  return result;
}
