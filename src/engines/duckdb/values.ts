import type { DuckDBVector } from '@duckdb/node-api';
import { invariant } from '../../diagnostics/index.ts';
import type { TrinoType } from '../../sql/types.ts';
import type { Value } from '../engine.ts';
import { dateText, intervalText, offsetText, timestampText, timeText } from './time-text.ts';

/** Reads the value of a row from a column's vector. */
export type CellReader = (vector: DuckDBVector, row: number) => Value;

type Convert = (value: unknown) => Value;

/**
 * How cells of a Trino type are read: in the JSON form of Trino's client protocol. Undefined for what the driver cannot give without loss: a
 * row without field names inside a map (it keeps fields by name).
 */
export function cellReader(type: TrinoType): CellReader | undefined {
  switch (type.kind) {
    case 'row': {
      const fields = readers(type.fields.map((field) => field.type));
      return fields && ((vector, row) => readRow(vector, row, fields));
    }
    case 'array': {
      const element = cellReader(type.element);
      const whole = nestedConverter(type);
      return element && ((vector, row) => readArray(vector, row, element, whole));
    }
    default: {
      const convert = converter(type);
      return convert && ((vector, row) => orNull(vector.getItem(row), convert));
    }
  }
}

function readers(types: readonly TrinoType[]): readonly CellReader[] | undefined {
  const found = types.flatMap((type) => cellReader(type) ?? []);
  return found.length === types.length ? found : undefined;
}

interface StructVector extends DuckDBVector {
  isItemValid(row: number): boolean;
  entryVectorAt(index: number): DuckDBVector;
}

// By position: the driver's own struct values are keyed by name, which unnamed fields share and number-like names reorder.
function readRow(vector: DuckDBVector, row: number, fields: readonly CellReader[]): Value {
  const struct = vector as StructVector;
  if (!struct.isItemValid(row)) return null;
  return fields.map((read, index) => read(struct.entryVectorAt(index), row));
}

interface ListVector extends DuckDBVector {
  getItemVector?(row: number): DuckDBVector | null;
}

// The items of an array of fixed size are there as values alone.
function readArray(vector: DuckDBVector, row: number, element: CellReader, whole: Convert | undefined): Value {
  const list = vector as ListVector;
  if (!list.getItemVector) {
    invariant(whole, 'A fixed-size array has items that only their vector tells');
    return orNull(vector.getItem(row), whole);
  }
  const items = list.getItemVector(row);
  return items && Array.from({ length: items.itemCount }, (_, index) => element(items, index));
}

function orNull(value: unknown, convert: Convert): Value {
  return value === null || value === undefined ? null : convert(value);
}

/** How a value that the driver gives as a whole is turned into Trino's form. */
function converter(type: TrinoType): Convert | undefined {
  switch (type.kind) {
    case 'bigint':
    case 'tinyint':
    case 'smallint':
    case 'integer':
      return (value) => integerValue(value as number | bigint);
    case 'double':
      return (value) => doubleValue(value as number);
    case 'real':
      return (value) => doubleValue(shortest(value as number));
    case 'decimal':
      return (value) => decimalText((value as { value: bigint }).value, type.scale);
    case 'date':
      return (value) => finite((value as { days: number }).days, 2 ** 31 - 1, dateText);
    case 'time':
      return (value) => timeValue(value as { micros: bigint; offset?: number }, type.precision);
    case 'timestamp':
      return (value) => timestampValue(value as AnyTimestamp, type.precision, type.withTimeZone);
    case 'varbinary':
      return (value) => Buffer.from((value as { bytes: Uint8Array }).bytes).toString('hex');
    case 'interval day to second':
    case 'interval year to month':
      return (value) => {
        const interval = value as { months: number; days: number; micros: bigint };
        return intervalText(interval.months, interval.days, interval.micros);
      };
    case 'map':
      return mapConverter(type);
    case 'array':
    case 'row':
      return nestedConverter(type);
    case 'boolean':
      return (value) => value as boolean;
    default:
      return (value) => String(value);
  }
}

function mapConverter(type: Extract<TrinoType, { kind: 'map' }>): Convert | undefined {
  const key = converter(type.key);
  const item = converter(type.value);
  if (!key || !item) return undefined;
  return (value) => {
    const { entries } = value as { entries: readonly { key: unknown; value: unknown }[] };
    return Object.fromEntries(entries.map((entry) => [keyText(key(entry.key)), orNull(entry.value, item)]));
  };
}

// Trino writes a key as text: a row as `[1, a]`.
function keyText(key: Value): string {
  return Array.isArray(key) ? `[${key.map(keyText).join(', ')}]` : String(key);
}

function nestedConverter(type: Extract<TrinoType, { kind: 'array' | 'row' }>): Convert | undefined {
  if (type.kind === 'array') {
    const element = converter(type.element);
    return element && ((value) => (value as { items: readonly unknown[] }).items.map((item) => orNull(item, element)));
  }
  const fields = type.fields.map(({ name, type: fieldType }) => ({ name, convert: converter(fieldType) }));
  if (fields.some(({ name, convert }) => !convert || (name === undefined && fields.length > 1))) return undefined;
  return (value) => {
    const { entries } = value as { entries: Readonly<Record<string, unknown>> };
    return fields.map(({ name = '', convert }) => orNull(entries[name], convert as Convert));
  };
}

function integerValue(value: number | bigint): Value {
  if (typeof value === 'number') return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

function doubleValue(value: number): Value {
  return Number.isFinite(value) ? value : String(value);
}

// The fewest digits that give back the same 32-bit number, as Trino writes a real.
function shortest(value: number): number {
  for (let digits = 2; digits <= 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return candidate;
  }
  return value;
}

function decimalText(value: bigint, scale: number): string {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${value < 0n ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(digits.length - scale)}` : ''}`;
}

function timeValue({ micros, offset }: { micros: bigint; offset?: number }, precision: number): string {
  const text = timeText(micros, precision);
  return offset === undefined ? text : text + offsetText(offset);
}

type AnyTimestamp = { micros: bigint } | { seconds: bigint } | { millis: bigint } | { nanos: bigint };

const MAX_INT64 = 2n ** 63n - 1n;

// A connection's time zone is UTC: DuckDB keeps instants, no zones.
function timestampValue(value: AnyTimestamp, precision: number, withTimeZone: boolean): string {
  const zone = withTimeZone ? ' UTC' : '';
  if ('nanos' in value) return finite(value.nanos, MAX_INT64, (nanos) => nanosText(nanos) + zone);
  const [count, factor] =
    'micros' in value ? [value.micros, 1n] : 'millis' in value ? [value.millis, 1000n] : [value.seconds, 1_000_000n];
  return finite(count, MAX_INT64, (units) => timestampText(units * factor, precision) + zone);
}

function nanosText(nanos: bigint): string {
  const below = ((nanos % 1000n) + 1000n) % 1000n;
  return `${timestampText((nanos - below) / 1000n, 6)}${String(below).padStart(3, '0')}`;
}

// DuckDB has dates at infinity; Trino has none, so they are told by name.
function finite<T extends number | bigint>(value: T, infinity: T, write: (value: T) => string): string {
  if (value === infinity) return 'infinity';
  return value === -infinity ? '-infinity' : write(value);
}
