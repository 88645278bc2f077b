import type { Key } from '../bind/keys.ts';
import type { OutputColumn } from '../bind/bound.ts';
import type { TextRange } from '../sql/tree.ts';
import type { NullReasons } from './null-reason.ts';
import type { Review } from './review.ts';

/** What is known of the rows that a statement returns, beside their columns' types. Survives JSON. */
export interface RowFacts {
  /** Positions of columns that no two rows have alike, from 0; see `uniqueKeysOf`. */
  readonly keys: readonly Key[];
  readonly columns: readonly ColumnFacts[];
}

export interface ColumnFacts {
  /** Why the statement itself makes it NULL for some rows. */
  readonly nullBy?: string;
  /** It is one written-out value in all rows. */
  readonly isConstant?: true;
  /** It comes with a `*`. */
  readonly isStar?: true;
  /** The relation that a `*` brings it from. */
  readonly of?: string;
  /** The item that makes it. */
  readonly at?: TextRange;
}

/** The same with the columns' names. */
export interface KnownRows {
  readonly keys: readonly Key[];
  readonly columns: readonly KnownColumn[];
}

export interface KnownColumn extends ColumnFacts {
  readonly name: string;
  readonly nullable: boolean;
}

/** Undefined where the columns are not known. */
export function rowFactsOf({ bound, keys }: Review, reasons: NullReasons): RowFacts | undefined {
  const columns = bound.columns?.map((column) => columnFacts(column, reasons));
  return columns && { keys: keys.query(bound.statement.query), columns };
}

function columnFacts(column: OutputColumn, reasons: NullReasons): ColumnFacts {
  const { at, made } = column;
  const nullBy = reasons(column);
  const origin = made.by === 'star' ? originOf(column) : undefined;
  return {
    ...(nullBy !== undefined && { nullBy }),
    ...(isConstant(column) && { isConstant: true }),
    ...(made.by === 'star' && { isStar: true }),
    ...(origin !== undefined && { of: origin }),
    ...(at && { at }),
  };
}

/** The relation of the catalog from which stars alone bring a column. */
function originOf({ made }: OutputColumn): string | undefined {
  if (made.by !== 'star') return undefined;
  const { from } = made.field;
  if (from.kind === 'table') return from.table.id;
  return from.kind === 'output' ? originOf(from.column) : undefined;
}

function isConstant({ made }: OutputColumn): boolean {
  if (made.by === 'star') return made.field.from.kind === 'output' && isConstant(made.field.from.column);
  if (made.by !== 'expression') return false;
  const { expression } = made;
  return expression.kind === 'typed-literal' || (expression.kind === 'literal' && expression.type !== 'null');
}
