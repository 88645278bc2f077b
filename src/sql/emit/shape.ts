import type { Expression } from '../tree.ts';
import type { TrinoType } from '../types.ts';
import type { Emitter } from './emitter.ts';

/** What is known of a value by its type, or by syntax alone; `unknown` for columns and whatever may be several things. */
export type Shape = 'array' | 'map' | 'scalar' | 'json' | 'date' | 'unknown';

const ARRAYS = new Set(
  `array_agg array_distinct array_except array_intersect array_remove array_sort array_union combinations filter flatten map_entries
map_keys map_values ngrams regexp_extract_all regexp_split repeat sequence shuffle slice split transform trim_array zip zip_with`.split(
    /\s+/,
  ),
);
const MAPS = new Set(
  `histogram map map_agg map_concat map_filter map_from_entries map_union map_zip_with multimap_agg multimap_from_entries
split_to_map split_to_multimap transform_keys transform_values`.split(/\s+/),
);
const JSONS = new Set(['json_extract', 'json_parse', 'json_array_get']);
const DATES = new Set(['current_date', 'date', 'from_iso8601_date', 'last_day_of_month']);

export function shapeOf(expression: Expression, emitter: Emitter): Shape {
  const type = emitter.typeOf(expression);
  return type ? shapeOfKnown(type) : shapeBySyntax(expression);
}

function shapeOfKnown({ kind }: TrinoType): Shape {
  if (kind === 'array' || kind === 'map' || kind === 'json' || kind === 'date') return kind;
  return kind === 'row' ? 'unknown' : 'scalar';
}

function shapeBySyntax(expression: Expression): Shape {
  switch (expression.kind) {
    case 'array':
      return 'array';
    case 'literal':
    case 'interval':
      return 'scalar';
    case 'typed-literal':
      return expression.type === 'date' ? 'date' : expression.type === 'json' ? 'json' : 'scalar';
    case 'cast':
      return shapeOfType(expression.type);
    case 'call':
      return shapeOfCall(expression.name);
    case 'binary':
      return shapeOfBinary(expression);
    default:
      return 'unknown';
  }
}

function shapeOfCall(name: string): Shape {
  if (ARRAYS.has(name)) return 'array';
  if (MAPS.has(name)) return 'map';
  if (JSONS.has(name)) return 'json';
  return DATES.has(name) ? 'date' : 'unknown';
}

function shapeOfType(type: string): Shape {
  const [word = ''] = type.split('(');
  if (word === 'array' || word === 'map' || word === 'json' || word === 'date') return word;
  return word === 'row' ? 'unknown' : 'scalar';
}

function shapeOfBinary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): Shape {
  if (operator === '||') return [left, right].some((side) => shapeBySyntax(side) === 'array') ? 'array' : 'unknown';
  if (operator === '+' || operator === '-')
    return shapeBySyntax(left) === 'date' && intervalBySyntax(right) ? 'date' : 'unknown';
  return 'unknown';
}

/** Whether this is an interval, by its type, or by syntax: a literal, or a multiple or sum of one. */
export function isInterval(expression: Expression, emitter: Emitter): boolean {
  const type = emitter.ownTypeOf(expression);
  return type ? type.kind.startsWith('interval') : intervalBySyntax(expression);
}

export function intervalBySyntax(expression: Expression): boolean {
  if (expression.kind === 'interval') return true;
  if (expression.kind === 'cast') return expression.type.startsWith('interval');
  if (expression.kind === 'call') return expression.name === 'parse_duration';
  if (expression.kind === 'unary') return expression.operator === '-' && intervalBySyntax(expression.operand);
  if (expression.kind !== 'binary') return false;
  const { operator, left, right } = expression;
  if (operator === '*') return intervalBySyntax(left) || intervalBySyntax(right);
  return (operator === '+' || operator === '-') && intervalBySyntax(right) && intervalBySyntax(left);
}

/** Whether an interval counts months: then a time zone and the day of the month matter. */
export function hasMonths(expression: Expression, emitter: Emitter): boolean {
  const type = emitter.ownTypeOf(expression);
  return type ? type.kind === 'interval year to month' : monthsBySyntax(expression);
}

function monthsBySyntax(expression: Expression): boolean {
  if (expression.kind === 'interval') return ['year', 'month'].includes(expression.unit);
  return Object.values(expression).some(
    (part) => typeof part === 'object' && part !== null && 'kind' in part && monthsBySyntax(part as Expression),
  );
}
