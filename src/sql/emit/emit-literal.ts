import type { Interval, Literal, TypedLiteral } from '../tree.ts';
import { literal, quoteString } from '../quote.ts';
import { castFrom } from './emit-cast.ts';
import type { Emitter } from './emitter.ts';

const MAX_BIGINT = 2n ** 63n;
const MAX_INTEGER = 2n ** 31n;

/** A literal with the type that Trino gives it. */
export function emitLiteral({ type, value, at }: Literal, emitter: Emitter): string {
  switch (type) {
    case 'null':
      return 'NULL';
    case 'boolean':
      return value.toUpperCase();
    case 'string':
      return literal(value, { kind: 'varchar' }, 'duckdb');
    case 'binary':
      return emitBinary(value, at, emitter);
    case 'number':
      return emitNumber(value.replaceAll('_', ''), at, emitter);
  }
}

function emitBinary(value: string, at: Literal['at'], emitter: Emitter): string {
  const hex = value.replace(/\s/g, '');
  if (!/^([0-9a-f]{2})*$/i.test(hex)) return emitter.refuse('A binary literal with an odd number of digits', at);
  return literal(hex, { kind: 'varbinary' }, 'duckdb');
}

// A bare number takes its type from its surroundings in DuckDB.
function emitNumber(text: string, at: Literal['at'], emitter: Emitter): string {
  if (/e/i.test(text)) return `CAST(${quoteString(text)} AS DOUBLE)`;
  if (text.includes('.')) return emitDecimal(text, at, emitter);
  const size = BigInt(text.replace('-', ''));
  if (size > MAX_BIGINT || (size === MAX_BIGINT && !text.startsWith('-')))
    return emitter.refuse(`The number ${text}, which is no bigint,`, at);
  const fits = size < MAX_INTEGER || (size === MAX_INTEGER && text.startsWith('-'));
  return `CAST(${text} AS ${fits ? 'INTEGER' : 'BIGINT'})`;
}

function emitDecimal(text: string, at: Literal['at'], emitter: Emitter): string {
  const [whole = '', fraction = ''] = text.trim().replace(/^[+-]/, '').split('.');
  const scale = fraction.length;
  const precision = Math.max(1, whole.replace(/^0+/, '').length + scale);
  if (precision > 38) return emitter.refuse('A decimal of more than 38 digits', at);
  return `CAST(${quoteString(text.trim())} AS DECIMAL(${precision},${scale}))`;
}

/** `DATE '…'`, `DECIMAL '…'`, `BIGINT '…'`: as the cast of the text, but for the types that are read from the text itself. */
export function emitTypedLiteral(expression: TypedLiteral, emitter: Emitter): string {
  const { type, value, at } = expression;
  switch (type) {
    case 'decimal':
      if (!/^\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*$/.test(value)) return emitter.refuse(`The decimal literal '${value}'`, at);
      return emitDecimal(value, at, emitter);
    case 'timestamp':
      return emitTimestamp(expression, emitter);
    case 'date':
      if (!/^\d{4}-\d{2}-\d{2}$/.test(value.trim())) return emitter.refuse(`The date literal '${value}'`, at);
      return `DATE ${quoteString(value.trim())}`;
    case 'json':
      return emitter.macro('t_json_parse', quoteString(value));
    case 'time':
    case 'varbinary':
    case 'ipaddress':
      return emitter.refuse(`The ${type} literal`, at);
    default:
      return castFrom(quoteString(value), type === 'int' ? 'integer' : type, emitter, at);
  }
}

const TIMESTAMP_TYPES: Readonly<Record<number, string>> = {
  0: 'TIMESTAMP_S',
  3: 'TIMESTAMP_MS',
  6: 'TIMESTAMP',
  9: 'TIMESTAMP_NS',
};
const TIMESTAMP =
  /^\s*(\d{4}-\d{1,2}-\d{1,2}(?: (?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.(\d+))?)?)?)\s*([A-Za-z+-][A-Za-z0-9_+:/-]*)?\s*$/;

// The number of digits is part of the type.
function emitTimestamp({ value, at }: TypedLiteral, emitter: Emitter): string {
  const [, moment, digits = '', zone] = TIMESTAMP.exec(value) ?? [];
  if (moment === undefined) return emitter.refuse(`The timestamp literal '${value}'`, at);
  if (zone !== undefined) return `CAST(${quoteString(withZone(moment, zone))} AS TIMESTAMP WITH TIME ZONE)`;
  const type = TIMESTAMP_TYPES[digits.length];
  if (!type) return emitter.refuse(`A timestamp with ${digits.length} digits`, at, 'Write 0, 3 or 6 digits.');
  return `CAST(${quoteString(withTime(moment))} AS ${type})`;
}

function withTime(moment: string): string {
  return /:/.test(moment) ? (/:\d{2}:/.test(moment) ? moment : `${moment}:00`) : `${moment} 00:00:00`;
}

function withZone(moment: string, zone: string): string {
  return /^[+-]/.test(zone) ? `${withTime(moment)}${zone}` : `${withTime(moment)} ${zone}`;
}

/** An interval as a sum of DuckDB's interval functions, whose arguments are numbers and no texts. */
export function emitInterval({ value, negative, unit, to, at }: Interval, emitter: Emitter): string {
  const parts = intervalParts(value.trim(), unit, to);
  if (!parts) return emitter.refuse(`The interval '${value}'`, at);
  const sign = negative !== parts.negative ? '-' : '';
  return parts.amounts.map(([amount, word]) => `to_${word}s(${sign}${amount})`).join(' + ');
}

interface IntervalParts {
  readonly negative: boolean;
  readonly amounts: readonly (readonly [number, string])[];
}

const UNITS = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'];

function intervalParts(value: string, unit: string, to: string | undefined): IntervalParts | undefined {
  const negative = value.startsWith('-');
  const text = value.replace(/^[+-]/, '');
  if (to === undefined) {
    if (!UNITS.includes(unit)) return undefined;
    if (/^\d{1,9}$/.test(text)) return { negative, amounts: [[Number(text), unit]] };
    const seconds = unit === 'second' && /^\d{1,9}\.\d{1,3}$/.test(text);
    return seconds ? { negative, amounts: [[Math.round(Number(text) * 1000), 'millisecond']] } : undefined;
  }
  const [, years, months] = (unit === 'year' && to === 'month' && /^(\d{1,6})-(\d{1,2})$/.exec(text)) || [];
  if (years === undefined) return undefined;
  return { negative, amounts: [[Number(years), 'year'], [Number(months), 'month']] }; // prettier-ignore
}
