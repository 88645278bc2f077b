import { diagnose } from '../../diagnostics/index.ts';
import type { Body, CommonTable, Join, Relation, SetOperation } from '../../sql/tree.ts';
import type { TableRelation } from '../bound.ts';
import type { Binding } from '../context.ts';
import { eachTable, eachTableIn } from './walk.ts';

/**
 * The UNION of a table that reads itself as Trino allows it: once, in FROM of the second part. Undefined for one that does not read itself, and
 * where it does otherwise, which is reported. The source of the rules: Trino's StatementAnalyzer.tryProcessRecursiveQuery.
 */
export function recursionOf(table: CommonTable, binding: Binding): SetOperation | undefined {
  const { body } = table.query;
  const { orderBy, limit, offset } = table.query;
  const everywhere = readsOf(table, (visit) => eachTable(body, visit));
  if (everywhere.length === 0) return undefined;
  const refuse = (at: TableRelation | undefined, problem: string): undefined => {
    binding.report(diagnose('recursive-reference', { name: table.name, problem }, { at: binding.place(at?.at) }));
  };
  if (body.kind !== 'set-operation' || body.operator !== 'union') return refuse(everywhere[0], 'outside of a UNION');
  const [first] = readsOf(table, (visit) => eachTable(body.left, visit));
  if (first) return refuse(first, 'in the first part, which begins the recursion');
  const [only, second] = readsOf(table, (visit) => eachTable(body.right, visit));
  if (second) return refuse(second, 'more than once');
  if (orderBy.length > 0 || limit || offset)
    return refuse(only, 'in a query with an ORDER BY, OFFSET or LIMIT of its own');
  const from = fromOf(body.right);
  const [read] = from.flatMap((relation) => readsOf(table, (visit) => eachTableIn(relation, visit)));
  if (!read) return refuse(only, 'outside of the FROM of its second part');
  const join = from.flatMap((relation) => joinsOf(relation)).find((candidate) => isMissing(candidate, table));
  return join ? refuse(read, `on the side of a ${join.type} join whose row may be missing`) : body;
}

type EachTable = (visit: (table: TableRelation) => void) => void;

function readsOf({ name }: CommonTable, each: EachTable): readonly TableRelation[] {
  const reads: TableRelation[] = [];
  each((table) => {
    const { parts } = table;
    if (parts.length === 1 && String(parts[0]).toLowerCase() === name.toLowerCase()) reads.push(table);
  });
  // A walk meets the right side of a join first.
  return reads.toSorted((one, other) => (one.at?.start ?? 0) - (other.at?.start ?? 0));
}

// Parentheses around the part mean nothing.
function fromOf(part: Body): readonly Relation[] {
  let body = part;
  while (body.kind === 'query') body = body.query.body;
  return body.kind === 'select' ? body.from : [];
}

function joinsOf(relation: Relation): readonly Join[] {
  const joins: Join[] = [];
  for (let at = relation; at.kind === 'join'; at = at.left) joins.push(at);
  return joins;
}

function isMissing({ type, left, right }: Join, table: CommonTable): boolean {
  const isRead = (side: Relation) => readsOf(table, (visit) => eachTableIn(side, visit)).length > 0;
  if (type === 'left') return isRead(right);
  if (type === 'right') return isRead(left);
  return type === 'full' && (isRead(left) || isRead(right));
}
