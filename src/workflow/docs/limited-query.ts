import { parseSql } from '../../sql/parse.ts';
import type { Expression } from '../../sql/tree.ts';

/**
 * A query that returns at most `rows` rows of another one. Where that one is ordered, its order holds: engines forget the order of a query inside
 * another. `rendered` is the query in Athena's SQL, `sql` the same for the engine.
 */
export function limitedQuery({ rendered, sql }: { rendered: string; sql: string }, rows: number): string {
  const query = parseSql({ file: 'analysis', text: rendered }).value?.query;
  const isOrdered = query !== undefined && query.orderBy.length > 0;
  if (isOrdered && !query.limit && !query.offset) return `${sql}\nLIMIT ${rows}`;
  // Ties are rows beyond the limit.
  if (isOrdered && query.limit && !query.withTies && numberOf(query.limit) <= rows) return sql;
  return `SELECT * FROM (\n${sql}\n) AS shown LIMIT ${rows}`;
}

function numberOf(limit: Expression): number {
  return limit.kind === 'literal' && limit.type === 'number' ? Number(limit.value) : Infinity;
}
