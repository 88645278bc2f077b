import type { CatalogAction, DialectName } from '../engines/engine.ts';
import type { Step } from '../plan/plan.ts';
import { quoteHiveIdentifier, quoteHiveRelation, quoteHiveString, quoteIdentifier, quoteRelation, quoteString } from '../sql/quote.ts'; // prettier-ignore
import { actionStatement } from './claims.ts';
import { storedTypeWord } from './ddl/stored-type.ts';
import type { Sendable } from './statement.ts';

type CommentStep = Extract<Step, { kind: 'comment' }>;
type DescribeAction = Extract<CatalogAction, { kind: 'describe-table' }>;

/** A statement for each description; on Athena the catalog is asked for what its SQL cannot say. */
export function commentOn(step: CommentStep, dialect: DialectName): readonly Sendable[] {
  return dialect === 'athena' ? athenaComments(step) : commentStatements(step, dialect);
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

/**
 * Comments on columns of a table go into its own metadata by SQL: in the catalog alone they would be gone with the table's next commit, which writes the
 * catalog's columns anew. Descriptions, and all of a view's, are the catalog's.
 */
function athenaComments({ relation, relationKind, description, columns }: CommentStep): readonly Sendable[] {
  const bySql = relationKind === 'table' ? columns.filter((column) => storedTypeWord(column, 'athena')) : [];
  const byCatalog = columns.filter((column) => !bySql.includes(column));
  const action: DescribeAction = {
    kind: 'describe-table',
    relation,
    ...(description !== undefined && { description }),
    columns: byCatalog.map(({ name, description: text }) => ({ name, description: text })),
  };
  const isAsked = description !== undefined || byCatalog.length > 0;
  return [...bySql.map((column) => changeColumn(relation, column)), ...(isAsked ? [actionStatement(action)] : [])];
}

/** "ALTER TABLE CHANGE COLUMN" of Iceberg tables: name and type are said again, and the comment beside them. */
function changeColumn(relation: CommentStep['relation'], column: CommentStep['columns'][number]): string {
  const name = quoteHiveIdentifier(column.name);
  const type = storedTypeWord(column, 'athena') ?? '';
  return `ALTER TABLE ${quoteHiveRelation(relation)} CHANGE COLUMN ${name} ${name} ${type} COMMENT ${quoteHiveString(column.description)}`;
}
