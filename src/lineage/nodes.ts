/**
 * Calls back for every object of a part of a tree, the part's own first. `isNested`: it stands in a subquery.
 */
export function forEachNode(part: unknown, visit: (node: object, isNested: boolean) => void): void {
  const waiting: { readonly value: unknown; readonly isNested: boolean }[] = [{ value: part, isNested: false }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value } = next;
    if (value === null || typeof value !== 'object') continue;
    const isNested = next.isNested || isQuery(value);
    if (!Array.isArray(value)) visit(value, isNested);
    for (const child of Object.values(value)) waiting.push({ value: child, isNested });
  }
}

/** Whether a node of a tree is a query: it alone has a body and no kind. */
export function isQuery(node: object): boolean {
  return !('kind' in node) && 'body' in node;
}
