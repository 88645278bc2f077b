import type { TreeNode } from './tree.ts';

interface NodeFields {
  readonly fields: readonly string[];
}

/** The nodes directly below a node, in the order of the text as far as nunjucks keeps it. */
export function childrenOf(node: TreeNode): TreeNode[] {
  const { fields } = node as unknown as NodeFields;
  return fields.flatMap((field) => nodesOf((node as unknown as Record<string, unknown>)[field]));
}

function nodesOf(value: unknown): TreeNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  return typeof value === 'object' && value !== null && 'typename' in value ? [value as TreeNode] : [];
}

/** Calls `visit` for the node and everything below it, outermost first. */
export function walk(node: TreeNode, visit: (node: TreeNode) => void): void {
  visit(node);
  for (const child of childrenOf(node)) walk(child, visit);
}

/** All names that stand below a node, whatever they mean there. */
export function namesIn(node: TreeNode): ReadonlySet<string> {
  const names = new Set<string>();
  walk(node, (found) => {
    if (found.typename === 'Symbol') names.add(found.value);
  });
  return names;
}
