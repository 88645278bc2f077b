import type { Query } from '../sql/tree.ts';

/** Keys whose texts are values: letters count in them. Everything else is a name or a keyword, which Trino folds. */
const VALUES: ReadonlySet<string> = new Set(['value']);

/**
 * A query's syntax tree as one text: the same for queries that differ in space, comments, the letters of names and keywords, or parentheses
 * that change nothing.
 */
export function treeText(query: Query): string {
  const parts: string[] = [];
  write(query, '', parts);
  return parts.join('');
}

function write(value: unknown, key: string, parts: string[]): void {
  if (typeof value === 'string') parts.push(JSON.stringify(VALUES.has(key) ? value : value.toLowerCase()));
  else if (Array.isArray(value)) {
    parts.push('[');
    for (const item of value) {
      write(item, key, parts);
      parts.push(',');
    }
    parts.push(']');
  } else if (typeof value === 'object' && value !== null) writeNode(withoutParentheses(value), parts);
  else parts.push(String(value));
}

function writeNode(node: object, parts: string[]): void {
  parts.push('{');
  for (const [key, value] of Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (value === undefined || isRange(value)) continue;
    parts.push(key, ':');
    write(value, key, parts);
    parts.push(';');
  }
  parts.push('}');
}

/** Where a node stands says nothing of what it means. */
function isRange(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { start, end, ...rest } = value as Record<string, unknown>;
  return typeof start === 'number' && typeof end === 'number' && Object.keys(rest).length === 0;
}

/** `(SELECT …)` as a body is its own body, where nothing but the parentheses is around it. */
function withoutParentheses(node: object): object {
  const { kind, query } = node as { kind?: unknown; query?: Query };
  if (kind !== 'query' || !query) return node;
  const { with: tables, body, orderBy, offset, limit } = query;
  return (tables ?? offset ?? limit ?? (orderBy.length > 0 ? orderBy : undefined)) ? node : withoutParentheses(body);
}
