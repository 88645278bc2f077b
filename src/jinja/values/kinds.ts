import { checkLength, MAX_ITEMS } from './limits.ts';
import { Callable, Dict, Float, List, TemplateObject, Tuple, Undefined, type Value } from './value.ts';

/** What a message calls a value: `a text`, `the relation "gold.x"`. */
export function describeKind(value: Value): string {
  if (value === null) return 'none';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'boolean') return 'a boolean';
  if (typeof value === 'number' || value instanceof Float) return 'a number';
  if (value instanceof List) return 'a list';
  if (value instanceof Tuple) return 'a tuple';
  if (value instanceof Dict) return 'a dict';
  if (value instanceof Callable) return `the function "${value.name}"`;
  if (value instanceof Undefined) return 'an undefined value';
  return value.label;
}

/** The value itself, unless it is undefined: then its complaint is thrown. */
export function defined(value: Value): Exclude<Value, Undefined> {
  if (value instanceof Undefined) throw value.complain();
  return value;
}

/** Python's truth: empty texts and collections, zero, none and false are false. */
export function truth(value: Value): boolean {
  if (value instanceof Undefined) {
    if (!value.lenient) throw value.complain();
    return false;
  }
  if (value instanceof Float) return value.value !== 0;
  if (value instanceof List || value instanceof Tuple) return value.items.length > 0;
  if (value instanceof Dict) return value.size > 0;
  return Boolean(value);
}

/** A number's value, booleans counting as 0 and 1; undefined for everything else. */
export function numeric(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  return value instanceof Float ? value.value : undefined;
}

/** Is it a whole number that Python would hold as an int? */
export function isInteger(value: Value): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}

/** A float as a value: one without a fraction keeps its kind. */
export function float(value: number): number | Float {
  return Number.isInteger(value) ? new Float(value) : value;
}

/** The items that a loop or a filter goes through; undefined for what cannot be gone through. */
export function itemsOf(value: Value): readonly Value[] | undefined {
  if (value instanceof List || value instanceof Tuple) return value.items;
  if (value instanceof Dict) return value.keys();
  if (typeof value === 'string') {
    checkLength(value.length, MAX_ITEMS);
    return characters(value);
  }
  return value instanceof TemplateObject ? value.iterate() : undefined;
}

const ASTRAL = /[\ud800-\udfff]/;

/** A text's characters as Python counts them: code points. */
export function characters(text: string): readonly string[] {
  return ASTRAL.test(text) ? Array.from(text) : text.split('');
}

/** Number of code points. */
export function characterCount(text: string): number {
  return ASTRAL.test(text) ? Array.from(text).length : text.length;
}

/** What it costs to go through a value once, in steps of a meter. */
export function weightOf(value: Value): number {
  if (typeof value === 'string') return value.length >> 6;
  if (value instanceof List || value instanceof Tuple) return value.items.length >> 5;
  return value instanceof Dict ? value.size >> 5 : 0;
}
