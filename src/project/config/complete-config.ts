import type { AuditColumns, JsonObject, NodeConfig } from '../project.ts';
import type { Settings } from './settings.ts';

export type ConfiguredType = 'model' | 'seed' | 'snapshot' | 'test' | 'analysis';

type Values = Readonly<Record<string, unknown>>;

const DEFAULT_MATERIALIZED: Readonly<Record<ConfiguredType, NodeConfig['materialized']>> = {
  model: 'view',
  seed: 'seed',
  snapshot: 'snapshot',
  test: 'test',
  analysis: 'analysis',
};

const DEFAULT_AUDIT_COLUMNS: AuditColumns = Object.freeze({
  etl_run_id: 'etl_run_id',
  ingest_ts: 'ingest_ts',
  source_system: 'source_system',
});

/** Keys that are kept as they are, absent when nobody sets them. */
const OPTIONAL: ReadonlySet<string> = new Set([
  'schema',
  'database',
  'alias',
  'group',
  'access',
  'docs',
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
  'keys_stay_in_partition',
  'partitions_limit',
  'force_batch',
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
  'diagnostics',
] satisfies (keyof NodeConfig)[]);

/** Keys that stand elsewhere in a node, or are read while the project is loaded. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'materialized',
  'incremental_strategy',
  'tags',
  'meta',
  'invalidate_hard_deletes',
  'target_schema',
  'on_fail',
  'max_fraction',
]);

// Defaults are shared by all nodes: thousands of them say nothing else.
const NONE: readonly never[] = Object.freeze([]);
const EMPTY: Readonly<Record<string, never>> = Object.freeze({});
const DEFAULTS = {
  enabled: true,
  pre_hook: NONE,
  post_hook: NONE,
  persist_docs: Object.freeze({ relation: false, columns: false }),
  contract: Object.freeze({ enforced: false }),
  unique_key: NONE,
  deduplicate_order_by: NONE,
  on_schema_change: 'ignore',
  partitioned_by: NONE,
  incremental_predicates: NONE,
  table_type: 'iceberg',
  table_properties: EMPTY,
  audit_columns: DEFAULT_AUDIT_COLUMNS,
  hard_deletes: 'ignore',
  snapshot_meta_column_names: EMPTY,
  column_types: EMPTY,
  delimiter: ',',
  null_values: Object.freeze(['']),
  quote_columns: false,
  severity: 'error',
  warn_if: '!= 0',
  error_if: '!= 0',
  fail_calc: 'count(*)',
  store_failures: false,
  other: EMPTY,
} as const satisfies Omit<NodeConfig, 'materialized'>;

/** A node's whole configuration: what was set, with every default filled in. `values` were validated by their schemas. */
export function completeConfig(type: ConfiguredType, values: Values): NodeConfig {
  const materialized = (values.materialized ?? DEFAULT_MATERIALIZED[type]) as NodeConfig['materialized'];
  const config: Record<string, unknown> = { ...DEFAULTS, materialized };
  const other: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    if (Object.hasOwn(DEFAULTS, key) || OPTIONAL.has(key)) config[key] = completed(key, value);
    else if (!ELSEWHERE.has(key)) other[key] = value;
  }
  if (materialized === 'incremental') config.incremental_strategy = strategyOf(values);
  if (values.invalidate_hard_deletes === true && values.hard_deletes === undefined) config.hard_deletes = 'invalidate';
  if (Object.keys(other).length > 0) config.other = other;
  return config as unknown as NodeConfig;
}

/** `completeConfig`, once for all nodes of a type that set the same. */
export function createConfigCompleter(): (type: ConfiguredType, settings: Settings) => NodeConfig {
  const done = new Map<string, NodeConfig>();
  return (type, { values }) => {
    const key = `${type} ${JSON.stringify(values)}`;
    const config = done.get(key) ?? completeConfig(type, values);
    // JSON writes numbers that are none as null.
    if (!key.includes('null')) done.set(key, config);
    return config;
  };
}

function completed(key: string, value: unknown): unknown {
  switch (key) {
    case 'persist_docs':
      return { ...DEFAULTS.persist_docs, ...(value as JsonObject) };
    case 'contract':
      return { enforced: (value as JsonObject).enforced ?? false };
    case 'audit_columns':
      return auditColumns(value);
    case 'table_type':
      return 'iceberg';
    default:
      return value;
  }
}

/** Without a word from the author: `merge` where there is a key, else `append`. */
function strategyOf(values: Values): unknown {
  return values.incremental_strategy ?? (values.unique_key === undefined ? 'append' : 'merge');
}

function auditColumns(value: unknown): AuditColumns | false {
  if (value === false) return false;
  return typeof value === 'object' ? { ...DEFAULT_AUDIT_COLUMNS, ...value } : DEFAULT_AUDIT_COLUMNS;
}
