import type { Call, Expression } from '../tree.ts';
import { isNested, orderable } from '../emit/equality.ts';
import { shapeOf } from '../emit/shape.ts';
import type { Emitter } from '../emit/emitter.ts';
import { macro, rewrite, typed, typedMacro, type FunctionTable } from './define.ts';

export const ARRAY_FUNCTIONS: FunctionTable = {
  array_distinct: macro('t_array_distinct', 1),
  array_except: macro('t_array_except', 2),
  array_intersect: macro('t_array_intersect', 2),
  array_join: rewrite([2, 3], ({ args }, emitter) => emitter.macro(args.length === 2 ? 't_array_join' : 't_array_join3', ...args.map((arg) => emitter.text(arg)))), // prettier-ignore
  array_max: macro('t_array_max', 1),
  array_min: macro('t_array_min', 1),
  array_position: typedMacro('t_position', 2),
  array_remove: typedMacro('t_array_remove', 2),
  array_sort: rewrite([1, 2], emitArraySort),
  array_union: macro('t_array_union', 2),
  arrays_overlap: macro('t_arrays_overlap', 2),
  cardinality: rewrite(1, emitCardinality),
  combinations: rewrite(2, ({ args, at }, emitter) => {
    const [array, size] = args as [Expression, Expression];
    if (size.kind !== 'literal' || size.value !== '2')
      return emitter.refuse('combinations() of a size other than 2', at);
    return emitter.macro('t_combinations2', emitter.text(array));
  }),
  contains: typedMacro('t_contains', 2),
  contains_sequence: macro('t_contains_sequence', 2),
  element_at: macro('t_element_at', 2),
  flatten: macro('t_flatten', 1),
  repeat: rewrite(2, ({ args }, emitter) => emitter.macro('t_repeat', emitter.text(args[0] as Expression), emitter.plain(args[1] as Expression))), // prettier-ignore
  slice: macro('t_slice', 3),
  trim_array: macro('t_trim_array', 2),
  zip: typed([2, 3], (x, y, z) => (z === undefined ? `t_zip2(${x}, ${y})` : `t_zip3(${x}, ${y}, ${z})`)),
};

function emitCardinality({ args }: Call, emitter: Emitter): string {
  const value = args[0] as Expression;
  const text = emitter.text(value);
  if (shapeOf(value, emitter) === 'array') return `len(${text})`;
  if (shapeOf(value, emitter) === 'map') return `CAST(cardinality(${text}) AS BIGINT)`;
  return emitter.macro('t_cardinality', text);
}

// A comparator is any function; the common one, the other way round, is known by its form.
function emitArraySort({ args, at }: Call, emitter: Emitter): string {
  const [array, comparator] = args as [Expression, Expression?];
  if (!comparator) return `list_sort(${checkedItems(array, emitter)}, 'ASC', 'NULLS LAST')`;
  const order = comparator.kind === 'lambda' ? comparatorOrder(comparator) : undefined;
  if (order === undefined)
    return emitter.refuseFunction(
      'array_sort',
      'only a comparator that is the natural or the reverse order can be read',
      at,
    );
  return emitter.macro('t_sort', emitter.text(array), `'${order}'`);
}

// Items with NULLs inside have no order.
function checkedItems(array: Expression, emitter: Emitter): string {
  const text = emitter.text(array);
  const type = emitter.typeOf(array);
  if (type?.kind !== 'array' || !isNested(type.element)) return text;
  const item = emitter.fresh('e');
  return `list_transform(${text}, lambda ${item}: ${orderable(item, type.element, emitter)})`;
}

function comparatorOrder({ parameters, body }: Extract<Expression, { kind: 'lambda' }>): 'ASC' | 'DESC' | undefined {
  const [x, y] = parameters;
  const outcome = (sign: number): number | undefined => compare(body, new Map([[x ?? '', sign], [y ?? '', 0]])); // prettier-ignore
  const [less, equal, more] = [-1, 0, 1].map(outcome);
  if (less === undefined || more === undefined || equal !== 0) return undefined;
  if (less < 0 && more > 0) return 'ASC';
  return less > 0 && more < 0 ? 'DESC' : undefined;
}

// The comparator's value for x below, equal to and above y, if it is made of comparisons of these and numbers alone.
function compare(body: Expression, values: ReadonlyMap<string, number>): number | undefined {
  switch (body.kind) {
    case 'literal':
      return body.type === 'number' ? Number(body.value) : undefined;
    case 'unary': {
      const value = compare(body.operand, values);
      return body.operator === '-' && value !== undefined ? -value : undefined;
    }
    case 'case':
      return chosen(body.operand ? [] : body.whens, body.otherwise, values);
    case 'call': {
      const [when, then, otherwise] = body.args;
      return body.name === 'if' && when && then ? chosen([{ when, then }], otherwise, values) : undefined;
    }
    default:
      return undefined;
  }
}

function chosen(
  whens: readonly { readonly when: Expression; readonly then: Expression }[],
  otherwise: Expression | undefined,
  values: ReadonlyMap<string, number>,
): number | undefined {
  for (const { when, then } of whens) {
    const holds = truth(when, values);
    if (holds === undefined) return undefined;
    if (holds) return compare(then, values);
  }
  return otherwise && compare(otherwise, values);
}

function truth(when: Expression, values: ReadonlyMap<string, number>): boolean | undefined {
  if (when.kind !== 'binary' || when.left.kind !== 'column' || when.right.kind !== 'column') return undefined;
  const [left, right] = [values.get(when.left.parts.join('.')), values.get(when.right.parts.join('.'))];
  if (left === undefined || right === undefined) return undefined;
  switch (when.operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '=':
      return left === right;
    default:
      return undefined;
  }
}
