import { requiredSql, sqlArgument, textList } from './arguments.ts';
import type { CheckContext } from './check.ts';
import { tableCheck } from './define.ts';
import { column, columnOrExpression } from './expressions.ts';
import { groupByColumns, number } from './parameters.ts';

/** Checks of dbt_utils about a column of a whole table, or of each of its groups. */

/** An empty table has no value and fails; an empty table has no groups, so that with groups it passes. */
export const atLeastOne = tableCheck({
  name: 'at_least_one',
  namespace: 'dbt_utils',
  description: 'The column has at least one value that is not NULL.',
  parameters: { group_by_columns: groupByColumns },
  failingRows: (context) => groupsHaving(context, `count(${column(context)})`, '= 0'),
});

/** NULLs are no value: a column of one value and NULLs is constant; one of NULLs alone is not. */
export const notConstant = tableCheck({
  name: 'not_constant',
  namespace: 'dbt_utils',
  description: 'The column has more than one value.',
  parameters: { group_by_columns: groupByColumns },
  failingRows: (context) => groupsHaving(context, `count(DISTINCT ${column(context)})`, '= 1'),
});

/** Of no rows there is no proportion: an empty table passes. */
export const notNullProportion = tableCheck({
  name: 'not_null_proportion',
  namespace: 'dbt_utils',
  description: 'The fraction of rows with a value is in a range.',
  parameters: {
    at_least: number('The smallest accepted fraction, from 0 to 1.'),
    at_most: number('The largest accepted fraction.', 1),
    group_by_columns: groupByColumns,
  },
  required: ['at_least'],
  failingRows: (context) => {
    const atLeast = requiredSql(context, 'at_least');
    const atMost = sqlArgument(context, 'at_most') ?? '1';
    const proportion = `CAST(count(${column(context)}) AS double) / nullif(count(*), 0)`;
    return (
      `SELECT * FROM (${groupsWith(context, proportion, 'not_null_proportion')}) AS proportions` +
      ` WHERE proportions."not_null_proportion" < ${atLeast} OR proportions."not_null_proportion" > ${atMost}`
    );
  },
});

function groupsWith(context: CheckContext, figure: string, name: string): string {
  const groups = groupsOf(context);
  const select = [...groups.map((group, index) => `${group} AS "col_${index + 1}"`), `${figure} AS "${name}"`];
  const by = groups.length === 0 ? '' : ` GROUP BY ${groups.join(', ')}`;
  return `SELECT ${select.join(', ')} FROM ${context.relation} AS ${context.alias}${by}`;
}

function groupsHaving(context: CheckContext, figure: string, condition: string): string {
  return `SELECT * FROM (${groupsWith(context, figure, 'figure')}) AS figures WHERE figures."figure" ${condition}`;
}

function groupsOf(context: CheckContext): readonly string[] {
  return textList(context, 'group_by_columns').map((name) => columnOrExpression(name, context));
}
