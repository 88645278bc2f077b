import type { Value } from '../../engines/engine.ts';
import type { TrinoType } from '../../sql/types.ts';

/**
 * A value made comparable: equal values of one type, or of neighbouring types (integers and decimals, timestamps of different precision), have one
 * form. Floating-point numbers stay numbers, to be compared with a tolerance; everything else becomes text.
 */
export type Comparable = null | number | string | readonly Comparable[] | { readonly [key: string]: Comparable };

const TOLERANCE = 1e-9;

export function comparable(value: Value, type: TrinoType): Comparable {
  if (value === null) return null;
  switch (type.kind) {
    case 'real':
      return Math.fround(Number(value));
    case 'double':
      return Number(value);
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'decimal':
      return plainNumber(String(value));
    case 'time':
      return withoutZeros(String(value));
    case 'timestamp':
      return type.withTimeZone ? instant(String(value)) : withoutZeros(String(value));
    case 'char':
      return String(value).trimEnd();
    case 'json':
      return sortedJson(String(value));
    case 'array':
    case 'map':
    case 'row':
      return nested(value, type);
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
}

/** Whether two comparable values are equal: numbers up to a relative difference of 1e-9, NULL and NaN equal themselves. */
export function areEqual(a: Comparable, b: Comparable): boolean {
  if (typeof a === 'number' || typeof b === 'number') return nearly(a, b);
  if (a === null || b === null || typeof a === 'string' || typeof b === 'string') return a === b;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  if (Array.isArray(a) !== Array.isArray(b) || left.length !== right.length) return false;
  const other = b as { readonly [key: string]: Comparable };
  return left.every(([key, item]) => Object.hasOwn(b, key) && areEqual(item as Comparable, other[key] ?? null));
}

/** A text that is the same for equal values, and with numbers left out: what rows are looked up by. */
export function shapeOf(value: Comparable): string {
  return JSON.stringify(value, (_, item: Comparable) => (typeof item === 'number' ? '#' : item));
}

function nearly(a: Comparable, b: Comparable): boolean {
  if (a === null || b === null || typeof a === 'object' || typeof b === 'object') return false;
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) && Number.isNaN(y);
  return x === y || Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y));
}

function nested(value: Value, type: Extract<TrinoType, { kind: 'array' | 'map' | 'row' }>): Comparable {
  if (type.kind === 'map') {
    const entries = Object.entries(value as { readonly [key: string]: Value });
    const items = entries.map(
      ([key, item]) => [String(comparable(key, type.key)), comparable(item, type.value)] as const,
    );
    return Object.fromEntries(items.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  const items = value as readonly Value[];
  return items.map((item, index) => {
    const itemType = type.kind === 'array' ? type.element : type.fields[index]?.type;
    return comparable(item, itemType ?? { kind: 'varchar' });
  });
}

function plainNumber(text: string): string {
  const match = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = `${whole || '0'}${fraction === '' ? '' : `.${fraction}`}`;
  return sign === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

function withoutZeros(text: string): string {
  return text.replace(/(\.\d*?)0+(?=$|[^\d])/, '$1').replace(/\.(?=$|[^\d])/, '');
}

const WITH_OFFSET = /^(\d{4,}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(\.\d+)? ?(UTC|Z|([+-])(\d{2}):?(\d{2}))$/;

// An instant in UTC. A region's offset is not known here: such a text is compared as it is.
function instant(text: string): string {
  const match = WITH_OFFSET.exec(text);
  if (!match) return withoutZeros(text);
  const [, date = '', time = '', fraction = '', , sign = '+', hours = '0', minutes = '0'] = match;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const utc = new Date(Date.parse(`${date}T${time}Z`) - offset * 60_000);
  return withoutZeros(`${utc.toISOString().slice(0, 19).replace('T', ' ')}${fraction} UTC`);
}

function sortedJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (_, item: unknown) => sortedKeys(item));
  } catch {
    return text;
  }
}

function sortedKeys(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
}
