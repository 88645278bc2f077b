import type { RelationInfo } from '../engines/engine.ts';
import type { ModelNode } from '../project/project.ts';
import { quoteRelation } from '../sql/quote.ts';
import { loadBatch, type Batch } from './batch.ts';
import { createTable, type TableBuild } from './create-table.ts';
import type { Projection, Step } from './plan.ts';
import { rebuildTable } from './rebuild-table.ts';
import type { PlanScope } from './scope.ts';

/** Steps that make a node's table anew from its batch: first builds, full refreshes and `materialized: table`. */
export function buildTable(
  node: ModelNode,
  batch: Batch,
  projection: Projection,
  existing: RelationInfo | undefined,
  scope: PlanScope,
): TableBuild {
  if (existing?.kind === 'table' && !scope.capabilities.createOrReplaceTable) {
    return rebuildTable(node, batch, projection, existing, scope);
  }
  const replace = existing?.kind === 'table';
  const purpose = replace ? 'replace the table' : 'create the table';
  const create = createTable(node, batch, projection, { relation: node.relation, replace, purpose }, scope);
  return {
    ...create,
    steps: [...dropOtherKind(node, existing, 'table', scope), ...loadBatch(batch), ...create.steps],
  };
}

/** A relation of the other kind under the node's name is dropped first. */
export function dropOtherKind(
  node: Pick<ModelNode, 'relation'>,
  existing: RelationInfo | undefined,
  kind: 'table' | 'view',
  scope: PlanScope,
): Step[] {
  if (!existing || existing.kind === kind) return [];
  return [
    {
      kind: 'drop',
      id: 'drop-other-kind',
      purpose: `${quoteRelation(node.relation, scope.dialect)} is a ${existing.kind} and becomes a ${kind}`,
      relation: node.relation,
      relationKind: existing.kind,
    },
  ];
}

export { tableOptions } from './create-table.ts';
