import type { Expression, Ordering, Select, SelectItem } from '../tree.ts';

/** The aliases that get another name inside, by the alias in lower case. */
export type AliasNames = ReadonlyMap<string, { readonly inner: string; readonly outer: string }>;

/**
 * Aliases that DuckDB could take for what Trino resolves in FROM: those which occur as a bare name in WHERE, GROUP BY, HAVING, a window or
 * another item. An item that uses a column of its own alias's name proves that FROM has that column, which DuckDB then prefers.
 */
export function renamedAliases(select: Select): AliasNames {
  const { where, groupBy, having, windows } = select;
  const used = select.items.map((item) => namesIn(itemExpression(item)));
  const elsewhere = namesIn([where, groupBy, having, windows]);
  const names = new Map<string, { inner: string; outer: string }>();
  select.items.forEach((item, index) => {
    if (item.kind !== 'expression' || item.alias === undefined) return;
    const alias = item.alias.toLowerCase();
    if (used[index]?.has(alias)) return;
    if (elsewhere.has(alias) || used.some((others) => others.has(alias))) names.set(alias, { inner: `__alias${index}`, outer: item.alias }); // prettier-ignore
  });
  return names;
}

function itemExpression(item: SelectItem): Expression | undefined {
  if (item.kind === 'star') return undefined;
  return item.kind === 'row-star' ? item.operand : item.expression;
}

/** The first parts of all names in a tree. Queries inside have names of their own, but may refer to an outer one. */
function namesIn(tree: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  // A list of what is left to do: long chains of operators are deeper than the stack.
  const left: unknown[] = [tree];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null) continue;
    const node = value as { readonly kind?: string; readonly parts?: readonly string[] };
    if (node.kind === 'column' && node.parts?.[0] !== undefined) names.add(node.parts[0].toLowerCase());
    else for (const key in node) if (key !== 'at') left.push(node[key as keyof typeof node]);
  }
  return names;
}

/** What the aliases of a SELECT stand for, by their names in lower case. Inside an expression of ORDER BY, Trino looks for an alias first, DuckDB for a column. */
export function aliasedItems(select: Select): ReadonlyMap<string, Expression> {
  const items = new Map<string, Expression>();
  for (const item of select.items) {
    if (item.kind === 'expression' && item.alias !== undefined) items.set(item.alias.toLowerCase(), item.expression);
  }
  return items;
}

/** ORDER BY's items, in which a bare alias, which is one in both engines, has its name inside. */
export function resolvedOrderings(orderBy: readonly Ordering[], names: AliasNames): readonly Ordering[] {
  if (names.size === 0) return orderBy;
  return orderBy.map((ordering) => {
    const { expression } = ordering;
    if (expression.kind !== 'column' || expression.parts.length !== 1) return ordering;
    const inner = names.get((expression.parts[0] as string).toLowerCase())?.inner;
    return inner === undefined ? ordering : { ...ordering, expression: { ...expression, parts: [inner] } };
  });
}
