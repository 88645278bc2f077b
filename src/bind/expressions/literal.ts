import type { Literal, Unary } from '../../sql/tree.ts';
import { literalType } from '../../sql/types.ts';
import type { TrinoType } from '../../sql/types.ts';
import { UNKNOWN, type Value } from '../bound.ts';
import type { ExpressionContext } from './bind-expression.ts';
import { report } from './problems.ts';

/** A literal has the narrowest type that holds it as it is written: `1` is an integer, `1.50` a decimal(3,2), `'ab'` a varchar(2). */
export function bindLiteral(expression: Literal, context: ExpressionContext): Value {
  const type = literalType(expression);
  if (type) return { type, nullable: expression.type === 'null' };
  const kind = expression.type === 'number' ? numberKind(expression.value) : expression.type;
  report(context, expression, 'literal-invalid', { text: expression.value, type: kind });
  return UNKNOWN;
}

function numberKind(text: string): string {
  return text.includes('.') ? 'decimal of at most 38 digits' : 'bigint';
}

const SMALLEST: Readonly<Record<string, TrinoType>> = {
  '2147483648': { kind: 'integer' },
  '9223372036854775808': { kind: 'bigint' },
};

/** `-2147483648` and `-9223372036854775808`: the smallest of their types, though the digits alone do not fit. Undefined: another expression. */
export function smallestInteger({ operand, at }: Unary, context: ExpressionContext): Value | undefined {
  if (operand.kind !== 'literal' || operand.type !== 'number') return undefined;
  // In parentheses the digits stand for themselves.
  if (context.binding.textAt(at)?.includes('(')) return undefined;
  const type = SMALLEST[operand.value.replaceAll('_', '')];
  return type && context.binding.notes.setValue(operand, { type, nullable: false });
}
