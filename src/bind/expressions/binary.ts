import type { Binary, Expression } from '../../sql/tree.ts';
import type { Value } from '../bound.ts';
import { bindArithmetic, bindConcatenation } from './arithmetic.ts';
import { bindExpression, type ExpressionContext } from './bind-expression.ts';
import { bindComparison } from './comparison.ts';
import { requireBoolean } from './condition.ts';
import { booleanValue } from './problems.ts';

/**
 * `a AND b`, `a + b`, `a = b`, `a || b`. Long chains hang on the left, so the left sides are walked in a loop: a condition of thousands of
 * terms must not exhaust the stack.
 */
export function bindBinary(expression: Binary, context: ExpressionContext): Value {
  const chain: Binary[] = [];
  let first: Expression = expression;
  for (; first.kind === 'binary'; first = first.left) chain.push(first);
  let left = bindExpression(first, context);
  for (let index = chain.length - 1; index > 0; index--) {
    const node = chain[index] as Binary;
    left = context.binding.notes.setValue(node, bindNode(node, left, context));
  }
  return bindNode(expression, left, context);
}

function bindNode(node: Binary, left: Value, context: ExpressionContext): Value {
  const right = bindExpression(node.right, context);
  switch (node.operator) {
    case 'and':
    case 'or':
      return bindLogical(node, left, right, context);
    case '||':
      return bindConcatenation(node, left, right, context);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return bindArithmetic(node, node.operator, left, right, context);
    default:
      return bindComparison(node, node.operator, left, right, context);
  }
}

function bindLogical(
  { operator, left, right }: Binary,
  first: Value,
  second: Value,
  context: ExpressionContext,
): Value {
  const what = `A side of ${operator.toUpperCase()}`;
  requireBoolean(left, first, what, context);
  requireBoolean(right, second, what, context);
  return booleanValue(first.nullable || second.nullable);
}
