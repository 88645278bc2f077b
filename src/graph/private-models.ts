import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { Exposure, Project, ProjectNode, RefCall, RelationNode, UnitTest } from '../project/project.ts';
import { placeAt } from './place-at.ts';

/** What names others. */
export type Reader = ProjectNode | Exposure | UnitTest;

/** Whether it may read a relation: private models are read within their group alone. Unit tests put rows in place of what they name. */
export function mayRead(from: Reader, target: RelationNode, project: Project): boolean {
  if (target.resourceType !== 'model' || target.config.access !== 'private') return true;
  if (from.resourceType === 'unit_test') return true;
  const group = groupOf(from, project);
  return group !== undefined && group === target.config.group;
}

/** A generic test is in the group of what it is attached to. */
function groupOf(from: ProjectNode | Exposure, { nodes }: Project): string | undefined {
  if (from.resourceType === 'exposure') return undefined;
  if (from.config.group !== undefined || from.resourceType !== 'test') return from.config.group;
  return from.test.kind === 'generic' ? nodes[from.test.attachedTo]?.config.group : undefined;
}

export function explainPrivate(project: Project, call: RefCall, from: Reader, target: RelationNode): Diagnostic {
  const params = { name: target.name, group: target.config.group, from: from.name };
  return diagnose('ref-private', params, { at: placeAt(project, call.span) });
}
