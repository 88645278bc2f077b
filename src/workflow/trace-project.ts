import type { Outcome } from '../diagnostics/index.ts';
import type { Host, Invocation } from '../lakemodel.ts';
import { projectLineage, type LineageNode, type ProjectLineage } from '../lineage/project-lineage.ts';
import type { Consumers } from '../lineage/touches.ts';
import { sourceColumns } from '../plan/columns.ts';
import type { PlannedNode } from '../plan/planner.ts';
import type { Project, ProjectNode, SourceTable } from '../project/project.ts';
import { withCompileTools } from './column-finder.ts';
import type { OpenProject } from './open-project.ts';
import { createPlanner, OFFLINE } from './plan-project.ts';

/** The lineage of all columns of a project, and the nodes that cannot be compiled: of these the columns' origins are unknown. */
export interface TracedProject {
  readonly lineage: ProjectLineage;
  readonly broken: readonly string[];
}

/** Traces all columns of a project. No warehouse is asked. */
export async function traceProject(
  opened: OpenProject,
  invocation: Invocation,
  host: Host,
): Promise<Outcome<TracedProject>> {
  host.onEvent({ type: 'phase', phase: 'plan' });
  const { project, graph } = opened;
  return withCompileTools(opened, invocation, async (tools) => {
    const { planner } = createPlanner({
      opened,
      invocation,
      host,
      ...OFFLINE,
      ...tools,
      // The same for the same files, so that two lineages differ by what their projects say alone.
      runId: 'lineage',
      startedAt: new Date(0),
    });
    const nodes: LineageNode[] = Object.values(project.sources).map(sourceNode);
    const broken: string[] = [];
    for (const id of graph.order) {
      const node = project.nodes[id];
      if (!node || !(hasColumns(node) || node.resourceType === 'analysis')) continue;
      const planned = await planner.plan(id);
      if (!planned) broken.push(id);
      nodes.push(compiledNode(node, planned));
    }
    return {
      value: { lineage: projectLineage(nodes), broken },
      diagnostics: opened.controls.apply(planner.diagnostics),
    };
  });
}

/** Whether a node leaves columns that others can read. */
export function hasColumns({ resourceType }: ProjectNode): boolean {
  return resourceType === 'model' || resourceType === 'seed' || resourceType === 'snapshot';
}

/** A node as lineage sees it; `planned` is absent where it cannot be compiled. */
export function compiledNode(node: ProjectNode, planned: PlannedNode | undefined): LineageNode {
  const { uniqueId: id, name, resourceType: type, path } = node;
  const declared = 'columns' in node ? Object.values(node.columns) : [];
  const columns = planned?.columns ?? declared.map((column) => ({ name: column.name }));
  return { id, name, type, path, columns, lineage: planned?.compiled?.lineage?.() };
}

/** A source's table as lineage sees it. */
export function sourceNode(source: SourceTable): LineageNode {
  const { uniqueId: id, path, sourceName, name } = source;
  const columns =
    sourceColumns(source, undefined) ?? Object.values(source.columns).map(({ name: column }) => ({ name: column }));
  return { id, name: `${sourceName}.${name}`, type: 'source', path, columns };
}

/** Tests and exposures of a project, by what they read. */
export function consumersOf({ project, graph }: OpenProject): Consumers {
  const parentsOf = (id: string) => graph.nodes[id]?.parents ?? [];
  return {
    tests: [...dataTests(project, parentsOf), ...unitTests(project, parentsOf)],
    exposures: Object.values(project.exposures).map(({ uniqueId, name }) => ({ name, nodes: parentsOf(uniqueId) })),
  };
}

type ParentsOf = (id: string) => readonly string[];

function dataTests(project: Project, parentsOf: ParentsOf): Consumers['tests'] {
  return Object.values(project.nodes).flatMap((node) => {
    if (node.resourceType !== 'test') return [];
    const { name, test, uniqueId } = node;
    if (test.kind === 'singular') return parentsOf(uniqueId).map((id) => ({ name, node: id }));
    return [{ name, node: test.attachedTo, ...(test.columnName !== undefined && { column: test.columnName }) }];
  });
}

function unitTests(project: Project, parentsOf: ParentsOf): Consumers['tests'] {
  return Object.values(project.unitTests).flatMap(({ uniqueId, name }) =>
    parentsOf(uniqueId).map((id) => ({ name, node: id })),
  );
}
