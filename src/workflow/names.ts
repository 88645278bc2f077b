import type { Host, Invocation, NamesReport } from '../lakemodel.ts';
import { openProject } from './open-project.ts';

/** What of a project can be named on a command line. Nothing of the warehouse is asked; of a project that cannot be loaded nothing is known. */
export async function names(invocation: Invocation, host: Host): Promise<NamesReport> {
  const opened = await openProject(invocation, host);
  const { value, diagnostics } = opened;
  if (!value) return { exitCode: 2, diagnostics, nodes: [], tags: [], folders: [], selectors: [], targets: [] };
  const { project } = value;
  const nodes = [...Object.values(project.nodes), ...Object.values(project.exposures)];
  const sources = Object.values(project.sources);
  const all = [...nodes, ...sources, ...Object.values(project.unitTests)];
  return {
    exitCode: 0,
    diagnostics,
    nodes: [
      ...nodes.map(({ name, resourceType, ...node }) => ({
        name,
        resourceType,
        columns: 'columns' in node ? Object.values(node.columns).map((column) => column.name) : [],
      })),
      ...sources.map(({ sourceName, name, columns }) => ({
        name: `${sourceName}.${name}`,
        resourceType: 'source' as const,
        columns: Object.values(columns).map((column) => column.name),
      })),
    ],
    tags: sorted(all.flatMap(({ tags }) => tags)),
    folders: sorted(all.map(({ path }) => path.split('/').slice(0, -1).join('/'))),
    selectors: Object.keys(project.selectors),
    targets: project.settings.targetNames,
  };
}

function sorted(values: readonly string[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== '').sort();
}
