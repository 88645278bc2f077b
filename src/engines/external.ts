import type { Diagnostic, Outcome } from '../diagnostics/index.ts';
import type { Column, ExternalSource, RelationName } from './engine.ts';

/** How a source over files comes to be in an engine. */
export interface ExternalStatements {
  /**
   * Takes away what stands there from an earlier run. Only for relations that are known to be external: of a managed table these would delete
   * the files.
   */
  readonly drop: readonly string[];
  readonly create: readonly string[];
}

export type ExternalOutcome = Outcome<ExternalStatements | undefined>;

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
