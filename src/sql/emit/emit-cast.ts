import { parseTrinoType, type TrinoType } from '../types.ts';
import { quoteString } from '../quote.ts';
import type { Cast, Expression, TextRange } from '../tree.ts';
import { castValue as castKnown } from './cast-value.ts';
import { duckDbType, typedNull } from './duckdb-type.ts';
import { fromJson } from './emit-json-cast.ts';
import type { Emitter } from './emitter.ts';
import { shapeOf } from './shape.ts';
import { textOf } from './text-of.ts';
import { carriesZone } from './zones-by-type.ts';
import { isZoned, local, printedZone, printedZoneOf } from './time-zones.ts';

/** CAST and TRY_CAST. Scalars go through a macro that keeps Trino's rules of reading, rounding and printing. */
export function emitCast(cast: Cast, emitter: Emitter): string {
  const { operand, type: text, at } = cast;
  const type = parseTrinoType(text);
  if (!type) return emitter.refuse(`The type "${text}"`, at);
  const from = emitter.typeOf(operand);
  if (from) return emitKnownCast(cast, from, type, emitter);
  return emitUnknownCast(cast, type, emitter);
}

function emitKnownCast({ operand, safe, at }: Cast, from: TrinoType, to: TrinoType, emitter: Emitter): string {
  if (from.kind === 'unknown' || (operand.kind === 'literal' && operand.type === 'null'))
    return emitNull(to, emitter, at);
  const instant = to.kind === 'timestamp' && to.withTimeZone ? instantText(operand, to.precision) : undefined;
  if (instant !== undefined) return castTo(instant, 'TIMESTAMP WITH TIME ZONE', safe);
  if (from.kind !== 'timestamp' || !from.withTimeZone || carriesZone(to)) {
    const zone = carriesZone(from) ? printedZoneOf(operand, emitter) : undefined;
    return castKnown(emitter.instant(operand), from, to, { safe, emitter, at, zone });
  }
  const zone = to.kind === 'varchar' ? printedZoneOf(operand, emitter) : undefined;
  if (to.kind === 'varchar' && zone === undefined) return emitter.refuse('The text of a value whose time zone is not known', operand.at ?? at, 'Give the zone with AT TIME ZONE.'); // prettier-ignore
  // The wall clock of a value is a timestamp of as many digits; its text ends with the zone.
  const clock = { ...from, withTimeZone: false };
  const value = `CAST(${clockOf(operand, emitter)} AS ${duckDbType(clock) ?? 'TIMESTAMP'})`;
  if (to.kind !== 'varchar') return castKnown(value, clock, to, { safe, emitter, at });
  const text = `${textOf(value, clock, { safe, emitter, at })} || ' ${zone ?? ''}'`;
  return to.length === undefined ? text : emitter.macro('t_fitting', text, String(to.length));
}

function clockOf(operand: Expression, emitter: Emitter): string {
  return isZoned(operand, emitter) ? local(operand, emitter) : `timezone('UTC', ${emitter.instant(operand)})`;
}

// A text that DuckDB reads as Trino does, its zone included.
function instantText(operand: Expression, precision: number): string | undefined {
  if (operand.kind !== 'literal' || operand.type !== 'string' || !isTimestampText(operand.value)) return undefined;
  const digits = /\.(\d+)/.exec(operand.value)?.[1] ?? '';
  return digits.length <= precision ? quoteString(operand.value) : undefined;
}

function emitUnknownCast({ operand, safe, at }: Cast, type: TrinoType, emitter: Emitter): string {
  if (operand.kind === 'call' && operand.name === 'map' && operand.args.length === 0)
    return emitEmptyMap(type, emitter, at);
  const zoned = type.kind === 'timestamp' && type.withTimeZone;
  const value = zoned ? emitter.instant(operand) : local(operand, emitter);
  if (zoned && operand.kind === 'literal' && operand.type === 'string' && isTimestampText(operand.value)) {
    return castTo(value, 'TIMESTAMP WITH TIME ZONE', safe);
  }
  const printed = type.kind === 'varchar' && operand.kind === 'typed-literal' ? printedZone(operand) : undefined;
  if (printed !== undefined) return quoteString(printed);
  if (isZoned(operand, emitter) && type.kind === 'varchar')
    return emitter.refuse('The text of a value with a time zone', at);
  if (shapeOf(operand, emitter) === 'json' && type.kind !== 'json') return fromJson(value, type, safe, emitter);
  if (operand.kind === 'literal' && operand.type === 'null') return emitNull(type, emitter, at);
  return castValue(value, type, { safe, emitter, at, element: shapeOf(operand, emitter) === 'array' });
}

