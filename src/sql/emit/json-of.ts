import { quoteString } from '../quote.ts';
import { formatTrinoType, type TrinoType } from '../types.ts';
import type { Casting } from './cast-value.ts';
import { textOf } from './text-of.ts';

/** A value of a known type as JSON, by Trino's rules: NULL stays NULL, maps are ordered by their keys, decimals are numbers. */
export function jsonOf(value: string, type: TrinoType, casting: Casting): string {
  switch (type.kind) {
    case 'json':
      return value;
    case 'unknown':
      return 'CAST(NULL AS JSON)';
    case 'array':
    case 'map':
    case 'row':
      return `CAST(${nestedText(value, type, casting)} AS JSON)`;
    default:
      return `CAST(${memberText(value, type, casting)} AS JSON)`;
  }
}

/** A value as a member of what json_object and json_array make: what is no JSON by itself is there as its text. */
export function jsonMember(value: string, type: TrinoType, casting: Casting): string {
  switch (type.kind) {
    case 'time':
    case 'uuid':
    case 'interval day to second':
    case 'interval year to month':
      return jsonString(textOf(value, type, casting));
    default:
      return memberText(value, type, casting);
  }
}

/** The JSON text of a value; NULL where it is NULL. */
function memberText(value: string, type: TrinoType, casting: Casting): string {
  switch (type.kind) {
    case 'unknown':
      return 'NULL';
    case 'json':
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return `CAST(${value} AS VARCHAR)`;
    case 'decimal':
      return type.scale > 6 ? casting.emitter.macro('t_decimal_json', value) : textOf(value, type, casting);
    case 'real':
      return casting.emitter.macro('t_real_json', value);
    case 'double':
      return casting.emitter.macro('t_float_json', value);
    case 'varchar':
    case 'char':
    case 'date':
    case 'timestamp':
      return jsonString(textOf(value, type, casting));
    case 'array':
    case 'map':
    case 'row':
      return nestedText(value, type, casting);
    default:
      return casting.emitter.refuse(`A cast from "${formatTrinoType(type)}" to JSON`, casting.at);
  }
}

function jsonString(text: string): string {
  return `js_json_string(${text})`;
}

type Nested = Extract<TrinoType, { kind: 'array' | 'map' | 'row' }>;

function nestedText(value: string, type: Nested, casting: Casting): string {
  const { emitter } = casting;
  const item = emitter.fresh('j');
  if (type.kind === 'array') {
    const element = `coalesce(${memberText(item, type.element, casting)}, 'null')`;
    return `'[' || array_to_string(list_transform(${value}, lambda ${item}: ${element}), ',') || ']'`;
  }
  if (type.kind === 'map') return mapText(value, type, casting);
  const members = type.fields.map((field, index) => {
    const text = `coalesce(${memberText(`struct_extract_at(${item}, ${index + 1})`, field.type, casting)}, 'null')`;
    return `${quoteString(`${index === 0 ? '' : ','}${JSON.stringify(field.name ?? '')}:`)} || ${text}`;
  });
  const text = `'{' || ${members.join(' || ')} || '}'`;
  return `list_transform([${value}], lambda ${item}: CASE WHEN ${item} IS NOT NULL THEN ${text} END)[1]`;
}

function mapText(value: string, { key, value: of }: Extract<TrinoType, { kind: 'map' }>, casting: Casting): string {
  const entry = casting.emitter.fresh('j');
  const name = jsonString(textOf(`struct_extract_at(${entry}, 1)`, key, casting));
  const member = `coalesce(${memberText(`struct_extract_at(${entry}, 2)`, of, casting)}, 'null')`;
  const members = `list_sort(list_transform(map_entries(${value}), lambda ${entry}: ${name} || ':' || ${member}))`;
  return `'{' || array_to_string(${members}, ',') || '}'`;
}
