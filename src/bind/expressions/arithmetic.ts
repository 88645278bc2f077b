import { arithmetic, concatenation, type Operation } from '../../sql/types/operators.ts';
import type { Arithmetic, Binary, Expression } from '../../sql/tree.ts';
import type { TrinoType } from '../../sql/types.ts';
import { UNKNOWN, type Value } from '../bound.ts';
import type { ExpressionContext } from './bind-expression.ts';
import { castHint, hintFor } from './cast-hint.ts';
import { report, typeName } from './problems.ts';

/** `a + b` and its like, of numbers, dates, times and intervals. */
export function bindArithmetic(
  node: Binary,
  operator: Arithmetic,
  left: Value,
  right: Value,
  context: ExpressionContext,
): Value {
  if (!left.type || !right.type) return UNKNOWN;
  const operation = arithmetic(operator, left.type, right.type);
  if (operation && (operator === '/' || operator === '%') && left.type.kind !== 'unknown')
    checkDivisor(node, operation.result, context);
  return operationValue(node, operation, left, right, context);
}

/** `a || b`, of texts, binaries and arrays. */
export function bindConcatenation(node: Binary, left: Value, right: Value, context: ExpressionContext): Value {
  if (!left.type || !right.type) return UNKNOWN;
  return operationValue(node, concatenation(left.type, right.type), left, right, context);
}

function operationValue(
  node: Binary,
  operation: Operation | undefined,
  left: Value,
  right: Value,
  context: ExpressionContext,
): Value {
  if (operation) {
    context.binding.coerce(node.left, operation.left);
    context.binding.coerce(node.right, operation.right);
    return { type: operation.result, nullable: left.nullable || right.nullable };
  }
  reportTypes(node, left.type, right.type, context);
  return UNKNOWN;
}

function reportTypes(
  node: Binary,
  left: TrinoType | undefined,
  right: TrinoType | undefined,
  context: ExpressionContext,
) {
  if (!left || !right) return;
  const params = { operator: node.operator, left: typeName(left), right: typeName(right) };
  const hint = node.operator === '||' ? textHint(node, left, right, context) : castHint(node, left, right, context);
  report(context, node, 'operator-types', params, { hint });
}

const VARCHAR: TrinoType = { kind: 'varchar' };

// In a concatenation it is the other value that becomes a text.
function textHint(node: Binary, left: TrinoType, right: TrinoType, context: ExpressionContext): string | undefined {
  if (left.kind === 'varchar') return hintFor(node.right, right, VARCHAR, context);
  return hintFor(node.left, left, VARCHAR, context);
}

// A double gives Infinity or NaN, and NULL stays NULL. Behind a filter it may be that no row comes here; of a query within another one, Trino
// computes only what is read.
function checkDivisor({ operator, right }: Binary, result: TrinoType, context: ExpressionContext): void {
  const isExact = result.kind !== 'double' && result.kind !== 'real';
  if (!isExact || context.isGuarded || !isZero(right)) return;
  const { filtered, outer } = context.scope;
  const isLeftOut = outer?.isWithin === true || (filtered === true && context.clause !== 'where');
  const severity = isLeftOut ? 'warning' : 'error';
  report(context, right, 'division-by-zero', { operator }, { severity });
}

function isZero(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return expression.type === 'number' && /^[-+]?[0_.]*0[0_.]*$/.test(expression.value);
    case 'typed-literal':
      return /^[-+]?[0_.]*0[0_.]*$/.test(expression.value.trim());
    case 'unary':
      return expression.operator === '-' && isZero(expression.operand);
    case 'cast':
      return isZero(expression.operand);
    default:
      return false;
  }
}
