import { diagnose } from '../../diagnostics/index.ts';
import type { Body, Query } from '../../sql/tree.ts';
import type { BoundQuery } from '../bound.ts';
import type { Binding } from '../context.ts';
import { EMPTY_SCOPE, type Scope } from '../scope.ts';
import { bindOrderBy } from './order-by.ts';
import { bindSelect } from './select.ts';
import { bindSetOperation } from './set-operation.ts';
import { bindValues } from './values.ts';
import { bindWith } from './with.ts';

/** Binds a query: WITH, its body, ORDER BY and LIMIT. `outer` holds the names of the query around it and the common tables in force. */
export function bindQuery(query: Query, outer: Scope, binding: Binding): BoundQuery {
  const scope = query.with ? bindWith(query.with, outer, binding) : outer;
  const bound = bindBodyOf(query, scope, binding);
  for (const count of [query.offset, query.limit]) if (count) binding.expression(count, EMPTY_SCOPE, 'limit');
  if (query.withTies && query.orderBy.length === 0) {
    binding.report(diagnose('ties-without-order', undefined, { at: binding.place(query.limit?.at ?? query.at) }));
  }
  return binding.notes.setQuery(query, bound);
}

// ORDER BY of a plain SELECT sees its FROM, and counts among the clauses that group; of anything else it sees the result alone.
function bindBodyOf(query: Query, outer: Scope, binding: Binding): BoundQuery {
  if (query.body.kind === 'select') return bindSelect(query.body, query.orderBy, outer, binding);
  const { columns } = bindBody(query.body, outer, binding);
  if (query.orderBy.length > 0) {
    const open = columns === undefined;
    const scope = { ...EMPTY_SCOPE, open, outer, tables: outer.tables, outputs: columns ?? [] };
    bindOrderBy(query.orderBy, columns, scope, binding);
  }
  return { columns };
}

/** Binds a body that has no ORDER BY of its own: a term of a set operation. */
export function bindBody(body: Body, outer: Scope, binding: Binding): BoundQuery {
  switch (body.kind) {
    case 'select':
      return bindSelect(body, [], outer, binding);
    case 'values':
      return bindValues(body, outer, binding);
    case 'set-operation':
      return bindSetOperation(body, outer, binding);
    case 'query':
      return bindQuery(body.query, outer, binding);
  }
}
