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
 * A column's value as text in Athena's SQL: different values of the type give different texts, NULL gives NULL. Each value is named once in
 * it, as DuckDB's macros write out what they are given several times. A type that lakemodel does not know is cast.
 */
export function columnText(column: Column, alias: string): string {
  const value = `${alias}.${quoteIdentifier(column.name, 'athena')}`;
  const type = parseTrinoType(column.type);
  return type ? valueText(value, type, 0) : `CAST(${value} AS varchar)`;
}

function valueText(value: string, type: TrinoType, depth: number): string {
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
      return listText(itemTexts(value, type.element, depth));
    case 'map':
      return mapText(value, type, depth);
    case 'row':
      return rowText(value, type, depth);
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

// Everything nested becomes a list of texts, which JSON keeps apart from each other and from NULL.
function listText(texts: string): string {
  return `json_format(CAST(${texts} AS json))`;
}

function itemTexts(list: string, type: TrinoType, depth: number): string {
  const item = `item_${depth}`;
  return type.kind === 'varchar' ? list : `transform(${list}, ${item} -> ${valueText(item, type, depth + 1)})`;
}

// A map has no order: its keys are sorted, and each value follows its key.
function mapText(map: string, { key, value }: Extract<TrinoType, { kind: 'map' }>, depth: number): string {
  const keys = `array_sort(map_keys(${map}))`;
  const item = `key_${depth}`;
  const values = `transform(${keys}, ${item} -> ${valueText(`element_at(${map}, ${item})`, value, depth + 1)})`;
  return listText(`concat(${itemTexts(keys, key, depth)}, ${values})`);
}

function rowText(row: string, { fields }: Extract<TrinoType, { kind: 'row' }>, depth: number): string {
  const texts = fields.map(({ name, type }, index) => {
    const field = name === undefined ? `${row}[${index + 1}]` : `${row}.${quoteIdentifier(name, 'athena')}`;
    return valueText(field, type, depth);
  });
  return `CASE WHEN ${row} IS NOT NULL THEN ${listText(`ARRAY[${texts.join(', ')}]`)} END`;
}
