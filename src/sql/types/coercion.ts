import { sameType } from './same-type.ts';
import type { RowField, TrinoType } from './trino-type.ts';

// Trino's implicit coercions (io.trino.type.TypeCoercion 476): one walk finds both the common super type of two types and whether the first
// becomes the second by itself.

const MAX_DECIMAL_PRECISION = 38;
const MAX_CHAR_LENGTH = 65_536;

/** Whether a value of `from` becomes one of `to` without a CAST: an argument, a side of a comparison, a value that is inserted. */
export function canCoerce(from: TrinoType, to: TrinoType): boolean {
  return sameType(from, to) || (compatibility(from, to)?.coercible ?? false);
}

/** The narrowest type that values of both become by themselves (branches of CASE, UNION, elements of an array); undefined: there is none. */
export function commonSuperType(a: TrinoType, b: TrinoType): TrinoType | undefined {
  return sameType(a, b) ? a : compatibility(a, b)?.type;
}

/** The common super type of all, from left to right as Trino does it; undefined: there is none, or the list is empty. */
export function commonSuperTypeOf(types: readonly TrinoType[]): TrinoType | undefined {
  let common: TrinoType | undefined = types[0];
  for (let index = 1; common && index < types.length; index++) {
    common = commonSuperType(common, types[index] as TrinoType);
  }
  return common;
}

interface Compatibility {
  readonly type: TrinoType;
  /** Whether the first type coerces to the second. */
  readonly coercible: boolean;
}

function compatibility(from: TrinoType, to: TrinoType): Compatibility | undefined {
  if (sameType(from, to)) return { type: to, coercible: true };
  if (from.kind === 'unknown') return { type: to, coercible: true };
  if (to.kind === 'unknown') return { type: from, coercible: false };
  const fromBase = baseOf(from);
  const toBase = baseOf(to);
  if (fromBase === toBase) return sameBase(from, to);
  const widened = coerceTypeBase(from, toBase);
  if (widened) return compatibility(widened, to);
  const other = coerceTypeBase(to, fromBase);
  const common = other && compatibility(from, other);
  return common && { type: common.type, coercible: false };
}

function sameBase(from: TrinoType, to: TrinoType): Compatibility | undefined {
  switch (from.kind) {
    case 'decimal':
      return to.kind === 'decimal' ? reaching(commonDecimal(from, to), to) : undefined;
    case 'varchar':
      return to.kind === 'varchar' ? reaching(commonVarchar(from.length, to.length), to) : undefined;
    case 'char':
      return to.kind === 'char' ? reaching({ kind: 'char', length: Math.max(from.length, to.length) }, to) : undefined;
    case 'time':
    case 'timestamp':
      return to.kind === from.kind
        ? reaching({ ...from, precision: Math.max(from.precision, to.precision) }, to)
        : undefined;
    case 'array': {
      const element = to.kind === 'array' ? compatibility(from.element, to.element) : undefined;
      return element && { type: { kind: 'array', element: element.type }, coercible: element.coercible };
    }
    case 'map':
      return to.kind === 'map' ? commonMap(from, to) : undefined;
    case 'row':
      return to.kind === 'row' ? commonRow(from.fields, to.fields) : undefined;
    default:
      return undefined;
  }
}

function reaching(type: TrinoType, to: TrinoType): Compatibility {
  return { type, coercible: sameType(type, to) };
}

type Decimal = Extract<TrinoType, { kind: 'decimal' }>;
type MapType = Extract<TrinoType, { kind: 'map' }>;

// Digits may be lost beyond 38; operators check for overflow when they run.
function commonDecimal(a: Decimal, b: Decimal): TrinoType {
  const scale = Math.max(a.scale, b.scale);
  const precision = Math.max(a.precision - a.scale, b.precision - b.scale) + scale;
  return { kind: 'decimal', precision: Math.min(MAX_DECIMAL_PRECISION, precision), scale };
}

function commonVarchar(a: number | undefined, b: number | undefined): TrinoType {
  return a === undefined || b === undefined ? { kind: 'varchar' } : { kind: 'varchar', length: Math.max(a, b) };
}

function commonMap(from: MapType, to: MapType): Compatibility | undefined {
  const key = compatibility(from.key, to.key);
  const value = key && compatibility(from.value, to.value);
  if (!value) return undefined;
  return { type: { kind: 'map', key: key.type, value: value.type }, coercible: key.coercible && value.coercible };
}

