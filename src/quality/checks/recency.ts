import { flagArgument, requiredSql, sqlArgument, textList } from './arguments.ts';
import type { CheckContext } from './check.ts';
import { tableCheck } from './define.ts';
import { column, columnOrExpression, whereClause } from './expressions.ts';
import { columnList, datePart, flag, groupByColumns, integer, rowCondition, sqlText } from './parameters.ts';

/** Checks against the time of the run, which is a literal: the same query asked again gives the same answer. */

const PERIOD = {
  datepart: datePart('The unit of the interval.'),
  interval: integer('How many units old the newest row may be.'),
} as const;

/** No rows, or nothing but NULLs, is a failure; with groups, so is a group of NULLs. */
export const recency = tableCheck({
  name: 'recency',
  namespace: 'dbt_utils',
  description: 'The newest row is not older than an interval.',
  column: 'none',
  parameters: {
    field: sqlText('The timestamp or date, a column or an expression.'),
    ...PERIOD,
    ignore_time_component: flag('Whether days are compared, not times.', false),
    group_by_columns: groupByColumns,
  },
  required: ['field', 'datepart', 'interval'],
  failingRows: (context) => {
    const type = flagArgument(context, 'ignore_time_component', false) ? 'date' : 'timestamp(6)';
    const field = columnOrExpression(requiredSql(context, 'field'), context);
    const groups = textList(context, 'group_by_columns').map((name) => columnOrExpression(name, context));
    const names = groups.map((group, index) => `${group} AS "col_${index + 1}", `).join('');
    const by = groups.length === 0 ? '' : ` GROUP BY ${groups.join(', ')}`;
    const newest = `SELECT ${names}CAST(max(${field}) AS ${type}) AS "most_recent" FROM ${context.relation} AS ${context.alias}${by}`;
    const threshold = `CAST(${oldest(context)} AS ${type})`;
    return (
      `SELECT newest.*, ${threshold} AS "threshold" FROM (${newest}) AS newest` +
      ` WHERE newest."most_recent" < ${threshold} OR newest."most_recent" IS NULL`
    );
  },
});

/** Rows of the future do not count; without rows the newest is of 1970. */
export const expectRecentData = tableCheck({
  name: 'expect_row_values_to_have_recent_data',
  namespace: 'dbt_expectations',
  description: 'The newest value of the column is not older than an interval.',
  parameters: { ...PERIOD, row_condition: rowCondition },
  required: ['datepart', 'interval'],
  failingRows: (context) => {
    const newest = `SELECT max(${timestamp(column(context))}) AS "max_timestamp" FROM ${context.relation} AS ${context.alias}${past(context, column(context))}`;
    return (
      `SELECT * FROM (${newest}) AS newest` +
      ` WHERE coalesce(newest."max_timestamp", TIMESTAMP '1970-01-01 00:00:00.000000') < ${oldest(context)}`
    );
  },
});

/** Rows of the future do not count; a group without others is not looked at. */
export const expectGroupedRecentData = tableCheck({
  name: 'expect_grouped_row_values_to_have_recent_data',
  namespace: 'dbt_expectations',
  description: 'The newest row of each group is not older than an interval.',
  column: 'none',
  parameters: {
    group_by: columnList('The columns that make a group.'),
    timestamp_column: sqlText('The timestamp or date.'),
    ...PERIOD,
    row_condition: rowCondition,
  },
  required: ['group_by', 'timestamp_column', 'datepart', 'interval'],
  failingRows: (context) => {
    const field = columnOrExpression(requiredSql(context, 'timestamp_column'), context);
    const groups = textList(context, 'group_by').map((name) => columnOrExpression(name, context));
    const names = groups.map((group, index) => `${group} AS "col_${index + 1}"`).join(', ');
    const newest =
      `SELECT ${names}, max(${timestamp(field)}) AS "latest_timestamp_column" FROM ${context.relation} AS ${context.alias}` +
      `${past(context, field)} GROUP BY ${groups.join(', ')}`;
    return `SELECT * FROM (${newest}) AS newest WHERE newest."latest_timestamp_column" < ${oldest(context)}`;
  },
});

function past(context: CheckContext, field: string): string {
  return whereClause([`${timestamp(field)} <= ${now(context)}`, sqlArgument(context, 'row_condition')]);
}

function oldest(context: CheckContext): string {
  return `date_add('${requiredSql(context, 'datepart')}', -(${requiredSql(context, 'interval')}), ${now(context)})`;
}

function now(context: CheckContext): string {
  return `TIMESTAMP '${context.now}'`;
}

function timestamp(value: string): string {
  return `CAST(${value} AS timestamp(6))`;
}
