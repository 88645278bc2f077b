import type { FunctionKind } from '../../../sql/signatures/index.ts';
import type { Call } from '../../../sql/tree.ts';
import { isComparable, isOrderable } from '../../../sql/types.ts';
import { bindExpression, type ExpressionContext } from '../bind-expression.ts';
import { requireBoolean } from '../condition.ts';
import { report, typeName } from '../problems.ts';
import { createKeys } from '../../queries/expression-keys.ts';
import { bindCallWindow } from './call-window.ts';

/**
 * Binds what stands in a call beside its arguments, which are bound already: DISTINCT, ORDER BY, FILTER, IGNORE NULLS, OVER. `kind` is
 * undefined for a function that is not known: then nothing is held against it. `isRight`: nothing was reported that makes the call another one.
 */
export function bindOptions(
  call: Call,
  kind: FunctionKind | undefined,
  context: ExpressionContext,
): { readonly isRight: boolean } {
  bindFilter(call, context);
  bindOrder(call, context);
  checkDistinct(call, context);
  if (call.over) bindCallWindow(call, call.over, context);
  if (!kind) return { isRight: true };
  return { isRight: call.over ? isRightWindow(call, kind, context) : isRightCall(call, kind, context) };
}

function bindFilter(call: Call, context: ExpressionContext): void {
  if (!call.filter) return;
  requireBoolean(call.filter, bindExpression(call.filter, context), 'The condition of FILTER', context);
}

function bindOrder(call: Call, context: ExpressionContext): void {
  for (const { expression } of call.orderBy) {
    const { type } = bindExpression(expression, context);
    if (type && !isOrderable(type)) {
      report(context, expression, 'type-not-orderable', { what: 'ORDER BY', type: typeName(type) });
    }
  }
  if (call.distinct) checkDistinctOrder(call, context);
}

function checkDistinctOrder(call: Call, context: ExpressionContext): void {
  const keys = createKeys(context.binding);
  const distinct = new Set(call.args.map(keys.of));
  const other = call.orderBy.find(({ expression }) => !distinct.has(keys.of(expression)));
  if (!other) return;
  const text = context.binding.textAt(other.expression.at) ?? 'this';
  report(context, other.expression, 'aggregate-order', { name: call.name, text });
}

function checkDistinct(call: Call, context: ExpressionContext): void {
  if (!call.distinct) return;
  for (const arg of call.args) {
    const type = context.binding.notes.value(arg)?.type;
    if (type && !isComparable(type)) {
      report(context, arg, 'type-not-comparable', { what: 'DISTINCT', type: typeName(type) });
    }
  }
}

function isRightCall(call: Call, kind: FunctionKind, context: ExpressionContext): boolean {
  if (kind === 'aggregate') return isRightListagg(call, context);
  return kind !== 'window' && isPlain(call, context);
}

/** Whether a call that is no aggregate has nothing that only those have; reported where not. */
export function isPlain(call: Call, context: ExpressionContext): boolean {
  const { name } = call;
  const option = writtenOption(call);
  if (call.over) report(context, call, 'not-a-window-function', { name });
  else if (option !== undefined) report(context, call, 'not-an-aggregate', { name, option });
  return !call.over && option === undefined;
}

function writtenOption(call: Call): string | undefined {
  if (call.distinct) return 'DISTINCT';
  if (call.orderBy.length > 0) return 'ORDER BY';
  return call.filter && 'FILTER';
}

const VALUE_FUNCTIONS: ReadonlySet<string> = new Set(['first_value', 'last_value', 'nth_value', 'lag', 'lead']);

function isRightWindow(call: Call, kind: FunctionKind, context: ExpressionContext): boolean {
  const { name } = call;
  if (kind === 'scalar') return isPlain(call, context);
  if (call.filter) report(context, call, 'window-filter', { name });
  else if (call.nulls && !VALUE_FUNCTIONS.has(name)) report(context, call, 'null-treatment', { name });
  else return isRightListagg(call, context);
  return false;
}

// Unlike other functions, listagg takes a varchar alone: nothing becomes one by itself, not even NULL.
function isRightListagg(call: Call, context: ExpressionContext): boolean {
  const [value] = call.args;
  const type = call.name === 'listagg' && value ? context.binding.notes.value(value)?.type : undefined;
  if (!value || !type || type.kind === 'varchar') return true;
  const params = { what: 'The value of "listagg"', type: typeName(type), wanted: 'varchar' };
  report(context, value, 'argument-type', params, { hint: 'Write CAST(… AS varchar).' });
  return false;
}
