import type { TrinoType } from './trino-type.ts';

/** Whether a row somewhere in a type has a field without a name. DuckDB writes such a name as an empty one. */
export function hasUnnamedField(type: TrinoType): boolean {
  switch (type.kind) {
    case 'array':
      return hasUnnamedField(type.element);
    case 'map':
      return hasUnnamedField(type.key) || hasUnnamedField(type.value);
    case 'row':
      return type.fields.some((field) => field.name === undefined || field.name === '' || hasUnnamedField(field.type));
    default:
      return false;
  }
}

/** The type with a name for each field: `field0`, `field1`, … by position where it has none. */
export function nameFields(type: TrinoType): TrinoType {
  switch (type.kind) {
    case 'array':
      return { kind: 'array', element: nameFields(type.element) };
    case 'map':
      return { kind: 'map', key: nameFields(type.key), value: nameFields(type.value) };
    case 'row':
      return { kind: 'row', fields: type.fields.map((field, index) => ({ name: field.name || `field${index}`, type: nameFields(field.type) })) }; // prettier-ignore
    default:
      return type;
  }
}
