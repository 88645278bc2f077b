import type { Expression, Like } from '../../sql/tree.ts';
import type { TrinoType } from '../../sql/types.ts';
import type { Value } from '../bound.ts';
import { bindExpression, type ExpressionContext } from './bind-expression.ts';
import { booleanValue, report, typeName } from './problems.ts';

const VARCHAR: TrinoType = { kind: 'varchar' };

/** `x LIKE pattern ESCAPE sign`: x is varchar or char, the others varchar; a char is no pattern. */
export function bindLike({ operand, pattern, escape }: Like, context: ExpressionContext): Value {
  const values = [
    bindText(operand, 'The left side of LIKE', ['varchar', 'char'], context),
    bindText(pattern, 'The pattern of LIKE', ['varchar'], context),
  ];
  if (escape) values.push(bindText(escape, 'The escape sign of LIKE', ['varchar'], context));
  return booleanValue(values.some(({ nullable }) => nullable));
}

function bindText(
  expression: Expression,
  what: string,
  kinds: readonly TrinoType['kind'][],
  context: ExpressionContext,
): Value {
  const value = bindExpression(expression, context);
  const { type } = value;
  if (!type || kinds.includes(type.kind)) return value;
  if (type.kind === 'unknown') context.binding.coerce(expression, VARCHAR);
  else report(context, expression, 'like-not-text', { what, type: typeName(type) });
  return value;
}
