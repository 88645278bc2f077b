import type { Project, RefCall, RelationNode, SourceCall, SourceTable } from '../project/project.ts';

/** Finds what `ref()` and `source()` name. Building it costs one pass over the project; each look-up is constant. */
export interface Resolver {
  /** The model, seed or snapshot of that name; undefined when there is none, or it is disabled. */
  readonly ref: (call: Pick<RefCall, 'name' | 'package' | 'version'>) => RelationNode | undefined;
  readonly source: (call: Pick<SourceCall, 'source' | 'table'>) => SourceTable | undefined;
}

/** A resolver over the enabled nodes of a project. Versions of models do not exist: a call that asks for one finds nothing. */
export function createResolver(project: Project): Resolver {
  const byName = new Map<string, RelationNode[]>();
  for (const node of Object.values(project.nodes)) {
    if (node.resourceType === 'analysis' || node.resourceType === 'test') continue;
    const namesakes = byName.get(node.name);
    if (namesakes) namesakes.push(node);
    else byName.set(node.name, [node]);
  }
  const tables = new Map(
    Object.values(project.sources).map((table) => [sourceKey(table.sourceName, table.name), table]),
  );
  return {
    ref: (call) =>
      call.version === undefined
        ? byName.get(call.name)?.find((node) => call.package === undefined || node.packageName === call.package)
        : undefined,
    source: (call) => tables.get(sourceKey(call.source, call.table)),
  };
}

// A newline can stand in no name, a dot can.
function sourceKey(source: string, table: string): string {
  return `${source}\n${table}`;
}
