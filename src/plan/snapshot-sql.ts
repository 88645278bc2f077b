import type { RelationName } from '../engines/engine.ts';
import type { NodeConfig } from '../project/project.ts';
import { quoteIdentifier, quoteRelation, quoteString } from '../sql/quote.ts';
import type { Projection } from './plan.ts';

/** The column of a change that says what to do with it: `close` the row of that id, or `insert` a new version. */
export const SNAPSHOT_OPERATION = '_lm_operation';
const QUERY = '"__lm_query"';

export interface SnapshotSpec {
  readonly relation: RelationName;
  readonly columns: Projection['columns'];
  readonly audit: Projection['audit'];
  readonly config: NodeConfig;
  readonly meta: SnapshotMeta;
  readonly runStartedAt: string;
  /** The query is read as if it had no rows: nothing is to be concluded from rows that are not there. */
  readonly empty?: boolean;
}

/** Names of dbt's snapshot columns; `snapshot_meta_column_names` renames them. */
export interface SnapshotMeta {
  readonly dbt_scd_id: string;
  readonly dbt_updated_at: string;
  readonly dbt_valid_from: string;
  readonly dbt_valid_to: string;
  readonly dbt_is_deleted: string;
}

export function metaColumns({ snapshot_meta_column_names: names }: NodeConfig): SnapshotMeta {
  const name = (key: keyof SnapshotMeta) => names[key] ?? key;
  return {
    dbt_scd_id: name('dbt_scd_id'),
    dbt_updated_at: name('dbt_updated_at'),
    dbt_valid_from: name('dbt_valid_from'),
    dbt_valid_to: name('dbt_valid_to'),
    dbt_is_deleted: name('dbt_is_deleted'),
  };
}

/** Every row of the query as a current row. Portable SQL. */
export function snapshotFirst(spec: SnapshotSpec): string {
  return `SELECT\n  ${[...dataColumns(spec, 's'), ...newVersion(spec), ...auditValues(spec)].join(',\n  ')}\nFROM (${sourceRows(spec)}) AS s`;
}

/**
 * The changes between the query and the snapshot's current rows, one row each, told apart by the operation column:
 * rows to close (their id, their new end), versions to insert. Portable SQL.
 * `added` are columns that the snapshot does not have yet in its current rows' comparison.
 */
export function snapshotChanges(spec: SnapshotSpec, added: ReadonlySet<string>): string {
  const { config } = spec;
  const sameKey = config.unique_key.map((key) => isSameKey(key)).join(' AND ');
  const changed = hasChanged(spec, added);
  const parts = [
    `SELECT ${closed(spec, `s."_lm_updated_at"`)}\nFROM current_rows AS c JOIN source_rows AS s ON ${sameKey}\nWHERE ${changed}`,
    `SELECT ${inserted(spec)}\nFROM source_rows AS s LEFT JOIN current_rows AS c ON ${sameKey}\nWHERE c.${q(spec.meta.dbt_scd_id)} IS NULL OR (${changed})`,
  ];
  // Where no rows are read, none is gone.
  if (config.hard_deletes !== 'ignore' && !spec.empty) {
    const gone = `FROM current_rows AS c LEFT JOIN source_rows AS s ON ${sameKey}\nWHERE s."_lm_updated_at" IS NULL`;
    const stillThere = config.hard_deletes === 'new_record' ? ` AND c.${q(spec.meta.dbt_is_deleted)} <> 'True'` : '';
    parts.push(`SELECT ${closed(spec, now(spec))}\n${gone}${stillThere}`);
    if (config.hard_deletes === 'new_record') parts.push(`SELECT ${deletionRecord(spec)}\n${gone}${stillThere}`);
  }
  return `WITH source_rows AS (${sourceRows(spec)}),
current_rows AS (
SELECT * FROM ${quoteRelation(spec.relation, 'athena')} AS t WHERE ${isCurrent(spec)}
)
${parts.join('\nUNION ALL\n')}`;
}

// A key may be NULL. An equality and no IS NOT DISTINCT FROM, which Trino plans as a cross join.
function isSameKey(key: string): string {
  const text = (alias: string) => `coalesce(CAST(${alias}.${q(key)} AS varchar), '')`;
  return `${text('s')} = ${text('c')} AND (s.${q(key)} IS NULL) = (c.${q(key)} IS NULL)`;
}

function sourceRows(spec: SnapshotSpec): string {
  return `\nSELECT q.*, ${updatedAt(spec)} AS "_lm_updated_at"\nFROM ${QUERY} AS q\n`;
}

function updatedAt({ config, runStartedAt }: SnapshotSpec): string {
  if (config.strategy === 'timestamp') return `CAST(q.${q(config.updated_at!)} AS timestamp(6))`;
  return `TIMESTAMP ${quoteString(runStartedAt)}`;
}

function now({ runStartedAt }: SnapshotSpec): string {
  return `TIMESTAMP ${quoteString(runStartedAt)}`;
}

