import type { Query } from '../sql/tree.ts';

/** Keys whose texts are values: letters count in them. Everything else is a name or a keyword, which Trino folds. */
const VALUES: ReadonlySet<string> = new Set(['value']);

/**
 * A query's syntax tree as one text: the same for queries that differ in space, comments, the letters of names and keywords, or parentheses
 * that change nothing.
 */
export function treeText(query: Query): string {
  return textOf(query, '');
}

function textOf(value: unknown, key: string): string {
  if (typeof value === 'string') return JSON.stringify(VALUES.has(key) ? value : value.toLowerCase());
  if (typeof value !== 'object' || value === null) return String(value);
  if (!Array.isArray(value)) return nodeText(withoutParentheses(value));
  let text = '[';
  for (const item of value) text += `${textOf(item, key)},`;
  return `${text}]`;
}

// Keys come in the parser's order, which is one for each kind of node.
function nodeText(node: object): string {
  const parts = node as Readonly<Record<string, unknown>>;
  let text = '{';
  for (const key in parts) {
    const value = parts[key];
    if (value !== undefined && !isPlace(key)) text += `${key}:${textOf(value, key)};`;
  }
  return `${text}}`;
}

/** Where a node stands says nothing of what it means. */
function isPlace(key: string): boolean {
  return key === 'at' || key.endsWith('At');
}

/** `(SELECT …)` as a body is its own body, where nothing but the parentheses is around it. */
function withoutParentheses(node: object): object {
  const { kind, query } = node as { kind?: unknown; query?: Query };
  if (kind !== 'query' || !query) return node;
  const { with: tables, body, orderBy, offset, limit } = query;
  return (tables ?? offset ?? limit ?? (orderBy.length > 0 ? orderBy : undefined)) ? node : withoutParentheses(body);
}
