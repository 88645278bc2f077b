import { quoteIdentifier, quoteRelation, quoteString } from '../../sql/quote.ts';
import type { CatalogAction } from '../engine.ts';

type DescribeTable = Extract<CatalogAction, { kind: 'describe-table' }>;

/** A statement for each description of a table. */
export function describeTableStatements({ relation, description, columns }: DescribeTable): readonly string[] {
  const name = quoteRelation(relation, 'trino');
  return [
    ...(description === undefined ? [] : [`COMMENT ON TABLE ${name} IS ${quoteString(description)}`]),
    ...columns.map(
      (column) =>
        `COMMENT ON COLUMN ${name}.${quoteIdentifier(column.name, 'trino')} IS ${quoteString(column.description)}`,
    ),
  ];
}
