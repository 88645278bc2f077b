import type { DialectName } from '../engines/engine.ts';
import type { Step } from '../plan/plan.ts';
import { quoteIdentifier, quoteRelation, quoteString } from '../sql/quote.ts';
import { partitionKey, withinBounds, type ValueOf } from './partitions.ts';
import { selectRows, storedValues } from './row-source.ts';

type Insert = Extract<Step, { kind: 'insert' }>;

/** INSERT of a batch; one that is written once alone carries a guard, so that a repeated run adds nothing. */
export function insertBatch(step: Insert, dialect: DialectName): string {
  const target = quoteRelation(step.relation, dialect);
  const names = [...step.projection.columns, ...step.projection.audit].map((column) =>
    quoteIdentifier(column.name, dialect),
  );
  const conditions = [
    ...(step.where === undefined ? [] : [step.where]),
    ...(step.batch ? [notWritten(step, step.batch, dialect)] : []),
  ];
  const where = conditions.length > 1 ? conditions.map((each) => `(${each})`).join(' AND ') : conditions[0];
  const { where: _, ...parts } = step;
  const select = selectRows({ ...parts, ...(where !== undefined && { where }) }, dialect);
  return `INSERT INTO ${target} (${names.join(', ')})\n${select}`;
}

/**
 * No row of this batch is in the table, or, where a batch is written by several statements, none in the row's own partition: each statement commits
 * whole partitions, so that a run that takes the batch up again adds those that are missing, however they are grouped then.
 */
function notWritten(step: Insert, batch: NonNullable<Insert['batch']>, dialect: DialectName): string {
  const { partitions } = step;
  const own = `written.${quoteIdentifier(batch.column, dialect)} = ${quoteString(batch.id)}`;
  const from = `FROM ${quoteRelation(step.relation, dialect)} AS written WHERE ${own}`;
  if (!partitions) return `NOT EXISTS (SELECT 1 ${from})`;
  const { fields } = partitions.partitioning;
  const ofWritten: ValueOf = ({ name }) => `written.${quoteIdentifier(name, dialect)}`;
  const within = withinBounds(partitions.bounded, ofWritten);
  const ofRow = partitionKey(fields, storedValues(step.projection, dialect));
  return `${ofRow} NOT IN (SELECT ${partitionKey(fields, ofWritten)} ${from}${within === undefined ? '' : ` AND ${within}`})`;
}
