import { invariant } from '../../diagnostics/index.ts';
import type { Column, DialectName } from '../../engines/engine.ts';
import { parseTrinoType, toIcebergType } from '../../sql/types.ts';
import { typeIn } from '../type-in.ts';

/**
 * A column's type as the dialect's DDL for tables writes it: `string` on Athena, `varchar` on Trino. Undefined: Athena's DDL has no word for it, though
 * its tables can have it (a timestamp with time zone, a row with a field of an odd name).
 */
export function storedTypeWord(column: Column, dialect: DialectName): string | undefined {
  if (dialect === 'duckdb') return typeIn(column.type, dialect);
  const type = parseTrinoType(column.type);
  invariant(type, `"${column.type}" is not a type`);
  const text = toIcebergType(type, dialect);
  invariant(text !== undefined || toIcebergType(type, 'trino') !== undefined, `"${column.type}" cannot be stored`);
  return text;
}
