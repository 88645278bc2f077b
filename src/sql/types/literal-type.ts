import type { Interval, Literal, TypedLiteral } from '../tree.ts';
import { parseTrinoType } from './parse-trino-type.ts';
import type { TrinoType } from './trino-type.ts';

const MAX_INTEGER = 2_147_483_647n;
const MAX_BIGINT = 9_223_372_036_854_775_807n;
const MAX_DIGITS = 38;

/** A literal of the tree, as far as its type goes. */
export type LiteralNode =
  | Pick<Literal, 'kind' | 'type' | 'value'>
  | Pick<TypedLiteral, 'kind' | 'type' | 'value'>
  | Pick<Interval, 'kind' | 'unit'>;

/** A literal's type; undefined where the value is none of the type, or the type is none that lakemodel knows. */
export function literalType(literal: LiteralNode): TrinoType | undefined {
  switch (literal.kind) {
    case 'literal':
      return plainLiteral(literal.type, literal.value);
    case 'typed-literal':
      return typedLiteral(literal.type.toLowerCase(), literal.value);
    case 'interval':
      return /^(?:year|month)$/i.test(literal.unit)
        ? { kind: 'interval year to month' }
        : { kind: 'interval day to second' };
  }
}

function plainLiteral(type: Literal['type'], value: string): TrinoType | undefined {
  switch (type) {
    case 'number':
      return numberType(value);
    case 'string':
      return { kind: 'varchar', length: lengthOf(value) };
    case 'binary':
      return { kind: 'varbinary' };
    case 'boolean':
      return { kind: 'boolean' };
    case 'null':
      return { kind: 'unknown' };
  }
}

// Trino counts code points.
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

function numberType(text: string): TrinoType | undefined {
  const digits = text.replaceAll('_', '');
  if (/^0[xob]/i.test(digits) || /^\d+$/.test(digits)) return wholeNumber(BigInt(digits));
  if (/e/i.test(digits)) return { kind: 'double' };
  return decimalType(digits);
}

function wholeNumber(value: bigint): TrinoType | undefined {
  if (value > MAX_BIGINT) return undefined;
  return { kind: value > MAX_INTEGER ? 'bigint' : 'integer' };
}

// Zeros in front do not count, those behind do: `001.50` is decimal(3,2), `0.5` decimal(1,1).
function decimalType(text: string): TrinoType | undefined {
  const [, whole = '', fraction = ''] = /^[+-]?0*(\d*)\.?(\d*)$/.exec(text.trim()) ?? [];
  const precision = Math.max(1, whole.length + fraction.length);
  return precision > MAX_DIGITS ? undefined : { kind: 'decimal', precision, scale: fraction.length };
}

function typedLiteral(type: string, value: string): TrinoType | undefined {
  switch (type) {
    case 'time':
      return timeType(value);
    case 'timestamp':
      return timestampType(value);
    case 'date':
      return isDay(DATE.exec(value)) ? { kind: 'date' } : undefined;
    case 'decimal':
      return decimalType(value);
    case 'char':
      return { kind: 'char', length: lengthOf(value) };
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'int':
    case 'bigint':
      return /^[+-]?\d+$/.test(value) ? parseTrinoType(type) : undefined;
    default:
      return parseTrinoType(type);
  }
}

const DATE = /^\s*([+-]?\d{4,})-(\d{1,2})-(\d{1,2})\s*$/;
const TIME = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,12}))?)?\s*([+-]\d{1,2}(?::\d{2})?)?$/;
const TIMESTAMP =
  /^([+-]?\d{4,})-(\d{1,2})-(\d{1,2})(?: (?:(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,12}))?)?)?\s*([+-]\d.*|[A-Za-z].*)?)?$/;

// As many digits as are written; a zone behind the time makes it one with a zone.
function timeType(value: string): TrinoType | undefined {
  const match = TIME.exec(value);
  if (!match || !isTimeOfDay(match[1], match[2], match[3])) return undefined;
  return { kind: 'time', precision: match[4]?.length ?? 0, withTimeZone: match[5] !== undefined };
}

function timestampType(value: string): TrinoType | undefined {
  const match = TIMESTAMP.exec(value);
  if (!match || !isDay(match) || !isTimeOfDay(match[4], match[5], match[6])) return undefined;
  return { kind: 'timestamp', precision: match[7]?.length ?? 0, withTimeZone: match[8] !== undefined };
}

function isTimeOfDay(hour = '0', minute = '0', second = '0'): boolean {
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}

function isDay(match: readonly string[] | null): boolean {
  const [, year, month, day] = (match ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12) return false;
  return day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
