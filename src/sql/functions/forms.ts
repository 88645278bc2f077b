import type { Emitter } from '../emit/emitter.ts';
import type { Expression } from '../tree.ts';
import type { FunctionForm, FunctionNotes } from './define.ts';

type Emit = FunctionForm['emit'];

/** A rewrite of the whole call. */
export function rewrite(means: string, emit: Emit, notes: FunctionNotes = {}): FunctionForm {
  return { means, emit, ...notes };
}

/** A rewrite of the arguments' texts. Whole numbers among them stay bare: for functions whose type does not depend on theirs. */
export function template(means: string, write: (...args: string[]) => string, notes?: FunctionNotes): FunctionForm {
  const emit: Emit = ({ args }, emitter) => filled(write, args.map((arg) => plainArgument(arg, emitter)), emitter); // prettier-ignore
  return rewrite(means, emit, notes);
}

/** The same, for functions whose type is that of their arguments. */
export function typed(means: string, write: (...args: string[]) => string, notes?: FunctionNotes): FunctionForm {
  const emit: Emit = ({ args }, emitter) => filled(write, args.map((arg) => emitter.text(arg)), emitter); // prettier-ignore
  return rewrite(means, emit, notes);
}

// The macros that a template names get their form for TRY before the arguments are put in.
function filled(write: (...args: string[]) => string, args: readonly string[], emitter: Emitter): string {
  if (!emitter.inTry) return write(...args);
  const marks = args.map((_, index) => String.fromCharCode(0xe100 + index));
  const text = write(...marks).replace(/\b(t_\w+)\(/g, (_, name: string) => `${emitter.macroName(name)}(`);
  return text.replace(/[\uE100-\uE1FF]/g, (mark) => args[mark.charCodeAt(0) - 0xe100] as string);
}

/** DuckDB's function of this name does the same. */
export function same(means: string, name: string, notes?: FunctionNotes): FunctionForm {
  return template(means, (...args) => `${name}(${args.join(', ')})`, notes);
}

/** One of our macros. */
export function macro(means: string, name: `t_${string}`, notes?: FunctionNotes): FunctionForm {
  const emit: Emit = ({ args }, emitter) => emitter.call(name, args, args.map((arg) => plainArgument(arg, emitter))); // prettier-ignore
  return rewrite(means, emit, notes);
}

/** One of our macros, whose type is that of its arguments. */
export function typedMacro(means: string, name: `t_${string}`, notes?: FunctionNotes): FunctionForm {
  const emit: Emit = ({ args }, emitter) => emitter.call(name, args, args.map((arg) => emitter.text(arg))); // prettier-ignore
  return rewrite(means, emit, notes);
}

/** DuckDB cannot do this as Trino does: the reason is a part of a sentence. */
export function refused(means: string, reason: string, notes: FunctionNotes = {}): FunctionForm {
  return { means, refused: reason, emit: ({ name, at }, emitter) => emitter.refuseFunction(name, reason, at), ...notes }; // prettier-ignore
}

/** Several functions that are refused for one reason. `names` are separated by blanks. */
export function refusedAll(means: string, reason: string, names: string): Readonly<Record<string, FunctionForm>> {
  return Object.fromEntries(names.trim().split(/\s+/).map((name) => [name, refused(means, reason)])); // prettier-ignore
}

export function plainArgument(arg: Expression, emitter: Emitter): string {
  const number = arg.kind === 'literal' && arg.type === 'number' && /^\d+$/.test(arg.value);
  return number && arg.value.length < 10 ? arg.value : emitter.text(arg);
}

export interface AggregateOptions extends FunctionNotes {
  /** DuckDB's aggregate over the arguments' texts, without modifiers. */
  readonly call?: (...args: string[]) => { readonly name: string; readonly args: readonly string[] };
  /** What is done with its result. */
  readonly wrap?: (text: string, emitter: Emitter) => string;
  /** Whether arguments behind the first may be bare numbers. */
  readonly bare?: boolean;
}

/** An aggregate or window function of DuckDB's, with DISTINCT, ORDER BY, FILTER, IGNORE NULLS and OVER as they stand. */
export function aggregate(means: string, name: string, options: AggregateOptions = {}): FunctionForm {
  const { call: target, wrap, bare, ...notes } = options;
  const emit: Emit = (call, emitter) => {
    const args = call.args.map((arg, index) => (bare && index > 0 ? plainArgument(arg, emitter) : emitter.text(arg)));
    const named = target?.(...args) ?? { name, args };
    const text = emitter.aggregate(call, named.name, call.star ? ['*'] : named.args);
    return wrap ? wrap(text, emitter) : text;
  };
  return rewrite(means, emit, notes);
}
