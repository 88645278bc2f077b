import type { JsonObject, JsonValue, Project, ProjectNode, References, TestNode } from '../project/project.ts';

interface Called {
  readonly refs: readonly Pick<References['refs'][number], 'name' | 'package' | 'version'>[];
  readonly sources: readonly Pick<References['sources'][number], 'source' | 'table'>[];
}

/** What an entry of a data test says beyond others. */
export function testFields({ test }: TestNode, project: Project): JsonObject {
  if (test.kind === 'singular') return {};
  const [namespace, name] = test.name.includes('.') ? test.name.split('.', 2) : [null, test.name];
  const attached = attachedCall(test.attachedTo, project);
  const kwargs = {
    ...test.arguments,
    ...(test.columnName !== undefined && { column_name: test.columnName }),
    model: `{{ get_where_subquery(${attached.text}) }}`,
  };
  return {
    column_name: test.columnName ?? null,
    file_key_name: attached.key,
    attached_node: project.nodes[test.attachedTo] ? test.attachedTo : null,
    test_metadata: { name: name as JsonValue, kwargs, namespace: namespace as JsonValue },
  };
}

/** The group of what a generic test is attached to. */
export function testGroup(node: ProjectNode, { nodes }: Project): string | undefined {
  if (node.resourceType !== 'test' || node.test.kind !== 'generic') return undefined;
  return nodes[node.test.attachedTo]?.config.group;
}

/** What a test reads: a generic one also what it is attached to. */
export function testReferences({ test, references }: TestNode, project: Project): Called {
  if (test.kind === 'singular') return references;
  const { refs, sources } = references;
  const node = project.nodes[test.attachedTo];
  const source = project.sources[test.attachedTo];
  const isNamed = node ? refs.some(({ name }) => name === node.name) : false;
  return {
    refs: node && !isNamed ? [...refs, { name: node.name }] : refs,
    sources: source ? [...sources, { source: source.sourceName, table: source.name }] : sources,
  };
}

/** `refs`, `sources` and `metrics` of an entry. */
export function manifestReferences({ refs, sources }: Called): JsonObject {
  return {
    refs: refs.map((ref) => ({ name: ref.name, package: ref.package ?? null, version: ref.version ?? null })),
    sources: sources.map(({ source, table }) => [source, table]),
    metrics: [],
  };
}

/** How a template would name what a test is attached to, and where dbt finds it in YAML. */
function attachedCall(id: string, { nodes, sources }: Project): { readonly text: string; readonly key: string } {
  const source = sources[id];
  if (source) return { text: `source('${source.sourceName}', '${source.name}')`, key: `sources.${source.sourceName}` };
  const node = nodes[id];
  return { text: `ref('${node?.name ?? ''}')`, key: `${node?.resourceType ?? 'model'}s.${node?.name ?? ''}` };
}
