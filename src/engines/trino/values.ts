import { formatTrinoType, parseTrinoType, type TrinoType } from '../../sql/types.ts';
import type { Column, Value } from '../engine.ts';

type Convert = (value: Value) => Value;

/** A column as the protocol names it, its type in canonical text. */
export function resultColumn({ name, type }: { readonly name: string; readonly type: string }): Column {
  const parsed = parseTrinoType(type);
  return { name, type: parsed ? formatTrinoType(parsed) : type };
}

/** The values of rows that the protocol sent, as `Value` has them: it is the protocol's own form but for varbinary, which comes in base64. */
export function readRows(
  columns: readonly Column[],
  pages: readonly (readonly (readonly unknown[])[])[],
): readonly (readonly Value[])[] {
  const converters = columns.map(({ type }) => {
    const parsed = parseTrinoType(type);
    return parsed && converter(parsed);
  });
  const rows = pages.flat() as readonly (readonly Value[])[];
  if (converters.every((convert) => convert === undefined)) return rows;
  return rows.map((row) => row.map((value, index) => converters[index]?.(value) ?? value));
}

/** How values of a type are converted; undefined where they stay as they are. NULL stays NULL. */
function converter(type: TrinoType): Convert | undefined {
  switch (type.kind) {
    case 'varbinary':
      return hex;
    case 'array':
      return each(converter(type.element));
    case 'map':
      return mapConverter(converter(type.key), converter(type.value));
    case 'row':
      return rowConverter(type.fields.map((field) => converter(field.type)));
    default:
      return undefined;
  }
}

function hex(value: Value): Value {
  return typeof value === 'string' ? Buffer.from(value, 'base64').toString('hex') : value;
}

function each(convert: Convert | undefined): Convert | undefined {
  return convert && ((value) => (isList(value) ? value.map(convert) : value));
}

function rowConverter(converters: readonly (Convert | undefined)[]): Convert | undefined {
  if (converters.every((convert) => convert === undefined)) return undefined;
  return (value) => (isList(value) ? value.map((field, index) => converters[index]?.(field) ?? field) : value);
}

function mapConverter(key: Convert | undefined, item: Convert | undefined): Convert | undefined {
  if (!key && !item) return undefined;
  return (value) => {
    if (typeof value !== 'object' || value === null || isList(value)) return value;
    const entries = Object.entries(value).map(([name, entry]) => [String(key?.(name) ?? name), item?.(entry) ?? entry]);
    return Object.fromEntries(entries) as Value;
  };
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
