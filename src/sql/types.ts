/** Types of values: Trino's as a tree, and their names in DuckDB, Iceberg and Athena's DDL. */
export { fromDuckDbType, toDuckDbType } from './types/duckdb-types.ts';
export { icebergColumnType, toHiveType, toIcebergType } from './types/iceberg-types.ts';
export { parseTrinoType } from './types/parse-trino-type.ts';
export {
  formatTrinoType,
  type OpaqueType,
  type RowField,
  type SimpleKind,
  type TrinoType,
} from './types/trino-type.ts';
export { canCast } from './types/casts.ts';
export { canCoerce, commonSuperType, commonSuperTypeOf } from './types/coercion.ts';
export { literalType } from './types/literal-type.ts';
export { isComparable, isOrderable, sameType } from './types/same-type.ts';
