import { didYouMean } from '../../../diagnostics/index.ts';
import {
  functionKind,
  functionNames,
  resolveCall,
  type CallArgument,
  type FunctionKind,
  type Resolution,
} from '../../../sql/signatures/index.ts';
import type { Call, Expression } from '../../../sql/tree.ts';
import type { TrinoType } from '../../../sql/types.ts';
import { UNKNOWN, type Value } from '../../bound.ts';
import type { Clause } from '../../context.ts';
import { bindExpression, type ExpressionContext } from '../bind-expression.ts';
import { report } from '../problems.ts';
import { bindOptions } from './call-options.ts';
import { checkArguments } from './check-arguments.ts';
import { isNullable } from './call-nullability.ts';
import { lambdaInCall, type LambdaInCall } from './lambda.ts';
import { reportMismatch } from './mismatch.ts';
import { checkAggregatePlace, checkWindowPlace } from './placement.ts';
import { SPECIAL_FORMS } from './special-forms.ts';

// Their signatures have a last parameter without end, which must not be left out.
const AT_LEAST_TWO: ReadonlySet<string> = new Set(['concat', 'concat_ws']);
const BUILT_IN = 'system.builtin.';

/**
 * Binds a call of a function by Trino's signatures: its arguments, the coercions that they take, and its type. `args` are those that are
 * values, where the grammar has others beside them; `name` the function, where the tree says it by an option.
 */
export function bindFunction(
  call: Call,
  context: ExpressionContext,
  args: readonly Expression[] = call.args,
  name: string = plainName(call.name),
): Value {
  const kind = functionKind(name);
  if (kind === undefined || kind === 'table') return bindUnknownFunction(call, name, args, context);
  const role = call.over ? 'window' : kind;
  const isPlaced = checkPlace(call, role, context);
  const inner: ExpressionContext = { ...context, clause: clauseWithin(role, isPlaced, context.clause) };
  const given = args.map((arg) => argumentOf(arg, inner));
  if (AT_LEAST_TWO.has(name) && args.length < 2) {
    report(context, call, 'argument-count', { name, given: args.length, wanted: 'at least two arguments' });
    return UNKNOWN;
  }
  const options = bindOptions(call, kind, inner);
  const resolution = resolveCall(name, given);
  if (!resolution || resolution === 'ambiguous') {
    settle(args, given, undefined, inner);
    if (isPlaced && options.isRight) reportMismatch(call, name, args, given, resolution, inner);
    return UNKNOWN;
  }
  settle(args, given, resolution, inner);
  // One that may not stand here makes no group.
  if (isPlaced)
    context.binding.notes.setCall(call, { kind: role, argumentTypes: resolution.argumentTypes.map(valueType) });
  if (!isPlaced || !options.isRight || !checkArguments(call, inner)) return UNKNOWN;
  return { type: resolution.result, nullable: isNullable(call, name, kind, args, resolution, context) };
}

function plainName(name: string): string {
  return name.startsWith(BUILT_IN) ? name.slice(BUILT_IN.length) : name;
}

function argumentOf(arg: Expression, context: ExpressionContext): CallArgument {
  return arg.kind === 'lambda' ? lambdaInCall(arg, context) : bindExpression(arg, context).type;
}

function checkPlace(call: Call, role: FunctionKind, context: ExpressionContext): boolean {
  if (role === 'scalar') return true;
  if (call.over) return checkWindowPlace(call, context);
  if (role === 'aggregate') return checkAggregatePlace(call, context);
  report(context, call, 'window-without-over', { name: call.name });
  return false;
}

// Within a call that stands at a wrong place another one is not told of: the outer one is what must go.
function clauseWithin(role: FunctionKind, isPlaced: boolean, clause: Clause): Clause {
  if (role === 'scalar' || role === 'table') return clause;
  if (!isPlaced) return 'select';
  return role;
}

// Every lambda is bound in the end, also where no function was found: for the names in it.
function settle(
  args: readonly Expression[],
  given: readonly CallArgument[],
  resolution: Resolution | undefined,
  context: ExpressionContext,
): void {
  args.forEach((arg, index) => {
    const to = resolution?.argumentTypes[index];
    if (arg.kind === 'lambda') {
      (given[index] as LambdaInCall).settle(to?.kind === 'function' ? to : undefined);
    } else if (to && isValueType(to)) context.binding.coerce(arg, to);
  });
}

type ArgumentType = Resolution['argumentTypes'][number];

// Patterns and paths are written as texts, and stay texts in the query: no CAST leads to them.
function isValueType(type: NonNullable<ArgumentType>): type is TrinoType {
  return type.kind !== 'function' && type.kind !== 'opaque';
}

function valueType(type: ArgumentType): TrinoType | undefined {
  return type && type.kind !== 'function' ? type : undefined;
}

function bindUnknownFunction(call: Call, name: string, args: readonly Expression[], context: ExpressionContext): Value {
  const given = args.map((arg) => argumentOf(arg, context));
  settle(args, given, undefined, context);
  bindOptions(call, undefined, context);
  // A function with a schema is one that somebody defined.
  if (!name.includes('.')) {
    const hint = didYouMean(name, knownNames());
    report(context, call, 'function-unknown', { name: call.name }, { hint });
  }
  return UNKNOWN;
}

function knownNames(): readonly string[] {
  return [...functionNames(), ...SPECIAL_FORMS.keys()].filter((name) => /^[a-z]/.test(name));
}
