import {
  explainMismatch,
  isLambda,
  signaturesOf,
  type CallArgument,
  type Resolution,
} from '../../../sql/signatures/index.ts';
import type { Call, Expression } from '../../../sql/tree.ts';
import type { ExpressionContext } from '../bind-expression.ts';
import { report } from '../problems.ts';

const MOST_SHOWN = 4;

/** Reports a call that no signature of its function takes, or more than one. */
export function reportMismatch(
  call: Call,
  name: string,
  args: readonly Expression[],
  given: readonly CallArgument[],
  resolution: Exclude<Resolution | undefined | 'ambiguous', Resolution>,
  context: ExpressionContext,
): void {
  const { expected, given: types } = explainMismatch(name, given);
  const shownTypes = types.map((type) => (type === 'unknown' ? 'NULL' : type));
  if (resolution === 'ambiguous') {
    report(context, call, 'call-ambiguous', { name: call.name, given: shownTypes });
    return;
  }
  if (reportLambda(name, args, given, context)) return;
  const shown = nearestFirst(expected, given.length).slice(0, MOST_SHOWN);
  const params = { name: call.name, given: shownTypes, expected: shown, more: expected.length - shown.length };
  report(context, call, 'call-types', params);
}

// A lambda with another number of parameters than any form takes at its place.
function reportLambda(
  name: string,
  args: readonly Expression[],
  given: readonly CallArgument[],
  context: ExpressionContext,
): boolean {
  const forms = signaturesOf(name).filter(({ parameters }) => parameters.length === given.length);
  return given.some((arg, index) => {
    if (!isLambda(arg)) return false;
    const patterns = forms.map(({ parameters }) => parameters[index]);
    const wanted = new Set(patterns.flatMap((at) => (at?.kind === 'function' ? [at.parameters.length] : [])));
    if (wanted.size === 0 || wanted.has(arg.lambda)) return false;
    report(context, args[index] as Expression, 'lambda-parameters', { given: arg.lambda, wanted: [...wanted] });
    return true;
  });
}

// Forms with as many arguments as are given are more likely meant.
function nearestFirst(expected: readonly string[], count: number): readonly string[] {
  return [...expected].sort((a, b) => distance(a, count) - distance(b, count));
}

function distance(form: string, count: number): number {
  return Math.abs(countOf(form) - count);
}

function countOf(form: string): number {
  const inside = form.slice(form.indexOf('(') + 1);
  if (inside.startsWith(')')) return 0;
  let depth = 0;
  let count = 1;
  for (const sign of inside) {
    if (sign === '(') depth++;
    else if (sign === ')' && depth-- === 0) break;
    else if (sign === ',' && depth === 0) count++;
  }
  return count;
}
