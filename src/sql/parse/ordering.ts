import type { Ordering } from '../tree.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';

/** ORDER BY with its items; empty where there is none. */
export function parseOrderBy(cursor: Cursor): readonly Ordering[] {
  if (!cursor.accept('order')) return [];
  cursor.expect('by');
  return cursor.list(() => parseOrdering(cursor));
}

// Trino's default is NULLS LAST in both directions.
function parseOrdering(cursor: Cursor): Ordering {
  const { start } = cursor.token;
  const expression = parseExpression(cursor);
  const descending = cursor.acceptOne('asc', 'desc') === 'desc';
  const nullsFirst = cursor.accept('nulls') && cursor.expectOne('first', 'last') === 'first';
  return { expression, descending, nullsFirst, at: cursor.from(start) };
}
