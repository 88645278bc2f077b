import type { Call, Expression, Lambda } from '../tree.ts';
import type { Emitter } from '../emit/emitter.ts';
import { documented, type FunctionForm } from './define.ts';
import { rewrite } from './forms.ts';

const ARRAYS = documented('array', {
  all_match: overArray('Whether the condition is true for all elements; of none it is. NULL where one gives NULL and none false.', (array, item, body) => `t_all(list_transform(${array}, lambda ${item}: ${body}))`), // prettier-ignore
  any_match: overArray('Whether the condition is true for one element; of none it is not. NULL where one gives NULL and none true.', (array, item, body) => `t_any(list_transform(${array}, lambda ${item}: ${body}))`), // prettier-ignore
  filter: overArray('The elements for which the condition is true, in their order.', (array, item, body) => `list_filter(${array}, lambda ${item}: ${body})`), // prettier-ignore
  none_match: overArray('Whether the condition is true for no element; NULL where one gives NULL and none true.', (array, item, body) => `(NOT t_any(list_transform(${array}, lambda ${item}: ${body})))`), // prettier-ignore
  reduce: rewrite('Folds the elements from the first to the last into a state, and makes the result of the last state.', emitReduce), // prettier-ignore
  transform: overArray('What the lambda makes of each element.', (array, item, body) => `list_transform(${array}, lambda ${item}: ${body})`), // prettier-ignore
  zip_with: rewrite('What the lambda makes of each pair of elements; the shorter array is filled up with NULLs.', emitZipWith), // prettier-ignore
});

const MAPS = documented('map', {
  map_filter: overMap('The entries for which the condition is true.', (map, item, body) => `map_from_entries(list_filter(map_entries(${map}), lambda ${item}: ${body}))`), // prettier-ignore
  map_zip_with: rewrite('What the lambda makes of the two values of each key that is in one of the maps; NULL is the value of a key that is not there.', emitMapZipWith), // prettier-ignore
  transform_keys: overMap('The map with other keys. A new key that is NULL or there twice is an error.', (map, item, body) => `map_from_entries(list_transform(map_entries(${map}), lambda ${item}: row(${body}, ${item}.value)))`), // prettier-ignore
  transform_values: overMap('The map with other values.', (map, item, body) => `map_from_entries(list_transform(map_entries(${map}), lambda ${item}: row(${item}.key, ${body})))`), // prettier-ignore
});

/** Functions of lambdas. */
export const LAMBDA_FUNCTIONS = { ...ARRAYS, ...MAPS };

type Write = (collection: string, item: string, body: string) => string;

function overArray(means: string, write: Write): FunctionForm {
  return rewrite(means, (call, emitter) => {
    const lambda = lambdaOf(call, 1, 1, emitter);
    if (!lambda) return 'NULL';
    const item = emitter.fresh('e');
    const body = emitter.lambda({ [lambda.parameters[0] as string]: item }).text(lambda.body);
    return write(emitter.text(call.args[0] as Expression), item, body);
  });
}

function overMap(means: string, write: Write): FunctionForm {
  return rewrite(means, (call, emitter) => {
    const lambda = lambdaOf(call, 1, 2, emitter);
    if (!lambda) return 'NULL';
    const item = emitter.fresh('e');
    const [key, value] = lambda.parameters as readonly [string, string];
    const body = emitter.lambda({ [key]: `${item}.key`, [value]: `${item}.value` }).text(lambda.body);
    return write(emitter.text(call.args[0] as Expression), item, body);
  });
}

function lambdaOf({ name, args, at }: Call, index: number, count: number, emitter: Emitter): Lambda | undefined {
  const lambda = args[index];
  if (lambda?.kind === 'lambda' && lambda.parameters.length === count) return lambda;
  emitter.refuse(`"${name}" without a lambda of ${count === 1 ? 'one parameter' : `${count} parameters`}`, at);
  return undefined;
}

function emitZipWith(call: Call, emitter: Emitter): string {
  const lambda = lambdaOf(call, 2, 2, emitter);
  if (!lambda) return 'NULL';
  const [first, second] = call.args as [Expression, Expression];
  const item = emitter.fresh('e');
  const [x, y] = lambda.parameters as readonly [string, string];
  const body = emitter
    .lambda({ [x]: `struct_extract_at(${item}, 1)`, [y]: `struct_extract_at(${item}, 2)` })
    .text(lambda.body);
  return `list_transform(t_pairs(${emitter.text(first)}, ${emitter.text(second)}), lambda ${item}: ${body})`;
}

// The lambda's first parameter is the key.
function emitMapZipWith(call: Call, emitter: Emitter): string {
  const lambda = lambdaOf(call, 2, 3, emitter);
  if (!lambda) return 'NULL';
  const [first, second] = call.args as [Expression, Expression];
  const item = emitter.fresh('e');
  const [key, x, y] = lambda.parameters as readonly [string, string, string];
  const parts = { [key]: `${item}.key`, [x]: `${item}.one`, [y]: `${item}.two` };
  const body = emitter.lambda(parts).text(lambda.body);
  const entries = emitter.macro('t_map_pairs', emitter.text(first), emitter.text(second));
  return `map_from_entries(list_transform(${entries}, lambda ${item}: row(${item}.key, ${body})))`;
}

/*
 * list_reduce folds values of one type. The state and the element go through it together, as structs of both, and the state keeps the
 * type of the initial one.
 */
function emitReduce(call: Call, emitter: Emitter): string {
  const step = lambdaOf(call, 2, 2, emitter);
  const finish = lambdaOf(call, 3, 1, emitter);
  if (!step || !finish) return 'NULL';
  const [array, initial] = call.args.slice(0, 2).map((arg) => emitter.text(arg)) as [string, string];
  const [item, left, right] = [emitter.fresh('e'), emitter.fresh('s'), emitter.fresh('x')];
  const [state, element] = step.parameters as readonly [string, string];
  const body = emitter
    .lambda({ [state]: `struct_extract_at(${left}, 1)`, [element]: `struct_extract_at(${right}, 2)` })
    .text(step.body);
  const items = `list_transform(${array}, lambda ${item}: row(t_like(NULL, ${initial}), ${item}))`;
  const first = `[row(${initial}, t_like(NULL, (${array})[1]))]`;
  const next = `row(t_like(${body}, ${initial}), struct_extract_at(${right}, 2))`;
  const folded = `struct_extract_at(list_reduce(list_concat(${first}, ${items}), lambda ${left}, ${right}: ${next}), 1)`;
  const result = emitter.fresh('s');
  const last = emitter.lambda({ [finish.parameters[0] as string]: result }).text(finish.body);
  return `CASE WHEN (${array}) IS NOT NULL THEN list_transform([${folded}], lambda ${result}: ${last})[1] END`;
}
