import { relationArgument, requiredSql, sqlArgument } from './arguments.ts';
import type { CheckContext } from './check.ts';
import { rowCheck } from './define.ts';
import { column, columnOrExpression, filtered, whereClause } from './expressions.ts';
import { relation, sqlText } from './parameters.ts';

const TO = {
  to: relation('The relation that has all values.'),
  field: sqlText('Its column.'),
} as const;

/**
 * A NULL refers to nothing and is accepted. Every other value must be in the parent; in an empty parent there is none.
 * The parent's NULLs are left out: with one of them, NOT IN would never be true.
 */
export const relationships = rowCheck({
  name: 'relationships',
  description: 'Every value of the column is a value of a column of another relation; NULL is accepted.',
  parameters: TO,
  required: ['to', 'field'],
  relations: ['to'],
  rule: (context) => `${column(context)} IS NOT NULL AND ${column(context)} NOT IN (${parents(context)})`,
});

/** As `relationships`, for rows on which `from_condition` is true, to rows on which `to_condition` is true. */
export const relationshipsWhere = rowCheck({
  name: 'relationships_where',
  namespace: 'dbt_utils',
  description: 'As relationships, with conditions on both sides.',
  parameters: {
    ...TO,
    from_condition: sqlText('Only rows for which this is true are checked.'),
    to_condition: sqlText('Only rows of the other relation for which this is true count.'),
  },
  required: ['to', 'field'],
  relations: ['to'],
  rule: (context) => {
    const condition = sqlArgument(context, 'from_condition');
    const rule = `${column(context)} IS NOT NULL AND ${column(context)} NOT IN (${parents(context)})`;
    return filtered(condition === undefined ? [] : [condition], rule);
  },
});

function parents(context: CheckContext): string {
  const parent = relationArgument(context, 'to');
  const field = columnOrExpression(requiredSql(context, 'field'), { alias: 'parent', ...columnsOf(parent) });
  const conditions = [`${field} IS NOT NULL`, sqlArgument(context, 'to_condition')];
  return `SELECT ${field} FROM ${parent.relation} AS parent${whereClause(conditions)}`;
}

function columnsOf(parent: ReturnType<typeof relationArgument>) {
  return parent.columns ? { columns: parent.columns } : {};
}
