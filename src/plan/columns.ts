import type { Outcome, Source } from '../diagnostics/index.ts';
import type { Column, RelationInfo, RelationName } from '../engines/engine.ts';
import type { ColumnInfo, ModelNode, Project, SnapshotNode, SourceTable } from '../project/project.ts';
import { metaColumns } from './snapshot-sql.ts';

/** Finds the columns of queries that the compiler does not fully know, on the embedded engine, before anything is sent. */
export interface ColumnFinder {
  /** Columns of a query in the embedded engine's dialect, and the query with its result brought to exactly these types. */
  readonly bind: (
    sql: string,
    source: Source,
  ) => Promise<Outcome<{ readonly sql: string; readonly columns: readonly Column[] } | undefined>>;
  /** Columns of a query in the target's dialect, as its engine says; undefined where it cannot, as before the query's inputs are built. Absent where no engine is asked. */
  readonly ask?: (sql: string) => Promise<readonly Column[] | undefined>;
}

/** The columns a source has: declared ones for files (all text in CSV), else the warehouse's own, else what YAML declares. */
export function sourceColumns(source: SourceTable, existing: RelationInfo | undefined): readonly Column[] | undefined {
  const { external } = source;
  if (external) {
    const columns =
      external.format === 'csv' ? external.columns.map(({ name }) => ({ name, type: 'varchar' })) : external.columns;
    return [...columns, ...external.partitions];
  }
  if (existing) return existing.columns;
  return declaredColumns(source);
}

/** The columns that YAML declares of a node or source, where it gives each of them a type. */
export function declaredColumns(of: object): readonly Column[] | undefined {
  const declared = 'columns' in of ? Object.values(of.columns as Readonly<Record<string, ColumnInfo>>) : [];
  const typed = declared.flatMap(({ name, dataType }) => (dataType === undefined ? [] : [{ name, type: dataType }]));
  return declared.length > 0 && typed.length === declared.length ? typed : undefined;
}

/** The relation of a node or source; undefined for what has none (ephemeral models, tests, exposures). */
export function relationOf(project: Project, id: string): RelationName | undefined {
  const node = project.nodes[id];
  if (node && 'relation' in node && node.config.materialized !== 'ephemeral') return node.relation;
  return project.sources[id]?.relation;
}

/** Names, in lower case, of columns that hold no NULL, by what they belong to: a constraint or a data test without exceptions says so. */
export function declaredNotNull(project: Project): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (id: string, name: string) => found.set(id, [...(found.get(id) ?? []), name.toLowerCase()]);
  for (const node of Object.values(project.nodes)) {
    if (node.resourceType === 'test') {
      const { test, config } = node;
      const proven = test.kind === 'generic' && test.name === 'not_null' && config.where === undefined;
      if (proven && config.severity === 'error' && test.columnName) add(test.attachedTo, test.columnName);
    } else if ('columns' in node) {
      for (const column of Object.values(node.columns)) if (isNotNull(column)) add(node.uniqueId, column.name);
    }
  }
  return found;
}

/** Whether a constraint keeps a column from being NULL. */
export function isNotNull({ constraints }: Pick<ColumnInfo, 'constraints'>): boolean {
  return constraints.some(({ type }) => type === 'not_null' || type === 'primary_key');
}

/** Names of the columns that lakemodel adds to a node's table. */
export function addedColumns({ config }: ModelNode | SnapshotNode): readonly string[] {
  const { audit_columns: audit, materialized } = config;
  if (materialized === 'view' || materialized === 'ephemeral') return [];
  const names = audit === false ? [] : [audit.etl_run_id, audit.ingest_ts, audit.source_system];
  return materialized === 'snapshot' ? [...names, ...Object.values<string>({ ...metaColumns(config) })] : names;
}

/** The columns of a node's table that come from its query. */
export function ownTableColumns(
  node: ModelNode | SnapshotNode,
  existing: RelationInfo | undefined,
): readonly Column[] | undefined {
  if (existing?.kind !== 'table') return undefined;
  const added = new Set(addedColumns(node).map((name) => name.toLowerCase()));
  return existing.columns.filter(({ name }) => !added.has(name.toLowerCase()));
}
