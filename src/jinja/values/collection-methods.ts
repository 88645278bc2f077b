import { bind, type BoundArguments } from './arguments.ts';
import { describeKind, itemsOf } from './kinds.ts';
import { checkLength, MAX_ITEMS } from './limits.ts';
import { compare, equal } from './operators.ts';
import { Callable, Dict, List, Tuple, type CallArguments, type Value } from './value.ts';

interface Method<T> {
  readonly parameters: readonly string[];
  readonly run: (target: T, args: BoundArguments) => Value;
}
const on = <T>(parameters: readonly string[], run: Method<T>['run']): Method<T> => ({ parameters, run });

const LIST_METHODS: ReadonlyMap<string, Method<List>> = new Map(
  Object.entries({
    append: on<List>(['item'], (list, args) => put(list, list.items.length, args.value('item'))),
    extend: on<List>(['iterable'], (list, args) => extend(list, args.items('iterable'))),
    insert: on<List>(['index', 'item'], (list, args) =>
      put(list, place(args.integer('index'), list), args.value('item')),
    ),
    pop: on<List>(['index?'], (list, args) => removeAt(list, args.integer('index', -1), args)),
    remove: on<List>(['item'], (list, args) => (removeAt(list, indexOf(list.items, args), args), null)),
    clear: on<List>([], (list) => ((list.items.length = 0), null)),
    reverse: on<List>([], (list) => (list.items.reverse(), null)),
    sort: on<List>(['reverse?'], (list, args) => (list.items.sort(ordering(args.flag('reverse', false))), null)),
    copy: on<List>([], (list) => new List([...list.items])),
    index: on<List>(['item'], (list, args) => indexOf(list.items, args)),
    count: on<List>(['item'], (list, args) => countOf(list.items, args.value('item'))),
  }),
);

const TUPLE_METHODS: ReadonlyMap<string, Method<Tuple>> = new Map(
  Object.entries({
    index: on<Tuple>(['item'], (tuple, args) => indexOf(tuple.items, args)),
    count: on<Tuple>(['item'], (tuple, args) => countOf(tuple.items, args.value('item'))),
  }),
);

const DICT_METHODS: ReadonlyMap<string, Method<Dict>> = new Map(
  Object.entries({
    keys: on<Dict>([], (dict) => new List(dict.keys())),
    values: on<Dict>([], (dict) => new List(dict.values())),
    items: on<Dict>([], (dict) => new List(dict.entries().map((entry) => new Tuple(entry)))),
    get: on<Dict>(['key', 'default?'], (dict, args) => entryOr(dict, args) ?? null),
    pop: on<Dict>(['key', 'default?'], pop),
    setdefault: on<Dict>(['key', 'default?'], setDefault),
    copy: on<Dict>([], (dict) => copyOf(dict)),
    clear: on<Dict>([], (dict) => (dict.clear(), null)),
  }),
);

export const listMethodNames: readonly string[] = [...LIST_METHODS.keys()];
export const dictMethodNames: readonly string[] = [...DICT_METHODS.keys(), 'update'];

export function listMethod(list: List, name: string): Callable | undefined {
  return bound(LIST_METHODS.get(name), list, name);
}

export function tupleMethod(tuple: Tuple, name: string): Callable | undefined {
  return bound(TUPLE_METHODS.get(name), tuple, name);
}

export function dictMethod(dict: Dict, name: string): Callable | undefined {
  if (name === 'update') return new Callable('update', (args) => update(dict, args));
  return bound(DICT_METHODS.get(name), dict, name);
}

function bound<T>(method: Method<T> | undefined, target: T, name: string): Callable | undefined {
  return method && new Callable(name, (args) => method.run(target, bind(name, args, method.parameters)));
}

/** A comparator for `sort`, as `sorted` of Python. */
export function ordering(reverse: boolean): (left: Value, right: Value) => number {
  return reverse ? (left, right) => compare(right, left) : compare;
}

/** A dict from another dict, or from pairs, and named values: Python's `dict(…)`. */
export function copyOf(...sources: readonly (Dict | ReadonlyMap<string, Value>)[]): Dict {
  const copy = new Dict();
  for (const source of sources) for (const [key, value] of source.entries()) copy.set(key, value);
  return copy;
}

function update(dict: Dict, args: CallArguments): null {
  const [first] = bind('update', { positional: args.positional, named: new Map() }, ['other?']).has('other')
    ? args.positional
    : [];
  for (const [key, value] of first === undefined ? [] : pairsOf(first, 'update')) dict.set(key, value);
  for (const [key, value] of args.named) dict.set(key, value);
  checkLength(dict.size, MAX_ITEMS);
  return null;
}

/** The pairs of a dict or of a list of pairs. */
export function pairsOf(value: Value, callee: string): readonly (readonly [Value, Value])[] {
  if (value instanceof Dict) return value.entries();
  const wrong = () =>
    bind(callee, { positional: [], named: new Map() }, []).wrong(
      `it takes a dict or a list of pairs, not ${describeKind(value)}`,
    );
  return (itemsOf(value) ?? []).map((item) => {
    const pair = itemsOf(item);
    if (pair?.length !== 2) throw wrong();
    return [pair[0] as Value, pair[1] as Value];
  });
}

function put(list: List, at: number, item: Value): null {
  checkLength(list.items.length + 1, MAX_ITEMS);
  list.items.splice(at, 0, item);
  return null;
}

function extend(list: List, items: readonly Value[]): null {
  checkLength(list.items.length + items.length, MAX_ITEMS);
  for (const item of [...items]) list.items.push(item);
  return null;
}

function place(index: number, list: List): number {
  return index < 0 ? Math.max(0, list.items.length + index) : index;
}

function removeAt(list: List, index: number, args: BoundArguments): Value {
  const at = index < 0 ? list.items.length + index : index;
  if (at < 0 || at >= list.items.length) throw args.wrong('there is no item at that index');
  return list.items.splice(at, 1)[0] as Value;
}

function indexOf(items: readonly Value[], args: BoundArguments): number {
  const wanted = args.value('item');
  const at = items.findIndex((item) => equal(item, wanted));
  if (at < 0) throw args.wrong('the list does not hold that item');
  return at;
}

function countOf(items: readonly Value[], wanted: Value): number {
  return items.filter((item) => equal(item, wanted)).length;
}

function pop(dict: Dict, args: BoundArguments): Value {
  const key = args.value('key');
  const value = entryOr(dict, args);
  if (value === undefined) throw args.wrong('the dict does not have that key');
  dict.delete(key);
  return value;
}

function entryOr(dict: Dict, args: BoundArguments): Value | undefined {
  const key = args.value('key');
  return dict.has(key) ? dict.get(key) : args.optional('default');
}

function setDefault(dict: Dict, args: BoundArguments): Value {
  const key = args.value('key');
  if (!dict.has(key)) dict.set(key, args.optional('default') ?? null);
  return dict.get(key) as Value;
}
