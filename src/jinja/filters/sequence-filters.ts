import { problem } from '../template-error.ts';
import type { BoundArguments } from '../values/arguments.ts';
import { characterCount, defined, describeKind, itemsOf, numeric } from '../values/kinds.ts';
import { checkLength, MAX_ITEMS, Meter } from '../values/limits.ts';
import { arithmetic, compare, equal } from '../values/operators.ts';
import { joined } from '../values/string-methods.ts';
import { toRepr, toText } from '../values/text.ts';
import { Dict, hashKey, List, TemplateObject, Tuple, Undefined, type Value } from '../values/value.ts';
import { byAttributes, keyOf } from './attribute.ts';
import type { FilterDefinition } from './filters.ts';

const length: FilterDefinition = { parameters: [], run: (input) => lengthOf(input) };

/** Filters of lists, dicts and whatever else has items. */
export const sequenceFilters: Readonly<Record<string, FilterDefinition>> = {
  length,
  count: length,
  list: { parameters: [], run: (input) => new List([...itemsOrFail('list', input)]) },
  first: { parameters: [], run: (input) => itemAt('first', input, 0) },
  last: { parameters: [], run: (input) => itemAt('last', input, -1) },
  join: {
    parameters: ['d?', 'attribute?'],
    run: (input, args) =>
      joined(textsOf(itemsOrFail('join', input).map(keyOf(args, false))), toText(args.optional('d') ?? '')),
  },
  reverse: { parameters: [], run: (input) => reversed(input) },
  sort: {
    parameters: ['reverse?', 'case_sensitive?', 'attribute?'],
    run: (input, args) => new List([...itemsOrFail('sort', input)].sort(byAttributes(args))),
  },
  unique: {
    parameters: ['case_sensitive?', 'attribute?'],
    run: (input, args) => new List(unique(itemsOrFail('unique', input), keyOf(args, true))),
  },
  min: { parameters: ['case_sensitive?', 'attribute?'], run: (input, args) => extreme('min', input, args, -1) },
  max: { parameters: ['case_sensitive?', 'attribute?'], run: (input, args) => extreme('max', input, args, 1) },
  sum: {
    parameters: ['attribute?', 'start?'],
    run: (input, args) =>
      itemsOrFail('sum', input)
        .map(keyOf(args, false))
        .reduce((total, item) => arithmetic('Add', total, item), args.optional('start') ?? 0),
  },
  items: {
    parameters: [],
    run: (input) =>
      new List(
        dictOrFail('items', input)
          .entries()
          .map((entry) => new Tuple(entry)),
      ),
  },
  dictsort: {
    parameters: ['case_sensitive?', 'by?', 'reverse?'],
    run: (input, args) => dictSort(dictOrFail('dictsort', input), args),
  },
  groupby: {
    parameters: ['attribute', 'default?', 'case_sensitive?'],
    run: (input, args) => groupBy(itemsOrFail('groupby', input), args),
  },
  batch: {
    parameters: ['linecount', 'fill_with?'],
    run: (input, args) => batch(itemsOrFail('batch', input), positive(args, 'linecount'), args.optional('fill_with')),
  },
  slice: {
    parameters: ['slices', 'fill_with?'],
    run: (input, args) => slices(itemsOrFail('slice', input), positive(args, 'slices'), args.optional('fill_with')),
  },
};

// One meter for all: the items may share what they hold.
function textsOf(items: readonly Value[]): string[] {
  const meter = new Meter();
  return items.map((item) => toText(item, meter));
}

/** Number of items, or of characters. */
export function lengthOf(input: Value): number {
  if (typeof input === 'string') return characterCount(input);
  if (input instanceof Dict) return input.size;
  return itemsOrFail('length', input).length;
}

/** The items of a filter's input; a value without items is a problem. */
export function itemsOrFail(callee: string, input: Value): readonly Value[] {
  const items = itemsOf(input);
  if (items) return items;
  throw problem('template-call-invalid', { callee, reason: `it takes a list, not ${describeKind(input)}` });
}

function dictOrFail(callee: string, input: Value): Dict {
  if (input instanceof Dict) return input;
  throw problem('template-call-invalid', { callee, reason: `it takes a dict, not ${describeKind(input)}` });
}

