import type { RelationInfo } from '../engines/engine.ts';
import type { ModelNode } from '../project/project.ts';
import { quoteRelation } from '../sql/quote.ts';
import { loadBatch, sourceOfRows, type Batch } from './batch.ts';
import type { Projection, Step, TableOptions } from './plan.ts';
import type { PlanScope } from './scope.ts';

/** Storage options of a node's table. */
export function tableOptions(node: Pick<ModelNode, 'config'>): TableOptions {
  const { partitioned_by, format, table_properties } = node.config;
  return {
    partitionedBy: partitioned_by,
    ...(format !== undefined && { format: format.toUpperCase() }),
    tableProperties: Object.fromEntries(Object.entries(table_properties).map(([key, value]) => [key, String(value)])),
  };
}

/** Steps that make a node's table anew from its batch: first builds, full refreshes and `materialized: table`. */
export function buildTable(
  node: ModelNode,
  batch: Batch,
  projection: Projection,
  existing: RelationInfo | undefined,
  scope: PlanScope,
): Step[] {
  const where = batch.firstBuildCondition;
  return [
    ...dropOtherKind(node, existing, 'table', scope),
    ...loadBatch(batch),
    {
      kind: 'create-table',
      id: 'publish',
      purpose: existing?.kind === 'table' ? 'replace the table' : 'create the table',
      relation: node.relation,
      replace: existing?.kind === 'table',
      source: sourceOfRows(batch),
      projection,
      guards: batch.guards,
      ...(where !== undefined && { where }),
      options: tableOptions(node),
    },
  ];
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
