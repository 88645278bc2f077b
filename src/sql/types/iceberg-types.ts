import type { DialectName } from '../../engines/engine.ts';
import { toDuckDbType } from './duckdb-types.ts';
import { formatTrinoType, type RowField, type TrinoType } from './trino-type.ts';

/**
 * What a value's type becomes when it is stored in an Iceberg table that Athena and Trino both use: varchar(n) and char(n) lose their length,
 * small integers widen, timestamps have six digits. Undefined: not storable there (json, time, intervals, uuid, unknown, rows without names).
 *
 * Rules: Athena's list of Iceberg types (no time, uuid, fixed, tinyint, smallint, char); Trino's Iceberg connector.
 */
export function icebergColumnType(type: TrinoType): TrinoType | undefined {
  switch (type.kind) {
    case 'boolean':
    case 'integer':
    case 'bigint':
    case 'real':
    case 'double':
    case 'decimal':
    case 'varbinary':
    case 'date':
      return type;
    case 'tinyint':
    case 'smallint':
      return { kind: 'integer' };
    case 'varchar':
    case 'char':
      return { kind: 'varchar' };
    case 'timestamp':
      return { ...type, precision: 6 };
    case 'array': {
      const element = icebergColumnType(type.element);
      return element && { kind: 'array', element };
    }
    case 'map': {
      const key = icebergColumnType(type.key);
      const value = icebergColumnType(type.value);
      return key && value && { kind: 'map', key, value };
    }
    case 'row':
      return storedRow(type.fields);
    default:
      return undefined;
  }
}

function storedRow(fields: readonly RowField[]): TrinoType | undefined {
  const stored: RowField[] = [];
  for (const { name, type } of fields) {
    const storedType = icebergColumnType(type);
    if (name === undefined || storedType === undefined) return undefined;
    stored.push({ name, type: storedType });
  }
  return { kind: 'row', fields: stored };
}

/**
 * The type as it is written in a CREATE TABLE of the dialect for a column that holds values of `type`.
 * Undefined: not storable, or (Athena) without a word in its DDL, as timestamp with time zone.
 */
export function toIcebergType(type: TrinoType, dialect: DialectName): string | undefined {
  const stored = icebergColumnType(type);
  if (!stored) return undefined;
  switch (dialect) {
    case 'duckdb':
      return toDuckDbType(stored);
    case 'trino':
      return formatTrinoType(stored);
    case 'athena':
      return toHiveType(stored);
  }
}

const HIVE_WORDS: Readonly<Partial<Record<TrinoType['kind'], string>>> = {
  boolean: 'boolean',
  tinyint: 'tinyint',
  smallint: 'smallint',
  integer: 'int',
  bigint: 'bigint',
  real: 'float',
  double: 'double',
  varbinary: 'binary',
  date: 'date',
};

/** A type in the words of Hive's DDL, which Athena and Glue share: `string`, `int`, `struct<a:int>`. Undefined: Hive has no word for it. */
export function toHiveType(type: TrinoType): string | undefined {
  switch (type.kind) {
    case 'varchar':
      return type.length === undefined ? 'string' : `varchar(${type.length})`;
    case 'char':
      return `char(${type.length})`;
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'timestamp':
      return type.withTimeZone ? undefined : 'timestamp';
    case 'array':
      return angled('array', [toHiveType(type.element)], ',');
    case 'map':
      return angled('map', [toHiveType(type.key), toHiveType(type.value)], ',');
    case 'row':
      return angled('struct', type.fields.map(hiveField), ',');
    default:
      return HIVE_WORDS[type.kind];
  }
}

// Hive's type text has no quoting: a name with other signs cannot be said.
function hiveField({ name, type }: RowField): string | undefined {
  const text = toHiveType(type);
  return text === undefined || name === undefined || !/^[\p{L}\p{N}_]+$/u.test(name) ? undefined : `${name}:${text}`;
}

function angled(word: string, parts: readonly (string | undefined)[], separator: string): string | undefined {
  return parts.includes(undefined) ? undefined : `${word}<${parts.join(separator)}>`;
}
