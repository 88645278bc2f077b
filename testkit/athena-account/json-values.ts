import type { Value } from '../../src/engines/engine.ts';
import type { TrinoType } from '../../src/sql/types.ts';

/** Whether Athena's text of such values cannot be read back. */
export function isNested(type: TrinoType | undefined): boolean {
  return type?.kind === 'array' || type?.kind === 'map' || type?.kind === 'row';
}

/** A value as Trino's protocol has it, from what `CAST(… AS JSON)` makes of it: rows as lists, decimals as text. */
export function valueOfJson(json: unknown, type: TrinoType): Value {
  if (json === null || json === undefined) return null;
  switch (type.kind) {
    case 'array':
      return (json as unknown[]).map((item) => valueOfJson(item, type.element));
    case 'map':
      return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, valueOfJson(value, type.value)]));
    case 'row': {
      const values: unknown[] = Array.isArray(json) ? json : Object.values(json);
      return type.fields.map((field, at) => valueOfJson(values[at], field.type));
    }
    case 'decimal':
      return Number(json).toFixed(type.scale);
    default:
      return json as Value;
  }
}
