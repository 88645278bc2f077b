import { columnNameOf, relationArgument, requiredSql, sqlArgument, textList } from './arguments.ts';
import type { CheckContext } from './check.ts';
import { tableCheck } from './define.ts';
import { column, columnOrExpression, inParentheses, whereClause } from './expressions.ts';
import { columnList, groupByColumns, number, relation, rowCondition, sqlText } from './parameters.ts';

/** Checks of one figure of a table against the same figure of another table. */

const COMPARE_MODEL = relation('The relation to compare with.');

/** The number of failures is the difference. */
export const equalRowcount = tableCheck({
  name: 'equal_rowcount',
  namespace: 'dbt_utils',
  description: 'Both relations have the same number of rows, in each group.',
  column: 'none',
  parameters: { compare_model: COMPARE_MODEL, group_by_columns: groupByColumns },
  required: ['compare_model'],
  relations: ['compare_model'],
  failCalc: 'sum(coalesce(diff_count, 0))',
  failingRows: (context) =>
    `SELECT counts.*, abs(counts."count_a" - counts."count_b") AS "diff_count" FROM (${rowCounts(context)}) AS counts`,
});

/** The number of failures is by how many rows it is too many; 1 where both have the same number. */
export const fewerRowsThan = tableCheck({
  name: 'fewer_rows_than',
  namespace: 'dbt_utils',
  description: 'The relation has fewer rows than another one, in each group.',
  column: 'none',
  parameters: { compare_model: COMPARE_MODEL, group_by_columns: groupByColumns },
  required: ['compare_model'],
  relations: ['compare_model'],
  failCalc: 'sum(coalesce(row_count_delta, 0))',
  failingRows: (context) =>
    `SELECT counts.*, CASE WHEN counts."count_a" > counts."count_b" THEN counts."count_a" - counts."count_b"` +
    ` WHEN counts."count_a" = counts."count_b" THEN 1 ELSE 0 END AS "row_count_delta" FROM (${rowCounts(context)}) AS counts`,
});

const FIGURE_PARAMETERS = {
  compare_model: COMPARE_MODEL,
  group_by: columnList('Columns to compare by group.', 0),
  compare_group_by: columnList('The other relation’s columns, where they are named otherwise.', 0),
  row_condition: rowCondition,
  compare_row_condition: sqlText('The other relation’s condition; by default the same.'),
} as const;

const FACTOR = number('The other relation’s number of rows is multiplied by this.', 1);

export const expectRowCountEqualOther = tableCheck({
  name: 'expect_table_row_count_to_equal_other_table',
  namespace: 'dbt_expectations',
  description: 'The relation has as many rows as another one, times a factor.',
  column: 'none',
  parameters: { ...FIGURE_PARAMETERS, factor: FACTOR },
  required: ['compare_model'],
  relations: ['compare_model'],
  failingRows: rowCountTimesFactor,
});

export const expectRowCountEqualOtherTimesFactor = tableCheck({
  name: 'expect_table_row_count_to_equal_other_table_times_factor',
  namespace: 'dbt_expectations',
  description: 'The relation has as many rows as another one, times a factor.',
  column: 'none',
  parameters: { ...FIGURE_PARAMETERS, factor: FACTOR },
  required: ['compare_model', 'factor'],
  relations: ['compare_model'],
  failingRows: rowCountTimesFactor,
});

/** A figure that is NULL counts as 0. */
export const expectAggregationEqualOther = tableCheck({
  name: 'expect_table_aggregation_to_equal_other_table',
  namespace: 'dbt_expectations',
  description: 'An aggregate of the relation equals that of another one, up to a tolerance.',
  column: 'none',
  parameters: {
    expression: sqlText('The aggregate: sum(amount).'),
    compare_expression: sqlText('The other relation’s aggregate; by default the same.'),
    ...FIGURE_PARAMETERS,
    tolerance: number('The largest accepted difference.', 0),
    tolerance_percent: number('The largest accepted difference as a fraction of the relation’s own figure.'),
  },
  required: ['expression', 'compare_model'],
  relations: ['compare_model'],
  failingRows: (context) => {
    const expression = requiredSql(context, 'expression');
    return differentFigures(context, expression, sqlArgument(context, 'compare_expression') ?? expression);
  },
});

export const expectDistinctCountEqualOther = tableCheck({
  name: 'expect_column_distinct_count_to_equal_other_table',
  namespace: 'dbt_expectations',
  description: 'The column has as many different values as a column of another relation.',
  parameters: {
    compare_model: COMPARE_MODEL,
    compare_column_name: sqlText('The other relation’s column; by default of the same name.'),
    row_condition: rowCondition,
    compare_row_condition: sqlText('The other relation’s condition; by default the same.'),
  },
  required: ['compare_model'],
  relations: ['compare_model'],
  failingRows: (context) => {
    const other = sqlArgument(context, 'compare_column_name') ?? columnNameOf(context) ?? '';
    const compared = columnOrExpression(other, { alias: 'compared' });
    return differentFigures(context, `count(DISTINCT ${column(context)})`, `count(DISTINCT ${compared})`);
  },
});

