import type { Call, Expression } from '../../sql/tree.ts';
import type { Binding } from '../context.ts';
import { eachExpression } from './walk.ts';

/** Whether a call is an aggregate of its query, not a window function. */
export function isAggregate(call: Call, { notes }: Binding): boolean {
  return call.over === undefined && notes.call(call)?.kind === 'aggregate';
}

/** Whether an aggregate stands in an expression. Those in subqueries are the subqueries' own. */
export function hasAggregate(expression: Expression, binding: Binding): boolean {
  return hasCall(expression, (call) => isAggregate(call, binding));
}

/** Whether a call of a kind stands in an expression, outside its subqueries. */
export function hasCall(expression: Expression, isWanted: (call: Call) => boolean): boolean {
  let found = false;
  eachExpression(expression, (part) => {
    found ||= part.kind === 'call' && isWanted(part);
    return !found;
  });
  return found;
}
