import { problem } from '../template-error.ts';
import type { ArithmeticName } from '../syntax/tree.ts';
import { formatPercent } from './percent-format.ts';
import { defined, describeKind, float, isInteger, itemsOf, numeric } from './kinds.ts';
import { checkLength, concatenated, MAX_ITEMS, Meter } from './limits.ts';
import { toText } from './text.ts';
import { Callable, Dict, Float, List, TemplateObject, Tuple, Undefined, type Value } from './value.ts';

const SIGNS: Readonly<Record<ArithmeticName, string>> = {
  Add: '+',
  Sub: '-',
  Mul: '*',
  Div: '/',
  FloorDiv: '//',
  Mod: '%',
  Pow: '**',
  Concat: '~',
};

/** `left + right` and the like, as Python computes it. */
export function arithmetic(kind: ArithmeticName, givenLeft: Value, givenRight: Value, meter?: Meter): Value {
  if (kind === 'Concat') return concatenated(toText(givenLeft, meter), toText(givenRight, meter));
  const left = defined(givenLeft);
  const right = defined(givenRight);
  if (kind === 'Mod' && typeof left === 'string') return formatPercent(left, right);
  const numbers = arithmeticOfNumbers(kind, left, right);
  if (numbers !== undefined) return numbers;
  const joined = kind === 'Add' ? add(left, right) : kind === 'Mul' ? multiply(left, right) : undefined;
  const other = joined ?? arithmeticOfObjects(kind, left, right);
  if (other !== undefined) return other;
  const hint =
    kind === 'Add' && (typeof left === 'string' || typeof right === 'string') ? 'Join text by "~".' : undefined;
  const reason = `"${SIGNS[kind]}" cannot be used between ${describeKind(left)} and ${describeKind(right)}`;
  throw problem('template-type', { reason }, { hint });
}

function arithmeticOfNumbers(kind: ArithmeticName, left: Value, right: Value): Value | undefined {
  const a = numeric(left);
  const b = numeric(right);
  if (a === undefined || b === undefined) return undefined;
  if (b === 0 && (kind === 'Div' || kind === 'FloorDiv' || kind === 'Mod')) {
    throw problem('template-type', { reason: 'a number is divided by zero' });
  }
  const result = compute(kind, a, b);
  const whole = isWhole(left) && isWhole(right) && kind !== 'Div' && !(kind === 'Pow' && b < 0);
  if (!whole) return float(result);
  if (!Number.isSafeInteger(result)) throw problem('template-number-range', { number: String(result) });
  return result;
}

function compute(kind: ArithmeticName, a: number, b: number): number {
  switch (kind) {
    case 'Add':
      return a + b;
    case 'Sub':
      return a - b;
    case 'Mul':
      return a * b;
    case 'Div':
      return a / b;
    case 'FloorDiv':
      return Math.floor(a / b);
    case 'Mod':
      // The sign is the divisor's in Python, the dividend's in JavaScript.
      return ((a % b) + b) % b;
    case 'Pow':
      return a ** b;
    case 'Concat':
      return Number.NaN;
  }
}

function isWhole(value: Value): boolean {
  return typeof value === 'boolean' || isInteger(value);
}

function add(left: Value, right: Value): Value | undefined {
  if (typeof left === 'string' && typeof right === 'string') return concatenated(left, right);
  if (left instanceof List && right instanceof List) return new List(chained(left.items, right.items));
  if (left instanceof Tuple && right instanceof Tuple) return new Tuple(chained(left.items, right.items));
  return undefined;
}

function chained(left: readonly Value[], right: readonly Value[]): Value[] {
  checkLength(left.length + right.length, MAX_ITEMS);
  return [...left, ...right];
}

function multiply(left: Value, right: Value): Value | undefined {
  const [value, times] = isInteger(left) ? [right, left] : [left, right];
  if (!isInteger(times)) return undefined;
  const count = Math.max(0, times);
  if (typeof value === 'string') {
    checkLength(value.length * count);
    return value.repeat(count);
  }
  if (!(value instanceof List || value instanceof Tuple)) return undefined;
  checkLength(value.items.length * count, MAX_ITEMS);
  const items = Array.from({ length: count }, () => value.items).flat();
  return value instanceof List ? new List(items) : new Tuple(items);
}

/** Objects that know arithmetic of their own: datetimes and their differences. */
export interface Arithmetic {
  arithmetic(kind: 'Add' | 'Sub', other: Value): Value | undefined;
}

