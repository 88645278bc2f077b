import type { TextRange } from '../tree.ts';
import { formatTrinoType, sameType, type TrinoType } from '../types.ts';
import { duckDbType, rowOf, typedNull } from './duckdb-type.ts';
import { fromJson } from './emit-json-cast.ts';
import type { Emitter } from './emitter.ts';
import { jsonOf } from './json-of.ts';
import { textOf } from './text-of.ts';

export interface Casting {
  /** A value that cannot be cast gives NULL. */
  readonly safe: boolean;
  readonly emitter: Emitter;
  readonly at?: TextRange | undefined;
  /** How the time zone of the values is printed; absent: it is not known. */
  readonly zone?: string | undefined;
}

type RowType = Extract<TrinoType, { kind: 'row' }>;

/** A value of a known type, cast by Trino's rules of reading, rounding and printing. */
export function castValue(value: string, from: TrinoType, to: TrinoType, casting: Casting): string {
  const { emitter, at } = casting;
  if (from.kind === 'unknown') return typedNull(to) ?? refuse(from, to, casting);
  if (from.kind !== 'char' && sameType(from, to)) return value;
  if (from.kind === 'json' && to.kind !== 'json') return castJson(value, to, casting);
  switch (to.kind) {
    case 'varchar':
      return toVarchar(value, from, to.length, casting);
    case 'char':
      return emitter.macro('t_char', value, String(to.length));
    case 'json':
      return jsonOf(value, from, casting);
    case 'array':
    case 'map':
    case 'row':
      return castNested(value, from, to, casting);
    case 'decimal':
      return toDecimal(value, from, `DECIMAL(${to.precision},${to.scale})`, casting);
    case 'timestamp':
      return to.withTimeZone ? toInstant(value, from, to, casting) : toTimestamp(value, from, to, casting);
    case 'time':
      return toTime(value, from, to, casting);
    case 'date':
      return from.kind === 'varchar' ? call('t_text_to_date', casting, value) : plain(value, 'DATE', casting);
    case 'varbinary':
      return from.kind === 'varchar' ? `encode(${value})` : refuse(from, to, casting);
    case 'uuid':
      return from.kind === 'varchar' ? call('t_text_to_uuid', casting, value) : refuse(from, to, casting);
    case 'boolean':
      return from.kind === 'varchar' ? call('t_text_to_boolean', casting, value) : plain(value, 'BOOLEAN', casting);
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return toInteger(value, from, to.kind, casting);
    case 'real':
    case 'double':
      return toFloat(value, from, to.kind, casting);
    default:
      return emitter.refuse(`A cast to "${formatTrinoType(to)}"`, at);
  }
}

function castJson(text: string, to: TrinoType, { safe, emitter, at }: Casting): string {
  const value = to.kind !== 'decimal' && holdsDecimal(to) ? emitter.macro('t_json_short', text) : text;
  if (!safe || !(to.kind === 'array' || to.kind === 'map' || to.kind === 'row'))
    return fromJson(value, to, safe, emitter);
  const item = emitter.fresh('c');
  return `list_transform([${value}], lambda ${item}: TRY(${fromJson(item, to, false, emitter.trying(at))}))[1]`;
}

// DuckDB takes numbers out of JSON as doubles.
function holdsDecimal(type: TrinoType): boolean {
  switch (type.kind) {
    case 'decimal':
      return true;
    case 'array':
      return holdsDecimal(type.element);
    case 'map':
      return holdsDecimal(type.value);
    case 'row':
      return type.fields.some((field) => holdsDecimal(field.type));
    default:
      return false;
  }
}

function refuse(from: TrinoType, to: TrinoType, { emitter, at }: Casting): string {
  return emitter.refuse(`A cast from "${formatTrinoType(from)}" to "${formatTrinoType(to)}"`, at);
}

function call(name: `t_${string}`, { safe, emitter }: Casting, ...args: string[]): string {
  return safe ? `${name}_null(${args.join(', ')})` : emitter.macro(name, ...args);
}

function plain(value: string, name: string, { safe }: Casting): string {
  return `${safe ? 'TRY_CAST' : 'CAST'}(${value} AS ${name})`;
}

