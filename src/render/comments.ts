import type { DialectName } from '../engines/engine.ts';
import type { Step } from '../plan/plan.ts';
import {
  quoteHiveIdentifier,
  quoteHiveRelation,
  quoteHiveString,
  quoteIdentifier,
  quoteRelation,
  quoteString,
} from '../sql/quote.ts';
import { storedType } from './tables.ts';

type CommentStep = Extract<Step, { kind: 'comment' }>;

/** A statement for each description. */
export function commentOn(step: CommentStep, dialect: DialectName): string[] {
  return dialect === 'athena' ? changeColumns(step) : commentStatements(step, dialect);
}

function commentStatements(step: CommentStep, dialect: DialectName): string[] {
  const relation = quoteRelation(step.relation, dialect);
  const columns = step.columns.map(
    ({ name, description }) =>
      `COMMENT ON COLUMN ${relation}.${quoteIdentifier(name, dialect)} IS ${quoteString(description)}`,
  );
  if (step.description === undefined) return columns;
  return [`COMMENT ON ${step.relationKind.toUpperCase()} ${relation} IS ${quoteString(step.description)}`, ...columns];
}

/** Athena, "ALTER TABLE CHANGE COLUMN" of Iceberg tables: name and type are said again, and the comment beside them. */
function changeColumns(step: CommentStep): string[] {
  return step.columns.map((column) => {
    const name = quoteHiveIdentifier(column.name);
    const type = storedType(column, 'athena');
    return `ALTER TABLE ${quoteHiveRelation(step.relation)} CHANGE COLUMN ${name} ${name} ${type} COMMENT ${quoteHiveString(column.description)}`;
  });
}