function arithmeticOfObjects(kind: ArithmeticName, left: Value, right: Value): Value | undefined {
  if (kind !== 'Add' && kind !== 'Sub') return undefined;
  if (!(left instanceof TemplateObject) || !('arithmetic' in left)) return undefined;
  return (left as TemplateObject & Arithmetic).arithmetic(kind, right);
}

export function negative(given: Value, sign: 1 | -1): Value {
  const value = defined(given);
  const number = numeric(value);
  if (number === undefined)
    throw problem('template-type', { reason: `a sign cannot stand before ${describeKind(value)}` });
  return isWhole(value) ? sign * number + 0 : float(sign * number);
}

/** Python's `==`. */
export function equal(left: Value, right: Value, meter: Meter = new Meter()): boolean {
  meter.spend(1);
  if (left instanceof Undefined || right instanceof Undefined) return bothUndefined(left, right);
  const a = numeric(left);
  const b = numeric(right);
  if (a !== undefined || b !== undefined) return a === b;
  if (left instanceof List && right instanceof List) return equalItems(left.items, right.items, meter);
  if (left instanceof Tuple && right instanceof Tuple) return equalItems(left.items, right.items, meter);
  if (left instanceof Dict && right instanceof Dict) return equalDicts(left, right, meter);
  if (left instanceof Callable || right instanceof Callable) return left === right;
  if (left instanceof TemplateObject && right instanceof TemplateObject) {
    return left === right || (left.constructor === right.constructor && left.toText() === right.toText());
  }
  return left === right;
}

function bothUndefined(left: Value, right: Value): boolean {
  for (const side of [left, right]) if (side instanceof Undefined && !side.lenient) throw side.complain();
  return left instanceof Undefined && right instanceof Undefined;
}

function equalItems(left: readonly Value[], right: readonly Value[], meter: Meter): boolean {
  return left.length === right.length && left.every((item, index) => equal(item, right[index] as Value, meter));
}

function equalDicts(left: Dict, right: Dict, meter: Meter): boolean {
  if (left.size !== right.size) return false;
  return left.entries().every(([key, item]) => right.has(key) && equal(item, right.get(key) as Value, meter));
}

/** Python's order: negative, zero or positive. Values of kinds that do not compare are a problem. */
export function compare(givenLeft: Value, givenRight: Value, meter: Meter = new Meter()): number {
  meter.spend(1);
  const left = defined(givenLeft);
  const right = defined(givenRight);
  const a = orderable(left);
  const b = orderable(right);
  if (a !== undefined && typeof a === typeof b) return a < b! ? -1 : a > b! ? 1 : 0;
  if (left instanceof List && right instanceof List) return compareItems(left.items, right.items, meter);
  if (left instanceof Tuple && right instanceof Tuple) return compareItems(left.items, right.items, meter);
  throw problem('template-type', {
    reason: `${describeKind(left)} and ${describeKind(right)} have no order between them`,
  });
}

/** Objects that have an order: datetimes. */
export interface Ordered {
  readonly order: number;
}

function orderable(value: Value): string | number | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof TemplateObject) return 'order' in value ? (value as TemplateObject & Ordered).order : undefined;
  return numeric(value);
}

function compareItems(left: readonly Value[], right: readonly Value[], meter: Meter): number {
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const [a, b] = [left[index] as Value, right[index] as Value];
    const order = equal(a, b, meter) ? 0 : compare(a, b, meter);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Python's `item in container`. */
export function contains(givenContainer: Value, item: Value, meter: Meter = new Meter()): boolean {
  const container = defined(givenContainer);
  if (typeof container === 'string') return container.includes(requireText(item));
  if (container instanceof Dict) return container.has(defined(item));
  const items = itemsOf(container);
  if (!items) throw problem('template-type', { reason: `"in" cannot search ${describeKind(container)}` });
  return items.some((candidate) => equal(candidate, item, meter));
}

function requireText(given: Value): string {
  const value = defined(given);
  if (typeof value === 'string') return value;
  throw problem('template-type', { reason: `"in" searches a text for a text, not for ${describeKind(value)}` });
}

/** Is it a float, that is, a number that is no integer? */
export function isFloat(value: Value): boolean {
  return value instanceof Float || (typeof value === 'number' && !Number.isInteger(value));
}
