import type { TrinoType } from '../../sql/types.ts';

const INTEGER_LIMITS: Readonly<Record<string, bigint>> = {
  tinyint: 2n ** 7n,
  smallint: 2n ** 15n,
  integer: 2n ** 31n,
  bigint: 2n ** 63n,
};

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const DECIMAL = /^[+-]?(\d*)(?:\.(\d*))?$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.(\d{1,12}))?)?$/;
const ZONE = /(?:Z| ?[+-](?:0\d|1[0-4]):[0-5]\d| UTC)$/;

/** Types that a seed's column can have: those of single values that Trino casts from text. */
export function isSeedType(type: TrinoType): boolean {
  return !['varbinary', 'array', 'map', 'row', 'unknown'].includes(type.kind) && !type.kind.startsWith('interval');
}

/** Whether a text is a value of the type, by Trino's CAST from varchar, and without losing digits. */
export function fitsType(text: string, type: TrinoType): boolean {
  switch (type.kind) {
    case 'varchar':
    case 'char':
      return type.length === undefined || [...text].length <= type.length;
    case 'boolean':
      return /^(true|false|t|f|1|0)$/i.test(text);
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return fitsInteger(text, INTEGER_LIMITS[type.kind] ?? 0n);
    case 'real':
    case 'double':
      return NUMBER.test(text) || /^([+-]?Infinity|NaN)$/.test(text);
    case 'decimal':
      return fitsDecimal(text, type.precision, type.scale);
    case 'date':
      return isDate(text);
    case 'time':
      return isTime(text, type.precision);
    case 'timestamp':
      return isTimestamp(text, type.precision, type.withTimeZone);
    case 'json':
      return isJson(text);
    case 'uuid':
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
    default:
      return true;
  }
}

function fitsInteger(text: string, limit: bigint): boolean {
  if (!/^[+-]?\d+$/.test(text)) return false;
  const value = BigInt(text.replace(/^\+/, ''));
  return value >= -limit && value < limit;
}

function fitsDecimal(text: string, precision: number, scale: number): boolean {
  const match = DECIMAL.exec(text);
  if (!match || !/\d/.test(text)) return false;
  const whole = (match[1] ?? '').replace(/^0+/, '');
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  return whole.length <= precision - scale && fraction.length <= scale;
}

function isDate(text: string): boolean {
  const match = DATE.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function isTime(text: string, precision: number): boolean {
  const match = TIME.exec(text);
  return match !== null && (match[2] ?? '').replace(/0+$/, '').length <= precision;
}

function isTimestamp(text: string, precision: number, withTimeZone: boolean): boolean {
  const zone = ZONE.exec(text.slice(10))?.[0];
  if ((zone !== undefined) !== withTimeZone) return false;
  const [date = '', separator, time] = [text.slice(0, 10), text[10], text.slice(11, text.length - (zone?.length ?? 0))];
  if (!isDate(date)) return false;
  return (separator === ' ' || separator === 'T') && isTime(time, precision);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
