import type { Diagnostic, Place } from '../diagnostics/index.ts';
import type { Expression, Query, TextRange } from '../sql/tree.ts';
import type { TrinoType } from '../sql/types.ts';
import type { BoundQuery, Value } from './bound.ts';
import type { Catalog } from './catalog.ts';
import type { Notebook } from './facts.ts';
import type { Scope } from './scope.ts';

/** The clause in which an expression stands: it decides whether aggregates and window functions may. */
export type Clause =
  | 'select'
  | 'where'
  | 'group by'
  | 'having'
  | 'order by'
  | 'join'
  | 'from'
  | 'values'
  | 'limit'
  /** In the definition of a window, or in the arguments of a function with OVER. */
  | 'window'
  /** In the arguments, the FILTER or the ORDER BY of an aggregate. */
  | 'aggregate'
  /** In the body of a lambda. */
  | 'lambda';

/** Handed down through the binder: where to look things up, where to write them down, and the two ways to go deeper. */
export interface Binding {
  readonly catalog: Catalog;
  readonly notes: Notebook;
  readonly report: (diagnostic: Diagnostic) => void;
  readonly place: (at: TextRange | undefined) => Place | undefined;
  /** Text of a range, for messages. */
  readonly textAt: (at: TextRange | undefined) => string | undefined;
  /** Binds an expression and everything in it. Reports each problem once; what is wrong has an unknown type. */
  readonly expression: (expression: Expression, scope: Scope, clause: Clause) => Value;
  /** Notes that an expression is brought to a type where it stands; nothing is noted where it has that type already. */
  readonly coerce: (expression: Expression, to: TrinoType | undefined) => void;
  /** Binds a query in a scope that is its outer one. */
  readonly query: (query: Query, outer: Scope) => BoundQuery;
}
