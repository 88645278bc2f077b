import type { TrinoType } from '../types.ts';
import type { Emitter } from './emitter.ts';
import { isFloat } from './nan.ts';

/** Whether values of a type are compared part by part. */
export function isNested({ kind }: TrinoType): boolean {
  return kind === 'array' || kind === 'map' || kind === 'row';
}

/**
 * Equality of two values of one type as Trino has it: false where some parts differ, else NULL where a part is NULL, else true. DuckDB compares
 * arrays, rows and maps as values, NULLs in them included.
 */
export function equality(left: string, right: string, type: TrinoType, emitter: Emitter): string {
  if (isFloat(type)) return `(${emitter.macro('t_equal', left, right)})`;
  if (!isNested(type)) return `(${left}) = (${right})`;
  const [x, y] = [emitter.fresh('x'), emitter.fresh('y')];
  const body = nestedEquality(x, y, type, emitter);
  const pair = emitter.fresh('p');
  const named = `list_transform([row(${left}, ${right})], lambda ${pair}: ${body})[1]`;
  return named.replaceAll(x, `struct_extract_at(${pair}, 1)`).replaceAll(y, `struct_extract_at(${pair}, 2)`);
}

function nestedEquality(x: string, y: string, type: TrinoType, emitter: Emitter): string {
  const missing = `WHEN ${x} IS NULL OR ${y} IS NULL THEN NULL`;
  switch (type.kind) {
    case 'array': {
      const index = emitter.fresh('i');
      const same = equality(`${x}[${index}]`, `${y}[${index}]`, type.element, emitter);
      return `CASE ${missing} WHEN len(${x}) <> len(${y}) THEN false ELSE t_all(list_transform(range(1, len(${x}) + 1), lambda ${index}: ${same})) END`;
    }
    case 'map': {
      const key = emitter.fresh('k');
      const same = `CASE WHEN NOT map_contains(${y}, ${key}) THEN false ELSE ${equality(`${x}[${key}]`, `${y}[${key}]`, type.value, emitter)} END`;
      return `CASE ${missing} WHEN cardinality(${x}) <> cardinality(${y}) THEN false ELSE t_all(list_transform(map_keys(${x}), lambda ${key}: ${same})) END`;
    }
    case 'row': {
      const parts = type.fields.map((field, index) =>
        equality(`struct_extract_at(${x}, ${index + 1})`, `struct_extract_at(${y}, ${index + 1})`, field.type, emitter),
      );
      return `CASE ${missing} ELSE ${parts.join(' AND ')} END`;
    }
    default:
      return equality(x, y, type, emitter);
  }
}

/** A value that Trino can put into an order: one with NULLs inside, which it compares with an error, is one here as well. */
export function orderable(text: string, type: TrinoType | undefined, emitter: Emitter): string {
  if (!type || !isNested(type)) return text;
  const value = emitter.fresh('o');
  const holds = `list_transform([${text}], lambda ${value}: ${unordered(value, type, emitter)})[1]`;
  return `CASE WHEN ${emitter.macro('t_check_order', holds)} THEN ${text} END`;
}

// NULLs are an error to Trino, NaN has another order.
function unordered(value: string, type: TrinoType, emitter: Emitter): string {
  if (isFloat(type)) return `isnan(${value})`;
  if (type.kind === 'array') {
    const item = emitter.fresh('o');
    return `len(list_filter(${value}, lambda ${item}: ${item} IS NULL OR ${unordered(item, type.element, emitter)})) > 0`;
  }
  if (type.kind !== 'row') return 'false';
  const parts = type.fields.map((field, index) => {
    const part = `struct_extract_at(${value}, ${index + 1})`;
    return `${part} IS NULL OR ${unordered(part, field.type, emitter)}`;
  });
  return `(${value} IS NOT NULL AND (${parts.join(' OR ')}))`;
}
