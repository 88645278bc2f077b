import type { Facts, TableRelation } from '../bind/bound.ts';
import type { CommonTable, Query } from '../sql/tree.ts';
import { EPHEMERAL_PREFIX } from './lineage.ts';
import { forEachNode } from './nodes.ts';

// Fewer than this cannot make a chain that is deeper than the stack.
const MANY = 100;

/**
 * Where a query has very many common tables: those that it reads, inputs first. Traced in this order, each finds what it reads traced already,
 * so that a chain of any length needs no deep recursion. Nothing where there are few.
 */
export function longChain({ with: tables, body, orderBy }: Query, facts: Facts): readonly CommonTable[] {
  if (!tables || tables.tables.length < MANY) return [];
  const read = new Set<CommonTable>();
  const note = (part: unknown) =>
    forEachNode(part, (node) => {
      const meaning = (node as TableRelation).kind === 'table' ? facts.table(node as TableRelation) : undefined;
      if (meaning?.kind === 'common-table') read.add(meaning.table);
    });
  note([body, orderBy]);
  // A table is read by those behind it alone.
  for (const table of tables.tables.toReversed()) if (read.has(table)) note(table.query);
  return tables.tables.filter((table) => read.has(table) && !table.name.startsWith(EPHEMERAL_PREFIX));
}