/** NULL is a value here. Failing rows: each value whose number of rows differs, with both numbers. */
export const cardinalityEquality = tableCheck({
  name: 'cardinality_equality',
  namespace: 'dbt_utils',
  description: 'The column has the same values, each as often, as a column of another relation.',
  parameters: { to: relation('The other relation.'), field: sqlText('Its column.') },
  required: ['to', 'field'],
  relations: ['to'],
  failingRows: (context) => {
    const value = column(context);
    const field = columnOrExpression(requiredSql(context, 'field'), { alias: 'compared' });
    const own = `SELECT ${value} AS "value_field", count(*) AS "num_rows" FROM ${context.relation} AS ${context.alias} GROUP BY ${value}`;
    const other = `SELECT ${field} AS "value_field", count(*) AS "num_rows" FROM ${relationArgument(context, 'to').relation} AS compared GROUP BY ${field}`;
    return `(${own} EXCEPT ${other}) UNION ALL (${other} EXCEPT ${own})`;
  },
});

function rowCountTimesFactor(context: CheckContext): string {
  return differentFigures(context, 'count(*)', `count(*) * ${inParentheses(sqlArgument(context, 'factor') ?? '1')}`);
}

function rowCounts(context: CheckContext): string {
  const names = textList(context, 'group_by_columns');
  return joinedFigures({
    own: { relation: context.relation, alias: context.alias, groups: names, figure: 'count(*)', where: undefined },
    other: {
      relation: relationArgument(context, 'compare_model').relation,
      alias: 'compared',
      groups: names,
      figure: 'count(*)',
      where: undefined,
    },
    figureNames: ['count_a', 'count_b'],
  });
}

function differentFigures(context: CheckContext, expression: string, compareExpression: string): string {
  const groups = textList(context, 'group_by');
  const otherGroups = textList(context, 'compare_group_by');
  const where = sqlArgument(context, 'row_condition');
  const figures = joinedFigures({
    own: { relation: context.relation, alias: context.alias, groups, figure: expression, where },
    other: {
      relation: relationArgument(context, 'compare_model').relation,
      alias: 'compared',
      groups: otherGroups.length > 0 ? otherGroups : groups,
      figure: compareExpression,
      where: sqlArgument(context, 'compare_row_condition') ?? where,
    },
    figureNames: ['expression', 'compare_expression'],
  });
  const difference = `abs(coalesce(figures."expression", 0) - coalesce(figures."compare_expression", 0))`;
  const percent = sqlArgument(context, 'tolerance_percent');
  const condition =
    percent === undefined
      ? `${difference} > ${sqlArgument(context, 'tolerance') ?? '0'}`
      : `CAST(${difference} AS double) / nullif(CAST(figures."expression" AS double), 0) > ${percent}`;
  return `SELECT figures.*, ${difference} AS "expression_difference" FROM (${figures}) AS figures WHERE ${condition}`;
}

interface Side {
  readonly relation: string;
  readonly alias: string;
  readonly groups: readonly string[];
  readonly figure: string;
  readonly where: string | undefined;
}

interface Sides {
  readonly own: Side;
  readonly other: Side;
  readonly figureNames: readonly [string, string];
}

// A constant makes the join an equality where there are no groups: one row on each side.
function joinedFigures({ own, other, figureNames: [ownName, otherName] }: Sides): string {
  const keys = own.groups.map((_, index) => `"col_${index + 1}"`);
  const names = keys.map((key) => `coalesce(a.${key}, b.${key}) AS ${key}, `).join('');
  const on = ['"_lm_one"', ...keys].map((key) => `a.${key} = b.${key}`).join(' AND ');
  return (
    `SELECT ${names}a."figure" AS "${ownName}", b."figure" AS "${otherName}"` +
    ` FROM (${figureOf(own)}) AS a FULL JOIN (${figureOf(other)}) AS b ON ${on}`
  );
}

function figureOf({ relation: from, alias, groups, figure, where }: Side): string {
  const expressions = groups.map((name) => columnOrExpression(name, { alias }));
  const names = expressions.map((expression, index) => `${expression} AS "col_${index + 1}", `).join('');
  const by = expressions.length === 0 ? '' : ` GROUP BY ${expressions.join(', ')}`;
  return `SELECT ${names}1 AS "_lm_one", ${figure} AS "figure" FROM ${from} AS ${alias}${whereClause([where])}${by}`;
}
