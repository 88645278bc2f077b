import type { Call, Expression } from '../tree.ts';
import { isNested, orderable } from '../emit/equality.ts';
import { shapeOf } from '../emit/shape.ts';
import type { Emitter } from '../emit/emitter.ts';
import { documented, type FunctionForm } from './define.ts';
import { macro, refused, rewrite, typed, typedMacro } from './forms.ts';

const EQUAL_NULLS = 'NULLs count as equal to each other.';

/** Arrays. Those over lambdas are in `lambdas.ts`. */
export const ARRAY_FUNCTIONS = documented('array', {
  array_distinct: macro(`Each element once, in the order in which they are first there. ${EQUAL_NULLS}`, 't_array_distinct'), // prettier-ignore
  array_except: macro(
    `The elements of the first that are not in the second, each once. ${EQUAL_NULLS}`,
    't_array_except',
  ),
  array_histogram: macro('How often each element is there, NULLs not counted.', 't_array_histogram'),
  array_intersect: macro(`The elements that are in both, each once. ${EQUAL_NULLS}`, 't_array_intersect'),
  array_join: byCount('The elements as texts with a separator between them. NULLs are left out, or stand as the third argument.', 't_array_join', 't_array_join3'), // prettier-ignore
  array_max: macro('The greatest element; NULL where one is NULL, or there are none.', 't_array_max'),
  array_min: macro('The least element; NULL where one is NULL, or there are none.', 't_array_min'),
  array_position: typedMacro('Where the element is first, from 1; 0 where it is not.', 't_position'),
  array_remove: typedMacro('The array without the elements that are equal to this one.', 't_array_remove'),
  array_sort: rewrite('The elements in ascending order, NULLs last; or in that of a comparator, which gives -1, 0 or 1.', emitArraySort), // prettier-ignore
  array_union: macro(`The elements of both, each once. ${EQUAL_NULLS}`, 't_array_union'),
  arrays_overlap: macro('Whether both have an element in common that is not NULL; NULL where only NULLs could be.', 't_arrays_overlap'), // prettier-ignore
  cardinality: rewrite('The number of elements of an array or of entries of a map.', emitCardinality),
  combinations: rewrite('All sub-arrays of this many elements, of at most 5. Only pairs are known here.', emitCombinations), // prettier-ignore
  contains: typedMacro('Whether the array has this element; NULL where it has not and has a NULL.', 't_contains'),
  contains_sequence: macro('Whether the elements of the second stand in the first, side by side in their order.', 't_contains_sequence'), // prettier-ignore
  element_at: macro('The element of this number, from 1, or from -1 at the end; the value of this key of a map. NULL where there is none; the number 0 is an error.', 't_element_at'), // prettier-ignore
  flatten: macro('The elements of the arrays in one. Arrays that are NULL are left out.', 't_flatten'),
  ngrams: macro('All runs of this many neighbours; the whole array where it is shorter.', 't_ngrams'),
  repeat: rewrite('An array with the element so many times.', emitRepeat),
  shuffle: refused('The elements in a random order.', 'DuckDB has no such function'),
  slice: macro(
    'So many elements from this number on; a negative number counts from the end, 0 is an error.',
    't_slice',
  ),
  trim_array: macro('The array without so many elements at its end; more than there are is an error.', 't_trim_array'),
  zip: typed('Rows of the elements at equal places; shorter arrays are filled up with NULLs.', (x, y, z) => (z === undefined ? `t_zip2(${x}, ${y})` : `t_zip3(${x}, ${y}, ${z})`), { local: [2, 3] }), // prettier-ignore
});

function byCount(means: string, two: `t_${string}`, three: `t_${string}`): FunctionForm {
  return rewrite(means, ({ args }, emitter) =>
    emitter.macro(args.length === 2 ? two : three, ...args.map((arg) => emitter.text(arg))),
  );
}

function emitRepeat({ args }: Call, emitter: Emitter): string {
  const [element, count] = args as [Expression, Expression];
  return emitter.macro('t_repeat', emitter.text(element), emitter.plain(count));
}

function emitCombinations({ args, at }: Call, emitter: Emitter): string {
  const [array, size] = args as [Expression, Expression];
  if (size.kind !== 'literal' || size.value !== '2') return emitter.refuse('combinations() of a size other than 2', at);
  return emitter.macro('t_combinations2', emitter.text(array));
}

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
  const type = emitter.typeOf(array);
  // DuckDB puts 36 hours before a day here.
  if (type?.kind === 'array' && type.element.kind.startsWith('interval')) return emitter.refuseFunction('array_sort', 'intervals would be in another order', at); // prettier-ignore
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
