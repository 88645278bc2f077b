import type { Expression, IsNull, Unary } from '../../sql/tree.ts';
import { negation } from '../../sql/types/operators.ts';
import { UNKNOWN, type Value } from '../bound.ts';
import { bindExpression, type ExpressionContext } from './bind-expression.ts';
import { requireBoolean } from './condition.ts';
import { smallestInteger } from './literal.ts';
import { booleanValue, report, typeName } from './problems.ts';

/** `NOT x` and `-x`. */
export function bindUnary(expression: Unary, context: ExpressionContext): Value {
  const { operator, operand } = expression;
  if (operator === 'not') {
    const value = bindExpression(operand, context);
    requireBoolean(operand, value, 'The operand of NOT', context);
    return booleanValue(value.nullable);
  }
  return smallestInteger(expression, context) ?? bindNegation(expression, operand, context);
}

function bindNegation(expression: Unary, operand: Expression, context: ExpressionContext): Value {
  const { type, nullable } = bindExpression(operand, context);
  if (!type) return UNKNOWN;
  const result = negation(type);
  if (!result) {
    report(context, expression, 'operator-type', { operator: '-', type: typeName(type) });
    return UNKNOWN;
  }
  return { type: result, nullable };
}

/** `x IS [NOT] NULL`: of any type, and never NULL itself. */
export function bindIsNull({ operand }: IsNull, context: ExpressionContext): Value {
  bindExpression(operand, context);
  return booleanValue(false);
}