// A text is cut, any other value that does not fit is an error.
function toVarchar(value: string, from: TrinoType, length: number | undefined, casting: Casting): string {
  if (from.kind === 'varchar' || from.kind === 'char') {
    const fits = length === undefined || (from.length !== undefined && from.length <= length);
    return fits ? value : `left(${value}, ${length})`;
  }
  const text = textOf(value, from, casting);
  // Where the text of a moment does not fit, TRY_CAST fails, too.
  const fails = ['timestamp', 'time', 'boolean'].includes(from.kind) || from.kind.startsWith('interval');
  return length === undefined
    ? text
    : call('t_fitting', fails ? { ...casting, safe: false } : casting, text, String(length));
}

function isFloat({ kind }: TrinoType): boolean {
  return kind === 'real' || kind === 'double';
}

function toInteger(
  value: string,
  from: TrinoType,
  kind: 'tinyint' | 'smallint' | 'integer' | 'bigint',
  casting: Casting,
) {
  if (from.kind === 'varchar') return call(`t_text_to_${kind}`, casting, value);
  if (from.kind === 'real' && kind === 'bigint') return casting.emitter.macro('t_real_to_bigint', value);
  return plain(isFloat(from) ? `round(CAST(${value} AS DOUBLE))` : value, kind.toUpperCase(), casting);
}

function toFloat(value: string, from: TrinoType, kind: 'real' | 'double', casting: Casting): string {
  if (from.kind === 'varchar') return call(`t_text_to_${kind}`, casting, value);
  if (kind === 'double') return plain(value, 'DOUBLE', casting);
  return from.kind === 'double' ? casting.emitter.macro('t_double_to_real', value) : plain(value, 'FLOAT', casting);
}

function toDecimal(value: string, from: TrinoType, name: string, casting: Casting): string {
  if (from.kind === 'varchar') return plain(call('t_text_to_decimal_text', casting, value), name, casting);
  if (from.kind === 'boolean') return plain(`CAST(${value} AS INTEGER)`, name, casting);
  return plain(isFloat(from) ? casting.emitter.macro('t_float_digits', value) : value, name, casting);
}

type Moment = Extract<TrinoType, { precision: number; withTimeZone: boolean }>;

const UNITS: Readonly<Record<number, string>> = { 0: 's', 3: 'ms', 6: 'us' };
const MAX_PRECISION = 6;

function toTimestamp(value: string, from: TrinoType, to: Moment, casting: Casting): string {
  const name = duckDbType(to);
  const { precision } = to;
  if (name === undefined || (precision > MAX_PRECISION && from.kind === 'varchar')) return refuse(from, to, casting);
  if (from.kind === 'varchar') {
    const unit = UNITS[precision];
    if (unit !== undefined) return call(`t_text_to_timestamp_${unit}`, casting, value);
    return plain(call('t_text_to_timestamp_n', casting, value, String(precision)), name, casting);
  }
  if (from.kind === 'time') return `CAST(${ofToday(value)} AS ${name})`;
  return plain(rounded(plain(value, 'TIMESTAMP', casting), from, precision, casting), name, casting);
}

// A time of day is one of the day on which the query runs.
function ofToday(time: string): string {
  return `(CAST(timezone('UTC', now()) AS DATE) + ${time})`;
}

// Halves go up, before 1970 as well.
function rounded(value: string, from: TrinoType, precision: number, { emitter }: Casting): string {
  const digits = from.kind === 'timestamp' || from.kind === 'time' ? Math.min(from.precision, MAX_PRECISION) : 0;
  if (digits <= precision) return value;
  const unit = String(10 ** (MAX_PRECISION - precision));
  return emitter.macro(from.kind === 'timestamp' ? 't_round_timestamp' : 't_round_time', value, unit);
}

function toInstant(value: string, from: TrinoType, to: Moment, casting: Casting): string {
  const precision = Math.min(to.precision, MAX_PRECISION);
  if (from.kind === 'varchar') return call('t_text_to_timestamptz', casting, value, String(precision));
  if (from.kind === 'time') return `timezone('UTC', ${ofToday(value)})`;
  const clock = rounded(plain(value, 'TIMESTAMP', casting), from, precision, casting);
  return from.kind === 'timestamp' && from.withTimeZone && from.precision <= to.precision
    ? value
    : `timezone('UTC', ${clock})`;
}

