import type { Call, Expression } from '../tree.ts';
import type { Emitter } from '../emit/emitter.ts';

/**
 * One function of Trino: how many arguments it takes and what it becomes. `emit` may refuse through the emitter. A function that is not in a
 * table has no form in DuckDB.
 */
export interface FunctionEntry {
  readonly kind: 'scalar' | 'aggregate' | 'window';
  readonly min: number;
  readonly max: number;
  readonly emit: (call: Call, emitter: Emitter) => string;
}

export type FunctionTable = Readonly<Record<string, FunctionEntry>>;

type Arity = number | readonly [min: number, max: number];

function entry(kind: FunctionEntry['kind'], arity: Arity, emit: FunctionEntry['emit']): FunctionEntry {
  const [min, max] = typeof arity === 'number' ? [arity, arity] : arity;
  return { kind, min, max, emit };
}

/** A rewrite of the whole call. */
export function rewrite(arity: Arity, emit: FunctionEntry['emit']): FunctionEntry {
  return entry('scalar', arity, emit);
}

/** A rewrite of the arguments' texts. Whole numbers among them stay bare: for functions whose type does not depend on theirs. */
export function template(arity: Arity, write: (...args: string[]) => string): FunctionEntry {
  return entry(
    'scalar',
    arity,
    ({ args }, emitter) =>
    filled(write, args.map((arg) => plainArgument(arg, emitter)), emitter), // prettier-ignore
  );
}

/** The same, for functions whose type is that of their arguments. */
export function typed(arity: Arity, write: (...args: string[]) => string): FunctionEntry {
  return entry('scalar', arity, ({ args }, emitter) => filled(write, args.map((arg) => emitter.text(arg)), emitter)); // prettier-ignore
}

// The macros that a template names get their form for TRY before the arguments are put in.
function filled(write: (...args: string[]) => string, args: readonly string[], emitter: Emitter): string {
  if (!emitter.inTry) return write(...args);
  const marks = args.map((_, index) => String.fromCharCode(0xe100 + index));
  const text = write(...marks).replace(/\b(t_\w+)\(/g, (_, name: string) => `${emitter.macroName(name)}(`);
  return text.replace(/[\uE100-\uE1FF]/g, (mark) => args[mark.charCodeAt(0) - 0xe100] as string);
}

/** DuckDB's function of this name does the same. */
export function same(name: string, arity: Arity): FunctionEntry {
  return template(arity, (...args) => `${name}(${args.join(', ')})`);
}

/** One of our macros. */
export function macro(name: `t_${string}`, arity: Arity): FunctionEntry {
  return entry(
    'scalar',
    arity,
    ({ args }, emitter) =>
    emitter.call(name, args, args.map((arg) => plainArgument(arg, emitter))), // prettier-ignore
  );
}

/** One of our macros, whose type is that of its arguments. */
export function typedMacro(name: `t_${string}`, arity: Arity): FunctionEntry {
  return entry('scalar', arity, ({ args }, emitter) => emitter.call(name, args, args.map((arg) => emitter.text(arg)))); // prettier-ignore
}

/** DuckDB cannot do this as Trino does: the reason is a part of a sentence. */
export function refused(reason: string): FunctionEntry {
  return entry('scalar', [0, 99], ({ name, at }, emitter) => emitter.refuseFunction(name, reason, at));
}

export function plainArgument(arg: Expression, emitter: Emitter): string {
  const number = arg.kind === 'literal' && arg.type === 'number' && /^\d+$/.test(arg.value);
  return number && arg.value.length < 10 ? arg.value : emitter.text(arg);
}

export interface AggregateOptions {
  /** DuckDB's aggregate over the arguments' texts, without modifiers. */
  readonly call?: (...args: string[]) => { readonly name: string; readonly args: readonly string[] };
  /** What is done with its result. `first` is the first argument's text. */
  readonly wrap?: (text: string, emitter: Emitter) => string;
  readonly window?: 'only';
}

/** An aggregate or window function, with DISTINCT, ORDER BY, FILTER, IGNORE NULLS and OVER as they stand. */
export function aggregate(name: string, arity: Arity, options: AggregateOptions = {}): FunctionEntry {
  return entry(options.window ? 'window' : 'aggregate', arity, (call, emitter) => {
    const args = call.args.map((arg) =>
      options.window && arg !== call.args[0] ? plainArgument(arg, emitter) : emitter.text(arg),
    );
    const target = options.call?.(...args) ?? { name, args };
    const text = emitter.aggregate(call, target.name, call.star ? ['*'] : target.args);
    return options.wrap ? options.wrap(text, emitter) : text;
  });
}
