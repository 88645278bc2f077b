import { isZoneName } from './zone-name.ts';

// What Trino takes for the text of a literal: DateTimes, Decimals, and the casts from varchar of the other types.

const MOMENT =
  /^([+-]?\d{4,9})-(\d{1,2})-(\d{1,2})(?: (?:(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d{1,12})?)?)?\s*(\S.*)?)?$/;
const DATE = /^\s*([+-]?\d{4,7})-(\d{1,2})-(\d{1,2})\s*$/;
const TIME = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d{1,12})?)?(?:\s*([+-]\d\d:\d\d))?$/;
const DECIMAL = /^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAX_DIGITS = 38;

const CHECKS: Readonly<Record<string, (text: string) => boolean>> = {
  date: isDate,
  time: isTime,
  timestamp: isTimestamp,
  decimal: isDecimal,
  tinyint: (text) => isInteger(text, 7n),
  smallint: (text) => isInteger(text, 15n),
  integer: (text) => isInteger(text, 31n),
  int: (text) => isInteger(text, 31n),
  bigint: (text) => isInteger(text, 63n),
  boolean: (text) => /^(t|f|true|false|0|1)$/i.test(text),
  double: isFloat,
  'double precision': isFloat,
  real: isFloat,
  uuid: (text) => UUID.test(text),
  json: isJson,
  ipaddress: isAddress,
};

// A text in these brackets stands for a value that is known only when the query is sent (`plan/holes.ts`).
const HOLE = /^⟪.*⟫$/;

/** Whether Trino takes a text for a literal of the type. True where that is not certain: a type without a check here. */
export function isLiteralText(type: string, text: string): boolean {
  const check = Object.hasOwn(CHECKS, type) ? CHECKS[type] : undefined;
  return check === undefined || check(text) || HOLE.test(text);
}

function isDate(text: string): boolean {
  const match = DATE.exec(text);
  return match !== null && isDay(match);
}

function isDay([, year, month, day]: readonly (string | undefined)[]): boolean {
  return (
    Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= daysOf(Number(year), Number(month))
  );
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isClock(hour: string | undefined, minute: string | undefined, second: string | undefined): boolean {
  return Number(hour ?? 0) < 24 && Number(minute ?? 0) < 60 && Number(second ?? 0) < 60;
}

function isTime(text: string): boolean {
  const [, hour, minute, second, offset] = TIME.exec(text) ?? [];
  return hour !== undefined && isClock(hour, minute, second) && (offset === undefined || isZoneName(offset));
}

function isTimestamp(text: string): boolean {
  const match = MOMENT.exec(text);
  if (!match || !isDay(match)) return false;
  const [, , , , hour, minute, second, zone] = match;
  return isClock(hour, minute, second) && (zone === undefined || isZoneName(zone));
}

function isDecimal(text: string): boolean {
  if (!DECIMAL.test(text)) return false;
  const [whole = '', fraction = ''] = text.replace(/[+_-]/g, '').split('.');
  return whole.replace(/^0+/, '').length + fraction.length <= MAX_DIGITS;
}

function isInteger(text: string, bits: bigint): boolean {
  const digits = text.trim();
  // Java reads the digits of other scripts too.
  if (/^[+-]?\p{Nd}+$/u.test(digits) && !/^[+-]?\d+$/.test(digits)) return true;
  if (!/^[+-]?\d+$/.test(digits)) return false;
  const value = BigInt(digits.replace(/^\+/, ''));
  return value >= -(2n ** bits) && value < 2n ** bits;
}

function isFloat(text: string): boolean {
  const number = text.trim();
  if (/^[+-]?(NaN|Infinity)$/.test(number) || /^[+-]?0x/i.test(number)) return true;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?[fd]?$/i.test(number);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isAddress(text: string): boolean {
  const parts = text.split('.');
  if (text.includes(':')) return /^[0-9a-f:.]+$/i.test(text);
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
}
