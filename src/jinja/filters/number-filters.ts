import { problem } from '../template-error.ts';
import { describeKind, float, isInteger, numeric } from '../values/kinds.ts';
import { toText } from '../values/text.ts';
import type { Value } from '../values/value.ts';
import type { FilterDefinition } from './filters.ts';

/** Filters that make numbers and booleans; `as_…` are dbt's. */
export const numberFilters: Readonly<Record<string, FilterDefinition>> = {
  int: {
    parameters: ['default?', 'base?'],
    run: (input, args) => toInteger(input, args.integer('base', 10)) ?? args.optional('default') ?? 0,
  },
  float: { parameters: ['default?'], run: (input, args) => toFloat(input) ?? args.optional('default') ?? float(0) },
  abs: { parameters: [], run: (input) => keepKind(input, Math.abs(requireNumber('abs', input))) },
  round: {
    parameters: ['precision?', 'method?'],
    run: (input, args) =>
      keepKind(
        input,
        round(requireNumber('round', input), args.integer('precision', 0), args.text('method', 'common')),
      ),
  },
  as_number: { parameters: [], run: (input) => asNumber(input) },
  as_bool: { parameters: [], run: (input) => asBoolean(input) },
  as_native: { parameters: [], run: (input) => input },
};

function requireNumber(callee: string, input: Value): number {
  const number = numeric(input);
  if (number !== undefined) return number;
  throw problem('template-call-invalid', { callee, reason: `it takes a number, not ${describeKind(input)}` });
}

function keepKind(input: Value, number: number): Value {
  return isInteger(input) || typeof input === 'boolean' ? number : float(number);
}

function toInteger(input: Value, base: number): number | undefined {
  const number = numeric(input);
  const value = number ?? (typeof input === 'string' ? readInteger(input.trim().replaceAll('_', ''), base) : undefined);
  return value === undefined || !Number.isFinite(value) ? undefined : Math.trunc(value);
}

function readInteger(text: string, base: number): number | undefined {
  if (base !== 10) {
    const value = Number.parseInt(text.replace(/^0[xob]/i, ''), base);
    return Number.isNaN(value) ? undefined : value;
  }
  return readNumber(text);
}

function readNumber(text: string): number | undefined {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

function toFloat(input: Value): Value | undefined {
  const number = numeric(input) ?? (typeof input === 'string' ? readNumber(input.trim()) : undefined);
  return number === undefined ? undefined : float(number);
}

/** Python's `round`: to the nearest, and exact halves (of the number as it is kept in binary) to the even neighbour. */
function round(value: number, wanted: number, method: string): number {
  const precision = Math.max(-40, Math.min(wanted, 40));
  const scale = 10 ** precision;
  if (method === 'ceil') return Math.ceil(value * scale) / scale;
  if (method === 'floor') return Math.floor(value * scale) / scale;
  if (precision < 0) return halfToEven(value * scale) / scale;
  const size = Math.abs(value);
  const isTie = /^50*$/.test(
    size
      .toFixed(precision + 60)
      .split('.')[1]
      ?.slice(precision) ?? '',
  );
  return Math.sign(value) * (isTie ? halfToEven(size * scale) / scale : Number(size.toFixed(precision)));
}

function halfToEven(value: number): number {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + (floor % 2 === 0 ? 0 : 1) : Math.round(value);
}

function asNumber(input: Value): Value {
  if (numeric(input) !== undefined && typeof input !== 'boolean') return input;
  const text = toText(input).trim();
  const number = readNumber(text);
  if (number === undefined)
    throw problem('template-call-invalid', { callee: 'as_number', reason: `"${text}" is no number` });
  return /[.eE]/.test(text) ? float(number) : number;
}

function asBoolean(input: Value): boolean {
  if (typeof input === 'boolean') return input;
  const text = toText(input).trim();
  if (text === 'True' || text === 'true') return true;
  if (text === 'False' || text === 'false') return false;
  throw problem('template-call-invalid', { callee: 'as_bool', reason: `"${text}" is neither true nor false` });
}