/** A text cast to a simple type, for typed literals. */
export function castFrom(value: string, typeText: string, emitter: Emitter, at: TextRange | undefined): string {
  const type = parseTrinoType(typeText);
  if (!type) return emitter.refuse(`The type "${typeText}"`, at);
  return castValue(value, type, { safe: false, emitter, at, element: false });
}

function isTimestampText(text: string): boolean {
  return /^\s*\d{4}-\d{1,2}-\d{1,2}( ([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d([.]\d{1,6})?)?)?( [A-Za-z][\w/+-]*| ?[+-]\d{2}:\d{2})?\s*$/.test(
    text,
  );
}

interface Casting {
  readonly safe: boolean;
  readonly emitter: Emitter;
  readonly at: TextRange | undefined;
  /** The value is known to be an array: its elements can be cast one by one. */
  readonly element: boolean;
}

const TIMESTAMPS: Readonly<Record<number, string>> = { 0: 's', 3: 'ms', 6: 'us' };

function castValue(value: string, type: TrinoType, casting: Casting): string {
  const { emitter, at } = casting;
  switch (type.kind) {
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'real':
    case 'double':
    case 'date':
    case 'uuid':
      return caster(`t_to_${type.kind}`, casting)(value);
    case 'varchar':
      if (type.length === undefined) return caster('t_to_varchar', casting)(value);
      return caster('t_to_varchar_n', casting)(value, String(type.length));
    case 'char':
      return emitter.refuse('A value of type char, which DuckDB does not have,', at, 'Use varchar.');
    case 'varbinary':
      return castTo(value, 'BLOB', casting.safe);
    case 'decimal':
      return castTo(
        caster('t_to_decimal_text', casting)(value),
        `DECIMAL(${type.precision},${type.scale})`,
        casting.safe,
      );
    case 'timestamp':
      return castTimestamp(value, type, casting);
    case 'json':
      return emitter.macro('t_to_json', value);
    case 'array':
    case 'map':
    case 'row':
      return castNested(value, type, casting);
    default:
      return emitter.refuse(`A cast to "${type.kind}"`, at);
  }
}

function caster(name: `t_${string}`, { safe, emitter }: Casting): (...args: string[]) => string {
  return (...args) => (safe ? `${name}_null(${args.join(', ')})` : emitter.macro(name, ...args));
}

type TimestampType = Extract<TrinoType, { readonly precision: number; readonly withTimeZone: boolean }>;

function castTimestamp(value: string, type: TimestampType, casting: Casting): string {
  if (type.withTimeZone) return caster('t_to_timestamptz', casting)(value, String(Math.min(6, type.precision)));
  const unit = TIMESTAMPS[type.precision];
  if (!unit) return casting.emitter.refuse(`A timestamp with ${type.precision} digits`, casting.at, 'Cast to timestamp(0), timestamp(3) or timestamp(6).'); // prettier-ignore
  return caster(`t_to_timestamp_${unit}`, casting)(value);
}

// Elements are cast by Trino's rules where the value is known to be an array; otherwise DuckDB's cast is taken, whose use for anything but
// widening the audit of the bound plan refuses.
function castNested(
  value: string,
  type: Extract<TrinoType, { kind: 'array' | 'map' | 'row' }>,
  casting: Casting,
): string {
  if (type.kind === 'array' && casting.element && !['array', 'map', 'row'].includes(type.element.kind)) {
    const item = casting.emitter.fresh('e');
    const list = `list_transform(${value}, lambda ${item}: ${castValue(item, type.element, { ...casting, element: false })})`;
    // One element that cannot be cast makes the array NULL.
    return casting.safe ? `t_all_or_null(${value}, ${list})` : list;
  }
  const name = duckDbType(type);
  return name === undefined
    ? casting.emitter.refuse('A cast to this type', casting.at)
    : castTo(value, name, casting.safe);
}

function castTo(value: string, name: string, safe: boolean): string {
  return `${safe ? 'TRY_CAST' : 'CAST'}(${value} AS ${name})`;
}

function emitEmptyMap(type: TrinoType, emitter: Emitter, at: TextRange | undefined): string {
  const name = type.kind === 'map' ? duckDbType(type) : undefined;
  return name === undefined ? emitter.refuse('A cast of an empty map to this type', at) : `CAST(MAP {} AS ${name})`;
}

function emitNull(type: TrinoType, emitter: Emitter, at: TextRange | undefined): string {
  return typedNull(type) ?? emitter.refuse('This type', at);
}
