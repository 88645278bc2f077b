import type { Call, Expression } from '../../../sql/tree.ts';
import { commonSuperType, isComparable } from '../../../sql/types.ts';
import { UNKNOWN, type Value } from '../../bound.ts';
import { bindExpression, type ExpressionContext } from '../bind-expression.ts';
import { bringToOneType } from '../common-type.ts';
import { requireBoolean } from '../condition.ts';
import { report, typeName } from '../problems.ts';
import { isPlain } from './call-options.ts';

/** `coalesce(a, b)`: of the common super type; NULL only if all may be. */
export function bindCoalesce(call: Call, context: ExpressionContext): Value {
  if (!hasCount(call, 2, Infinity, 'at least two arguments', context)) return UNKNOWN;
  const guarded: ExpressionContext = { ...context, isGuarded: true };
  const values = call.args.map((arg, index) => bindExpression(arg, index === 0 ? context : guarded));
  const type = bringToOneType(call.args, 'The arguments of COALESCE', context);
  return { type, nullable: values.every(({ nullable }) => nullable) };
}

/** `if(condition, a, b)` is CASE with one condition. */
export function bindIf(call: Call, context: ExpressionContext): Value {
  if (!hasCount(call, 2, 3, 'two or three arguments', context)) return UNKNOWN;
  const [condition, ...results] = call.args as readonly [Expression, ...Expression[]];
  requireBoolean(condition, bindExpression(condition, context), 'The condition of IF', context);
  const guarded: ExpressionContext = { ...context, isGuarded: true };
  const values = results.map((result) => bindExpression(result, guarded));
  const type = bringToOneType(results, 'The results of IF', context);
  return { type, nullable: results.length === 1 || values.some(({ nullable }) => nullable) };
}

/**
 * `nullif(a, b)` has the type of `a`. Trino compares both as their common super type and gives `a` as it was, so no coercion is noted.
 */
export function bindNullIf(call: Call, context: ExpressionContext): Value {
  if (!hasCount(call, 2, 2, 'two arguments', context)) return UNKNOWN;
  const [left, right] = call.args.map((arg) => bindExpression(arg, context).type);
  if (!left || !right) return { type: left, nullable: true };
  const common = commonSuperType(left, right);
  const isNull = left.kind === 'unknown' || right.kind === 'unknown';
  if (common && (isNull || isComparable(common))) return { type: left, nullable: true };
  if (common) report(context, call, 'type-not-comparable', { what: 'NULLIF', type: typeName(common) });
  else {
    const what = 'The arguments of NULLIF';
    report(context, call, 'types-differ', { what, type: typeName(left), other: typeName(right) });
  }
  return { type: left, nullable: true };
}

/** `try(x)` is x, or NULL where that fails. */
export function bindTry(call: Call, context: ExpressionContext): Value {
  if (!hasCount(call, 1, 1, 'one argument', context)) return UNKNOWN;
  const { type } = bindExpression(call.args[0] as Expression, { ...context, isGuarded: true });
  return { type, nullable: true };
}

/** Whether a form has as many arguments as its grammar wants and nothing beside them; reported where not, with what else is wrong in them. */
export function hasCount(call: Call, least: number, most: number, wanted: string, context: ExpressionContext): boolean {
  const isRight = call.args.length >= least && call.args.length <= most;
  if (isRight && isPlain(call, context)) return true;
  for (const arg of call.args) bindExpression(arg, context);
  if (!isRight) report(context, call, 'argument-count', { name: call.name, given: call.args.length, wanted });
  return false;
}
