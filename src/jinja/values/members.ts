import { didYouMean } from '../../diagnostics/index.ts';
import { problem } from '../template-error.ts';
import { dictMethod, dictMethodNames, listMethod, listMethodNames, tupleMethod } from './collection-methods.ts';
import { characters, defined, describeKind, isInteger } from './kinds.ts';
import { stringMethod, stringMethodNames } from './string-methods.ts';
import { Dict, List, TemplateObject, Tuple, Undefined, type Value } from './value.ts';

/** `owner.name`: `shown` is what messages call the owner. A member first, then a dict's item, as in Jinja2. What is not there is undefined, with its complaint. */
export function memberOf(givenOwner: Value, name: string | number, shown?: string): Value {
  const owner = defined(givenOwner);
  const member = typeof name === 'string' ? listedMember(owner, name) : undefined;
  const value = member === undefined ? item(owner, name) : member;
  return value === undefined ? absent(owner, String(name), shown) : value;
}

/** `owner[key]`: an item first, then a member. */
export function itemOf(givenOwner: Value, givenKey: Value): Value {
  const owner = defined(givenOwner);
  const key = defined(givenKey);
  const own = item(owner, key);
  const found = own === undefined && typeof key === 'string' ? listedMember(owner, key) : own;
  if (found !== undefined) return found;
  return absent(owner, typeof key === 'string' ? key : String(isInteger(key) ? key : describeKind(key)));
}

/** The filter `attr`: a listed member, never an item. */
export function attributeOf(owner: Value, name: string): Value {
  const member = listedMember(owner, name);
  return member === undefined ? absent(owner, name) : member;
}

function listedMember(owner: Value, name: string): Value | undefined {
  if (typeof owner === 'string') return stringMethod(owner, name);
  if (owner instanceof List) return listMethod(owner, name);
  if (owner instanceof Tuple) return tupleMethod(owner, name);
  if (owner instanceof Dict) return dictMethod(owner, name);
  return owner instanceof TemplateObject ? owner.member(name) : undefined;
}

function item(owner: Value, key: Value): Value | undefined {
  if (owner instanceof Dict) return owner.get(key);
  if (!isInteger(key)) return undefined;
  const items =
    typeof owner === 'string' ? characters(owner) : owner instanceof List || owner instanceof Tuple ? owner.items : [];
  return items[key < 0 ? items.length + key : key];
}

function absent(owner: Value, name: string, shown: string = describeKind(owner)): Undefined {
  return new Undefined(
    () =>
      problem('template-member-unknown', { owner: shown, member: name }, { hint: didYouMean(name, namesOf(owner)) }),
    true,
  );
}

function namesOf(owner: Value): readonly string[] {
  if (typeof owner === 'string') return stringMethodNames;
  if (owner instanceof List) return listMethodNames;
  if (owner instanceof Dict) return [...owner.keys().map(String), ...dictMethodNames];
  return owner instanceof TemplateObject ? owner.memberNames : [];
}

/** `owner[from:to:step]` of a text, list or tuple, as Python slices. */
export function sliceOf(givenOwner: Value, from: Value, to: Value, step: Value): Value {
  const owner = defined(givenOwner);
  if (typeof owner === 'string') return slice(characters(owner), from, to, step).join('');
  if (owner instanceof List) return new List(slice(owner.items, from, to, step));
  if (owner instanceof Tuple) return new Tuple(slice(owner.items, from, to, step));
  throw problem('template-type', { reason: `${describeKind(owner)} cannot be sliced` });
}

function slice<T>(items: readonly T[], from: Value, to: Value, givenStep: Value): T[] {
  const step = bound(givenStep) ?? 1;
  if (step === 0) throw problem('template-type', { reason: 'a slice cannot take steps of zero' });
  const { length } = items;
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
  const clamp = (given: Value, fallback: number) => {
    const value = bound(given);
    if (value === undefined) return fallback;
    return Math.min(Math.max(value < 0 ? value + length : value, low), high);
  };
  const result: T[] = [];
  const end = clamp(to, step > 0 ? high : low);
  for (let at = clamp(from, step > 0 ? low : high); step > 0 ? at < end : at > end; at += step)
    result.push(items[at] as T);
  return result;
}

function bound(given: Value): number | undefined {
  const value = defined(given);
  if (value === null) return undefined;
  if (isInteger(value)) return value;
  throw problem('template-type', { reason: `a slice is bounded by whole numbers, not by ${describeKind(value)}` });
}
