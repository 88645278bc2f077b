import { sqlArgument, textList } from './arguments.ts';
import type { Check, CheckContext, ParameterSchema, Tally } from './check.ts';
import { tableCheck } from './define.ts';
import { column, columnOrExpression, filters, inParentheses, isFalse, isTrue, whereClause } from './expressions.ts';
import { bounds, groupBy, rowCondition, strictly } from './parameters.ts';
import { needsBound, outside } from './ranges.ts';

/** Checks of one figure of a table, or of each of its groups. A figure that is NULL, as a mean of nothing, is accepted. */

interface Figure {
  readonly name: string;
  readonly description: string;
  readonly column: Check['column'];
  /** An expression for each row, and the aggregate of it that is the figure; NULLs are rows that do not count. */
  readonly value: (context: CheckContext) => string;
  readonly aggregate: (value: string) => string;
}

const SHARED = { group_by: groupBy, row_condition: rowCondition } as const;

/** The figure lies between `min_value` and `max_value`. */
export function figureBetween(figure: Figure): Check {
  return figureCheck(figure, {
    parameters: { ...bounds, strictly, ...SHARED },
    problem: needsBound,
    wrong: (value, context) => outside(value, context, context.arguments['strictly'] !== true),
  });
}

/** The figure compares with `value` by an operator. */
export function figureCompares(figure: Figure, operator: '=' | '<' | '>'): Check {
  return figureCheck(figure, {
    parameters: {
      value: { description: 'What it is compared with: a number, or an SQL expression.', type: ['number', 'string'] },
      ...SHARED,
    },
    required: ['value'],
    wrong: (value, context) => isFalse(`${value} ${operator} ${inParentheses(sqlArgument(context, 'value') ?? '0')}`),
  });
}

interface Comparison {
  readonly parameters: Readonly<Record<string, ParameterSchema>>;
  readonly required?: readonly string[];
  readonly problem?: NonNullable<Check['problem']>;
  readonly wrong: (value: string, context: CheckContext) => string;
}

function figureCheck(figure: Figure, { wrong, ...comparison }: Comparison): Check {
  return tableCheck({
    name: figure.name,
    namespace: 'dbt_expectations',
    description: figure.description,
    column: figure.column,
    ...comparison,
    failingRows: (context) => {
      const grouped = groupedFigure(context, figure.aggregate(figure.value(context)));
      return `SELECT * FROM (${grouped}) AS figures WHERE ${wrong('figures."figure"', context)}`;
    },
    tally: (context) => figureTally(figure, wrong, context),
  });
}

/** A figure for each group; for the whole table where there are no groups. */
export function groupedFigure(context: CheckContext, figure: string): string {
  const groups = textList(context, 'group_by').map((name) => columnOrExpression(name, context));
  const names = groups.map((group, index) => `${group} AS "col_${index + 1}", `).join('');
  const by = groups.length === 0 ? '' : ` GROUP BY ${groups.join(', ')}`;
  const where = whereClause([sqlArgument(context, 'row_condition')]);
  return `SELECT ${names}${figure} AS "figure" FROM ${context.relation} AS ${context.alias}${where}${by}`;
}

// Rows that are filtered out have a NULL value, which no aggregate counts.
function figureTally(figure: Figure, wrong: Comparison['wrong'], context: CheckContext): Tally | undefined {
  if (textList(context, 'group_by').length > 0) return undefined;
  const conditions = filters(context).map(isTrue);
  const value = figure.value(context);
  return {
    value: conditions.length === 0 ? value : `CASE WHEN ${conditions.join(' AND ')} THEN ${value} END`,
    total: (name) => `CASE WHEN ${wrong(figure.aggregate(name), context)} THEN 1 ELSE 0 END`,
  };
}

function columnFigure(words: string, description: string, aggregate: (value: string) => string): Figure {
  return { name: `expect_column_${words}`, description, column: 'required', value: column, aggregate };
}

function distinctFigure(words: string): Figure {
  return columnFigure(words, 'The number of different values of the column.', (value) => `count(DISTINCT ${value})`);
}

function rowFigure(words: string): Figure {
  return {
    name: `expect_table_row_count_${words}`,
    description: 'The number of rows.',
    column: 'none',
    value: () => '1',
    aggregate: (value) => `count(${value})`,
  };
}

export const figureChecks: readonly Check[] = [
  figureBetween(columnFigure('max_to_be_between', 'The greatest value of the column.', (value) => `max(${value})`)),
  figureBetween(columnFigure('min_to_be_between', 'The smallest value of the column.', (value) => `min(${value})`)),
  figureBetween(columnFigure('mean_to_be_between', 'The mean of the column.', (value) => `avg(${value})`)),
  figureBetween(columnFigure('sum_to_be_between', 'The sum of the column.', (value) => `sum(${value})`)),
  figureBetween(
    columnFigure('stdev_to_be_between', 'The sample standard deviation of the column.', (value) => `stddev(${value})`),
  ),
  figureBetween(distinctFigure('unique_value_count_to_be_between')),
  figureBetween(
    columnFigure(
      'proportion_of_unique_values_to_be_between',
      'Different values among the values that are not NULL.',
      proportion,
    ),
  ),
  figureCompares(distinctFigure('distinct_count_to_equal'), '='),
  figureCompares(distinctFigure('distinct_count_to_be_greater_than'), '>'),
  figureCompares(distinctFigure('distinct_count_to_be_less_than'), '<'),
  figureBetween(rowFigure('to_be_between')),
  figureCompares(rowFigure('to_equal'), '='),
];

// Of no values there is no proportion.
function proportion(value: string): string {
  return `CAST(count(DISTINCT ${value}) AS double) / nullif(count(${value}), 0)`;
}
