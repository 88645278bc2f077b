import type { Levels } from '../diagnostics/index.ts';
import type { Hook, JsonObject } from './project.ts';

/**
 * A node's configuration, in dbt's words (snake_case, as users and artifacts write it), merged from `project.yml`, YAML and `config()`,
 * nearest last, validated, defaults filled in. Keys that a resource type does not take are refused when the project is loaded.
 */
export interface NodeConfig {
  readonly enabled: boolean;
  readonly materialized:
    'view' | 'table' | 'ephemeral' | 'incremental' | 'snapshot' | 'seed' | 'test' | 'analysis' | 'external';
  readonly schema?: string;
  readonly database?: string;
  readonly alias?: string;
  readonly group?: string;
  readonly access?: 'private' | 'protected' | 'public';
  readonly full_refresh?: boolean;
  readonly pre_hook: readonly Hook[];
  readonly post_hook: readonly Hook[];
  /** How the docs site shows it. */
  readonly docs?: DocsConfig;
  readonly persist_docs: { readonly relation: boolean; readonly columns: boolean };
  readonly contract: { readonly enforced: boolean };
  /** Severities of diagnostics about this node, by code. */
  readonly diagnostics?: Levels;
  /** The model's own SQL for the embedded engine, in DuckDB's dialect, used instead of translating `code` (a template). */
  readonly local_sql?: string;

  // incremental and table
  readonly incremental_strategy?: 'merge' | 'append' | 'insert_overwrite' | 'microbatch' | 'cdc';
  readonly unique_key: readonly string[];
  /** `merge`: of several rows with one key, the first by this order stays; the others are counted as deduplicated. SQL expressions with ASC/DESC. */
  readonly deduplicate_order_by: readonly string[];
  readonly on_schema_change: 'ignore' | 'fail' | 'append_new_columns' | 'sync_all_columns';
  readonly partitioned_by: readonly string[];
  readonly merge_update_columns?: readonly string[];
  readonly merge_exclude_columns?: readonly string[];
  readonly incremental_predicates: readonly string[];
  readonly update_condition?: string;
  readonly insert_condition?: string;
  readonly delete_condition?: string;
  /** First value of `watermark()`, before anything is committed: a date, timestamp or integer. */
  readonly begin?: string | number;
  readonly event_time?: string;
  readonly batch_size?: 'hour' | 'day' | 'month' | 'year';
  readonly lookback?: number;
  readonly rebuild?: 'merge' | 'batches' | 'swap';
  /** A key's row never moves to another partition: a MERGE may look for it in the batch's partitions alone, though the key does not say which. */
  readonly keys_stay_in_partition?: boolean;
  /** Most partitions that one statement writes, where the engine has a limit. */
  readonly partitions_limit?: number;
  /** Where the engine limits the partitions of a statement, the rows of a batch are staged before they are written. */
  readonly force_batch?: boolean;
  readonly table_type: 'iceberg';
  readonly format?: string;
  readonly table_properties: JsonObject;
  readonly s3_data_dir?: string;
  readonly audit_columns: AuditColumns | false;
  readonly source_system?: string;
  /** The largest fraction of a batch that row rules may take out before the model fails and publishes nothing. */
  readonly max_quarantined_fraction?: number;

  // snapshot
  readonly strategy?: 'timestamp' | 'check';
  readonly updated_at?: string;
  readonly check_cols?: 'all' | readonly string[];
  readonly hard_deletes: 'ignore' | 'invalidate' | 'new_record';
  readonly dbt_valid_to_current?: string;
  readonly snapshot_meta_column_names: Readonly<Record<string, string>>;

  // seed
  readonly column_types: Readonly<Record<string, string>>;
  readonly delimiter: string;
  readonly null_values: readonly string[];
  readonly quote_columns: boolean;

  // test
  readonly severity: 'error' | 'warn';
  readonly warn_if: string;
  readonly error_if: string;
  readonly fail_calc: string;
  readonly where?: string;
  readonly limit?: number;
  readonly store_failures: boolean;

  // later versions read these; they are validated and kept
  readonly other: JsonObject;
}

/** `docs:` of a node or macro. Absent: it is shown, in no colour of its own. */
export interface DocsConfig {
  readonly show?: boolean;
  readonly node_color?: string;
}

/** Names of the three audit columns. */
export interface AuditColumns {
  readonly etl_run_id: string;
  readonly ingest_ts: string;
  readonly source_system: string;
}
