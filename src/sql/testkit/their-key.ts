import type { TrinoType } from '../types.ts';
import { mapKey } from './map-key.ts';
import { daySecondKey, instantKey, momentKey, numberKey, yearMonthKey, zonedTimeKey } from './scalar-keys.ts';

/** What a value of Trino's stored answers is compared by: see `scripts/trino/README.md` for how they are written. */
export function theirKey(value: unknown, type: TrinoType): unknown {
  if (value === null || value === undefined) return null;
  if (type.kind === 'array') return (value as readonly unknown[]).map((item) => theirKey(item, type.element));
  if (type.kind === 'row') {
    const items = value as readonly unknown[];
    return items.map((item, index) => theirKey(item, type.fields[index]?.type ?? { kind: 'unknown' }));
  }
  if (type.kind === 'map') {
    const entries = Object.entries(value as Readonly<Record<string, unknown>>);
    return mapKey(entries.map(([key, item]) => [keyText(key, type.key), theirKey(item, type.value)]));
  }
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return numberKey(type.kind === 'real' ? Math.fround(value) : value);
  return textKey(String(value), type);
}

// Keys of maps are what the protocol has, the values of other places are written anew: binaries are not in hex there.
function keyText(key: string, type: TrinoType): string {
  if (type.kind === 'varbinary') return Buffer.from(key, 'base64').toString('hex');
  return String(textKey(key, type));
}

function textKey(text: string, type: TrinoType): string {
  switch (type.kind) {
    case 'double':
      return isNumber(text) ? numberKey(Number(text)) : text;
    case 'real':
      return isNumber(text) ? numberKey(Math.fround(Number(text))) : text;
    case 'interval day to second':
      return daySecondKey(microsOf(text));
    case 'interval year to month':
      return yearMonthKey(monthsOf(text));
    case 'time':
      return type.withTimeZone ? zonedTimeOf(text) : momentKey(text);
    case 'timestamp':
      return type.withTimeZone ? instantOf(text) : momentKey(text);
    case 'date':
      return momentKey(text);
    default:
      return text;
  }
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && !Number.isNaN(Number(text));
}

const MICROS = 1_000_000n;

function clockOf(hours: string, minutes: string, seconds: string, fraction = ''): bigint {
  const whole = (BigInt(hours) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  return whole * MICROS + BigInt(fraction.padEnd(6, '0').slice(0, 6));
}

// `9 days, 0:00:00`, with the days alone below zero; in a map's key `-0 01:30:00.000`, which is negative as a whole.
function microsOf(text: string): bigint {
  const [, sign, wholeDays, clock = ''] = /^(-?)(\d+) (\d\d:.*)$/.exec(text) ?? [];
  const [, days = '0', rest = clock] = /^(?:(-?\d+) days?, )?(.*)$/.exec(wholeDays === undefined ? text : clock) ?? [];
  const [, hours = '0', minutes = '0', seconds = '0', fraction] = /^(\d+):(\d+):(\d+)(?:\.(\d+))?$/.exec(rest) ?? [];
  const size = BigInt(wholeDays ?? days) * 24n * 3600n * MICROS + clockOf(hours, minutes, seconds, fraction);
  return sign === '-' ? -size : size;
}

// `-1-2` is a year and two months below zero.
function monthsOf(text: string): number {
  const [, sign, years = '0', months = '0'] = /^(-?)(\d+)-(\d+)$/.exec(text) ?? [];
  const size = Number(years) * 12 + Number(months);
  return sign === '-' ? 0 - size : size;
}

const ZONE = /^(.*?):(\d\d)(?:\.(\d+))? ?(?:([+-])(\d\d):(\d\d)|UTC|Z)$/;

function zonedTimeOf(text: string): string {
  const [, until = '', seconds = '0', fraction, sign, hours, minutes] = ZONE.exec(text) ?? [];
  const [hour = '0', minute = '0'] = until.split(':');
  return zonedTimeKey(clockOf(hour, minute, seconds, fraction), offsetOf(sign, hours, minutes));
}

function instantOf(text: string): string {
  const [, until = '', seconds = '0', fraction, sign, hours, minutes] = ZONE.exec(text) ?? [];
  const [, year, month, day, hour = '0', minute = '0'] = /^([+-]?\d+)-(\d\d)-(\d\d) (\d\d):(\d\d)$/.exec(until) ?? [];
  if (year === undefined) return `not an instant: ${text}`;
  // Date.UTC reads years below 100 as 1900 and more.
  const midnight = BigInt(new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(day)));
  const local = midnight * 1000n + clockOf(hour, minute, seconds, fraction);
  return instantKey(local - BigInt(offsetOf(sign, hours, minutes)) * MICROS);
}

function offsetOf(sign: string | undefined, hours = '0', minutes = '0'): number {
  const size = (Number(hours) * 60 + Number(minutes)) * 60;
  return sign === '-' ? -size : size;
}
