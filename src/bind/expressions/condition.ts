import type { Expression } from '../../sql/tree.ts';
import type { TrinoType } from '../../sql/types.ts';
import type { Value } from '../bound.ts';
import type { ExpressionContext } from './bind-expression.ts';
import { report, typeName } from './problems.ts';

const BOOLEAN: TrinoType = { kind: 'boolean' };

/** Demands that a bound expression is a condition: boolean, or NULL. `what` begins the message: "The condition of WHERE". */
export function requireBoolean(
  expression: Expression,
  { type }: Value,
  what: string,
  context: ExpressionContext,
): void {
  if (!type || type.kind === 'boolean') return;
  if (type.kind === 'unknown') {
    context.binding.coerce(expression, BOOLEAN);
    return;
  }
  report(context, expression, 'not-boolean', { what, type: typeName(type) });
}
