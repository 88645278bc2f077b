import type { TrinoType } from '../types/trino-type.ts';
import type { Formula } from './formula.ts';

/** A type of a signature: with variables in place of types (`array(T)`) or of numbers (`varchar(x)`), or none (`concrete`). */
export type TypePattern =
  | { readonly kind: 'concrete'; readonly type: TrinoType }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'sized'; readonly base: string; readonly sizes: readonly (number | string)[] }
  | { readonly kind: 'array'; readonly element: TypePattern }
  | { readonly kind: 'map'; readonly key: TypePattern; readonly value: TypePattern }
  | { readonly kind: 'row'; readonly fields: readonly PatternField[] }
  | { readonly kind: 'opaque'; readonly name: string; readonly parameters: readonly TypePattern[] }
  | { readonly kind: 'function'; readonly parameters: readonly TypePattern[]; readonly result: TypePattern };

export interface PatternField {
  readonly name?: string;
  readonly pattern: TypePattern;
}

/** What a type must be to stand for a variable. */
export type Requirement = 'comparable' | 'orderable';

/** One way to call a function. */
export interface Signature {
  /** As it is written in the table. */
  readonly text: string;
  readonly parameters: readonly TypePattern[];
  /** Whether the last parameter comes any number of times, none included. */
  readonly isVariadic: boolean;
  /** For each parameter, whether the function is called for a NULL there; where it is not, NULL is its answer. */
  readonly acceptsNull: readonly boolean[];
  readonly result: TypePattern;
  readonly typeVariables: ReadonlySet<string>;
  /** Variables of types of which something is required. */
  readonly requirements: ReadonlyMap<string, Requirement>;
  /** Numbers that follow from those of the arguments, in the order in which they are found. */
  readonly formulas: readonly { readonly variable: string; readonly formula: Formula }[];
  /** Whether no parameter has a variable in it. */
  readonly isFixed: boolean;
}

/** What a function is, for the places where it may stand. */
export type FunctionKind = 'scalar' | 'aggregate' | 'window' | 'table';

/** A function's argument that is a lambda: `x -> x + 1`. */
export interface LambdaArgument {
  /** How many parameters it has. */
  readonly lambda: number;
  /** The type of its body where its parameters have these types; undefined is a type that is not known. */
  readonly bodyType: (parameterTypes: readonly (TrinoType | undefined)[]) => TrinoType | undefined;
}

/** An argument's type; undefined where it is not known. */
export type CallArgument = TrinoType | LambdaArgument | undefined;

/** The type of a lambda in its call. */
export interface LambdaType {
  readonly kind: 'function';
  readonly parameters: readonly (TrinoType | undefined)[];
  readonly result: TrinoType | undefined;
}

/** How a call was understood. */
export interface Resolution {
  /** Undefined where types that are not known leave it open which one it is. */
  readonly signature: Signature | undefined;
  /** The types that the arguments become; undefined where it is not known. */
  readonly argumentTypes: readonly (TrinoType | LambdaType | undefined)[];
  /** The call's type; undefined where it is not known. */
  readonly result: TrinoType | undefined;
}

export function isLambda(argument: CallArgument): argument is LambdaArgument {
  return argument !== undefined && 'lambda' in argument;
}

/** The parameter at an argument's place; a variadic one is at all places from its own on. */
export function parameterAt({ parameters }: Signature, index: number): TypePattern {
  return parameters[Math.min(index, parameters.length - 1)] as TypePattern;
}
