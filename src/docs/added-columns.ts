import type { NodeConfig } from '../project/project.ts';
import type { Item } from './subjects.ts';

/** What a snapshot adds to the columns of its query, by dbt's names; `snapshot_meta_column_names` gives others. */
const SNAPSHOT_COLUMNS = ['dbt_scd_id', 'dbt_updated_at', 'dbt_valid_from', 'dbt_valid_to', 'dbt_is_deleted'];

/** Names, in lower case, of the columns that lakemodel itself adds to a node's table. */
export function addedColumnNames(item: Item | undefined): ReadonlySet<string> {
  if (!item || !('resourceType' in item) || item.resourceType === 'source' || item.resourceType === 'exposure')
    return NONE;
  const names = [
    ...auditNames(item.config),
    ...(item.config.materialized === 'snapshot' ? snapshotNames(item.config) : []),
  ];
  return names.length === 0 ? NONE : new Set(names.map((name) => name.toLowerCase()));
}

const NONE: ReadonlySet<string> = new Set();

function auditNames({ audit_columns: names, materialized }: NodeConfig): readonly string[] {
  if (!names || materialized === 'view' || materialized === 'ephemeral' || materialized === 'analysis') return [];
  return [names.etl_run_id, names.ingest_ts, names.source_system];
}

function snapshotNames({ snapshot_meta_column_names: names }: NodeConfig): readonly string[] {
  return SNAPSHOT_COLUMNS.map((name) => (Object.hasOwn(names, name) ? (names[name] ?? name) : name));
}
