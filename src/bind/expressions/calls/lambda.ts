import type { Diagnostic } from '../../../diagnostics/index.ts';
import type { LambdaArgument, LambdaType } from '../../../sql/signatures/index.ts';
import type { Lambda } from '../../../sql/tree.ts';
import { sameType, type TrinoType } from '../../../sql/types.ts';
import { UNKNOWN, type Value } from '../../bound.ts';
import { bindExpression, type ExpressionContext } from '../bind-expression.ts';
import { report } from '../problems.ts';

type Types = readonly (TrinoType | undefined)[];

/** A lambda among the arguments of a call whose function is looked for: its body may be bound for several types of its parameters. */
export interface LambdaInCall extends LambdaArgument {
  /** Binds the body for the types that were found, and reports its problems. Without types no function was found that takes the lambda. */
  readonly settle: (found: LambdaType | undefined) => void;
}

interface Trial {
  readonly types: Types;
  readonly value: Value;
  readonly problems: readonly Diagnostic[];
}

/** A lambda as an argument: its body sees its parameters, and columns and parameters around it where they are not hidden. */
export function lambdaInCall(lambda: Lambda, context: ExpressionContext): LambdaInCall {
  const { notes, coerce } = context.binding;
  let last: Trial | undefined;
  let wrong: Trial | undefined;
  const bind = (types: Types): Trial => {
    if (last && sameTypes(last.types, types)) return last;
    const problems: Diagnostic[] = [];
    const value = bindBody(lambda, types, context, problems);
    last = { types, value, problems };
    if (problems.length > 0 && types.every(Boolean)) wrong = last;
    return last;
  };
  return {
    lambda: lambda.parameters.length,
    bodyType: (types) => bind(types).value.type,
    settle: (found) => {
      const { problems, types } = bind(found?.parameters ?? lambda.parameters.map(() => undefined));
      // A body that is wrong for the types that were tried may leave nothing known in the end: then its problems are still those to tell.
      const told = wrong && problems.length === 0 && !types.every(Boolean) ? wrong.problems : problems;
      told.forEach(context.binding.report);
      if (found) checkNames(lambda, context);
      coerce(lambda.body, found?.result);
      notes.setValue(lambda, { nullable: false });
    },
  };
}

function checkNames(lambda: Lambda, context: ExpressionContext): void {
  const names = lambda.parameters.map((name) => name.toLowerCase());
  const name = names.find((candidate, index) => names.indexOf(candidate) < index);
  if (name !== undefined) report(context, lambda, 'lambda-parameter-twice', { name });
}

/** A lambda anywhere but among the arguments of a function. */
export function bindMisplacedLambda(lambda: Lambda, context: ExpressionContext): Value {
  report(context, lambda, 'lambda-misplaced', undefined);
  return UNKNOWN;
}

function bindBody(lambda: Lambda, types: Types, context: ExpressionContext, problems: Diagnostic[]): Value {
  const parameters = new Map(context.scope.parameters);
  lambda.parameters.forEach((name, index) => {
    parameters.set(name.toLowerCase(), { type: types[index], nullable: true });
  });
  return bindExpression(lambda.body, {
    ...context,
    scope: { ...context.scope, parameters },
    clause: 'lambda',
    // It is computed for each element, and there may be none.
    isGuarded: true,
    // Only the problems of the types that are found in the end are told.
    binding: { ...context.binding, report: (problem) => void problems.push(problem) },
  });
}

function sameTypes(a: Types, b: Types): boolean {
  return a.length === b.length && a.every((type, index) => isSame(type, b[index]));
}

function isSame(a: TrinoType | undefined, b: TrinoType | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameType(a, b);
}