function toTime(value: string, from: TrinoType, to: Moment, casting: Casting): string {
  if (to.withTimeZone || to.precision > MAX_PRECISION) return refuse(from, to, casting);
  if (from.kind === 'varchar') return call('t_text_to_time', casting, value, String(to.precision));
  if (from.kind === 'time') return rounded(value, from, to.precision, casting);
  const clock = plain(value, 'TIMESTAMP', casting);
  if (casting.safe) return refuse(from, to, casting);
  const checked = from.kind === 'timestamp' ? casting.emitter.macro('t_clock', clock) : clock;
  return `CAST(${rounded(checked, from, to.precision, casting)} AS TIME)`;
}

// Elements are cast one by one; one that cannot be cast makes the whole NULL where NULL is wanted.
function castNested(value: string, from: TrinoType, to: TrinoType, casting: Casting): string {
  if (casting.safe) {
    const item = casting.emitter.fresh('c');
    const inner = castNested(item, from, to, { ...casting, safe: false, emitter: casting.emitter.trying(casting.at) });
    return inner === item ? value : `list_transform([${value}], lambda ${item}: TRY(${inner}))[1]`;
  }
  if (from.kind === 'array' && to.kind === 'array') return castArray(value, from.element, to.element, casting);
  if (from.kind === 'map' && to.kind === 'map') return castMap(value, from, to, casting);
  if (from.kind === 'row' && to.kind === 'row') return castRow(value, from, to, casting);
  return refuse(from, to, casting);
}

/** Whether values of both are held alike, so that nothing is to be done. */
function heldAlike(from: TrinoType, to: TrinoType): boolean {
  if (from.kind === 'array' && to.kind === 'array') return heldAlike(from.element, to.element);
  if (from.kind === 'map' && to.kind === 'map') return heldAlike(from.key, to.key) && heldAlike(from.value, to.value);
  if (from.kind === 'row' && to.kind === 'row') {
    const pairs = from.fields.map((field, index) => [field, to.fields[index]] as const);
    return pairs.every(([one, other]) => other && one.name === other.name && heldAlike(one.type, other.type));
  }
  if (from.kind === 'varchar' && to.kind === 'varchar') return to.length === undefined || (from.length ?? Infinity) <= to.length; // prettier-ignore
  return sameType(from, to);
}

function castArray(value: string, from: TrinoType, to: TrinoType, casting: Casting): string {
  if (heldAlike(from, to)) return value;
  const name = from.kind === 'unknown' ? duckDbType(to) : undefined;
  if (name !== undefined) return `CAST(${value} AS ${name}[])`;
  const item = casting.emitter.fresh('e');
  return `list_transform(${value}, lambda ${item}: ${castValue(item, from, to, casting)})`;
}

type MapType = Extract<TrinoType, { kind: 'map' }>;

function castMap(value: string, from: MapType, to: MapType, casting: Casting): string {
  if (heldAlike(from, to)) return value;
  const name = from.key.kind === 'unknown' ? duckDbType(to) : undefined;
  if (name !== undefined) return `CAST(${value} AS ${name})`;
  const map = casting.emitter.fresh('m');
  const keys = castArray(`map_keys(${map})`, from.key, to.key, casting);
  const values = castArray(`map_values(${map})`, from.value, to.value, casting);
  return `list_transform([${value}], lambda ${map}: CASE WHEN ${map} IS NOT NULL THEN map(${keys}, ${values}) END)[1]`;
}

function castRow(value: string, from: RowType, to: RowType, casting: Casting): string {
  if (heldAlike(from, to)) return value;
  const row = casting.emitter.fresh('r');
  const parts = to.fields.map((field, index) => {
    const own = from.fields[index];
    return own ? castValue(`struct_extract_at(${row}, ${index + 1})`, own.type, field.type, casting) : 'NULL';
  });
  const cast = rowOf(to, parts);
  return `list_transform([${value}], lambda ${row}: CASE WHEN ${row} IS NOT NULL THEN ${cast} END)[1]`;
}
