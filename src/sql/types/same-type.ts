import type { RowField, TrinoType } from './trino-type.ts';

/** Whether two types are one. Rows are the same only if their fields' names are too, as Trino holds it. */
export function sameType(a: TrinoType, b: TrinoType): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'varchar':
    case 'char':
      return b.kind === a.kind && a.length === b.length;
    case 'decimal':
      return b.kind === 'decimal' && a.precision === b.precision && a.scale === b.scale;
    case 'time':
    case 'timestamp':
      return b.kind === a.kind && a.precision === b.precision && a.withTimeZone === b.withTimeZone;
    case 'array':
      return b.kind === 'array' && sameType(a.element, b.element);
    case 'map':
      return b.kind === 'map' && sameType(a.key, b.key) && sameType(a.value, b.value);
    case 'row':
      return b.kind === 'row' && a.fields.length === b.fields.length && a.fields.every(isSameField, b.fields);
    case 'opaque':
      return b.kind === 'opaque' && a.name === b.name && sameTypes(a.parameters ?? [], b.parameters ?? []);
    default:
      return a.kind === b.kind;
  }
}

function isSameField(this: readonly RowField[], field: RowField, index: number): boolean {
  const other = this[index];
  return other !== undefined && field.name === other.name && sameType(field.type, other.type);
}

function sameTypes(a: readonly TrinoType[], b: readonly TrinoType[]): boolean {
  return a.length === b.length && a.every((type, index) => sameType(type, b[index] as TrinoType));
}

// Of the types known by name alone, only these can be compared, and none can be put in order. Source: isComparable of their classes.
const COMPARABLE_OPAQUES: ReadonlySet<string> = new Set(['color', 'bingtile']);

/** Whether Trino compares values of the type by `=`: GROUP BY, DISTINCT, IN, keys of maps. */
export function isComparable(type: TrinoType): boolean {
  switch (type.kind) {
    case 'array':
      return isComparable(type.element);
    case 'map':
      return isComparable(type.value);
    case 'row':
      return type.fields.every((field) => isComparable(field.type));
    case 'opaque':
      return COMPARABLE_OPAQUES.has(type.name);
    default:
      return true;
  }
}

/** Whether Trino orders values of the type: `<`, ORDER BY, min, max. */
export function isOrderable(type: TrinoType): boolean {
  switch (type.kind) {
    case 'array':
      return isOrderable(type.element);
    case 'row':
      return type.fields.every((field) => isOrderable(field.type));
    case 'map':
    case 'json':
    case 'opaque':
      return false;
    default:
      return true;
  }
}
