import { baseOf, coerceTypeBase, commonSuperType } from '../types/coercion.ts';
import { isComparable, isOrderable, sameType } from '../types/same-type.ts';
import type { TrinoType } from '../types/trino-type.ts';
import { evaluate } from './formula.ts';
import { sizedType, sizesOf } from './sized-type.ts';
import { isLambda, parameterAt, type CallArgument, type LambdaArgument, type LambdaType } from './signature.ts';
import type { Signature, TypePattern } from './signature.ts';
import { Substitution } from './substitution.ts';

const MAX_ROUNDS = 8;

type Outcome = 'same' | 'changed' | 'waiting' | 'impossible';

/**
 * Finds what the variables of a signature stand for in a call, as Trino's SignatureBinder 476 does: they grow to the common super type of what
 * stands at their places until nothing changes. A type that is not known taints the variables at its place.
 */
export class Solver {
  private readonly signature: Signature;
  private readonly args: readonly CallArgument[];
  readonly variables = new Substitution();
  /** The types of lambdas by the places of their arguments. */
  readonly lambdas = new Map<number, LambdaType>();

  constructor(signature: Signature, args: readonly CallArgument[]) {
    this.signature = signature;
    this.args = args;
    args.forEach((arg, index) => {
      if (arg === undefined) this.variables.taint(parameterAt(signature, index));
    });
  }

  /** Finds what the variables stand for; false where nothing fits. */
  solve(): boolean {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      let worst: Outcome = 'same';
      for (let index = 0; index < this.args.length; index++) {
        const outcome = this.meetArgument(parameterAt(this.signature, index), index);
        if (outcome === 'impossible') return false;
        if (outcome === 'changed' || worst === 'same') worst = outcome;
      }
      if (worst === 'changed') continue;
      return worst === 'same' && this.findNumbers();
    }
    return false;
  }

  private findNumbers(): boolean {
    for (const { variable, formula } of this.signature.formulas) {
      const value = evaluate(formula, this.variables.numbers);
      if (Number.isNaN(value)) this.variables.tainted.add(variable);
      else this.variables.numbers.set(variable, value);
    }
    for (const name of this.signature.typeVariables) {
      if (!this.variables.types.has(name) && !this.variables.tainted.has(name)) return false;
    }
    return true;
  }

  private meetArgument(pattern: TypePattern, index: number): Outcome {
    const arg = this.args[index];
    if (arg === undefined) return 'same';
    if (!isLambda(arg)) return this.meet(pattern, arg);
    return pattern.kind === 'function' ? this.meetLambda(pattern, arg, index) : 'impossible';
  }

  private meet(pattern: TypePattern, type: TrinoType): Outcome {
    switch (pattern.kind) {
      case 'concrete':
        return 'same';
      case 'function':
        return 'impossible';
      case 'variable':
        return this.meetVariable(pattern.name, type);
      case 'sized':
        return this.meetSized(pattern, type);
      case 'array':
        return this.meetParts([pattern.element], type, type.kind === 'array' ? [type.element] : undefined);
      case 'map':
        return this.meetParts(
          [pattern.key, pattern.value],
          type,
          type.kind === 'map' ? [type.key, type.value] : undefined,
        );
      case 'row': {
        const patterns = pattern.fields.map((field) => field.pattern);
        return this.meetParts(patterns, type, type.kind === 'row' ? type.fields.map((field) => field.type) : undefined);
      }
      case 'opaque': {
        const isSame = type.kind === 'opaque' && type.name === pattern.name;
        return this.meetParts(pattern.parameters, type, isSame ? (type.parameters ?? []) : undefined);
      }
    }
  }

  // What is NULL as a whole has parts that are.
  private meetParts(
    patterns: readonly TypePattern[],
    whole: TrinoType,
    parts: readonly TrinoType[] | undefined,
  ): Outcome {
    if (whole.kind !== 'unknown' && parts?.length !== patterns.length) return 'impossible';
    let worst: Outcome = 'same';
    for (let index = 0; index < patterns.length; index++) {
      const outcome = this.meet(patterns[index] as TypePattern, parts?.[index] ?? whole);
      if (outcome === 'impossible') return outcome;
      if (outcome === 'changed') worst = outcome;
    }
    return worst;
  }

  private meetVariable(name: string, type: TrinoType): Outcome {
    if (this.variables.tainted.has(name)) return this.satisfies(name, type) ? 'same' : 'impossible';
    const before = this.variables.types.get(name);
    const after = before ? commonSuperType(before, type) : type;
    if (!after || !this.satisfies(name, after)) return 'impossible';
    if (before && sameType(before, after)) return 'same';
    this.variables.types.set(name, after);
    return 'changed';
  }

  private satisfies(name: string, type: TrinoType): boolean {
    const requirement = this.signature.requirements.get(name);
    if (requirement === undefined) return true;
    return requirement === 'comparable' ? isComparable(type) : isOrderable(type);
  }

  private meetSized(pattern: Extract<TypePattern, { kind: 'sized' }>, type: TrinoType): Outcome {
    if (pattern.sizes.some((size) => typeof size === 'string' && this.variables.tainted.has(size))) return 'same';
    const coerced = coerceTypeBase(type, pattern.base);
    const own = coerced && sizesOf(coerced);
    const before: number[] = [];
    for (const [index, size] of pattern.sizes.entries()) {
      const known = typeof size === 'number' ? size : (this.variables.numbers.get(size) ?? own?.[index]);
      if (known === undefined) return 'impossible';
      before.push(known);
    }
    const common = commonSuperType(sizedType(pattern.base, before), type);
    if (!common || baseOf(common) !== pattern.base) return 'impossible';
    return this.grow(pattern.sizes, sizesOf(common));
  }

  private grow(sizes: readonly (number | string)[], values: readonly number[]): Outcome {
    let outcome: Outcome = 'same';
    for (const [index, size] of sizes.entries()) {
      const value = values[index] as number;
      if (typeof size === 'number') {
        if (size !== value) return 'impossible';
      } else if (this.variables.numbers.get(size) !== value) {
        this.variables.numbers.set(size, value);
        outcome = 'changed';
      }
    }
    return outcome;
  }

  // Bodies do not coerce: what a lambda gives must be what the parameter says.
  private meetLambda(
    pattern: Extract<TypePattern, { kind: 'function' }>,
    lambda: LambdaArgument,
    index: number,
  ): Outcome {
    const parameters: (TrinoType | undefined)[] = [];
    for (const parameter of pattern.parameters) {
      const type = this.variables.apply(parameter);
      if (!type && !this.variables.isTainted(parameter)) return 'waiting';
      parameters.push(type);
    }
    const result = lambda.bodyType(parameters);
    this.lambdas.set(index, { kind: 'function', parameters, result });
    if (!result) {
      this.variables.taint(pattern.result);
      return 'same';
    }
    const outcome = this.meet(pattern.result, result);
    if (outcome !== 'same') return outcome;
    const expected = this.variables.apply(pattern.result);
    return expected && !sameType(expected, result) ? 'waiting' : 'same';
  }
}
