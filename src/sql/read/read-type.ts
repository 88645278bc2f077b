import { formatTrinoType, parseTrinoType, type TrinoType } from '../types.ts';
import { isEmpty, list, nameOf, type Data } from './node.ts';
import { refuse, type Reader } from './reader.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  tiny_int: 'tinyint',
  small_int: 'smallint',
  int: 'integer',
  big_int: 'bigint',
  double: 'double',
  date: 'date',
  json: 'json',
  uuid: 'uuid',
  var_binary: 'varbinary',
};

/** The type of a CAST in Trino's canonical text. */
export function readType(reader: Reader, value: unknown): string {
  const type = parseTrinoType(typeText(reader, value));
  if (!type) refuse(reader, `The type "${typeText(reader, value)}"`);
  return formatTrinoType(type satisfies TrinoType);
}

function typeText(reader: Reader, value: unknown): string {
  const data = value as Data;
  const kind = String(data['data_type']);
  const simple = SIMPLE[kind];
  if (simple) return simple;
  switch (kind) {
    case 'var_char':
    case 'char':
      return `${kind.replace('_', '')}${parameters(data['length'])}`;
    case 'float':
      if (data['real_spelling'] === true) return 'real';
      return refuse(reader, 'The type "float", which Trino calls "real",');
    case 'decimal':
      return `decimal${parameters(data['precision'], data['scale'])}`;
    case 'time':
    case 'timestamp':
      return `${kind}${parameters(data['precision'])}${data['timezone'] === true ? ' with time zone' : ''}`;
    case 'interval':
      return `interval ${String(data['unit'])} to ${String(data['to'])}`.toLowerCase();
    case 'array':
      return `array(${typeText(reader, data['element_type'])})`;
    case 'map':
      return `map(${typeText(reader, data['key_type'])}, ${typeText(reader, data['value_type'])})`;
    case 'struct':
      return `row(${list(data['fields']).map((field) => fieldText(reader, field as Data)).join(', ')})`; // prettier-ignore
    case 'custom':
      return String(data['name']).toLowerCase();
    default:
      return refuse(reader, `The type "${kind}"`);
  }
}

function parameters(...values: readonly unknown[]): string {
  const given = values.filter((value) => !isEmpty(value));
  return given.length === 0 ? '' : `(${given.map(String).join(',')})`;
}

// The parser keeps the quotes in the names of fields.
function fieldText(reader: Reader, field: Data): string {
  const name = nameOf(field) ?? '';
  const type = typeText(reader, field['data_type']);
  if (name === '') return type;
  const bare = name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
  return `"${bare.replaceAll('"', '""')}" ${type}`;
}
