import type { Call, Expression } from '../../../sql/tree.ts';
import { canCast } from '../../../sql/types.ts';
import type { ExpressionContext } from '../bind-expression.ts';
import { report, typeName } from '../problems.ts';

/** Checks what neither signatures nor options tell of arguments that are bound. False where the call fails for sure, which is reported. */
export function checkArguments(call: Call, context: ExpressionContext): boolean {
  if (call.name === 'array_join') return checkJoinedElements(call, context);
  const least = LEAST[call.name];
  return least === undefined || checkCount(call, least, context);
}

// Trino: "Cannot cast row(…) to varchar".
function checkJoinedElements(call: Call, context: ExpressionContext): boolean {
  const [array] = call.args;
  const type = array && context.binding.notes.value(array)?.type;
  if (type?.kind !== 'array' || type.element.kind === 'unknown') return true;
  if (canCast(type.element, { kind: 'varchar' })) return true;
  report(context, call, 'cast-impossible', { from: typeName(type.element), to: 'varchar' });
  return false;
}

interface Least {
  readonly index: number;
  readonly value: number;
}

// Trino says it when the first row comes ("Offset must be at least 0"); a number that is written can be told before.
const LEAST: Readonly<Partial<Record<string, Least>>> = {
  lag: { index: 1, value: 0 },
  lead: { index: 1, value: 0 },
  nth_value: { index: 1, value: 1 },
  ntile: { index: 0, value: 1 },
};

function checkCount(call: Call, { index, value }: Least, context: ExpressionContext): boolean {
  const arg = call.args[index];
  const count = arg && writtenInteger(arg);
  if (count === undefined || count >= value) return true;
  const what = index === 0 ? 'number of buckets' : 'offset';
  report(context, arg as Expression, 'argument-too-small', { name: call.name, what, least: value });
  return false;
}

/** The value of a whole number that is written, with its sign; undefined for anything else. */
export function writtenInteger(expression: Expression): number | undefined {
  if (expression.kind === 'unary' && expression.operator === '-') {
    const size = writtenInteger(expression.operand);
    return size === undefined ? undefined : -size;
  }
  if (expression.kind !== 'literal' || expression.type !== 'number') return undefined;
  const digits = expression.value.replaceAll('_', '');
  return /^[-+]?\d+$/.test(digits) ? Number(digits) : undefined;
}
