import { flagArgument, requiredSql, sqlArgument, textList } from './arguments.ts';
import type { CheckContext } from './check.ts';
import { countTrue, setCheck, windowedRows } from './define.ts';
import { column, columnOrExpression, filtered, filters, inParentheses, isFalse, partitionBy } from './expressions.ts';
import { choice, datePart, flag, groupBy, groupByColumns, number, rowCondition, sqlText } from './parameters.ts';

/** Checks of rows in an order. A row is blamed where it does not follow from the one before it. */

const GAPS: Readonly<Record<string, string>> = { not_allowed: '=', allowed: '<=', required: '<' };

/**
 * A row is broken when its bounds are not in order, or when it reaches into the next range (the later one is not blamed).
 * A bound that is NULL breaks the rule.
 */
export const mutuallyExclusiveRanges = windowCheck({
  name: 'mutually_exclusive_ranges',
  namespace: 'dbt_utils',
  description: 'The ranges between two columns do not overlap, within each value of partition_by.',
  column: 'none',
  parameters: {
    lower_bound_column: sqlText('The column, or expression, where a range begins.'),
    upper_bound_column: sqlText('The column, or expression, where a range ends.'),
    partition_by: sqlText('Columns, separated by commas: ranges are compared within their values.'),
    gaps: choice('Whether there may, must not, or must be gaps between ranges.', Object.keys(GAPS), 'allowed'),
    zero_length_range_allowed: flag('Whether a range may end where it begins.', false),
  },
  required: ['lower_bound_column', 'upper_bound_column'],
  columnParameters: ['lower_bound_column', 'upper_bound_column'],
  rule: (context) => {
    const lower = columnOrExpression(requiredSql(context, 'lower_bound_column'), context);
    const upper = columnOrExpression(requiredSql(context, 'upper_bound_column'), context);
    const order = orderBy(context, [`${lower} NULLS LAST`, `${upper} NULLS LAST`]);
    const next = `lead(${lower}) OVER (${partitionBy(context, partitionColumns(context))} ${order})`;
    const inOrder = `${lower} ${flagArgument(context, 'zero_length_range_allowed', false) ? '<=' : '<'} ${upper}`;
    const gap = GAPS[sqlArgument(context, 'gaps') ?? 'allowed'] ?? '<=';
    return `NOT (coalesce(${inOrder}, FALSE) AND coalesce(${upper} ${gap} ${next}, ${next} IS NULL))`;
  },
});

/** The first row follows nothing and is accepted; so are NULLs, and the row after one. */
export const sequentialValues = windowCheck({
  name: 'sequential_values',
  namespace: 'dbt_utils',
  description: 'Each value of the column is the one before it plus an interval.',
  parameters: {
    interval: number('The step from one value to the next.', 1),
    datepart: datePart('The unit of the interval, for dates and timestamps.'),
    group_by_columns: groupByColumns,
  },
  rule: (context) => {
    const value = column(context);
    const previous = `lag(${value}) OVER (${partitionBy(context, grouped(context, 'group_by_columns'))} ${orderBy(context, [value])})`;
    const interval = sqlArgument(context, 'interval') ?? '1';
    const part = sqlArgument(context, 'datepart');
    if (part === undefined) return isFalse(`${value} = ${previous} + ${inParentheses(interval)}`);
    const next = `date_add('${part}', ${interval}, CAST(${previous} AS timestamp(6)))`;
    return isFalse(`CAST(${value} AS timestamp(6)) = ${next}`);
  },
});

const ORDER_PARAMETERS = {
  sort_column: sqlText('The column that rows are sorted by; by default the column itself.'),
  strictly: flag('Whether equal neighbours are refused.', true),
  group_by: groupBy,
  step: number('The exact distance between neighbours.'),
  row_condition: rowCondition,
} as const;

/** NULLs, and rows after one, are accepted. */
export const expectIncreasing = windowCheck({
  name: 'expect_column_values_to_be_increasing',
  namespace: 'dbt_expectations',
  description: 'Values of the column grow from row to row.',
  parameters: ORDER_PARAMETERS,
  rule: (context) => outOfOrder(context, '>', (value, previous) => `${value} - ${previous}`),
});

/** NULLs, and rows after one, are accepted. */
export const expectDecreasing = windowCheck({
  name: 'expect_column_values_to_be_decreasing',
  namespace: 'dbt_expectations',
  description: 'Values of the column shrink from row to row.',
  parameters: ORDER_PARAMETERS,
  rule: (context) => outOfOrder(context, '<', (value, previous) => `${previous} - ${value}`),
});

type WindowDefinition = Omit<Parameters<typeof setCheck>[0], 'failingRows' | 'tally'>;

// The failing rows are the broken ones; windows are computed before rows are taken out.
function windowCheck(definition: WindowDefinition) {
  const broken = (context: CheckContext) => filtered(filters(context), definition.rule(context));
  return setCheck({
    ...definition,
    failingRows: (context) => windowedRows(broken(context), context),
    tally: (context) => ({ value: broken(context), total: countTrue }),
  });
}

function outOfOrder(
  context: CheckContext,
  operator: '<' | '>',
  distance: (value: string, previous: string) => string,
): string {
  const value = column(context);
  const sort = sqlArgument(context, 'sort_column');
  const order = sort === undefined ? value : columnOrExpression(sort, context);
  const previous = `lag(${value}) OVER (${partitionBy(context, grouped(context, 'group_by'))} ${orderBy(context, [order])})`;
  const step = sqlArgument(context, 'step');
  const strict = flagArgument(context, 'strictly', true) ? '' : '=';
  const conditions = [
    `${value} ${operator}${strict} ${previous}`,
    ...(step === undefined ? [] : [`${distance(value, previous)} = ${inParentheses(step)}`]),
  ];
  return isFalse(conditions.join(' AND '));
}

function orderBy(context: CheckContext, keys: readonly string[]): string {
  const ties = (context.tieBreakers ?? []).map((name) => `${columnOrExpression(name, context)} NULLS LAST`);
  return `ORDER BY ${[...keys, ...ties].join(', ')}`;
}

function grouped(context: CheckContext, parameter: string): readonly string[] {
  return textList(context, parameter).map((name) => columnOrExpression(name, context));
}

function partitionColumns(context: CheckContext): readonly string[] {
  const given = sqlArgument(context, 'partition_by');
  if (given === undefined || given === '') return [];
  // A list of plain names; anything else is pasted whole, as in dbt.
  const names = given.split(',').map((name) => name.trim());
  return names.every((name) => /^(\w+|"[^"]+")$/.test(name))
    ? names.map((name) => columnOrExpression(name, context))
    : [given];
}