function isCurrent({ meta, config }: SnapshotSpec): string {
  const end = `t.${q(meta.dbt_valid_to)}`;
  return config.dbt_valid_to_current === undefined
    ? `${end} IS NULL`
    : `(${end} IS NULL OR ${end} = CAST(${config.dbt_valid_to_current} AS timestamp(6)))`;
}

function hasChanged({ config, meta, columns }: SnapshotSpec, added: ReadonlySet<string>): string {
  const undeleted = config.hard_deletes === 'new_record' ? ` OR c.${q(meta.dbt_is_deleted)} = 'True'` : '';
  if (config.strategy === 'timestamp') return `(c.${q(meta.dbt_valid_from)} < s."_lm_updated_at"${undeleted})`;
  const keys = new Set(config.unique_key.map((key) => key.toLowerCase()));
  const checked =
    config.check_cols === 'all' || config.check_cols === undefined
      ? columns.map((column) => column.name).filter((name) => !keys.has(name.toLowerCase()))
      : config.check_cols;
  const differs = checked.map((name) =>
    // A column that the snapshot has just been given is NULL in its current rows.
    added.has(name) ? `s.${q(name)} IS NOT NULL` : `s.${q(name)} IS DISTINCT FROM c.${q(name)}`,
  );
  return `(${differs.length > 0 ? differs.join(' OR ') : 'FALSE'}${undeleted})`;
}

function dataColumns({ columns }: SnapshotSpec, alias: string): string[] {
  return columns.map((column) =>
    column.castFrom === undefined
      ? `${alias}.${q(column.name)}`
      : `CAST(${alias}.${q(column.name)} AS ${column.type}) AS ${q(column.name)}`,
  );
}

function newVersion(spec: SnapshotSpec): string[] {
  const { meta, config } = spec;
  return [
    `${scdId(spec, 's', 's."_lm_updated_at"', '')} AS ${q(meta.dbt_scd_id)}`,
    `s."_lm_updated_at" AS ${q(meta.dbt_updated_at)}`,
    `s."_lm_updated_at" AS ${q(meta.dbt_valid_from)}`,
    `CAST(${config.dbt_valid_to_current ?? 'NULL'} AS timestamp(6)) AS ${q(meta.dbt_valid_to)}`,
    ...(config.hard_deletes === 'new_record' ? [`'False' AS ${q(meta.dbt_is_deleted)}`] : []),
  ];
}

function inserted(spec: SnapshotSpec): string {
  return [
    `'insert' AS ${q(SNAPSHOT_OPERATION)}`,
    ...dataColumns(spec, 's'),
    ...newVersion(spec),
    ...auditValues(spec),
  ].join(', ');
}

function closed(spec: SnapshotSpec, end: string): string {
  const { meta, config } = spec;
  return [
    `'close' AS ${q(SNAPSHOT_OPERATION)}`,
    ...spec.columns.map((column) => `CAST(NULL AS ${column.type}) AS ${q(column.name)}`),
    `c.${q(meta.dbt_scd_id)}`,
    ...[meta.dbt_updated_at, meta.dbt_valid_from].map((name) => `CAST(NULL AS timestamp(6)) AS ${q(name)}`),
    `${end} AS ${q(meta.dbt_valid_to)}`,
    ...(config.hard_deletes === 'new_record' ? [`CAST(NULL AS varchar) AS ${q(meta.dbt_is_deleted)}`] : []),
    ...auditValues(spec),
  ].join(', ');
}

function deletionRecord(spec: SnapshotSpec): string {
  const { meta, config } = spec;
  return [
    `'insert' AS ${q(SNAPSHOT_OPERATION)}`,
    ...spec.columns.map((column) => `c.${q(column.name)}`),
    `${scdId(spec, 'c', now(spec), 'deleted')} AS ${q(meta.dbt_scd_id)}`,
    `${now(spec)} AS ${q(meta.dbt_updated_at)}`,
    `${now(spec)} AS ${q(meta.dbt_valid_from)}`,
    `CAST(${config.dbt_valid_to_current ?? 'NULL'} AS timestamp(6)) AS ${q(meta.dbt_valid_to)}`,
    `'True' AS ${q(meta.dbt_is_deleted)}`,
    ...auditValues(spec),
  ].join(', ');
}

// dbt hashes key and time; date_format, because the text of a timestamp depends on its precision.
function scdId({ config }: SnapshotSpec, alias: string, time: string, suffix: string): string {
  const parts = [
    ...config.unique_key.map((key) => `coalesce(CAST(${alias}.${q(key)} AS varchar), '')`),
    `date_format(${time}, '%Y-%m-%d %H:%i:%s.%f')`,
    ...(suffix === '' ? [] : [quoteString(suffix)]),
  ];
  return `lower(to_hex(md5(to_utf8(${parts.join(` || '|' || `)}))))`;
}

function auditValues({ audit }: SnapshotSpec): string[] {
  return audit.map((column) => `${column.value} AS ${q(column.name)}`);
}

function q(name: string): string {
  return quoteIdentifier(name, 'athena');
}
