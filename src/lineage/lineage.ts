import type { TextRange } from '../sql/tree.ts';

/** How an input's value becomes a column's, from the least to the most changed. */
export const HOWS = ['passed through', 'renamed', 'computed', 'aggregated'] as const;
export type How = (typeof HOWS)[number];

/** What a column is used for that is no part of a value: it decides which rows there are, or their order. */
export const USES = ['filter', 'join', 'group', 'order', 'window'] as const;
export type Use = (typeof USES)[number];

/** A column whose value is part of another's. `relation` is the catalog's id, or the name of a relation that the catalog does not know. */
export interface ColumnInput {
  readonly relation: string;
  /** As the relation spells it. */
  readonly column: string;
  readonly how: How;
}

/** A column on which depends which rows there are, or how they are ordered. */
export interface ColumnUse {
  readonly relation: string;
  readonly column: string;
  readonly use: Use;
}

/** A piece of the statement's text. */
export interface Fragment {
  readonly sql: string;
  readonly at: TextRange;
}

/** Where one column of a statement comes from. */
export interface ColumnLineage {
  /** `_col0` and so on where the query gives none. */
  readonly name: string;
  /** Trino's type; absent where it is not known. */
  readonly type?: string;
  /** The most changed way of its inputs; of a column without inputs, how its own expression makes it. */
  readonly how: How;
  readonly inputs: readonly ColumnInput[];
  /** What this column alone hangs on: windows it is computed over, the order of an aggregate, rows of its scalar subqueries. */
  readonly indirect: readonly ColumnUse[];
  /** The expressions that make it, references that only pass it on followed to where it is made: one for each branch of a UNION. */
  readonly made: readonly Fragment[];
  /** The item of the statement's own SELECT. */
  readonly item?: Fragment;
  /** Another one whenever the column is made differently; new names, aliases, layout and comments do not change it. */
  readonly fingerprint: string;
  /** Some of its inputs could not be found. */
  readonly unknown?: true;
}

/** Where a statement's columns come from. Plain data, survives JSON. */
export interface StatementLineage {
  /** Absent where they cannot be known: `select *` from a relation of unknown columns. */
  readonly columns?: readonly ColumnLineage[];
  /** What all columns hang on: columns that filter, join, group or order the rows, here and in the queries that feed this one. */
  readonly indirect: readonly ColumnUse[];
  /** Relations it reads, sorted. */
  readonly relations: readonly string[];
  /** Another one whenever other rows may be returned. */
  readonly fingerprint: string;
  /** Some names of the statement could not be resolved: inputs may be missing. */
  readonly unknown?: true;
}

/** Stands in FROM for an ephemeral model, which the compiler puts in front of a query as a common table of this name. */
export const EPHEMERAL_PREFIX = '__dbt__cte__';
