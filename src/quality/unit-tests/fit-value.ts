import type { Value } from '../../engines/engine.ts';
import type { JsonObject, JsonValue } from '../../project/project.ts';
import type { RowField, TrinoType } from '../../sql/types.ts';
import { fitDate, fitTime, fitTimestamp } from './fit-time.ts';

/**
 * A value from a unit test's row, from YAML or CSV, in the JSON form in which an engine would give it (see `Value`). Undefined: it is not a value
 * of the type; nothing is rounded or cut.
 */
export function fitValue(value: JsonValue, type: TrinoType): Value | undefined {
  if (value === null) return null;
  switch (type.kind) {
    case 'array':
    case 'map':
    case 'row':
      return fitNested(parseNested(value), type);
    case 'json':
      return typeof value === 'string' ? jsonText(value) : JSON.stringify(value);
    default:
      return typeof value === 'object' ? undefined : fitScalar(value, type);
  }
}

type Scalar = boolean | number | string;

function fitScalar(value: Scalar, type: TrinoType): Value | undefined {
  switch (type.kind) {
    case 'boolean':
      return fitBoolean(value);
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return fitInteger(value, BITS[type.kind]);
    case 'real':
    case 'double':
      return fitDouble(value, type.kind);
    case 'decimal':
      return typeof value === 'boolean' ? undefined : fitDecimal(String(value).trim(), type.precision, type.scale);
    case 'varchar':
      return [...String(value)].length <= (type.length ?? Infinity) ? String(value) : undefined;
    case 'char':
      return [...String(value)].length <= type.length ? String(value).padEnd(type.length) : undefined;
    case 'varbinary':
      return /^([0-9a-f]{2})*$/i.test(String(value)) ? String(value).toLowerCase() : undefined;
    case 'uuid':
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(String(value))
        ? String(value).toLowerCase()
        : undefined;
    case 'unknown':
      return undefined;
    default:
      return typeof value === 'string' ? fitText(value, type) : undefined;
  }
}

function fitText(text: string, type: TrinoType): Value | undefined {
  switch (type.kind) {
    case 'date':
      return fitDate(text);
    case 'time':
      return fitTime(text, type.precision, type.withTimeZone);
    case 'timestamp':
      return fitTimestamp(text, type.precision, type.withTimeZone);
    default:
      return text;
  }
}

function fitBoolean(value: Scalar): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = String(value).trim().toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

const BITS = { tinyint: 8n, smallint: 16n, integer: 32n, bigint: 64n } as const;

function fitInteger(value: Scalar, bits: bigint): Value | undefined {
  const text = typeof value === 'number' && Number.isInteger(value) ? BigInt(value).toString() : String(value).trim();
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const number = BigInt(text);
  const limit = 1n << (bits - 1n);
  if (number >= limit || number < -limit) return undefined;
  return Number.isSafeInteger(Number(number)) ? Number(number) : number.toString();
}

function fitDouble(value: Scalar, kind: 'real' | 'double'): Value | undefined {
  const text = String(value).trim();
  if (['NaN', 'Infinity', '-Infinity'].includes(text)) return text;
  if (typeof value === 'boolean' || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  const number = Number(text);
  return kind === 'real' ? Math.fround(number) : number;
}

function fitDecimal(text: string, precision: number, scale: number): string | undefined {
  const match = /^([+-]?)(\d*)\.?(\d*)$/.exec(expanded(text));
  if (!match) return undefined;
  const [, sign = '', digits = '', decimals = ''] = match;
  if (digits === '' && decimals === '') return undefined;
  const whole = digits.replace(/^0+(?=\d)/, '') || '0';
  const fraction = decimals.replace(/0+$/, '');
  if (fraction.length > scale || (whole === '0' ? 0 : whole.length) > precision - scale) return undefined;
  const negative = sign === '-' && /[1-9]/.test(whole + fraction) ? '-' : '';
  return `${negative}${whole}${scale > 0 ? `.${fraction.padEnd(scale, '0')}` : ''}`;
}

// Numbers beyond 1e21 and below 1e-6 print with an exponent.
function expanded(text: string): string {
  const match = /^([+-]?)(\d+)\.?(\d*)e([+-]?\d{1,2})$/i.exec(text);
  if (!match) return text;
  const [, sign = '', digits = '', decimals = '', exponent = '0'] = match;
  const point = digits.length + Number(exponent);
  const all = digits + decimals;
  const padded = point <= 0 ? '0'.repeat(1 - point) + all : all.padEnd(point, '0');
  const at = Math.max(point, 1);
  return `${sign}${padded.slice(0, at)}.${padded.slice(at)}`;
}

type NestedType = Extract<TrinoType, { kind: 'array' | 'map' | 'row' }>;

// CSV has texts alone: there a list is written as JSON.
function parseNested(value: JsonValue): JsonValue | undefined {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as JsonValue;
  } catch {
    return undefined;
  }
}

function jsonText(text: string): Value {
  const parsed = parseNested(text);
  return JSON.stringify(parsed === undefined ? text : parsed);
}

function fitNested(value: JsonValue | undefined, type: NestedType): Value | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  switch (type.kind) {
    case 'array':
      return Array.isArray(value) ? fitAll(value, () => type.element) : undefined;
    case 'row':
      return fitRow(value, type.fields);
    case 'map':
      return Array.isArray(value) ? undefined : fitMap(value as JsonObject, type.key, type.value);
  }
}

function fitRow(value: readonly JsonValue[] | JsonObject, fields: readonly RowField[]): Value | undefined {
  if (Array.isArray(value))
    return value.length === fields.length ? fitAll(value, (index) => fields[index]?.type) : undefined;
  const object = value as JsonObject;
  const names = new Set(fields.map((field) => field.name));
  if (Object.keys(object).some((name) => !names.has(name))) return undefined;
  return fitAll(
    fields.map(({ name }) => object[name ?? ''] ?? null),
    (index) => fields[index]?.type,
  );
}

function fitMap(object: JsonObject, keyType: TrinoType, valueType: TrinoType): Value | undefined {
  const entries = Object.entries(object).map(
    ([key, item]) => [fitValue(key, keyType), fitValue(item, valueType)] as const,
  );
  if (entries.some(([key, item]) => key === undefined || key === null || item === undefined)) return undefined;
  return Object.fromEntries(entries.map(([key, item]) => [String(key), item as Value]));
}

function fitAll(values: readonly JsonValue[], typeAt: (index: number) => TrinoType | undefined): Value | undefined {
  const fitted = values.map((item, index) => {
    const type = typeAt(index);
    return type && fitValue(item, type);
  });
  return fitted.some((item) => item === undefined) ? undefined : (fitted as readonly Value[]);
}
