import { isUtc, isZoneId } from './zone-ids.ts';

// Java's Character.isWhitespace, which Trino trims by before it reads a date or timestamp.
const AROUND =
  /^[\t-\r\x1c- \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+|[\t-\r\x1c- \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+$/g;

const DATE = /^([+-]?\d{1,9})-(\d{1,2})-(\d{1,2})$/;
const DAY_MS = 86_400_000;
const MAX_INT = 2 ** 31 - 1;

/** What stands for a moment that Trino reads and DuckDB does not have, or not with its zone: an error would be taken for a NULL by TRY. */
export const UNKNOWN_MOMENT = -(2n ** 63n);

/** Days from 1970-01-01 to the date that Trino reads from a text; null where it reads none. */
export function dateDays(text: string): bigint | null {
  const [, year, month, day] = DATE.exec(text.replace(AROUND, '')) ?? [];
  if (year === undefined) return null;
  const days = daysOf(Number(year), Number(month), Number(day));
  if (days === undefined || days < -MAX_INT - 1 || days > MAX_INT) return null;
  if (Math.abs(days) >= MAX_INT - 1) return UNKNOWN_MOMENT;
  return BigInt(days);
}

// Trino's own pattern (io.trino.type.DateTimes), with Java's meaning of \s and of the dot.
const TIMESTAMP =
  /^([+-]?\d{4,})-(\d{1,2})-(\d{1,2})(?: (?:(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?)?[ \t-\r]*([^\n\r\u0085\u2028\u2029]+)?)?$/;

const MAX_YEAR = 999_999_999;

/**
 * Microseconds from 1970-01-01 00:00:00 to the local time that Trino reads from a text, rounded to that many digits of a second; a zone is left out. Null where
 * Trino reads none.
 */
export function timestampMicros(text: string, digits: number): bigint | null {
  return readTimestamp(text, digits)?.micros ?? null;
}

/** As `timestampMicros`, for an instant: the zone is UTC, or none. Another one would be lost in DuckDB. */
export function utcMicros(text: string, digits: number): bigint | null {
  const read = readTimestamp(text, digits);
  if (read?.zone !== undefined && !isUtc(read.zone)) return UNKNOWN_MOMENT;
  return read?.micros ?? null;
}

function readTimestamp(
  text: string,
  digits: number,
): { readonly micros: bigint; readonly zone: string | undefined } | undefined {
  const match = TIMESTAMP.exec(text.replace(AROUND, ''));
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
  if (zone !== undefined && !isZoneId(zone)) return undefined;
  const days = Math.abs(Number(year)) > MAX_YEAR ? undefined : daysOf(Number(year), Number(month), Number(day));
  const part = roundedFraction(fraction, digits);
  if (days === undefined || part === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return undefined;
  const seconds = BigInt(days) * 86_400n + BigInt(Number(hour) * 3600 + Number(minute) * 60 + Number(second));
  return { micros: kept(seconds * 1_000_000n + part), zone };
}

// Trino has powers of ten up to the twelfth to round by.
const MAX_ROUNDED = 12;

/** A fraction of a second, rounded half up to some digits, in microseconds. */
function roundedFraction(fraction: string, digits: number): bigint | undefined {
  if (fraction.length - digits > MAX_ROUNDED) return undefined;
  const carried = Number(fraction.charAt(digits) || '0') >= 5 ? 1 : 0;
  const rounded = Number(fraction.slice(0, digits).padEnd(digits, '0') || '0') + carried;
  return BigInt(rounded * 10 ** (6 - digits));
}

const FIRST = -9_223_372_022_400_000_000n;
const LAST = 9_223_372_036_854_775_806n;

function kept(micros: bigint): bigint {
  return micros < FIRST || micros > LAST ? UNKNOWN_MOMENT : micros;
}

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar; undefined where there is no such day. */
function daysOf(year: number, month: number, day: number): number | undefined {
  // The calendar repeats every 400 years; a Date goes no further than some 270,000.
  const cycles = Math.floor(year / 400);
  const inCycle = year - cycles * 400 + 2000;
  const date = new Date(Date.UTC(inCycle, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.getTime() / DAY_MS + (cycles - 5) * 146_097;
}
