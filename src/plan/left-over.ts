import type { RelationName } from '../engines/engine.ts';
import { foreignBecause, type OwnershipFacts } from './ownership.ts';
import type { Step } from './plan.ts';
import { nameKey } from './same-relation.ts';

/** What follows a table's name while another takes its place, and on a stage. */
const TEMPORARY = ['__lm_new', '__lm_old', '__lm_stage'];

/**
 * Drops of what a run left that was cut off while it made or changed a relation, for the end of the plan: whatever stands under the relation's temporary
 * names, is provably lakemodel's and is not dealt with by the plan itself.
 */
export function dropLeftOver(
  relation: RelationName,
  steps: readonly Step[],
  facts: Pick<OwnershipFacts, 'existing' | 'dataDirs' | 'project'>,
): readonly Step[] {
  const named = new Set(steps.flatMap((step) => ('relation' in step ? [nameKey(step.relation)] : [])));
  return TEMPORARY.flatMap((suffix): readonly Step[] => {
    const left = { ...relation, identifier: `${relation.identifier}${suffix}` };
    const info = facts.existing(left);
    if (info?.kind !== 'table' || named.has(nameKey(left)) || foreignBecause(info, facts) !== undefined) return [];
    const purpose = 'drop what a run left that was cut off';
    return [{ kind: 'drop', id: `drop-left${suffix}`, purpose, relation: left, relationKind: 'table' }];
  });
}
