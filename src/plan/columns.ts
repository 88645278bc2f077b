import type { Outcome, Source } from '../diagnostics/index.ts';
import type { Column, RelationInfo, RelationName } from '../engines/engine.ts';
import type { Project, SourceTable } from '../project/project.ts';

/** Finds the columns of queries before anything is sent, over empty relations with the columns of their inputs. */
export interface ColumnFinder {
  /** Makes a relation known, or known anew. */
  readonly define: (relation: RelationName, columns: readonly Column[]) => Promise<void>;
  /** Columns of a query in the embedded engine's dialect, and the query with its result brought to exactly these types. */
  readonly bind: (
    sql: string,
    source: Source,
  ) => Promise<Outcome<{ readonly sql: string; readonly columns: readonly Column[] } | undefined>>;
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
  const declared = Object.values(source.columns);
  const typed = declared.flatMap(({ name, dataType }) => (dataType === undefined ? [] : [{ name, type: dataType }]));
  return declared.length > 0 && typed.length === declared.length ? typed : undefined;
}

/** The relation of a node or source; undefined for what has none (ephemeral models, tests, exposures). */
export function relationOf(project: Project, id: string): RelationName | undefined {
  const node = project.nodes[id];
  if (node && 'relation' in node && node.config.materialized !== 'ephemeral') return node.relation;
  return project.sources[id]?.relation;
}
