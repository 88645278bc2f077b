import { problem } from '../template-error.ts';
import type { Argument, Arguments, Call, Compare, Expression, Filter, Lookup, Test } from '../syntax/tree.ts';
import { applyFilter } from '../filters/filters.ts';
import { applyTest } from '../filters/tests.ts';
import { defined, describeKind, itemsOf, truth, weightOf } from '../values/kinds.ts';
import type { Meter } from '../values/limits.ts';
import { pairsOf } from '../values/collection-methods.ts';
import { itemOf, memberOf, sliceOf } from '../values/members.ts';
import { arithmetic, compare, contains, equal, negative } from '../values/operators.ts';
import {
  Callable,
  Dict,
  Float,
  List,
  TemplateObject,
  Tuple,
  Undefined,
  type CallArguments,
  type Value,
} from '../values/value.ts';
import type { Frame } from './frame.ts';
import type { Rendering } from './rendering.ts';

/** The value of an expression. Problems are thrown without a place; the rendering knows the node. */
export function evaluate(node: Expression, frame: Frame, run: Rendering): Value {
  run.step(node);
  switch (node.typename) {
    case 'Literal':
      return node.value;
    case 'Float':
      return Number.isInteger(node.value) ? new Float(node.value) : node.value;
    case 'Symbol':
      return run.lookup(node.value, frame);
    case 'Group':
      return evaluate(node.children[0] as Expression, frame, run);
    case 'Array':
      return new List(node.children.map((child) => evaluate(child, frame, run)));
    case 'Tuple':
      return new Tuple(node.children.map((child) => evaluate(child, frame, run)));
    case 'Dict':
      return evaluateDict(node.children, frame, run);
    case 'LookupVal':
      return evaluateLookup(node, frame, run);
    case 'FunCall':
      return evaluateCall(node, frame, run);
    case 'Filter':
      return evaluateFilter(node, frame, run);
    case 'Is':
      return evaluateTest(node, frame, run);
    case 'InlineIf':
      return evaluateInlineIf(node, frame, run);
    case 'And':
    case 'Or': {
      const left = evaluate(node.left, frame, run);
      return truth(left) === (node.typename === 'And') ? evaluate(node.right, frame, run) : left;
    }
    case 'Not':
      return !truth(evaluate(node.target, frame, run));
    case 'Neg':
    case 'Pos':
      return negative(evaluate(node.target, frame, run), node.typename === 'Neg' ? -1 : 1);
    case 'Compare':
      return evaluateCompare(node, frame, run);
    case 'Caller':
      return run.localMacro(node, frame, false);
    default: {
      const left = evaluate(node.left, frame, run);
      const right = evaluate(node.right, frame, run);
      run.locate(node);
      return weighed(arithmetic(node.typename, left, right, run.meter), run);
    }
  }
}

function evaluateDict(
  pairs: readonly { readonly key: Expression; readonly value: Expression }[],
  frame: Frame,
  run: Rendering,
): Dict {
  const dict = new Dict();
  for (const { key, value } of pairs) dict.set(defined(evaluate(key, frame, run)), evaluate(value, frame, run));
  return dict;
}

function evaluateLookup(node: Lookup, frame: Frame, run: Rendering): Value {
  const owner = evaluate(node.target, frame, run);
  const { val } = node;
  if (val.typename === 'Slice') {
    const [from, to, step] = [val.from, val.to, val.step].map((part) => (part ? evaluate(part, frame, run) : null));
    run.locate(node);
    return sliceOf(owner, from as Value, to as Value, step as Value);
  }
  const key = evaluate(val, frame, run);
  run.locate(val);
  run.meter.spend(weightOf(owner));
  const value = node.dotted ? memberOf(owner, key as string | number, shownName(node)) : itemOf(owner, key);
  return value instanceof Undefined ? run.placed(value) : value;
}

function shownName({ target }: Lookup): string | undefined {
  return target.typename === 'Symbol' ? `"${target.value}"` : undefined;
}

function evaluateInlineIf(node: Extract<Expression, { typename: 'InlineIf' }>, frame: Frame, run: Rendering): Value {
  if (truth(evaluate(node.cond, frame, run))) return evaluate(node.body, frame, run);
  return node.else_ ? evaluate(node.else_, frame, run) : NO_ELSE;
}

