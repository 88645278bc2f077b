import { QueryFailure } from '../refusals.js';

/** A range of whole numbers that Athena takes, from "Create Iceberg tables, table properties" of its user guide. */
const POSITIVE = /^[1-9]\d*$/;
const NOT_NEGATIVE = /^\d+$/;
/** The only properties of Iceberg tables that Athena takes, and what their values look like. @type {Readonly<Record<string, RegExp>>} */
const PROPERTIES = {
  format: /^(?:parquet|orc|avro)$/i,
  write_compression: /^(?:gzip|snappy|zstd|lz4|none|zlib)$/i,
  compression_level: /^(?:[1-9]|1\d|2[0-2])$/,
  write_target_data_file_size_bytes: POSITIVE,
  optimize_rewrite_min_data_file_size_bytes: NOT_NEGATIVE,
  optimize_rewrite_max_data_file_size_bytes: POSITIVE,
  optimize_rewrite_data_file_threshold: /^(?:[1-9]|[1-4]\d)$/,
  optimize_rewrite_delete_file_threshold: /^(?:[1-9]|[1-4]\d)$/,
  vacuum_min_snapshots_to_keep: POSITIVE,
  vacuum_max_snapshot_age_seconds: POSITIVE,
  vacuum_max_metadata_files_to_keep: POSITIVE,
};

/** @param {string} name */
export function isIcebergProperty(name) {
  return name in PROPERTIES;
}

/**
 * @param {Readonly<Record<string, string>>} properties
 * @throws {QueryFailure} where Athena would not take one.
 */
export function checkIcebergProperties(properties) {
  for (const [name, value] of Object.entries(properties)) {
    const pattern = PROPERTIES[name];
    if (!pattern) throw new QueryFailure(`Unsupported table property key: ${name}`, { type: 1103 });
    if (!pattern.test(value))
      throw new QueryFailure(`Invalid value for table property ${name}: ${value}`, { type: 1103 });
  }
}

const TRANSFORMS = new Set(['year', 'month', 'day', 'hour', 'bucket', 'truncate']);
const SIZED = new Set(['bucket', 'truncate']);

/**
 * Whether a transform has its arguments as CTAS wants them (`bucket(c, 16)`) or as DDL does (`bucket(16, c)`); `undefined`: it is none.
 * @param {string} name
 * @param {readonly { isNumber: boolean }[]} args
 * @returns {'ctas' | 'ddl' | 'both' | undefined}
 */
export function transformOrder(name, args) {
  if (!TRANSFORMS.has(name)) return undefined;
  if (!SIZED.has(name)) return args.length === 1 && !args[0]?.isNumber ? 'both' : undefined;
  if (args.length !== 2) return undefined;
  if (args[0]?.isNumber && !args[1]?.isNumber) return 'ddl';
  return !args[0]?.isNumber && args[1]?.isNumber ? 'ctas' : undefined;
}
