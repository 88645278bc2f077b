import { diagnose, placeIn, wholeFile, type Diagnostic } from '../diagnostics/index.ts';
import type { Column } from '../engines/engine.ts';
import type { RelationNode } from '../project/project.ts';
import { auditColumns } from './audit.ts';
import { promisedType } from './contract.ts';
import type { Projection } from './plan.ts';
import { storedType } from './schema-change.ts';
import type { PlanScope } from './scope.ts';

/** The columns that a table of this node stores, from those its query returns: audit columns of the query are overwritten, types become storable. */
export function storedProjection(
  node: RelationNode,
  query: readonly Column[],
  scope: PlanScope,
  batchId: string = scope.runId,
): { projection: Projection; diagnostics: Diagnostic[] } {
  const audit = auditColumns(node.config.audit_columns, scope.sourceSystem(node.uniqueId), {
    ...scope,
    runId: batchId,
  });
  const overwritten = new Set(audit.map((column) => column.name.toLowerCase()));
  const diagnostics: Diagnostic[] = namesTwice(node, query, scope);
  const columns = query
    .filter((column) => !overwritten.has(column.name.toLowerCase()))
    .flatMap((column) => {
      const type = promisedType(node, column) ?? storedType(column.type);
      if (type === undefined) {
        diagnostics.push(
          diagnose(
            'type-not-storable',
            { model: node.name, column: column.name, type: column.type },
            { at: fileOf(node, scope) },
          ),
        );
        return [];
      }
      return [type === column.type ? { name: column.name, type } : { name: column.name, type, castFrom: column.type }];
    });
  return { projection: { columns, audit }, diagnostics };
}

/** Two columns of one name, as Glue and Trino fold names. */
export function namesTwice(node: RelationNode, columns: readonly Column[], scope: PlanScope): Diagnostic[] {
  const seen = new Set<string>();
  return columns.flatMap(({ name }) => {
    const folded = name.toLowerCase();
    if (!seen.has(folded)) return (seen.add(folded), []);
    return [diagnose('column-name-twice', { model: node.name, column: name }, { at: fileOf(node, scope) })];
  });
}

/** All columns of the table, in order. */
export function tableColumns(projection: Projection): Column[] {
  return [...projection.columns, ...projection.audit].map(({ name, type }) => ({ name, type }));
}

export function fileOf(node: RelationNode, scope: PlanScope, key?: string) {
  const span = key === undefined ? undefined : node.configSpans[key];
  const text = span && scope.project.texts[span.file];
  return span && text !== undefined ? placeIn({ file: span.file, text }, span.start, span.end) : wholeFile(node.path);
}
