/** A type in DuckDB's serialised plan. */
export interface PlanType {
  readonly id: string;
  readonly type_info?: {
    readonly alias?: string;
    readonly child_type?: PlanType | readonly PlanStructField[];
    readonly width?: number;
    readonly scale?: number;
  } | null;
}

type PlanStructField = { readonly first: string; readonly second: PlanType };

type Family = 'null' | 'number' | 'text' | 'json' | 'moment' | 'nested' | 'other';

const FAMILIES: Readonly<Record<string, Family>> = {
  NULL: 'null',
  TINYINT: 'number',
  SMALLINT: 'number',
  INTEGER: 'number',
  INTEGER_LITERAL: 'number',
  BIGINT: 'number',
  UTINYINT: 'number',
  USMALLINT: 'number',
  UINTEGER: 'number',
  UBIGINT: 'number',
  HUGEINT: 'number',
  UHUGEINT: 'number',
  DECIMAL: 'number',
  FLOAT: 'number',
  DOUBLE: 'number',
  VARCHAR: 'text',
  STRING_LITERAL: 'text',
  DATE: 'moment',
  TIMESTAMP: 'moment',
  TIMESTAMP_S: 'moment',
  TIMESTAMP_MS: 'moment',
  TIMESTAMP_NS: 'moment',
  'TIMESTAMP WITH TIME ZONE': 'moment',
  LIST: 'nested',
  STRUCT: 'nested',
  MAP: 'nested',
};

export function familyOf(type: PlanType): Family {
  if (type.id === 'VARCHAR' && type.type_info?.alias === 'JSON') return 'json';
  return FAMILIES[type.id] ?? 'other';
}

/** Whether Trino, too, casts a value of the first type to the second where it is needed. */
export function isCoercion(from: PlanType, to: PlanType): boolean {
  const family = familyOf(from);
  if (family === 'null') return true;
  if (family !== familyOf(to)) return false;
  if (family === 'nested')
    return from.id === to.id && nestedPairs(from, to).every(([one, other]) => isCoercion(one, other));
  return family === 'other' ? from.id === to.id : true;
}

/** Types of elements or fields, pairwise. */
function nestedPairs(from: PlanType, to: PlanType): readonly (readonly [PlanType, PlanType])[] {
  const [one, other] = [childTypes(from), childTypes(to)];
  return one.flatMap((type, index) => {
    const counterpart = other[index];
    return counterpart ? [[type, counterpart] as const] : [];
  });
}

function childTypes(type: PlanType): readonly PlanType[] {
  const child = type.type_info?.child_type;
  if (child === undefined) return [];
  return 'id' in child ? [child] : (child as readonly PlanStructField[]).map(({ second }) => second);
}

const NAMES: Readonly<Record<string, string>> = {
  FLOAT: 'real',
  HUGEINT: 'bigint',
  INTEGER_LITERAL: 'integer',
  STRING_LITERAL: 'varchar',
  BLOB: 'varbinary',
  LIST: 'array',
  STRUCT: 'row',
};

/** A type's name in Trino, for messages. */
export function typeName(type: PlanType): string {
  if (familyOf(type) === 'json') return 'json';
  if (type.id === 'DECIMAL') return `decimal(${type.type_info?.width ?? 0},${type.type_info?.scale ?? 0})`;
  if (type.id.startsWith('TIMESTAMP_')) return 'timestamp';
  return NAMES[type.id] ?? type.id.toLowerCase();
}
