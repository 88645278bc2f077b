import type { Call, Column, CommonTable, Expression, Query, Relation, Select, TextRange, Unnest } from '../sql/tree.ts';
import type { TrinoType } from '../sql/types.ts';
import type { CatalogRelation } from './catalog.ts';

/**
 * What the binder says of a value. `type` is Trino's; absent, it is not known, which spreads and is never an error by itself (the type of a
 * bare NULL is known: it is `unknown`). `nullable` is false only where no NULL is possible.
 */
export interface Value {
  readonly type?: TrinoType | undefined;
  readonly nullable: boolean;
}

/** A value of which nothing is known. */
export const UNKNOWN: Value = { nullable: true };

/** One column that a query returns. */
export interface OutputColumn extends Value {
  /** Absent where the query gives none: Trino prints `_col0`. */
  readonly name?: string | undefined;
  /** The item that makes it. */
  readonly at?: TextRange | undefined;
  readonly made: Made;
}

/** How a column of a query comes to be. */
export type Made =
  | { readonly by: 'expression'; readonly expression: Expression }
  /** `*` and `t.*`. */
  | { readonly by: 'star'; readonly field: Field }
  /** `(row).*` */
  | { readonly by: 'row-star'; readonly operand: Expression; readonly index: number }
  | { readonly by: 'set-operation'; readonly left: OutputColumn; readonly right: OutputColumn }
  /** One cell for each row of VALUES. */
  | { readonly by: 'values'; readonly cells: readonly Expression[] };

/** One column that FROM offers to the clauses of a SELECT. */
export interface Field extends Value {
  readonly name?: string | undefined;
  /** The alias of its relation, or the parts of the table's name. */
  readonly qualifier?: readonly string[] | undefined;
  readonly from: FieldSource;
}

export type FieldSource =
  | { readonly kind: 'table'; readonly table: CatalogRelation; readonly column: string }
  /** A column of a subquery or of a common table. */
  | { readonly kind: 'output'; readonly column: OutputColumn }
  /** `argument` is the array or map whose items it holds; absent for the ordinality. `part`: of a map 0 for keys, of rows the field's position. */
  | { readonly kind: 'unnest'; readonly unnest: Unnest; readonly argument?: Expression; readonly part?: number }
  /** A column of JOIN … USING. */
  | { readonly kind: 'merged'; readonly left: Field; readonly right: Field }
  /** Anything else that makes rows: TABLE(sequence(…)). */
  | { readonly kind: 'generated' };

/** What a name means where it stands. */
export type ColumnReference =
  /** `parts`: how many parts of the name are the column's own; those behind them are fields of a row. `depth`: 0 for this query's FROM, 1 for the query around it (correlated), … */
  | { readonly kind: 'field'; readonly field: Field; readonly parts: number; readonly depth: number }
  /** A lambda's parameter. */
  | { readonly kind: 'parameter'; readonly name: string }
  /** An output column by its alias or position, in ORDER BY. */
  | { readonly kind: 'output'; readonly column: OutputColumn };

/** A call whose function is known. */
export interface ResolvedCall {
  readonly kind: 'scalar' | 'aggregate' | 'window';
  /** Types of the arguments after coercion; absent for lambdas and where not known. */
  readonly argumentTypes: readonly (TrinoType | undefined)[];
}

export interface BoundSelect {
  /** Columns that FROM offers, in order. */
  readonly fields: readonly Field[];
  /** Absent where they cannot be known: `*` from an unknown relation. */
  readonly columns?: readonly OutputColumn[] | undefined;
  /** It groups: by GROUP BY, or by an aggregate alone. */
  readonly grouped: boolean;
  /** The expressions that it groups by, positions resolved; of grouping sets all that occur. */
  readonly groupKeys: readonly Expression[];
}

export interface BoundQuery {
  /** Absent where they cannot be known: `select *` from an unknown relation. */
  readonly columns?: readonly OutputColumn[] | undefined;
}

/** What the binder found out about a tree's nodes, by node: the tree itself stays as it was parsed. */
export interface Facts {
  readonly value: (expression: Expression) => Value | undefined;
  /** The type that an expression is brought to where it stands, by Trino's implicit coercion; absent: it stays as it is. */
  readonly coercion: (expression: Expression) => TrinoType | undefined;
  readonly reference: (column: Column) => ColumnReference | undefined;
  readonly call: (call: Call) => ResolvedCall | undefined;
  readonly select: (select: Select) => BoundSelect | undefined;
  readonly query: (query: Query) => BoundQuery | undefined;
  /** What a table's name in FROM means: a relation of the catalog or a common table. */
  readonly table: (relation: TableRelation) => TableMeaning | undefined;
}

export type TableRelation = Extract<Relation, { readonly kind: 'table' }>;

export type TableMeaning =
  | { readonly kind: 'catalog'; readonly relation: CatalogRelation }
  | { readonly kind: 'common-table'; readonly table: CommonTable }
  /** Nothing is known of it. */
  | { readonly kind: 'unknown' };
