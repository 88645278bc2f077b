import type { AuditColumns, JsonObject, NodeConfig } from '../project.ts';

export type ConfiguredType = 'model' | 'seed' | 'snapshot' | 'test' | 'analysis';

type Values = Readonly<Record<string, unknown>>;

const DEFAULT_MATERIALIZED: Readonly<Record<ConfiguredType, NodeConfig['materialized']>> = {
  model: 'view',
  seed: 'seed',
  snapshot: 'snapshot',
  test: 'test',
  analysis: 'analysis',
};

const DEFAULT_AUDIT_COLUMNS: AuditColumns = {
  etl_run_id: 'etl_run_id',
  ingest_ts: 'ingest_ts',
  source_system: 'source_system',
};

/** Keys that are kept as they are, absent when nobody sets them. */
const OPTIONAL = [
  'schema',
  'database',
  'alias',
  'group',
  'access',
  'full_refresh',
  'local_sql',
  'merge_update_columns',
  'merge_exclude_columns',
  'update_condition',
  'insert_condition',
  'delete_condition',
  'begin',
  'event_time',
  'batch_size',
  'lookback',
  'rebuild',
  'format',
  's3_data_dir',
  'source_system',
  'max_quarantined_fraction',
  'strategy',
  'updated_at',
  'check_cols',
  'dbt_valid_to_current',
  'where',
  'limit',
] as const satisfies readonly (keyof NodeConfig)[];

/** Keys that stand elsewhere in a node, or are read while the project is loaded. */
const ELSEWHERE = new Set(['tags', 'meta', 'docs', 'invalidate_hard_deletes', 'target_schema', 'on_fail', 'max_fraction']);

/** A node's whole configuration: what was set, with every default filled in. `values` were validated by their schemas. */
export function completeConfig(type: ConfiguredType, values: Values): NodeConfig {
  const materialized = (values.materialized ?? DEFAULT_MATERIALIZED[type]) as NodeConfig['materialized'];
  const config: Record<string, unknown> = {
    enabled: values.enabled ?? true,
    materialized,
    pre_hook: values.pre_hook ?? [],
    post_hook: values.post_hook ?? [],
    persist_docs: { relation: false, columns: false, ...(values.persist_docs as JsonObject) },
    contract: { enforced: (values.contract as JsonObject | undefined)?.enforced ?? false },
    unique_key: values.unique_key ?? [],
    deduplicate_order_by: values.deduplicate_order_by ?? [],
    on_schema_change: values.on_schema_change ?? 'ignore',
    partitioned_by: values.partitioned_by ?? [],
    incremental_predicates: values.incremental_predicates ?? [],
    table_type: 'iceberg',
    table_properties: values.table_properties ?? {},
    audit_columns: auditColumns(values.audit_columns),
    hard_deletes: values.hard_deletes ?? (values.invalidate_hard_deletes === true ? 'invalidate' : 'ignore'),
    snapshot_meta_column_names: values.snapshot_meta_column_names ?? {},
    column_types: values.column_types ?? {},
    delimiter: values.delimiter ?? ',',
    null_values: values.null_values ?? [''],
    quote_columns: values.quote_columns ?? false,
    severity: values.severity ?? 'error',
    warn_if: values.warn_if ?? '!= 0',
    error_if: values.error_if ?? '!= 0',
    fail_calc: values.fail_calc ?? 'count(*)',
    store_failures: values.store_failures ?? false,
    ...(materialized === 'incremental' && { incremental_strategy: strategyOf(values) }),
  };
  for (const key of OPTIONAL) if (values[key] !== undefined) config[key] = values[key];
  config.other = otherKeys(values, config);
  return config as unknown as NodeConfig;
}

/** Without a word from the author: `merge` where there is a key, else `append`. */
function strategyOf(values: Values): unknown {
  return values.incremental_strategy ?? (values.unique_key === undefined ? 'append' : 'merge');
}

function auditColumns(value: unknown): AuditColumns | false {
  if (value === false) return false;
  return typeof value === 'object' ? { ...DEFAULT_AUDIT_COLUMNS, ...value } : DEFAULT_AUDIT_COLUMNS;
}

function otherKeys(values: Values, config: Values): JsonObject {
  const other: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    if (!(key in config) && !ELSEWHERE.has(key) && key !== 'incremental_strategy') other[key] = value;
  }
  return other as JsonObject;
}
