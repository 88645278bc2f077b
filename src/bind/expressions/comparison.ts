import type { TrinoType } from '../../sql/types.ts';
import { comparison } from '../../sql/types/operators.ts';
import type { Binary, Comparison, Expression } from '../../sql/tree.ts';
import type { Value } from '../bound.ts';
import { castHint } from './cast-hint.ts';
import type { ExpressionContext } from './bind-expression.ts';
import { booleanValue, report, typeName } from './problems.ts';

type Operator = Comparison | 'is distinct from' | 'is not distinct from';

/** `a = b`, `a < b`, `a IS DISTINCT FROM b`: both sides come to their common super type, which must be comparable or have an order. */
export function bindComparison(
  node: Binary,
  operator: Operator,
  left: Value,
  right: Value,
  context: ExpressionContext,
): Value {
  const isDistinct = operator === 'is distinct from' || operator === 'is not distinct from';
  if (left.type && right.type) compare(node, operator, left.type, right.type, context);
  if (!isDistinct && (isNullLiteral(node.left) || isNullLiteral(node.right))) {
    report(context, node, 'comparison-with-null', { operator });
  }
  return booleanValue(!isDistinct && mayGiveNull([left, right]));
}

function compare(node: Binary, operator: Operator, left: TrinoType, right: TrinoType, context: ExpressionContext) {
  const common = comparison(operator === 'is not distinct from' ? 'is distinct from' : operator, left, right);
  if (common) {
    context.binding.coerce(node.left, common);
    context.binding.coerce(node.right, common);
    return;
  }
  const params = { operator: operator.toUpperCase(), left: typeName(left), right: typeName(right) };
  report(context, node, 'operator-types', params, { hint: castHint(node, left, right, context) });
}

/** Whether a comparison of values may give NULL: for one that is NULL, or for a NULL within an array, a map or a row. */
export function mayGiveNull(values: readonly Value[]): boolean {
  return values.some(({ type, nullable }) => nullable || !type || NESTED.has(type.kind));
}

const NESTED: ReadonlySet<TrinoType['kind']> = new Set(['array', 'map', 'row']);

function isNullLiteral(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.type === 'null';
}
