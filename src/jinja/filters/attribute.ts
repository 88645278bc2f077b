import type { BoundArguments } from '../values/arguments.ts';
import { itemOf } from '../values/members.ts';
import { compare } from '../values/operators.ts';
import { Undefined, type Value } from '../values/value.ts';

/** Reads `a.b.0` of an item, as `map(attribute=…)` and its kin do: items and listed members only. */
export function readAttribute(item: Value, path: Value): Value {
  if (typeof path !== 'string') return itemOf(item, path);
  return path.split('.').reduce<Value>((owner, part) => itemOf(owner, /^\d+$/.test(part) ? Number(part) : part), item);
}

/** What to look at in each item: the attribute that was named, or the item itself. Text is folded unless case matters. */
export function keyOf(args: BoundArguments, folds: boolean): (item: Value) => Value {
  const path = args.optional('attribute');
  const ignoreCase = folds && !args.flag('case_sensitive', false);
  return (item) => {
    const value = path === undefined || path === null ? item : readAttribute(item, path);
    return ignoreCase && typeof value === 'string' ? value.toLowerCase() : value;
  };
}

/** A comparator by several attributes: `sort(attribute='a,b')`. */
export function byAttributes(args: BoundArguments): (left: Value, right: Value) => number {
  const given = args.optional('attribute');
  const paths = typeof given === 'string' ? given.split(',') : [given ?? null];
  const fold = (value: Value) =>
    typeof value === 'string' && !args.flag('case_sensitive', false) ? value.toLowerCase() : value;
  const sign = args.flag('reverse', false) ? -1 : 1;
  return (left, right) => {
    for (const path of paths) {
      const pick = (item: Value) => fold(path === null ? item : readAttribute(item, path));
      const order = compare(pick(left), pick(right));
      if (order !== 0) return sign * order;
    }
    return 0;
  };
}

/** The value, or what `default=` says where it is undefined. */
export function orElse(value: Value, args: BoundArguments): Value {
  return value instanceof Undefined && args.has('default') ? args.value('default') : value;
}
