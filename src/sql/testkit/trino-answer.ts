import {
  DuckDBBlobValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
} from '@duckdb/node-api';
import type { Answer } from './session.ts';

/** One query with the answer of a real Trino, as `scripts/trino/ask.js` writes it. */
export interface TrinoAnswer {
  readonly id: string;
  readonly sql: string;
  readonly types?: readonly string[];
  readonly rows?: readonly (readonly unknown[])[];
  readonly ordered?: boolean;
  readonly error?: string;
}

export type Verdict = 'same' | 'refused' | 'other rows' | 'other types' | 'not refused';

/**
 * Compares our answer with Trino's. Left out of types: the length of varchar, and the digits of a timestamp with time zone, of which DuckDB
 * has one kind. Left out of values: the zone of a timestamp with time zone (instants are compared), and of nine digits of a second the last
 * three (the answers keep six).
 */
export function judge(answer: Answer, expected: TrinoAnswer): Verdict {
  if (answer.kind === 'refused') return expected.error === undefined ? 'refused' : 'same';
  if (expected.error !== undefined) return 'not refused';
  const types = (expected.types ?? []).map(typeKey);
  if (JSON.stringify(answer.types.map(typeKey)) !== JSON.stringify(types)) return 'other types';
  const ours = answer.rows.map((row) => JSON.stringify(row.map(valueKey)));
  const theirs = (expected.rows ?? []).map((row) => JSON.stringify(row.map((value, index) => expectedKey(value, types[index] ?? '')))); // prettier-ignore
  const ordered = (rows: string[]) => (expected.ordered === true ? rows : rows.sort());
  return JSON.stringify(ordered(ours)) === JSON.stringify(ordered(theirs)) ? 'same' : 'other rows';
}

function typeKey(type: string): string {
  return type
    .toLowerCase()
    .replace(/varchar\(\d+\)/g, 'varchar')
    .replace(/timestamp\(\d+\) with/g, 'timestamp with')
    .replaceAll(', ', ',');
}

const MICROS = 1_000_000n;

function valueKey(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return numberKey(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof DuckDBTimestampTZValue) return `instant ${value.micros}`;
  if (value instanceof DuckDBIntervalValue) return `interval ${BigInt(value.days) * 86_400n * MICROS + value.micros}`;
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('hex');
  if (value instanceof DuckDBListValue) return value.items.map(valueKey);
  if (value instanceof DuckDBStructValue) return Object.values(value.entries).map(valueKey);
  if (value instanceof DuckDBMapValue) return mapKey(value.entries.map(({ key, value: item }) => [valueKey(key), valueKey(item)])); // prettier-ignore
  return momentKey(String(value));
}

// Doubles are compared to fifteen digits: sums and logarithms differ in the last one.
function numberKey(value: number): string {
  return String(Number.isSafeInteger(value) ? value : Number(value.toPrecision(15)));
}

function mapKey(entries: readonly (readonly unknown[])[]): unknown {
  return { map: entries.map((entry) => JSON.stringify(entry)).sort() };
}

function momentKey(value: string): string {
  const text = yearKey(value);
  const [, until, digits] = /^([+-]?\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.(\d+))?$/.exec(text) ?? [];
  if (until === undefined) return text;
  const micros = Math.round(Number(`0.${digits ?? '0'}`) * 1e6);
  return `${until}.${String(micros).padStart(6, '0')}`;
}

// DuckDB counts years before Christ from one, Trino has a year 0, and a plus before years of five digits.
function yearKey(text: string): string {
  const [, year = '', day = '', before, rest = ''] = /^(\d{4,})(-\d\d-\d\d)( \(BC\))?(.*)$/.exec(text) ?? [];
  if (before === undefined) return year.length > 4 ? `+${text}` : text;
  const counted = String(Number(year) - 1).padStart(4, '0');
  return `${counted === '0000' ? '' : '-'}${counted}${day}${rest}`;
}

function expectedKey(value: unknown, type: string): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return numberKey(type === 'real' ? Math.fround(value) : value);
  if (Array.isArray(value)) return value.map((item) => expectedKey(item, elementOf(type)));
  if (typeof value === 'object')
    return mapKey(Object.entries(value).map(([key, item]) => [key, expectedKey(item, '')]));
  if (typeof value !== 'string') return value;
  if (type === 'double' || type === 'real') return Number.isNaN(Number(value)) ? value : numberKey(Number(value));
  if (type.startsWith('interval')) return intervalKey(value);
  if (type.includes('with time zone')) return instantKey(value);
  return type.includes('timestamp') ? momentKey(value) : value;
}

function elementOf(type: string): string {
  return /^array\((.*)\)$/.exec(type)?.[1] ?? (type.includes('timestamp') ? 'timestamp' : '');
}

function intervalKey(text: string): string {
  const [, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = '0'] =
    /^(?:(-?\d+) days?, )?(-?\d+):(\d+):(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const total = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  return `interval ${total * MICROS + BigInt(fraction.padEnd(6, '0'))}`;
}

function instantKey(text: string): string {
  const [, moment = '', fraction = '', sign = '+', hours = '0', minutes = '0'] =
    /^(\d+-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.(\d+))?([+-])(\d\d):(\d\d)/.exec(text) ?? [];
  const offset = BigInt(Number(hours) * 60 + Number(minutes)) * 60n * (sign === '-' ? -1n : 1n);
  const seconds = BigInt(Date.parse(`${moment.replace(' ', 'T')}Z`)) / 1000n - offset;
  return `instant ${seconds * MICROS + BigInt((fraction || '0').padEnd(6, '0'))}`;
}
