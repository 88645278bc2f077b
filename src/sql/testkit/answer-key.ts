import { DuckDBBlobValue, DuckDBIntervalValue, DuckDBListValue, DuckDBMapValue, DuckDBStructValue, DuckDBTimestampTZValue } from '@duckdb/node-api'; // prettier-ignore
import type { TrinoType } from '../types.ts';

/** A value in a form in which equal values of a type are equal texts. */
export type Key = string | boolean | null | readonly Key[];

/** The key of a value that DuckDB gave. */
export function keyOfOurs(value: unknown, type: TrinoType): Key {
  if (value === null || value === undefined) return null;
  if (value instanceof DuckDBListValue && type.kind === 'array') return value.items.map((item) => keyOfOurs(item, type.element)); // prettier-ignore
  if (value instanceof DuckDBStructValue && type.kind === 'row') {
    return Object.values(value.entries).map((item, index) => keyOfOurs(item, type.fields[index]?.type ?? UNKNOWN));
  }
  if (value instanceof DuckDBMapValue && type.kind === 'map') {
    return mapKey(value.entries.map(({ key, value: item }) => [isNested(type.key) ? '*' : keyOfOurs(key, type.key), keyOfOurs(item, type.value)])); // prettier-ignore
  }
  if (value instanceof DuckDBTimestampTZValue) return `instant ${value.micros}`;
  if (value instanceof DuckDBIntervalValue) {
    if (type.kind === 'interval year to month') return `months ${value.months}`;
    return `interval ${BigInt(value.days) * 86_400n * MICROS + value.micros}`;
  }
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('hex');
  return scalarKey(value, type);
}

/** The key of a value as it stands in a file of answers. */
export function keyOfTheirs(value: unknown, type: TrinoType): Key {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) {
    return value.map((item, index) => keyOfTheirs(item, type.kind === 'array' ? type.element : type.kind === 'row' ? (type.fields[index]?.type ?? UNKNOWN) : UNKNOWN)); // prettier-ignore
  }
  if (typeof value === 'object') {
    const [key, of] = type.kind === 'map' ? [type.key, type.value] : [UNKNOWN, UNKNOWN];
    return mapKey(Object.entries(value).map(([name, item]) => [keyOfName(name, key), keyOfTheirs(item, of)]));
  }
  return scalarKey(value, type);
}

const UNKNOWN: TrinoType = { kind: 'unknown' };

function isNested({ kind }: TrinoType): boolean {
  return kind === 'array' || kind === 'map' || kind === 'row';
}

// A map's keys are texts in JSON; those of nested types cannot be told.
function keyOfName(name: string, type: TrinoType): Key {
  if (isNested(type)) return '*';
  if (type.kind === 'varbinary') return Buffer.from(name, 'base64').toString('hex');
  if (type.kind === 'boolean') return name === 'true';
  return scalarKey(name, type);
}

function mapKey(entries: readonly (readonly Key[])[]): Key {
  return entries.map((entry) => JSON.stringify(entry)).sort();
}

function scalarKey(value: unknown, type: TrinoType): Key {
  if (typeof value === 'boolean') return value;
  const text = String(value);
  switch (type.kind) {
    case 'real':
      return numberKey(Math.fround(Number(text)));
    case 'double':
      return numberKey(Number(text));
    case 'interval day to second':
      return intervalKey(text);
    case 'interval year to month':
      return `months ${monthsIn(text)}`;
    case 'timestamp':
      return type.withTimeZone ? instantKey(text) : momentKey(text);
    case 'time':
      return withMicros(text);
    case 'date':
      return yearKey(text);
    default:
      return text;
  }
}

const MICROS = 1_000_000n;

// Doubles are compared to fifteen digits: sums and logarithms differ in the last one.
function numberKey(value: number): string {
  return String(Number.isSafeInteger(value) || !Number.isFinite(value) ? value : Number(value.toPrecision(15)));
}

function momentKey(value: string): string {
  return withMicros(yearKey(value));
}

// The answers keep six digits of a second.
function withMicros(text: string): string {
  const [, until, digits = ''] = /^(.*\d\d:\d\d:\d\d)(?:\.(\d+))?$/.exec(text) ?? [];
  return until === undefined ? text : `${until}.${String(Math.round(Number(`0.${digits || '0'}`) * 1e6)).padStart(6, '0')}`; // prettier-ignore
}

// DuckDB counts years before Christ from one, Trino has a year 0, and a plus before years of five digits.
function yearKey(text: string): string {
  const [, year = '', day = '', before, rest = ''] = /^(\d{4,})(-\d\d-\d\d)( \(BC\))?(.*)$/.exec(text) ?? [];
  if (before === undefined) return year.length > 4 ? `+${text}` : text;
  const counted = String(Number(year) - 1).padStart(4, '0');
  return `${counted === '0000' ? '' : '-'}${counted}${day}${rest}`;
}

function monthsIn(text: string): number {
  const [, sign, years = '0', months = '0'] = /^(-?)(\d+)-(\d+)$/.exec(text) ?? [];
  return (Number(years) * 12 + Number(months)) * (sign === '-' ? -1 : 1) + 0;
}

// As Python prints a duration, `-1 day, 22:30:00`, or, as a map's key, as Trino does: `-0 01:30:00.000`.
function intervalKey(text: string): string {
  const [, minus, days, clock = ''] = /^(-?)(\d+) (\d+:.*)$/.exec(text) ?? [];
  if (days !== undefined) return `interval ${(minus === '-' ? -1n : 1n) * (BigInt(days) * 86_400n * MICROS + clockMicros(clock))}`; // prettier-ignore
  const [, before = '0', time = ''] = /^(?:(-?\d+) days?, )?(.*)$/.exec(text) ?? [];
  return `interval ${BigInt(before) * 86_400n * MICROS + clockMicros(time)}`;
}

function clockMicros(text: string): bigint {
  const [, hours = '0', minutes = '0', seconds = '0', fraction = ''] =
    /^(\d+):(\d+):(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return ((BigInt(hours) * 60n + BigInt(minutes)) * 60n + BigInt(seconds)) * MICROS + BigInt(fraction.padEnd(6, '0'));
}

function instantKey(text: string): string {
  const [, moment = '', fraction = '', sign = '+', hours = '0', minutes = '0'] =
    /^([+-]?\d+-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.(\d+))?(?: UTC|([+-])(\d\d):(\d\d))?/.exec(text) ?? [];
  const offset = BigInt(Number(hours) * 60 + Number(minutes)) * 60n * (sign === '-' ? -1n : 1n);
  const time = Date.parse(`${moment.replace(' ', 'T').replace(/^\+?(\d{5})-/, '+0$1-')}Z`);
  if (Number.isNaN(time)) return text;
  return `instant ${(BigInt(time) / 1000n - offset) * MICROS + BigInt((fraction || '0').padEnd(6, '0'))}`;
}