// As in Jinja2: undefined, and prints as nothing.
const NO_ELSE = new Undefined(
  () => problem('template-type', { reason: 'an "if" without "else" has no value here' }),
  true,
  '',
);

function evaluateCompare(node: Compare, frame: Frame, run: Rendering): boolean {
  let left = evaluate(node.expr, frame, run);
  for (const op of node.ops) {
    const right = evaluate(op.expr, frame, run);
    run.locate(node);
    if (!holds(op.type, left, right, run.meter)) return false;
    left = right;
  }
  return true;
}

function holds(type: Compare['ops'][number]['type'], left: Value, right: Value, meter: Meter): boolean {
  switch (type) {
    case '==':
      return equal(left, right, meter);
    case '!=':
      return !equal(left, right, meter);
    case 'in':
      return contains(right, left, meter);
    case 'not in':
      return !contains(right, left, meter);
    case '<':
      return compare(left, right, meter) < 0;
    case '>':
      return compare(left, right, meter) > 0;
    case '<=':
      return compare(left, right, meter) <= 0;
    case '>=':
      return compare(left, right, meter) >= 0;
  }
}

function evaluateCall(node: Call, frame: Frame, run: Rendering): Value {
  const callee = evaluate(node.name, frame, run);
  const args = evaluateArguments(node.args, frame, run);
  run.locate(node);
  for (const value of args.positional) run.meter.spend(weightOf(value));
  return weighed(callValue(callee, args), run);
}

// Making a value costs more than going through it.
function weighed(value: Value, run: Rendering): Value {
  run.meter.spend(4 * weightOf(value));
  return value;
}

/** Calls a macro, a function or an object that can be called. */
export function callValue(given: Value, args: CallArguments): Value {
  const callee = defined(given);
  if (callee instanceof Callable) return callee.invoke(args);
  const result = callee instanceof TemplateObject ? callee.call(args) : undefined;
  if (result === undefined) throw problem('template-call-impossible', { what: describeKind(callee) });
  return result;
}

/** The arguments of a call, `*args` and `**kwargs` unfolded. */
export function evaluateArguments(args: Arguments, frame: Frame, run: Rendering): CallArguments {
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  for (const arg of args.children) addArgument(arg, positional, named, frame, run);
  return { positional, named };
}

function addArgument(
  arg: Argument,
  positional: Value[],
  named: Map<string, Value>,
  frame: Frame,
  run: Rendering,
): void {
  if (arg.typename === 'KeywordArgs') {
    for (const { key, value } of arg.children) named.set((key as { value: string }).value, evaluate(value, frame, run));
  } else if (arg.typename !== 'Spread') positional.push(evaluate(arg, frame, run));
  else {
    const value = defined(evaluate(arg.value, frame, run));
    run.locate(arg);
    if (arg.stars === 2) for (const [key, item] of pairsOf(value, '**')) named.set(textKey(key), item);
    else for (const item of spreadItems(value)) positional.push(item);
  }
}

function textKey(key: Value): string {
  if (typeof key === 'string') return key;
  throw problem('template-type', { reason: `the name of an argument must be a text, not ${describeKind(key)}` });
}

function spreadItems(value: Value): readonly Value[] {
  const items = itemsOf(value);
  if (items) return items;
  throw problem('template-type', { reason: `"*" unfolds a list, not ${describeKind(value)}` });
}

function evaluateFilter(node: Filter, frame: Frame, run: Rendering): Value {
  const [first, ...rest] = node.args.children;
  const input =
    first?.typename === 'Capture' ? run.capture(first.body, frame) : evaluate(first as Expression, frame, run);
  const args = evaluateArguments({ ...node.args, children: rest as Argument[] }, frame, run);
  run.locate(node.name);
  run.meter.spend(weightOf(input));
  return weighed(applyFilter(node.name.value, input, args), run);
}

function evaluateTest(node: Test, frame: Frame, run: Rendering): boolean {
  const left = evaluate(node.left, frame, run);
  const args = evaluateArguments(node.args, frame, run);
  run.locate(node.right);
  return applyTest(node.right.value, left, args);
}
