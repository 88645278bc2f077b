import { formatTrinoType, type TrinoType } from '../types/trino-type.ts';
import { sameType } from '../types/same-type.ts';
import { bindSignature, type BoundSignature } from './bind-signature.ts';
import { isLambda, type CallArgument, type LambdaArgument, type Resolution, type Signature } from './signature.ts';

/**
 * Which of a function's signatures a call means, by the rules of Trino's FunctionBinder 476: one that takes the arguments as they are (those
 * without variables of types first), else the most specific of those that take them with coercions. Undefined: none takes them;
 * `'ambiguous'`: several do, and none is more specific. Arguments whose types are not known fit everywhere; where they leave it open
 * which signature is meant, the result is known only if all agree on it.
 */
export function resolve(
  signatures: readonly Signature[],
  args: readonly CallArgument[],
): Resolution | undefined | 'ambiguous' {
  const chosen = choose(signatures, args);
  return chosen === undefined || chosen === 'ambiguous' || chosen.isValid ? chosen : undefined;
}

type Choice = Resolution & Pick<BoundSignature, 'isValid'>;

function choose(signatures: readonly Signature[], args: readonly CallArgument[]): Choice | undefined | 'ambiguous' {
  const isKnown = !args.includes(undefined);
  const remembering = args.some(isLambda) ? args.map(remembered) : args;
  if (!isKnown) return resolvePartly(bindAll(signatures, remembering, true));
  for (const isGeneric of [false, true]) {
    const exact = bindAll(signatures, remembering, false, isGeneric);
    if (exact.length > 0) return exact.length === 1 ? exact[0] : 'ambiguous';
  }
  const applicable = bindAll(signatures, remembering, true);
  if (applicable.length <= 1) return applicable[0];
  const best = mostSpecific(applicable, remembering);
  return best.length === 1 ? best[0] : 'ambiguous';
}

function bindAll(
  signatures: readonly Signature[],
  args: readonly CallArgument[],
  allowCoercion: boolean,
  isGeneric?: boolean,
): BoundSignature[] {
  const found: BoundSignature[] = [];
  for (const signature of signatures) {
    if (isGeneric !== undefined && isGeneric !== signature.typeVariables.size > 0) continue;
    const bound = bindSignature(signature, args, allowCoercion);
    if (bound) found.push(bound);
  }
  return found;
}

// A body is asked for its type once for the same types of parameters, however many signatures and rounds there are.
function remembered(arg: CallArgument): CallArgument {
  if (!isLambda(arg)) return arg;
  const answers = new Map<string, TrinoType | undefined>();
  const bodyType: LambdaArgument['bodyType'] = (types) => {
    const key = types.map((type) => (type ? formatTrinoType(type) : '?')).join(';');
    if (!answers.has(key)) answers.set(key, arg.bodyType(types));
    return answers.get(key);
  };
  return { lambda: arg.lambda, bodyType };
}

function resolvePartly(applicable: readonly BoundSignature[]): Choice | undefined {
  const [first, ...others] = applicable;
  if (!first || others.length === 0) return first;
  const { result } = first;
  const agrees = result !== undefined && others.every((other) => other.result && sameType(other.result, result));
  const argumentTypes = first.argumentTypes.map(() => undefined);
  return { signature: undefined, argumentTypes, result: agrees ? result : undefined, isValid: true };
}

function mostSpecific(applicable: readonly BoundSignature[], args: readonly CallArgument[]): readonly BoundSignature[] {
  const representatives = selectRepresentatives(applicable, args);
  if (representatives.length === 1 || args.some(isLambda) || !args.some(isNull)) return representatives;
  const forNulls = applicable.filter((bound) => castsOnlyNulls(bound, args));
  const left = forNulls.length > 0 ? forNulls : representatives;
  if (left.length === 1) return left;
  return allGiveNull(left, args) ? [lastByText(left)] : left;
}

function selectRepresentatives(applicable: readonly BoundSignature[], args: readonly CallArgument[]): BoundSignature[] {
  const representatives: BoundSignature[] = [];
  for (const current of applicable) {
    let isPlaced = false;
    for (let index = 0; index < representatives.length && !isPlaced; index++) {
      const other = representatives[index] as BoundSignature;
      const isBetter = isMoreSpecific(current, other, args);
      if (isBetter) representatives[index] = current;
      isPlaced = isBetter || isMoreSpecific(other, current, args);
    }
    if (!isPlaced) representatives.push(current);
  }
  return representatives;
}

// Whether what the one takes could be handed on to the other.
function isMoreSpecific(one: BoundSignature, other: BoundSignature, args: readonly CallArgument[]): boolean {
  const handedOn = one.argumentTypes.map((type, index) => (type?.kind === 'function' ? args[index] : type));
  return bindSignature(other.signature, handedOn, true) !== undefined;
}

function isNull(arg: CallArgument): boolean {
  return arg !== undefined && 'kind' in arg && arg.kind === 'unknown';
}

function castsOnlyNulls({ argumentTypes }: BoundSignature, args: readonly CallArgument[]): boolean {
  return args.every((arg, index) => {
    const type = argumentTypes[index];
    return isNull(arg) || (type && type.kind !== 'function' && arg && !isLambda(arg) && sameType(arg, type));
  });
}

function allGiveNull(candidates: readonly BoundSignature[], args: readonly CallArgument[]): boolean {
  const result = candidates[0]?.result;
  return candidates.every(
    (bound) =>
      result !== undefined &&
      bound.result !== undefined &&
      sameType(bound.result, result) &&
      args.some((arg, index) => isNull(arg) && !acceptsNullAt(bound.signature, index)),
  );
}

function acceptsNullAt({ acceptsNull }: Signature, index: number): boolean {
  return acceptsNull[Math.min(index, acceptsNull.length - 1)] ?? false;
}

function lastByText(candidates: readonly BoundSignature[]): BoundSignature {
  return candidates.reduce((last, next) => (next.signature.text > last.signature.text ? next : last));
}
