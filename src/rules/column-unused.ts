import { diagnose } from '../diagnostics/index.ts';
import type { ColumnReference, Field, OutputColumn } from '../bind/bound.ts';
import type { Query } from '../sql/tree.ts';
import type { Remark, Review } from './review.ts';

/**
 * Columns of common tables and subqueries that are written out and that nothing reads. Columns that stand for more than their value are left
 * alone: those of DISTINCT, of set operations, keys of GROUP BY, and all of a query that only its rows are wanted of.
 */
export function columnsUnused(review: Review): readonly Remark[] {
  const { facts, parts, bound } = review;
  if (!bound.columns || parts.selects.some((select) => !facts.select(select)?.columns)) return [];
  const reads = readColumns(review);
  const plain = parts.commonTables.filter(({ table, recursive }) => !recursive && table.columns.length === 0);
  const candidates = [...plain.map(({ table }) => table.query), ...parts.derived];
  return candidates.flatMap((query) => unusedOf(query, reads, review));
}

interface Reads {
  readonly columns: ReadonlySet<OutputColumn>;
  /** Names that could not be resolved, in lower case: they may mean any column. */
  readonly names: ReadonlySet<string>;
}

function readColumns({ facts, parts }: Review): Reads {
  const columns = new Set<OutputColumn>();
  const names = new Set<string>();
  const addField = ({ from }: Field): void => {
    if (from.kind === 'output') columns.add(from.column);
    if (from.kind === 'merged') [from.left, from.right].forEach(addField);
  };
  const addReference = (reference: ColumnReference): void => {
    if (reference.kind === 'field') addField(reference.field);
    if (reference.kind === 'output') columns.add(reference.column);
  };
  for (const column of parts.columns) {
    const reference = facts.reference(column);
    if (reference) addReference(reference);
    else for (const part of column.parts) names.add(part.toLowerCase());
  }
  for (const select of parts.selects) {
    const { columns: own = [], fields = [] } = facts.select(select) ?? {};
    for (const { made } of own) if (made.by === 'star') addField(made.field);
    for (const field of fields) if (field.from.kind === 'merged') addField(field);
  }
  return { columns, names };
}

function unusedOf(query: Query, reads: Reads, { facts, place }: Review): readonly Remark[] {
  const { body, orderBy } = query;
  if (body.kind !== 'select' || body.distinct) return [];
  if (orderBy.some(({ expression }) => expression.kind === 'literal')) return [];
  const bound = facts.select(body);
  const columns = facts.query(query)?.columns ?? [];
  if (!columns.some((column) => reads.columns.has(column))) return [];
  return columns.flatMap((column): readonly Remark[] => {
    const { name, made, at } = column;
    if (name === undefined || made.by !== 'expression' || reads.columns.has(column)) return [];
    if (reads.names.has(name.toLowerCase()) || bound?.groupKeys.includes(made.expression)) return [];
    return [{ diagnostic: diagnose('column-unused', { column: name }, { at: place(at) }), unused: name }];
  });
}
