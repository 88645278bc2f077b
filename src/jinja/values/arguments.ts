import { problem } from '../template-error.ts';
import { defined, describeKind, isInteger, itemsOf, numeric } from './kinds.ts';
import type { CallArguments, Value } from './value.ts';

/**
 * The arguments of one call of a built-in function, method or filter, by position or by name.
 * Every getter throws a `template-call-invalid` that says what is wrong.
 */
export class BoundArguments {
  private readonly callee: string;
  private readonly values: ReadonlyMap<string, Value>;

  constructor(callee: string, values: ReadonlyMap<string, Value>) {
    this.callee = callee;
    this.values = values;
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  /** The value; undefined when it was not given. */
  optional(name: string): Value | undefined {
    const value = this.values.get(name);
    return value === undefined ? undefined : defined(value);
  }

  value(name: string): Value {
    const value = this.optional(name);
    if (value === undefined) throw this.wrong(`the argument "${name}" is missing`);
    return value;
  }

  text(name: string, fallback?: string): string {
    const value = this.optional(name) ?? fallback;
    if (typeof value === 'string') return value;
    throw this.wrong(
      value === undefined
        ? `the argument "${name}" is missing`
        : `"${name}" must be a text, not ${describeKind(value)}`,
    );
  }

  /** A text, or undefined for none and for nothing given. */
  textOrNone(name: string): string | undefined {
    const value = this.optional(name);
    return value === undefined || value === null ? undefined : this.text(name);
  }

  integer(name: string, fallback?: number): number {
    const value = this.optional(name) ?? fallback;
    if (value === undefined) throw this.wrong(`the argument "${name}" is missing`);
    if (typeof value === 'boolean') return Number(value);
    if (isInteger(value)) return value;
    throw this.wrong(`"${name}" must be a whole number, not ${describeKind(value)}`);
  }

  number(name: string, fallback?: number): number {
    const number = numeric(this.optional(name) ?? fallback ?? null);
    if (number === undefined) throw this.wrong(`"${name}" must be a number`);
    return number;
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.optional(name);
    return value === undefined ? fallback : Boolean(numeric(value) ?? value);
  }

  items(name: string): readonly Value[] {
    const value = this.value(name);
    const items = itemsOf(value);
    if (!items) throw this.wrong(`"${name}" must be a list, not ${describeKind(value)}`);
    return items;
  }

  wrong(reason: string): Error {
    return problem('template-call-invalid', { callee: this.callee, reason });
  }
}

/**
 * Gives a call's arguments to parameters. A name that ends with `?` may be left out; `*rest` takes what is left over.
 * What is too much, unknown, missing or given twice is a problem.
 */
export function bind(callee: string, args: CallArguments, parameters: readonly string[]): BoundArguments {
  const names = parameters.filter((name) => !name.startsWith('*')).map((name) => name.replace('?', ''));
  const fail = (reason: string) => problem('template-call-invalid', { callee, reason });
  const values = new Map<string, Value>();
  args.positional.slice(0, names.length).forEach((value, index) => values.set(names[index] as string, value));
  if (args.positional.length > names.length && !parameters.some((name) => name.startsWith('*'))) {
    throw fail(`it takes ${count(names.length)}, but ${args.positional.length} were given`);
  }
  for (const [name, value] of args.named) {
    if (!names.includes(name))
      throw fail(`it has no argument "${name}"${names.length > 0 ? `, only: ${names.join(', ')}` : ''}`);
    if (values.has(name)) throw fail(`the argument "${name}" is given twice`);
    values.set(name, value);
  }
  for (const name of parameters) {
    if (!/[?*]/.test(name) && !values.has(name)) throw fail(`the argument "${name}" is missing`);
  }
  return new BoundArguments(callee, values);
}

function count(length: number): string {
  return length === 0 ? 'no arguments' : length === 1 ? 'one argument' : `at most ${length} arguments`;
}
