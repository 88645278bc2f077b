import type { Call, Expression, Lambda } from '../tree.ts';
import type { Emitter } from '../emit/emitter.ts';
import { rewrite, type FunctionEntry, type FunctionTable } from './define.ts';

export const LAMBDA_FUNCTIONS: FunctionTable = {
  transform: overArray((array, item, body) => `list_transform(${array}, lambda ${item}: ${body})`),
  filter: overArray((array, item, body) => `list_filter(${array}, lambda ${item}: ${body})`),
  any_match: overArray((array, item, body) => `t_any(list_transform(${array}, lambda ${item}: ${body}))`),
  all_match: overArray((array, item, body) => `t_all(list_transform(${array}, lambda ${item}: ${body}))`),
  none_match: overArray((array, item, body) => `(NOT t_any(list_transform(${array}, lambda ${item}: ${body})))`),
  map_filter: overMap(
    (map, item, body) => `map_from_entries(list_filter(map_entries(${map}), lambda ${item}: ${body}))`,
  ),
  transform_keys: overMap((map, item, body) => `map_from_entries(list_transform(map_entries(${map}), lambda ${item}: row(${body}, ${item}.value)))`), // prettier-ignore
  transform_values: overMap((map, item, body) => `map_from_entries(list_transform(map_entries(${map}), lambda ${item}: row(${item}.key, ${body})))`), // prettier-ignore
  zip_with: rewrite(3, emitZipWith),
  reduce: rewrite(4, emitReduce),
};

type Write = (collection: string, item: string, body: string) => string;

function overArray(write: Write): FunctionEntry {
  return rewrite(2, (call, emitter) => {
    const lambda = lambdaOf(call, 1, 1, emitter);
    if (!lambda) return 'NULL';
    const item = emitter.fresh('e');
    const body = emitter.lambda({ [lambda.parameters[0] as string]: item }).text(lambda.body);
    return write(emitter.text(call.args[0] as Expression), item, body);
  });
}

function overMap(write: Write): FunctionEntry {
  return rewrite(2, (call, emitter) => {
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
