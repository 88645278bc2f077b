import type { Diagnostic, Outcome } from '../diagnostics/index.ts';
import type { CatalogAction, Column, ExternalSource, RelationName } from './engine.ts';

/** How a source over files comes to be in an engine. */
export interface ExternalStatements<S extends ExternalStatement = string> {
  /**
   * Takes away what stands there from an earlier run. Only for relations that are known to be external: of a managed table these would delete
   * the files.
   */
  readonly drop: readonly string[];
  /** Makes it where it is not there. */
  readonly create: readonly S[];
  /** Finds new files of one that is there; absent: as `create`. */
  readonly refresh?: readonly S[];
}

/** SQL; or what the catalog is asked for, with a comment line that says so. */
export type ExternalStatement = string | { readonly sql: string; readonly action: CatalogAction };

export type ExternalOutcome<S extends ExternalStatement = string> = Outcome<ExternalStatements<S> | undefined>;

/** The columns that a source has once it is made: of CSV files all are varchar; partition columns come last, with their declared types. */
export function externalColumns({ format, columns, partitions }: ExternalSource): readonly Column[] {
  const fromFiles = format === 'csv' ? columns.map(({ name }) => ({ name, type: 'varchar' })) : columns;
  return [...fromFiles, ...partitions];
}

export function relationText({ database, schema, identifier }: RelationName): string {
  return [database, schema, identifier].filter((part) => part !== undefined).join('.');
}

export function failed(...diagnostics: readonly Diagnostic[]): {
  value: undefined;
  diagnostics: readonly Diagnostic[];
} {
  return { value: undefined, diagnostics };
}
