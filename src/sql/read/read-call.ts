import type { Call, Expression, Ordering } from '../tree.ts';
import { isEmpty, list, nameOf, type Data, type Node } from './node.ts';
import { around, onlyKnown, optional, refuse, type Reader } from './reader.ts';
import { readOrderings, readWindow } from './read-window.ts';

/**
 * Functions for which the parser has a node of their own: the node's kind, the function's name in Trino, and where its arguments stand.
 * A name that ends in `[]` is a list of arguments. Found by parsing a call of every function of Trino.
 */
const CALL_NODES: Readonly<Record<string, readonly [name: string, ...fields: string[]]>> = {
  ...sameNames(
    'this',
    'abs acos array_distinct asin atan cardinality cos day day_of_month day_of_week day_of_year degrees exp',
  ),
  ...sameNames(
    'this',
    'floor hour json_array_length length ln lower map_from_entries map_keys map_values minute month quarter',
  ),
  ...sameNames(
    'this',
    'radians second sin sqrt tan typeof upper week_of_year year any_value approx_distinct array_agg avg',
  ),
  ...sameNames(
    'this',
    'count_if max min stddev stddev_pop stddev_samp sum var_pop var_samp variance first_value last_value',
  ),
  ...sameNames('', 'cume_dist dense_rank percent_rank pi rank row_number random'),
  array_except: ['array_except', 'this', 'expression'],
  array_intersect: ['array_intersect', 'expressions[]'],
  array_position: ['array_position', 'this', 'expression'],
  array_remove: ['array_remove', 'this', 'expression'],
  array_union: ['array_union', 'this', 'expression'],
  atan2: ['atan2', 'this', 'expression'],
  ceil: ['ceil', 'this'],
  coalesce: ['coalesce', 'expressions[]'],
  contains: ['contains', 'this', 'expression'],
  count: ['count', 'this'],
  element_at: ['element_at', 'this', 'expression'],
  if_func: ['if', 'condition', 'true_value', 'false_value'],
  j_s_o_n_array: ['json_array', 'expressions[]'],
  json_extract: ['json_extract', 'this', 'path'],
  json_extract_scalar: ['json_extract_scalar', 'this', 'path'],
  json_query: ['json_query', 'this', 'path'],
  json_value: ['json_value', 'this', 'path'],
  lag: ['lag', 'this', 'offset', 'default'],
  lead: ['lead', 'this', 'offset', 'default'],
  list_agg: ['listagg', 'this', 'separator'],
  log: ['log', 'base', 'this'],
  logical_and: ['bool_and', 'this'],
  logical_or: ['bool_or', 'this'],
  mod_func: ['mod', 'this', 'expression'],
  n_tile: ['ntile', 'num_buckets'],
  normalize: ['normalize', 'this', 'form'],
  nth_value: ['nth_value', 'this', 'offset'],
  parse_json: ['json_parse', 'this'],
  power: ['power', 'this', 'expression'],
  rand: ['random', 'seed', 'lower', 'upper'],
  starts_with: ['starts_with', 'this', 'expression'],
  str_position: ['strpos', 'this', 'substr', 'occurrence'],
  substring: ['substr', 'this', 'start', 'length'],
  trim: ['trim', 'this', 'characters'],
};

function sameNames(field: string, names: string): Record<string, readonly [string, ...string[]]> {
  return Object.fromEntries(names.split(' ').map((name) => [name, field === '' ? [name] : [name, field]]));
}

const OPTIONS = ['position', 'wrapper_option', 'returning', 'on_overflow'];
const MODIFIERS = ['distinct', 'order_by', 'filter', 'star', 'ignore_nulls', ...OPTIONS];

/** Reads a call, or undefined where the node is none. */
export function readCall(reader: Reader, node: Node): Call | undefined {
  switch (node.kind) {
    case 'function':
    case 'aggregate_function':
      return readPlainCall(reader, node);
    case 'window_function':
      return { ...innerCall(reader, node, 'over'), over: readWindow(reader, node.data['over'] as Data) };
    case 'filter':
      return { ...innerCall(reader, node, 'expression'), filter: reader.expression(node.data['expression']) };
    case 'within_group':
      return { ...innerCall(reader, node, 'order_by'), orderBy: readOrderings(reader, node.data['order_by']) };
    case 'extract':
      return readExtract(reader, node);
    default:
      return readCallNode(reader, node);
  }
}

function readPlainCall(reader: Reader, node: Node): Call {
  onlyKnown(reader, node, 'args', ...MODIFIERS);
  const name = String(nameOf(node.data)).toLowerCase();
  return finishCall(reader, node, name, list(node.data['args']).map(reader.expression));
}

function readCallNode(reader: Reader, node: Node): Call | undefined {
  const shape = Object.hasOwn(CALL_NODES, node.kind) ? CALL_NODES[node.kind] : undefined;
  if (!shape) return undefined;
  const [name, ...fields] = shape;
  onlyKnown(reader, node, ...fields.map((field) => field.replace('[]', '')), ...MODIFIERS);
  const args = fields.flatMap((field) =>
    field.endsWith('[]')
      ? list(node.data[field.slice(0, -2)]).map(reader.expression)
      : (optional(reader, node.data[field]) ?? []),
  );
  return finishCall(reader, node, name, args);
}

function finishCall(reader: Reader, { data }: Node, name: string, args: readonly Expression[]): Call {
  const nulls = data['ignore_nulls'] === true ? 'ignore' : undefined;
  const orderBy: readonly Ordering[] = isEmpty(data['order_by']) ? [] : readOrderings(reader, data['order_by']);
  return {
    kind: 'call',
    name,
    args,
    star: data['star'] === true,
    distinct: data['distinct'] === true,
    orderBy,
    options: readOptions(reader, data),
    filter: optional(reader, data['filter']),
    nulls,
    at: reader.nextCall(name) ?? around(...args),
  };
}

function readOptions(reader: Reader, data: Data): Record<string, string> {
  const options: Record<string, string> = {};
  for (const name of OPTIONS) {
    const value = data[name];
    if (isEmpty(value)) continue;
    if (typeof value === 'string') options[name] = value;
    else if (name === 'returning') options[name] = JSON.stringify(value);
    else if (name === 'on_overflow') options[name] = 'Truncate';
    else refuse(reader, `"${name}" in a call`);
  }
  return options;
}

function innerCall(reader: Reader, node: Node, own: string): Call {
  onlyKnown(reader, node, 'this', own);
  const inner = reader.expression(node.data['this']);
  if (inner.kind !== 'call') refuse(reader, 'A window or FILTER over something other than a call');
  return inner;
}

const EXTRACT_FIELDS: Readonly<Record<string, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week: 'week',
  day: 'day',
  dayofweek: 'day_of_week',
  dayofyear: 'day_of_year',
  day_of_month: 'day',
  day_of_week: 'day_of_week',
  day_of_year: 'day_of_year',
  dow: 'day_of_week',
  doy: 'day_of_year',
  yow: 'year_of_week',
  year_of_week: 'year_of_week',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
};

function readExtract(reader: Reader, node: Node): Call {
  onlyKnown(reader, node, 'this', 'field');
  const field = node.data['field'];
  const word = typeof field === 'string' ? field : (Object.values((field ?? {}) as Data)[0] as string | undefined);
  const name = EXTRACT_FIELDS[String(word).toLowerCase()];
  if (!name) refuse(reader, `EXTRACT of "${String(word)}"`);
  const operand = reader.expression(node.data['this']);
  const at = reader.nextCall('extract') ?? around(operand);
  return { kind: 'call', name, args: [operand], star: false, distinct: false, orderBy: [], options: {}, at };
}
