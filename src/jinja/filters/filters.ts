import { didYouMean } from '../../diagnostics/index.ts';
import { problem } from '../template-error.ts';
import { bind, type BoundArguments } from '../values/arguments.ts';
import { defined, truth } from '../values/kinds.ts';
import { Undefined, type CallArguments, type Value } from '../values/value.ts';
import { numberFilters } from './number-filters.ts';
import { selectionFilters } from './selection-filters.ts';
import { sequenceFilters } from './sequence-filters.ts';
import { textFilters } from './text-filters.ts';

/** A filter: its parameters behind the piped value, and what it makes of them. */
export interface FilterDefinition {
  readonly parameters: readonly string[];
  readonly run: (input: Value, args: BoundArguments, raw: CallArguments, apply: ApplyFilter) => Value;
}

/** How a filter runs another by its name, as `map('upper')` does. */
export type ApplyFilter = (name: string, input: Value, args: CallArguments) => Value;

const FILTERS: ReadonlyMap<string, FilterDefinition> = new Map([
  ...Object.entries(textFilters),
  ...Object.entries(numberFilters),
  ...Object.entries(sequenceFilters),
  ...Object.entries(selectionFilters),
]);

/** `input | name(args)`. */
export function applyFilter(name: string, input: Value, args: CallArguments): Value {
  if (name === 'default' || name === 'd') return orDefault(input, args);
  const filter = FILTERS.get(name);
  if (!filter) {
    throw problem('template-filter-unknown', { name }, { hint: didYouMean(name, [...FILTERS.keys(), 'default']) });
  }
  return filter.run(defined(input), bind(name, args, filter.parameters), args, applyFilter);
}

// The one filter that takes what is undefined.
function orDefault(input: Value, args: CallArguments): Value {
  const given = bind('default', args, ['default_value?', 'boolean?']);
  const fallback = given.has('default_value') ? given.value('default_value') : '';
  if (input instanceof Undefined) return fallback;
  const empty = given.flag('boolean', false) && !truth(input);
  return empty ? fallback : input;
}
