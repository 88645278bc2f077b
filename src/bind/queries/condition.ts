import type { Expression } from '../../sql/tree.ts';
import type { Binding, Clause } from '../context.ts';
import { requireBoolean } from '../expressions/condition.ts';
import type { Scope } from '../scope.ts';

/** Binds the condition of WHERE, HAVING or ON, which must be boolean. */
export function bindCondition(
  condition: Expression,
  word: string,
  scope: Scope,
  clause: Clause,
  binding: Binding,
): void {
  const value = binding.expression(condition, scope, clause);
  requireBoolean(condition, value, `The condition of ${word}`, { scope, clause, binding });
}