// Names do not hinder a coercion; the common super type keeps only those that both sides share.
function commonRow(from: readonly RowField[], to: readonly RowField[]): Compatibility | undefined {
  if (from.length !== to.length) return undefined;
  const fields: RowField[] = [];
  let coercible = true;
  for (const [index, { name, type }] of from.entries()) {
    const other = to[index] as RowField;
    const common = compatibility(type, other.type);
    if (!common) return undefined;
    coercible &&= common.coercible;
    fields.push(name === undefined || name !== other.name ? { type: common.type } : { name, type: common.type });
  }
  return { type: { kind: 'row', fields }, coercible };
}

/** A type's name without its parameters, as Trino tells types apart: `timestamp` and `timestamp with time zone` are two. */
export function baseOf(type: TrinoType): string {
  switch (type.kind) {
    case 'time':
    case 'timestamp':
      return type.withTimeZone ? `${type.kind} with time zone` : type.kind;
    case 'opaque':
      return type.name;
    default:
      return type.kind;
  }
}

/** The type of the given base (see `baseOf`) that a type widens to by itself; undefined: it does not. Both bases differ or are the same. */
export function coerceTypeBase(type: TrinoType, base: string): TrinoType | undefined {
  if (baseOf(type) === base) return type;
  switch (type.kind) {
    case 'unknown':
      return FROM_UNKNOWN[base];
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return fromInteger(type.kind, base);
    case 'decimal':
      return base === 'real' || base === 'double' ? { kind: base } : undefined;
    case 'real':
      return base === 'double' ? { kind: 'double' } : undefined;
    case 'date':
      return moment(base, 'timestamp', 'timestamp with time zone', 0);
    case 'time':
      return type.withTimeZone ? undefined : moment(base, 'time', 'time with time zone', type.precision);
    case 'timestamp':
      return type.withTimeZone ? undefined : moment(base, 'timestamp', 'timestamp with time zone', type.precision);
    case 'varchar':
      if (base === 'char') return { kind: 'char', length: Math.min(type.length ?? MAX_CHAR_LENGTH, MAX_CHAR_LENGTH) };
      return FROM_TEXT[base];
    case 'char':
      return FROM_TEXT[base];
    case 'opaque':
      return type.name === 'p4hyperloglog' && base === 'hyperloglog' ? opaque('hyperloglog') : undefined;
    default:
      return undefined;
  }
}

function moment(base: string, kind: 'time' | 'timestamp', zoned: string, precision: number): TrinoType | undefined {
  return base === kind || base === zoned ? { kind, precision, withTimeZone: base === zoned } : undefined;
}

const INTEGER_DIGITS = { tinyint: 3, smallint: 5, integer: 10, bigint: 19 } as const;
const WIDTH: Readonly<Record<string, number>> = { tinyint: 0, smallint: 1, integer: 2, bigint: 3, real: 4, double: 4 };

function fromInteger(kind: keyof typeof INTEGER_DIGITS, base: string): TrinoType | undefined {
  if (base === 'decimal') return { kind: 'decimal', precision: INTEGER_DIGITS[kind], scale: 0 };
  const isWider = (WIDTH[base] ?? -1) > (WIDTH[kind] ?? 0);
  return isWider ? { kind: base as 'smallint' | 'integer' | 'bigint' | 'real' | 'double' } : undefined;
}

function opaque(name: string): TrinoType {
  return { kind: 'opaque', name };
}

// Patterns are the arguments that functions take as texts in SQL.
const FROM_TEXT: Readonly<Record<string, TrinoType>> = {
  joniregexp: opaque('joniregexp'),
  re2jregexp: opaque('re2jregexp'),
  jsonpath: opaque('jsonpath'),
  codepoints: opaque('codepoints'),
};

const FROM_UNKNOWN: Readonly<Record<string, TrinoType>> = {
  ...FROM_TEXT,
  boolean: { kind: 'boolean' },
  bigint: { kind: 'bigint' },
  integer: { kind: 'integer' },
  double: { kind: 'double' },
  real: { kind: 'real' },
  varbinary: { kind: 'varbinary' },
  date: { kind: 'date' },
  time: { kind: 'time', precision: 3, withTimeZone: false },
  'time with time zone': { kind: 'time', precision: 3, withTimeZone: true },
  timestamp: { kind: 'timestamp', precision: 3, withTimeZone: false },
  'timestamp with time zone': { kind: 'timestamp', precision: 3, withTimeZone: true },
  json: { kind: 'json' },
  'interval year to month': { kind: 'interval year to month' },
  'interval day to second': { kind: 'interval day to second' },
  hyperloglog: opaque('hyperloglog'),
  setdigest: opaque('setdigest'),
  p4hyperloglog: opaque('p4hyperloglog'),
  color: opaque('color'),
  varchar: { kind: 'varchar', length: 0 },
  char: { kind: 'char', length: 0 },
  decimal: { kind: 'decimal', precision: 1, scale: 0 },
};
