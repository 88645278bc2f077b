import type { DialectName } from '../engines/engine.ts';
import { quoteHiveString, quoteString } from './quote.ts';

/** What a property's value is: decides how it is written in a `WITH` clause. */
type PropertyKind = 'text' | 'integer' | 'number' | 'boolean' | 'list';

/**
 * Properties of Iceberg tables that Athena takes; it has no others (its guide, "Create Iceberg tables", "Specify table properties",
 * and "CREATE TABLE AS", "CTAS table properties"). `format` and the location have configuration keys of their own.
 */
const ATHENA: Readonly<Record<string, PropertyKind>> = {
  format: 'text',
  write_compression: 'text',
  compression_level: 'integer',
  write_target_data_file_size_bytes: 'integer',
  optimize_rewrite_min_data_file_size_bytes: 'integer',
  optimize_rewrite_max_data_file_size_bytes: 'integer',
  optimize_rewrite_data_file_threshold: 'integer',
  optimize_rewrite_delete_file_threshold: 'integer',
  vacuum_min_snapshots_to_keep: 'integer',
  vacuum_max_snapshot_age_seconds: 'integer',
  vacuum_max_metadata_files_to_keep: 'integer',
};

/** Those of Trino 476's Iceberg connector (`system.metadata.table_properties`), without the ones that lakemodel sets itself. */
const TRINO: Readonly<Record<string, PropertyKind>> = {
  format: 'text',
  format_version: 'integer',
  max_commit_retry: 'integer',
  sorted_by: 'list',
  orc_bloom_filter_columns: 'list',
  orc_bloom_filter_fpp: 'number',
  parquet_bloom_filter_columns: 'list',
  object_store_layout_enabled: 'boolean',
  data_location: 'text',
};

/** Names of the properties that a dialect's tables take; none on DuckDB, whose tables have none. */
export function knownTableProperties(dialect: DialectName): readonly string[] {
  return Object.keys(kindsOf(dialect));
}

/** How a property fares on a dialect: `taken`, `passed over` (another engine's, which says nothing here), or `unknown`. */
export function propertyFate(name: string, dialect: DialectName): 'taken' | 'passed over' | 'unknown' {
  if (Object.hasOwn(kindsOf(dialect), name)) return 'taken';
  // Iceberg's own, with dots in their names, are `extra_properties` of Trino.
  if (dialect === 'trino' && name.includes('.')) return 'taken';
  if (dialect === 'duckdb') return 'passed over';
  // How Athena compacts and compresses says nothing to Trino; what Trino's users set, Athena would have to keep, and cannot.
  return dialect === 'trino' && Object.hasOwn(ATHENA, name) ? 'passed over' : 'unknown';
}

/** Why a value cannot be one of the property; undefined where it can. */
export function valueProblem(name: string, value: string, dialect: DialectName): string | undefined {
  switch (kindsOf(dialect)[name]) {
    case 'integer':
      return /^\d{1,18}$/.test(value) ? undefined : 'a whole number';
    case 'number':
      return /^\d+(\.\d+)?$/.test(value) ? undefined : 'a number';
    case 'boolean':
      return /^(true|false)$/i.test(value) ? undefined : 'true or false';
    default:
      return value.includes('\0') ? 'a text without NUL characters' : undefined;
  }
}

/** The properties as entries of the `WITH` clause of a CREATE TABLE (AS) on Trino or Athena: `vacuum_min_snapshots_to_keep = 3`. */
export function withEntries(properties: Readonly<Record<string, string>>, dialect: DialectName): readonly string[] {
  const kinds = kindsOf(dialect);
  const taken = Object.entries(properties).filter(([name]) => propertyFate(name, dialect) === 'taken');
  const extra = taken.filter(([name]) => !Object.hasOwn(kinds, name));
  const own = taken.filter(([name]) => Object.hasOwn(kinds, name));
  return [
    ...own.map(([name, value]) => `${name} = ${writtenValue(value, kinds[name])}`),
    ...(extra.length === 0 ? [] : [`extra_properties = ${mapOf(extra)}`]),
  ];
}

/** The properties as entries of Athena's `TBLPROPERTIES`, all of them texts. */
export function tblProperties(properties: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(properties)
    .filter(([name]) => propertyFate(name, 'athena') === 'taken')
    .map(([name, value]) => `${quoteHiveString(name)} = ${quoteHiveString(value)}`);
}

function kindsOf(dialect: DialectName): Readonly<Record<string, PropertyKind>> {
  if (dialect === 'duckdb') return {};
  return dialect === 'athena' ? ATHENA : TRINO;
}

function writtenValue(value: string, kind: PropertyKind | undefined): string {
  switch (kind) {
    case 'integer':
    case 'number':
      return value;
    case 'boolean':
      return value.toLowerCase();
    case 'list':
      return `ARRAY[${value
        .split(',')
        .map((item) => quoteString(item.trim()))
        .join(', ')}]`;
    default:
      return quoteString(value);
  }
}

function mapOf(entries: readonly (readonly [string, string])[]): string {
  const list = (texts: readonly string[]) => `ARRAY[${texts.map(quoteString).join(', ')}]`;
  return `MAP(${list(entries.map(([name]) => name))}, ${list(entries.map(([, value]) => value))})`;
}
