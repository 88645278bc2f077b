import type { TrinoType } from '../types.ts';
import type { PlanType } from './plan-types.ts';

const IDS: Readonly<Partial<Record<TrinoType['kind'], string>>> = {
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  real: 'FLOAT',
  double: 'DOUBLE',
  varchar: 'VARCHAR',
  char: 'VARCHAR',
  varbinary: 'BLOB',
  date: 'DATE',
  time: 'TIME',
  uuid: 'UUID',
  'interval day to second': 'INTERVAL',
  'interval year to month': 'INTERVAL',
  unknown: 'NULL',
};

/** The type that DuckDB's plan has for a value of one of Trino's, as far as the forms of macros look at it. */
export function planTypeOf(type: TrinoType): PlanType | undefined {
  switch (type.kind) {
    case 'decimal':
      return { id: 'DECIMAL', type_info: { width: type.precision, scale: type.scale } };
    case 'json':
      return { id: 'VARCHAR', type_info: { alias: 'JSON' } };
    case 'timestamp':
      return { id: timestampId(type.precision, type.withTimeZone) };
    case 'array':
      return { id: 'LIST' };
    case 'map':
      return { id: 'MAP' };
    case 'row':
      return { id: 'STRUCT' };
    default: {
      const id = IDS[type.kind];
      return id === undefined ? undefined : { id };
    }
  }
}

function timestampId(precision: number, withTimeZone: boolean): string {
  if (withTimeZone) return 'TIMESTAMP WITH TIME ZONE';
  if (precision === 0) return 'TIMESTAMP_S';
  if (precision <= 3) return 'TIMESTAMP_MS';
  return precision <= 6 ? 'TIMESTAMP' : 'TIMESTAMP_NS';
}
