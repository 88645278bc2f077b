import type { Expression, Ordering, Select, SelectItem } from '../tree.ts';

/** The aliases that get another name inside, by the alias in lower case. */
export type AliasNames = ReadonlyMap<string, { readonly inner: string; readonly outer: string }>;

/**
 * Aliases that DuckDB could take for what Trino resolves in FROM: those which occur as a bare name in WHERE, GROUP BY, HAVING, a window or
 * another item. An item that uses a column of its own alias's name proves that FROM has that column, which DuckDB then prefers.
 */
export function renamedAliases(select: Select): AliasNames {
  const names = new Map<string, { inner: string; outer: string }>();
  select.items.forEach((item, index) => {
    if (item.kind !== 'expression' || item.alias === undefined) return;
    const alias = item.alias.toLowerCase();
    if (usesName(item.expression, alias) || !isUsedElsewhere(select, alias, index)) return;
    names.set(alias, { inner: `__alias${index}`, outer: item.alias });
  });
  return names;
}

function isUsedElsewhere(select: Select, alias: string, index: number): boolean {
  const { where, groupBy, having, windows } = select;
  const others = select.items.filter((_, other) => other !== index).map((item) => itemExpression(item));
  return [where, groupBy, having, windows, others].some((part) => usesName(part, alias));
}

function itemExpression(item: SelectItem): Expression | undefined {
  if (item.kind === 'star') return undefined;
  return item.kind === 'row-star' ? item.operand : item.expression;
}

// Queries inside have names of their own, but may refer to an outer one.
function usesName(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => usesName(item, name));
  const node = value as { readonly kind?: string; readonly parts?: readonly string[] };
  if (node.kind === 'column') return node.parts?.[0]?.toLowerCase() === name;
  return Object.values(value).some((part) => usesName(part, name));
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
