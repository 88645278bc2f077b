import { problem } from '../template-error.ts';
import type { BoundArguments } from '../values/arguments.ts';
import { truth } from '../values/kinds.ts';
import { attributeOf } from '../values/members.ts';
import { toText } from '../values/text.ts';
import { List, type CallArguments, type Value } from '../values/value.ts';
import { orElse, readAttribute } from './attribute.ts';
import type { ApplyFilter, FilterDefinition } from './filters.ts';
import { itemsOrFail } from './sequence-filters.ts';
import { applyTest } from './tests.ts';

/** Filters that pick or change items by an attribute, a test or another filter. */
export const selectionFilters: Readonly<Record<string, FilterDefinition>> = {
  map: {
    parameters: ['filter?', 'attribute?', 'default?', '*rest'],
    run: (input, args, raw, apply) => map(input, args, raw, apply),
  },
  select: { parameters: ['test?', '*rest'], run: (input, _args, raw) => pick('select', input, raw, true, false) },
  reject: { parameters: ['test?', '*rest'], run: (input, _args, raw) => pick('reject', input, raw, false, false) },
  selectattr: {
    parameters: ['attribute', 'test?', '*rest'],
    run: (input, _args, raw) => pick('selectattr', input, raw, true, true),
  },
  rejectattr: {
    parameters: ['attribute', 'test?', '*rest'],
    run: (input, _args, raw) => pick('rejectattr', input, raw, false, true),
  },
  attr: { parameters: ['name'], run: (input, args) => attributeOf(input, args.text('name')) },
};

function map(input: Value, args: BoundArguments, raw: CallArguments, apply: ApplyFilter): List {
  const items = itemsOrFail('map', input);
  if (raw.named.has('attribute')) {
    const attribute = args.value('attribute');
    return new List(items.map((item) => orElse(readAttribute(item, attribute), args)));
  }
  const [filter, ...positional] = raw.positional;
  if (filter === undefined)
    throw problem('template-call-invalid', { callee: 'map', reason: 'it needs a filter or attribute=…' });
  return new List(items.map((item) => apply(toText(filter), item, { positional, named: raw.named })));
}

function pick(callee: string, input: Value, raw: CallArguments, keep: boolean, byAttribute: boolean): List {
  const [path, test, ...positional] = byAttribute ? raw.positional : [null, ...raw.positional];
  const passes = (item: Value) => {
    const value = byAttribute ? readAttribute(item, path as Value) : item;
    return test === undefined ? truth(value) : applyTest(toText(test), value, { positional, named: raw.named });
  };
  return new List(itemsOrFail(callee, input).filter((item) => passes(item) === keep));
}
