import { bindStatement, type BoundStatement } from '../../bind/bind.ts';
import type { Catalog, CatalogRelation } from '../../bind/catalog.ts';
import { createKnownRelations } from '../../compile/known-relations.ts';
import { hasErrors } from '../../diagnostics/index.ts';
import type { Column } from '../../engines/engine.ts';
import { EPHEMERAL_PREFIX } from '../../lineage/lineage.ts';
import { relationOf } from '../../plan/columns.ts';
import type { Project } from '../../project/project.ts';
import { parseSql } from '../../sql/parse.ts';
import { parseTrinoType } from '../../sql/types.ts';

export type ColumnsOf = (id: string) => readonly Column[] | undefined;

/** Relations of a project by the names that rendered queries have for them. Ephemeral models are relations here like others. */
export function projectCatalog(project: Project, columnsOf: ColumnsOf): Catalog {
  const known = createKnownRelations();
  const ephemerals = new Map<string, CatalogRelation>();
  for (const { uniqueId: id, name } of [...Object.values(project.nodes), ...Object.values(project.sources)]) {
    const columns = columnsOf(id);
    const relation = relationOf(project, id);
    if (relation && columns) known.add({ relation, columns, id });
    else if (columns && project.nodes[id]?.config.materialized === 'ephemeral')
      ephemerals.set(`${EPHEMERAL_PREFIX}${name}`.toLowerCase(), { id, columns: columns.map(catalogColumn) });
  }
  return {
    find: (parts) => (parts.length === 1 ? ephemerals.get(String(parts[0]).toLowerCase()) : known.find(parts)),
  };
}

function catalogColumn({ name, type }: Column): NonNullable<CatalogRelation['columns']>[number] {
  const parsed = parseTrinoType(type);
  return { name, nullable: true, ...(parsed && { type: parsed }) };
}

/** A query, read and bound; undefined where its text cannot be read. */
export function boundText(text: string, catalog: Catalog): BoundStatement | undefined {
  try {
    const { value } = parseSql({ file: '', text: text.replace(/[\s;]+$/, '') });
    return value && bindStatement(value, catalog);
  } catch (error) {
    // What is nested as deep as the stack is not understood.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

export function isSound({ diagnostics }: BoundStatement): boolean {
  return !hasErrors(diagnostics);
}
