import type { Column, Value } from '../engine.ts';
import type { ColumnInfo } from './api.ts';

/** Athena's word for a varchar without a length. */
const UNBOUNDED = 2_147_483_647;

/**
 * A value of a result as `Value` has it. Athena gives text for everything. Rows, arrays, maps and JSON stay as Athena writes them
 * (`{a=1, b=[x, y]}`): strings in them are not quoted, so no reading of that text is sure.
 */
export function decodeValue(text: string | undefined, type: string): Value {
  if (text === undefined) return null;
  switch (type.toLowerCase()) {
    case 'boolean':
      return text.toLowerCase() === 'true';
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'int':
    case 'bigint':
      return exactInteger(text);
    case 'float':
    case 'real':
    case 'double':
      return floating(text);
    case 'varbinary':
    case 'binary':
      return text.replaceAll(/\s+/g, '').toLowerCase();
    default:
      return text;
  }
}

function exactInteger(text: string): Value {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

function floating(text: string): Value {
  const value = Number(text);
  return Number.isFinite(value) && text.trim() !== '' ? value : text;
}

/**
 * A result's column. Athena says neither the digits of timestamps, which are those of the longest value, nor what rows, arrays and maps
 * are made of: their types are the bare words `row`, `array` and `map`, which no one takes for a type that is known.
 */
export function resultColumn(info: ColumnInfo, values: Iterable<string | undefined>): Column {
  return { name: info.Name ?? info.Label ?? '', type: typeText(info, values) };
}

function typeText({ Type = '', Precision = 0, Scale = 0 }: ColumnInfo, values: Iterable<string | undefined>): string {
  const type = Type.toLowerCase();
  switch (type) {
    case 'int':
      return 'integer';
    case 'float':
      return 'real';
    case 'string':
      return 'varchar';
    case 'binary':
      return 'varbinary';
    case 'varchar':
      return Precision > 0 && Precision < UNBOUNDED ? `varchar(${Precision})` : 'varchar';
    case 'char':
      return `char(${Math.max(1, Precision)})`;
    case 'decimal':
      return `decimal(${Precision},${Scale})`;
    case 'timestamp':
    case 'time':
      return `${type}(${fractionDigits(values) ?? 3})`;
    case 'timestamp with time zone':
    case 'time with time zone': {
      const [word = ''] = type.split(' ');
      return `${word}(${fractionDigits(values) ?? 3}) with time zone`;
    }
    default:
      return type;
  }
}

function fractionDigits(values: Iterable<string | undefined>): number | undefined {
  let digits: number | undefined;
  for (const value of values) {
    if (value === undefined) continue;
    const [, fraction = ''] = /:\d\d:\d\d(?:\.(\d+))?/.exec(value) ?? [];
    digits = Math.max(digits ?? 0, fraction.length);
  }
  return digits;
}