function itemAt(callee: string, input: Value, index: number): Value {
  const item = itemsOrFail(callee, input).at(index);
  return item === undefined ? empty(callee) : item;
}

function empty(callee: string): Undefined {
  return new Undefined(() => problem('template-call-invalid', { callee, reason: 'the list is empty' }), true);
}

function reversed(input: Value): Value {
  const items = [...itemsOrFail('reverse', input)].reverse();
  return typeof input === 'string' ? items.join('') : new List(items);
}

/** The items whose keys were not seen before, in order. */
export function unique(items: readonly Value[], key: (item: Value) => Value = (item) => item): Value[] {
  const seen = new Set<unknown>();
  const meter = new Meter();
  return items.filter((item) => {
    const value = key(item);
    const nested = value instanceof List || value instanceof Dict || value instanceof Tuple;
    const hash = nested ? `r${toRepr(value, meter)}` : hashKey(defined(value));
    return !seen.has(hash) && seen.add(hash).size > 0;
  });
}

function extreme(callee: string, input: Value, args: BoundArguments, sign: 1 | -1): Value {
  const key = keyOf(args, true);
  const items = itemsOrFail(callee, input);
  if (items.length === 0) return empty(callee);
  return items.reduce((best, item) => (sign * compare(key(item), key(best)) > 0 ? item : best));
}

function dictSort(dict: Dict, args: BoundArguments): List {
  const at = args.text('by', 'key') === 'value' ? 1 : 0;
  const fold = (value: Value) =>
    typeof value === 'string' && !args.flag('case_sensitive', false) ? value.toLowerCase() : value;
  const sign = args.flag('reverse', false) ? -1 : 1;
  const entries = dict.entries().sort((left, right) => sign * compare(fold(left[at]), fold(right[at])));
  return new List(entries.map((entry) => new Tuple(entry)));
}

function groupBy(items: readonly Value[], args: BoundArguments): List {
  const key = keyOf(args, true);
  const groups: { readonly by: Value; readonly items: Value[] }[] = [];
  for (const item of [...items].sort((left, right) => compare(key(left), key(right)))) {
    const last = groups.at(-1);
    if (last && equal(last.by, key(item))) last.items.push(item);
    else groups.push({ by: key(item), items: [item] });
  }
  return new List(groups.map((group) => new Group(keyOf(args, false)(group.items[0] as Value), group.items)));
}

/** A pair that also has names, as Jinja2 makes it: `grouper` and `list`. */
class Group extends TemplateObject {
  readonly label = 'the group';
  readonly memberNames = ['grouper', 'list'];
  private readonly pair: readonly [Value, Value];
  constructor(grouper: Value, items: Value[]) {
    super();
    this.pair = [grouper, new List(items)];
  }
  override member(name: string): Value | undefined {
    return name === 'grouper' ? this.pair[0] : name === 'list' ? this.pair[1] : undefined;
  }
  override iterate(): readonly Value[] {
    return this.pair;
  }
  override toText(): string {
    return toText(new Tuple(this.pair));
  }
}

function batch(items: readonly Value[], size: number, fill: Value | undefined): List {
  const rows: List[] = [];
  for (let at = 0; at < items.length; at += size) rows.push(new List(items.slice(at, at + size)));
  const last = rows.at(-1);
  if (last && fill !== undefined && fill !== null) while (last.items.length < size) last.items.push(fill);
  return new List(rows);
}

function slices(items: readonly Value[], count: number, fill: Value | undefined): List {
  const size = Math.floor(items.length / count);
  const longer = items.length % count;
  let at = 0;
  const rows = Array.from({ length: count }, (_, index) => {
    const row = items.slice(at, (at += size + (index < longer ? 1 : 0)));
    if (fill !== undefined && fill !== null && longer > 0 && index >= longer) row.push(fill);
    return new List(row);
  });
  return new List(rows);
}

function positive(args: BoundArguments, name: string): number {
  const value = numeric(args.value(name)) ?? 0;
  if (!Number.isInteger(value) || value < 1) throw args.wrong(`"${name}" must be a whole number above zero`);
  checkLength(value, MAX_ITEMS);
  return value;
}
