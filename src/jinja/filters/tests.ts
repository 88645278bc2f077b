import { didYouMean } from '../../diagnostics/index.ts';
import { problem } from '../template-error.ts';
import { bind } from '../values/arguments.ts';
import { defined, isInteger, itemsOf, numeric } from '../values/kinds.ts';
import { arithmetic, compare, contains, equal, isFloat } from '../values/operators.ts';
import { Relation } from '../values/relation.ts';
import { toText } from '../values/text.ts';
import {
  Callable,
  Dict,
  List,
  TemplateObject,
  Tuple,
  Undefined,
  type CallArguments,
  type Value,
} from '../values/value.ts';

type Test = (value: Value, other: Value) => boolean;
const alone = (run: (value: Value) => boolean) => ({ parameters: [], run: run as Test });
const withOther = (run: Test) => ({ parameters: ['other'], run });

const equals = withOther((value, other) => equal(value, other));
const differs = withOther((value, other) => !equal(value, other));
const greater = withOther((value, other) => compare(value, other) > 0);
const less = withOther((value, other) => compare(value, other) < 0);
const atLeast = withOther((value, other) => compare(value, other) >= 0);
const atMost = withOther((value, other) => compare(value, other) <= 0);

const TESTS: ReadonlyMap<string, { readonly parameters: readonly string[]; readonly run: Test }> = new Map(
  Object.entries({
    none: alone((value) => value === null),
    boolean: alone((value) => typeof value === 'boolean'),
    true: alone((value) => value === true),
    false: alone((value) => value === false),
    string: alone((value) => typeof value === 'string'),
    number: alone((value) => numeric(value) !== undefined),
    integer: alone((value) => isInteger(value)),
    float: alone(isFloat),
    // dbt's relations are mappings, which packages ask for.
    mapping: alone((value) => value instanceof Dict || value instanceof Relation),
    sequence: alone(
      (value) => typeof value === 'string' || value instanceof List || value instanceof Tuple || value instanceof Dict,
    ),
    iterable: alone((value) => itemsOf(value) !== undefined),
    callable: alone(
      (value) =>
        value instanceof Callable || (value instanceof TemplateObject && value.call !== TemplateObject.prototype.call),
    ),
    odd: alone((value) => arithmetic('Mod', value, 2) === 1),
    even: alone((value) => arithmetic('Mod', value, 2) === 0),
    upper: alone((value) => toText(value) === toText(value).toUpperCase()),
    lower: alone((value) => toText(value) === toText(value).toLowerCase()),
    escaped: alone(() => false),
    divisibleby: withOther((value, other) => equal(arithmetic('Mod', value, other), 0)),
    sameas: withOther((value, other) => value === other),
    in: withOther((value, other) => contains(other, value)),
    eq: equals,
    equalto: equals,
    '==': equals,
    ne: differs,
    '!=': differs,
    gt: greater,
    greaterthan: greater,
    '>': greater,
    lt: less,
    lessthan: less,
    '<': less,
    ge: atLeast,
    '>=': atLeast,
    le: atMost,
    '<=': atMost,
  }),
);

/** `value is name(args)`. Only `defined` and `undefined` take what is undefined. */
export function applyTest(name: string, value: Value, args: CallArguments): boolean {
  if (name === 'defined') return !(value instanceof Undefined);
  if (name === 'undefined') return value instanceof Undefined;
  const key = name === 'None' ? 'none' : name;
  const test = TESTS.get(key);
  if (!test)
    throw problem(
      'template-test-unknown',
      { name },
      { hint: didYouMean(name, [...TESTS.keys(), 'defined', 'undefined']) },
    );
  const bound = bind(name, args, test.parameters);
  // An absent member is none of these, and to ask is no mistake: `{% if node.config.x is none %}`.
  if (value instanceof Undefined && value.lenient) return false;
  return test.run(defined(value), test.parameters.length > 0 ? bound.value('other') : null);
}
