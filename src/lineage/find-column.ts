import type { ProjectLineage } from './project-lineage.ts';

/** What a text on a command line names. */
export type Found =
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'column'; readonly node: string; readonly column: string }
  /** The node is there, the column is not. */
  | { readonly kind: 'no-column'; readonly node: string; readonly column: string; readonly columns: readonly string[] }
  | { readonly kind: 'nothing'; readonly names: readonly string[] };

/**
 * The node or column that a text means: a node's name or unique id, a source as `source.table`, with or without `.column` behind it; all without
 * regard to case. Of several nodes of one name a model goes before others.
 */
export function findInLineage(text: string, { nodes }: ProjectLineage): Found {
  const byName = namedNodes(nodes);
  const find = (name: string) => byName.get(name.toLowerCase());
  const whole = find(text);
  if (whole !== undefined) return { kind: 'node', node: whole };
  const dot = text.lastIndexOf('.');
  const node = dot < 0 ? undefined : find(text.slice(0, dot));
  if (node === undefined) return { kind: 'nothing', names: Object.values(nodes).map(({ name }) => name) };
  const name = text.slice(dot + 1);
  const columns = nodes[node]?.columns.map((column) => column.name) ?? [];
  const column = columns.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return column === undefined ? { kind: 'no-column', node, column: name, columns } : { kind: 'column', node, column };
}

function namedNodes(nodes: ProjectLineage['nodes']): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const models = Object.entries(nodes).sort(([, a], [, b]) => Number(a.type === 'model') - Number(b.type === 'model'));
  for (const [id, { name }] of models) found.set(name.toLowerCase(), id);
  for (const id of Object.keys(nodes)) found.set(id.toLowerCase(), id);
  return found;
}
