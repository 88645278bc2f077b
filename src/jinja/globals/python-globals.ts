import { lengthOf, unique } from '../filters/sequence-filters.ts';
import { Namespace } from '../evaluate/namespace.ts';
import { problem } from '../template-error.ts';
import { bind, type BoundArguments } from '../values/arguments.ts';
import { copyOf, pairsOf } from '../values/collection-methods.ts';
import { itemsOf } from '../values/kinds.ts';
import { checkLength, MAX_ITEMS, MAX_RANGE } from '../values/limits.ts';
import { parseJson, toJson } from '../values/json.ts';
import { toText } from '../values/text.ts';
import { Callable, List, TemplateObject, Tuple, type CallArguments, type Dict, type Value } from '../values/value.ts';
import type { GlobalFactory } from './globals.ts';

const called = (name: string, run: (args: CallArguments) => Value): GlobalFactory => {
  const callable = new Callable(name, run);
  return () => callable;
};

/** Functions of Python and Jinja2 that need nothing but their arguments. */
export const pythonGlobals: Readonly<Record<string, GlobalFactory>> = {
  range: called('range', range),
  dict: called('dict', ({ positional, named }) => dict(positional, named)),
  namespace: called('namespace', ({ positional, named }) => new Namespace(textEntries(dict(positional, named)))),
  set: called('set', (args) => setOf(bind('set', args, ['value', 'default?']))),
  set_strict: called('set_strict', (args) => new List(unique(bind('set_strict', args, ['value']).items('value')))),
  zip: called('zip', zip),
  zip_strict: called('zip_strict', zip),
  tojson: called('tojson', (args) => {
    const given = bind('tojson', args, ['value', 'default?', 'sort_keys?']);
    return toJson(given.value('value'), given.flag('sort_keys', false));
  }),
  fromjson: called('fromjson', (args) => {
    const given = bind('fromjson', args, ['string', 'default?']);
    return parseJson(given.text('string'), given.optional('default'));
  }),
  cycler: called('cycler', ({ positional }) => new Cycler(positional)),
  joiner: called('joiner', (args) => joiner(bind('joiner', args, ['sep?']).text('sep', ', '))),
};

function range(args: CallArguments): List {
  const given = bind('range', args, args.positional.length > 1 ? ['start', 'stop', 'step?'] : ['stop']);
  const start = given.has('start') ? given.integer('start') : 0;
  const stop = given.integer('stop');
  const step = given.integer('step', 1);
  if (step === 0) throw given.wrong('the step is zero');
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (length > MAX_RANGE) throw problem('template-limit', { limit: `a range holds more than ${MAX_RANGE} numbers` });
  return new List(Array.from({ length }, (_, index) => start + index * step));
}

function dict(positional: readonly Value[], named: ReadonlyMap<string, Value>): Dict {
  const [first] = positional;
  return copyOf(...(first === undefined ? [] : [new Map(pairsOf(first, 'dict') as readonly [string, Value][])]), named);
}

function textEntries(values: Dict): [string, Value][] {
  return values.entries().map(([key, value]) => [toText(key), value]);
}

// A list without repetitions: templates go through it, ask `in` and its length, and it prints in a stable order.
function setOf(given: BoundArguments): Value {
  const items = itemsOf(given.value('value'));
  return items ? new List(unique(items)) : (given.optional('default') ?? null);
}

function zip({ positional }: CallArguments): List {
  const lists = positional.map((_, index) =>
    bind('zip', { positional: [positional[index] as Value], named: new Map() }, ['value']).items('value'),
  );
  const length = Math.min(...(lists.length > 0 ? lists.map((list) => list.length) : [0]));
  checkLength(length * lists.length, MAX_ITEMS);
  return new List(Array.from({ length }, (_, at) => new Tuple(lists.map((list) => list[at] as Value))));
}

function joiner(separator: string): Callable {
  let first = true;
  return new Callable('joiner', () => {
    const text = first ? '' : separator;
    first = false;
    return text;
  });
}

/** Jinja2's `cycler`. */
class Cycler extends TemplateObject {
  readonly label = 'the cycler';
  readonly memberNames = ['current', 'next', 'reset'];
  private readonly items: readonly Value[];
  private at = 0;
  constructor(items: readonly Value[]) {
    super();
    this.items = items;
    if (lengthOf(new List([...items])) === 0)
      throw problem('template-call-invalid', { callee: 'cycler', reason: 'it needs an item' });
  }
  override member(name: string): Value | undefined {
    const current = this.items[this.at % this.items.length] as Value;
    if (name === 'current') return current;
    if (name === 'next') return new Callable('cycler.next', () => (this.at++, current));
    return name === 'reset' ? new Callable('cycler.reset', () => ((this.at = 0), null)) : undefined;
  }
  override toText(): string {
    return 'cycler';
  }
}
