import type { TrinoType } from '../types.ts';
import type { Emitter } from './emitter.ts';

/** Whether a type has maps in it, whose entries DuckDB compares in their order. */
export function holdsMap(type: TrinoType | undefined): boolean {
  switch (type?.kind) {
    case 'map':
      return true;
    case 'array':
      return holdsMap(type.element);
    case 'row':
      return type.fields.some((field) => holdsMap(field.type));
    default:
      return false;
  }
}

/** A value with the entries of its maps in the order of their keys: maps that are equal are then the same to DuckDB. */
export function canonical(text: string, type: TrinoType, emitter: Emitter): string {
  if (!holdsMap(type)) return text;
  const item = emitter.fresh('m');
  if (type.kind === 'array')
    return `list_transform(${text}, lambda ${item}: ${canonical(item, type.element, emitter)})`;
  if (type.kind === 'map') {
    const entry = emitter.fresh('m');
    const sorted = `list_sort(map_entries(${item}))`;
    const entries = `list_transform(${sorted}, lambda ${entry}: row(${canonical(`${entry}.key`, type.key, emitter)}, ${canonical(`${entry}.value`, type.value, emitter)}))`;
    return named(text, item, `map_from_entries(${entries})`);
  }
  if (type.kind !== 'row') return text;
  const parts = type.fields.map((field, index) => canonical(`struct_extract_at(${item}, ${index + 1})`, field.type, emitter)); // prettier-ignore
  return named(text, item, `cast_to_type(row(${parts.join(', ')}), ${item})`);
}

function named(text: string, item: string, body: string): string {
  return `list_transform([${text}], lambda ${item}: CASE WHEN ${item} IS NOT NULL THEN ${body} END)[1]`;
}
