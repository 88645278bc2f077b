import { placeIn, type Diagnostic } from '../diagnostics/index.ts';
import type { Statement } from '../sql/parse.ts';
import { sameType } from '../sql/types.ts';
import { bindExpression } from './expressions/bind-expression.ts';
import type { Facts, OutputColumn } from './bound.ts';
import type { Catalog } from './catalog.ts';
import type { Binding } from './context.ts';
import { createNotebook } from './facts.ts';
import { bindQuery } from './queries/bind-query.ts';
import { EMPTY_SCOPE } from './scope.ts';

/** A statement with all that is known of its names and types. */
export interface BoundStatement {
  readonly statement: Statement;
  /** Absent where they cannot be known. */
  readonly columns?: readonly OutputColumn[] | undefined;
  readonly facts: Facts;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Resolves every name of a query and gives every expression its type, by Trino's rules. All problems are reported, each once, with its place.
 * What is not known (a relation without columns, a function that Trino 476 does not have under this name with types we know) stays unknown.
 */
export function bindStatement(statement: Statement, catalog: Catalog): BoundStatement {
  const diagnostics: Diagnostic[] = [];
  const notes = createNotebook();
  const { source } = statement;
  const binding: Binding = {
    catalog,
    notes,
    report: (diagnostic) => void diagnostics.push(diagnostic),
    place: (at) => at && placeIn(source, at.start, at.end),
    textAt: (at) => at && source.text.slice(at.start, at.end),
    expression: (expression, scope, clause) => bindExpression(expression, { scope, clause, binding }),
    coerce: (expression, to) => {
      const type = notes.value(expression)?.type;
      notes.setCoercion(expression, to && type && !sameType(type, to) ? to : undefined);
    },
    query: (query, outer) => bindQuery(query, { ...outer, isWithin: true }, binding),
  };
  const { columns } = bindQuery(statement.query, EMPTY_SCOPE, binding);
  return { statement, columns, facts: notes, diagnostics };
}
