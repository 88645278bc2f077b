/** Types of values: Trino's as a tree, and their names in DuckDB, Iceberg and Athena's DDL. */
export { fromDuckDbType, toDuckDbType } from './types/duckdb-types.ts';
export { icebergColumnType, toHiveType, toIcebergType } from './types/iceberg-types.ts';
export { parseTrinoType } from './types/parse-trino-type.ts';
export { formatTrinoType, type RowField, type SimpleKind, type TrinoType } from './types/trino-type.ts';
