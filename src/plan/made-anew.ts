import type { ModelNode, SnapshotNode } from '../project/project.ts';
import type { PlanScope } from './scope.ts';

type Scope = Pick<PlanScope, 'existing' | 'committed' | 'fullRefresh'>;

/**
 * Whether a run makes a node's table from nothing, so that its query is not incremental and its watermarks begin anew: there is no table, a full
 * refresh is asked for (the node's own `full_refresh` wins over the command line's, as in dbt), or one was begun and not seen to end.
 * A snapshot is history that nothing can bring back: as in dbt, it is never refreshed.
 */
export function isMadeAnew(node: ModelNode | SnapshotNode, scope: Scope): boolean {
  if (scope.existing(node.relation)?.kind !== 'table') return true;
  if (node.resourceType === 'snapshot' || node.config.materialized === 'snapshot') return false;
  return (node.config.full_refresh ?? scope.fullRefresh) || scope.committed(node.uniqueId).pending?.rebuild === true;
}
