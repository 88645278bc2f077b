import { baseOf, canCoerce, coerceTypeBase } from '../types/coercion.ts';
import { sameType } from '../types/same-type.ts';
import type { TrinoType } from '../types/trino-type.ts';
import { isLambda, parameterAt } from './signature.ts';
import type { CallArgument, LambdaType, Signature, TypePattern } from './signature.ts';
import { Solver } from './solver.ts';

/** A signature with its variables replaced for a call. */
export interface BoundSignature {
  readonly signature: Signature;
  readonly argumentTypes: readonly (TrinoType | LambdaType | undefined)[];
  readonly result: TrinoType | undefined;
  /** Whether all its types are types: `char(70000)` is none, nor is a map by keys that cannot be compared. Trino looks only when it has chosen. */
  readonly isValid: boolean;
}

/** How a signature takes these arguments, without coercions or with them; undefined: it does not. */
export function bindSignature(
  signature: Signature,
  args: readonly CallArgument[],
  allowCoercion: boolean,
): BoundSignature | undefined {
  const { parameters, isVariadic } = signature;
  const fits = isVariadic ? args.length >= parameters.length - 1 : args.length === parameters.length;
  if (!fits) return undefined;
  for (let index = 0; index < args.length; index++) {
    if (!mayFit(parameterAt(signature, index), args[index], allowCoercion)) return undefined;
  }
  if (signature.isFixed) return bindFixed(signature, args.length);
  const solver = new Solver(signature, args);
  return solver.solve() ? bindSolved(solver, signature, args, allowCoercion) : undefined;
}

// Every argument must be, or coerce to, what its parameter has become.
function bindSolved(
  { variables, lambdas }: Solver,
  signature: Signature,
  args: readonly CallArgument[],
  allowCoercion: boolean,
): BoundSignature | undefined {
  const argumentTypes: (TrinoType | LambdaType | undefined)[] = [];
  for (const [index, arg] of args.entries()) {
    if (isLambda(arg)) {
      argumentTypes.push(lambdas.get(index));
      continue;
    }
    const type = variables.apply(parameterAt(signature, index));
    if (type && arg && !reaches(arg, type, allowCoercion)) return undefined;
    argumentTypes.push(type);
  }
  const result = variables.apply(signature.result);
  return { signature, argumentTypes, result, isValid: variables.isValid };
}

function bindFixed(signature: Signature, count: number): BoundSignature {
  const argumentTypes: TrinoType[] = [];
  for (let index = 0; index < count; index++) {
    const pattern = parameterAt(signature, index);
    if (pattern.kind === 'concrete') argumentTypes.push(pattern.type);
  }
  const result = signature.result.kind === 'concrete' ? signature.result.type : undefined;
  return { signature, argumentTypes, result, isValid: true };
}

// Most signatures of a call fall out here, before anything is solved.
function mayFit(pattern: TypePattern, arg: CallArgument, allowCoercion: boolean): boolean {
  if (arg === undefined) return true;
  if (isLambda(arg)) return pattern.kind === 'function' && pattern.parameters.length === arg.lambda;
  switch (pattern.kind) {
    case 'concrete':
      return reaches(arg, pattern.type, allowCoercion);
    case 'variable':
      return true;
    case 'sized':
      return allowCoercion ? coerceTypeBase(arg, pattern.base) !== undefined : baseOf(arg) === pattern.base;
    case 'function':
      return false;
    default:
      return arg.kind === pattern.kind || (allowCoercion && arg.kind === 'unknown');
  }
}

function reaches(from: TrinoType, to: TrinoType, allowCoercion: boolean): boolean {
  return allowCoercion ? canCoerce(from, to) : sameType(from, to);
}
