import { quoteString } from '../quote.ts';
import type { TrinoType } from '../types.ts';
import { duckDbType } from './duckdb-type.ts';
import type { Emitter } from './emitter.ts';

const SCALARS = new Set(['boolean', 'tinyint', 'smallint', 'integer', 'bigint', 'real', 'double', 'varchar']);

/**
 * A JSON value cast to a type, built from inside out: DuckDB's own cast insists on every field, and its lenient one swallows values of
 * another type. A JSON null is NULL, absent fields are NULL, names of fields are compared without case.
 */
export function fromJson(value: string, type: TrinoType, safe: boolean, emitter: Emitter): string {
  if (type.kind === 'varchar' && type.length !== undefined) {
    const text = fromJson(value, { kind: 'varchar' }, safe, emitter);
    return safe ? `t_fitting_null(${text}, ${type.length})` : emitter.macro('t_fitting', text, String(type.length));
  }
  if (SCALARS.has(type.kind)) return call(`t_json_to_${type.kind}`, value, safe, emitter);
  switch (type.kind) {
    case 'decimal':
      return `${safe ? 'TRY_CAST' : 'CAST'}(${call('t_json_to_number', value, safe, emitter)} AS DECIMAL(${type.precision},${type.scale}))`;
    case 'json':
      return value;
    case 'array':
      return listOf(call('t_json_elements', value, safe, emitter), type.element, safe, emitter);
    case 'map':
      return mapOf(value, type, safe, emitter);
    case 'row':
      return rowOf(value, type, safe, emitter);
    default:
      return emitter.refuse(`A cast from JSON to ${type.kind}`);
  }
}

function call(name: `t_${string}`, value: string, safe: boolean, emitter: Emitter): string {
  return safe ? `${name}_null(${value})` : emitter.macro(name, value);
}

function listOf(list: string, element: TrinoType, safe: boolean, emitter: Emitter): string {
  const item = emitter.fresh('j');
  const nested = element.kind === 'json' ? `t_json_null(${item})` : fromJson(item, element, safe, emitter);
  return `list_transform(${list}, lambda ${item}: ${nested})`;
}

function mapOf(value: string, type: Extract<TrinoType, { kind: 'map' }>, safe: boolean, emitter: Emitter): string {
  if (type.key.kind !== 'varchar') return emitter.refuse(`A cast from JSON to a map with ${type.key.kind} keys`);
  const key = emitter.fresh('j');
  const item = `json_extract(${value}, t_json_key(${key}))`;
  const object = call('t_json_object_keys', value, safe, emitter);
  const values = `list_transform(${object}, lambda ${key}: ${fromJson(item, type.value, safe, emitter)})`;
  return `CASE WHEN ${object} IS NOT NULL THEN map(${object}, ${values}) END`;
}

function rowOf(value: string, type: Extract<TrinoType, { kind: 'row' }>, safe: boolean, emitter: Emitter): string {
  const name = duckDbType(type);
  if (name === undefined) return emitter.refuse('A cast from JSON to this row');
  const parts = type.fields.map((field, index) =>
    fromJson(`t_json_member(${value}, ${quoteString(field.name ?? '')}, ${index})`, field.type, safe, emitter),
  );
  const isRow = safe ? `t_json_row_null(${value}, ${parts.length})` : emitter.macro('t_json_row', value, String(parts.length)); // prettier-ignore
  return `CASE WHEN ${isRow} THEN CAST(row(${parts.join(', ')}) AS ${name}) END`;
}
