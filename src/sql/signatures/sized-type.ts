import type { TrinoType } from '../types/trino-type.ts';

/** The length by which Trino says that a varchar has none. */
export const UNBOUNDED_LENGTH = 2_147_483_647;

/** A type of a base (as `baseOf` gives it) with its numbers; without them the type that the bare word names in a signature. */
export function sizedType(base: string, sizes: readonly number[]): TrinoType {
  const [first = 0, second = 0] = sizes;
  switch (base) {
    case 'varchar':
      return sizes.length === 0 || first >= UNBOUNDED_LENGTH ? { kind: 'varchar' } : { kind: 'varchar', length: first };
    case 'char':
      return { kind: 'char', length: first };
    case 'decimal':
      return { kind: 'decimal', precision: first, scale: second };
    case 'time':
    case 'timestamp':
      return { kind: base, precision: first, withTimeZone: false };
    case 'time with time zone':
      return { kind: 'time', precision: first, withTimeZone: true };
    default:
      return { kind: 'timestamp', precision: first, withTimeZone: true };
  }
}

const MAX_CHAR_LENGTH = 65_536;
const MAX_DECIMAL_PRECISION = 38;

/** Whether Trino has a type with these numbers: `char(70000)` and `decimal(40,2)` are none. */
export function isSizedType(base: string, [first = 0, second = 0]: readonly number[]): boolean {
  if (base === 'char') return first <= MAX_CHAR_LENGTH;
  return base !== 'decimal' || (first >= 1 && first <= MAX_DECIMAL_PRECISION && second >= 0 && second <= first);
}

/** The numbers of a type in the order in which it is written; none for a type that has none. */
export function sizesOf(type: TrinoType): readonly number[] {
  switch (type.kind) {
    case 'varchar':
      return [type.length ?? UNBOUNDED_LENGTH];
    case 'char':
      return [type.length];
    case 'decimal':
      return [type.precision, type.scale];
    case 'time':
    case 'timestamp':
      return [type.precision];
    default:
      return [];
  }
}
