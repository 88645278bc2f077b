import type { TrinoType } from '../sql/types.ts';

/** What is known of the relations that a query may read. Names are compared without regard to case, as Trino does. */
export interface Catalog {
  /** The relation that a name in FROM means; undefined: nothing is known of it. */
  readonly find: (parts: readonly string[]) => CatalogRelation | undefined;
}

export interface CatalogRelation {
  /** Who it is, for lineage: a node's unique id, or the relation's own name. */
  readonly id: string;
  /** In the order of the relation; absent where they are not known. */
  readonly columns?: readonly CatalogColumn[];
}

export interface CatalogColumn {
  readonly name: string;
  /** Absent: not known. */
  readonly type?: TrinoType;
  /** Whether it may hold NULL: true unless something declares or tests that it does not. */
  readonly nullable: boolean;
}

/** A catalog of nothing: every name in FROM is unknown. */
export const EMPTY_CATALOG: Catalog = { find: () => undefined };
