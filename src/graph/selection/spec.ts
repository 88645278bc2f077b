export type IndirectSelection = 'eager' | 'cautious' | 'buildable' | 'empty';

/** A parsed selection: criteria, and the set operations between them. */
export type Spec = Criterion | Combination;

/** One atom of a selection: `2+tag:nightly+`. */
export interface Criterion {
  readonly kind: 'criterion';
  /** As the user wrote it, for messages. */
  readonly raw: string;
  readonly method: string;
  /** What follows the method behind a dot: `materialized` in `config.materialized:view`. */
  readonly arguments: readonly string[];
  readonly value: string;
  /** `@`: the matches, their descendants, and all ancestors of both. */
  readonly childrensParents: boolean;
  /** How many generations of ancestors and descendants to add: 0 for none, Infinity for all. */
  readonly parents: number;
  readonly children: number;
  /** Undefined: as the command says. */
  readonly indirect?: IndirectSelection;
}

export interface Combination {
  readonly kind: 'union' | 'intersection' | 'difference';
  readonly parts: readonly Spec[];
  /** Set on what the command line says: tests whose parents came from several parts join under the command's own mode. */
  readonly raw?: string;
}
