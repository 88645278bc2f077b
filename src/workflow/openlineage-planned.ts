import type { RelationName } from '../engines/engine.ts';
import { relationKey } from '../engines/engine.ts';
import type { PlannedRun } from '../openlineage/index.ts';
import type { NodePlan, Step } from '../plan/plan.ts';
import type { Project } from '../project/project.ts';
import type { RenderedPlan } from '../render/render-plan.ts';
import type { Warehouse } from './warehouse.ts';

/** What events need to know of each node of a plan, by the id of its node plan: a group of tests has one for each test. */
export function plannedRuns(
  { nodes }: RenderedPlan,
  project: Project,
  warehouse: Warehouse,
): ReadonlyMap<string, readonly PlannedRun[]> {
  return new Map(nodes.map(({ plan }) => [plan.id, runsOf(plan, project, warehouse)]));
}

function runsOf(plan: NodePlan, project: Project, warehouse: Warehouse): readonly PlannedRun[] {
  const sql = plan.compiledCode;
  const code = sql === undefined ? {} : { sql };
  // The SQL of a group is no single test's.
  if (plan.tests.length > 0) return plan.tests.map((id) => ({ id, ...(plan.tests.length === 1 && code) }));
  const node = project.nodes[plan.id];
  const relation = node && 'relation' in node ? node.relation : undefined;
  const change = relation && changeOf(plan, relation, warehouse);
  const quarantine = plan.steps.find((step) => step.onlyIf === 'quarantined' && 'relation' in step);
  return [
    {
      id: plan.id,
      ...code,
      ...(change && { change }),
      ...(quarantine && 'relation' in quarantine && { quarantine: quarantine.relation }),
    },
  ];
}

/** What becomes of the node's own relation, as far as its plan says it. A view's new text leaves its readers the same data, and is no change. */
function changeOf({ steps }: NodePlan, relation: RelationName, warehouse: Warehouse): PlannedRun['change'] {
  const key = relationKey(relation);
  const own = steps.filter((step) => 'relation' in step && relationKey(step.relation) === key);
  if (!warehouse.existing(relation)) return 'CREATE';
  if (own.some(isWhole) || steps.some((step) => isRenamedTo(step, relation))) return 'OVERWRITE';
  return own.some(({ kind }) => kind === 'alter-table') ? 'ALTER' : undefined;
}

function isWhole(step: Step): boolean {
  if (step.kind === 'create-table' || step.kind === 'create-table-as' || step.kind === 'create-empty-table')
    return true;
  return step.kind === 'load-rows' && step.first;
}

function isRenamedTo(step: Step, { schema, identifier }: RelationName): boolean {
  return step.kind === 'rename-table' && step.to === identifier && step.relation.schema === schema;
}
