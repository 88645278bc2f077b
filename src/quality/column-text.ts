import type { Column } from '../engines/engine.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { formatTrinoType, parseTrinoType, type TrinoType } from '../sql/types.ts';

const MICROSECONDS = 6;

/** Whether rows can be sorted by a column of this type. Of an unknown type they are not. */
export function isOrderable(type: string): boolean {
  const parsed = parseTrinoType(type);
  return parsed !== undefined && orderable(parsed);
}

function orderable(type: TrinoType): boolean {
  switch (type.kind) {
    case 'array':
    case 'map':
    case 'row':
    case 'json':
    case 'unknown':
      return false;
    default:
      return true;
  }
}

/**
 * A column's value as text in Athena's SQL: different values of the type give different texts, NULL gives NULL.
 * A type that lakemodel does not know is cast.
 */
export function columnText(column: Column, alias: string): string {
  const value = `${alias}.${quoteIdentifier(column.name, 'athena')}`;
  const type = parseTrinoType(column.type);
  return type ? valueText(value, type) : `CAST(${value} AS varchar)`;
}

function valueText(value: string, type: TrinoType): string {
  switch (type.kind) {
    case 'varchar':
      return value;
    case 'varbinary':
      return `to_hex(${value})`;
    case 'json':
      return `json_format(${value})`;
    case 'timestamp':
      return timestampText(value, type.precision, type.withTimeZone);
    case 'time':
      return `CAST(CAST(${value} AS ${timeType(type.precision, type.withTimeZone)}) AS varchar)`;
    case 'array':
    case 'map':
    case 'row':
      return `json_format(CAST(${jsonable(value, type)} AS json))`;
    default:
      return `CAST(${value} AS varchar)`;
  }
}

// The number of digits is written down, since not every engine keeps a column's precision. An instant has one text, whatever its zone.
function timestampText(value: string, precision: number, withTimeZone: boolean): string {
  const local = withTimeZone ? `${value} AT TIME ZONE 'UTC'` : value;
  return `CAST(CAST(${local} AS timestamp(${Math.max(precision, MICROSECONDS)})) AS varchar)`;
}

function timeType(precision: number, withTimeZone: boolean): string {
  return formatTrinoType({ kind: 'time', precision: Math.max(precision, MICROSECONDS), withTimeZone });
}

// JSON has no binary values.
function jsonable(value: string, type: TrinoType): string {
  if (!hasBinary(type)) return value;
  switch (type.kind) {
    case 'varbinary':
      return `to_hex(${value})`;
    case 'array':
      return `transform(${value}, item -> ${jsonable('item', type.element)})`;
    case 'map':
      return `transform_values(${value}, (item_key, item) -> ${jsonable('item', type.value)})`;
    case 'row':
      return `CASE WHEN ${value} IS NOT NULL THEN ARRAY[${type.fields.map((field) => rowField(value, field.name, field.type)).join(', ')}] END`;
    default:
      return value;
  }
}

function rowField(row: string, name: string | undefined, type: TrinoType): string {
  return valueText(`${row}.${quoteIdentifier(name ?? '', 'athena')}`, type);
}

function hasBinary(type: TrinoType): boolean {
  switch (type.kind) {
    case 'varbinary':
      return true;
    case 'array':
      return hasBinary(type.element);
    case 'map':
      return hasBinary(type.key) || hasBinary(type.value);
    case 'row':
      return type.fields.some((field) => hasBinary(field.type));
    default:
      return false;
  }
}
