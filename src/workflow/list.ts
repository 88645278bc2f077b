import type { NodeChange } from '../graph/index.ts';
import type { Host, Invocation, ListedNode, ListReport } from '../lakemodel.ts';
import { openProject, type OpenProject } from './open-project.ts';
import { selectFor } from './select.ts';

/** What a selection means, without asking any warehouse. */
export async function list(invocation: Invocation, host: Host): Promise<ListReport> {
  const opened = await openProject(invocation, host);
  if (!opened.value) return { exitCode: 2, diagnostics: opened.diagnostics, nodes: [] };
  const { value: project } = opened;
  const selected = await selectFor('ls', project, invocation);
  const diagnostics = [...opened.diagnostics, ...selected.diagnostics];
  if (!selected.value) return { exitCode: 2, diagnostics, nodes: [] };
  return {
    exitCode: 0,
    diagnostics,
    nodes: selected.value.flatMap((id) => listed(id, project, selected.changes?.get(id)) ?? []),
  };
}

function listed(id: string, { project, graph }: OpenProject, change?: NodeChange): ListedNode | undefined {
  const node = project.nodes[id] ?? project.sources[id] ?? project.exposures[id] ?? project.unitTests[id];
  if (!node) return undefined;
  const prefix = { source: 'source:', exposure: 'exposure:', unit_test: 'unit_test:' } as const;
  const type = node.resourceType;
  return {
    id,
    unique_id: id,
    resourceType: type,
    resource_type: type,
    name: node.name,
    selector: `${type in prefix ? prefix[type as keyof typeof prefix] : ''}${node.fqn.join('.')}`,
    path: node.path,
    original_file_path: node.path,
    package_name: node.packageName,
    tags: node.tags,
    depends_on: graph.nodes[id]?.parents ?? [],
    ...('config' in node && { config: node.config }),
    ...('relation' in node && { schema: node.relation.schema, alias: node.relation.identifier }),
    ...('description' in node && { description: node.description }),
    ...(change && { modified: change.isNew ? ['new'] : change.kinds }),
  };
}
