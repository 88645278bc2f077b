import { sqlArgument, textList } from './arguments.ts';
import type { CheckContext } from './check.ts';
import { countTrue, setCheck } from './define.ts';
import { column, columnOrExpression, filtered, filters, partitionBy, whereClause } from './expressions.ts';
import { choice, columnList, flag, rowCondition } from './parameters.ts';

/**
 * Uniqueness: as a data test, one failing row for each value that occurs twice or more; as a row rule, every row with such a value
 * breaks it, since none is known to be the right one.
 */

/** NULLs are no duplicates of each other. */
export const unique = setCheck({
  name: 'unique',
  description: 'No value of the column occurs twice; NULLs may.',
  rule: (context) => `${column(context)} IS NOT NULL AND ${copies(context, [column(context)])} > 1`,
  failingRows: (context) => {
    const value = column(context);
    return (
      `SELECT ${value} AS "unique_field", count(*) AS "n_records" FROM ${context.relation} AS ${context.alias}` +
      ` WHERE ${value} IS NOT NULL GROUP BY ${value} HAVING count(*) > 1`
    );
  },
  tally: (context) => secondCopies(context, [column(context)], `${column(context)} IS NOT NULL`),
});

/** NULLs equal each other here, as in GROUP BY. */
export const uniqueCombination = setCheck({
  name: 'unique_combination_of_columns',
  namespace: 'dbt_utils',
  description: 'No combination of values of the columns occurs twice; NULL counts as a value.',
  column: 'none',
  parameters: {
    combination_of_columns: columnList('The columns that are unique together.'),
    quote_columns: flag('Accepted for compatibility: names are always quoted.', false),
  },
  required: ['combination_of_columns'],
  columnParameters: ['combination_of_columns'],
  rule: (context) => `${copies(context, listed(context, 'combination_of_columns'))} > 1`,
  failingRows: (context) => duplicates(context, listed(context, 'combination_of_columns'), []),
  tally: (context) => secondCopies(context, listed(context, 'combination_of_columns'), undefined),
});

const COMPOUND_PARAMETERS = {
  quote_columns: flag('Accepted for compatibility: names are always quoted.', false),
  ignore_row_if: choice(
    'Which rows are left out because of NULLs.',
    ['all_values_are_missing', 'any_value_is_missing', 'never'],
    'all_values_are_missing',
  ),
  row_condition: rowCondition,
} as const;

/** NULLs equal each other; rows whose columns are all NULL (`ignore_row_if`) are left out. */
export const expectCompoundUnique = setCheck({
  name: 'expect_compound_columns_to_be_unique',
  namespace: 'dbt_expectations',
  description: 'No combination of values of the columns occurs twice.',
  column: 'none',
  parameters: { column_list: columnList('The columns that are unique together.'), ...COMPOUND_PARAMETERS },
  required: ['column_list'],
  columnParameters: ['column_list'],
  ...compound((context) => listed(context, 'column_list')),
});

/** NULLs are left out. */
export const expectUnique = setCheck({
  name: 'expect_column_values_to_be_unique',
  namespace: 'dbt_expectations',
  description: 'No value of the column occurs twice; NULLs may.',
  parameters: { row_condition: rowCondition },
  ...compound((context) => [column(context)]),
});

/** Which rows a check over several columns looks at, by its `ignore_row_if`. */
export function notIgnored(context: CheckContext, columns: readonly string[]): string | undefined {
  const which = sqlArgument(context, 'ignore_row_if') ?? 'all_values_are_missing';
  if (which === 'never') return undefined;
  const operator = which === 'any_value_is_missing' ? ' AND ' : ' OR ';
  return columns.map((name) => `${name} IS NOT NULL`).join(operator);
}

function compound(columnsOf: (context: CheckContext) => readonly string[]) {
  return {
    rule: (context: CheckContext) => {
      const columns = columnsOf(context);
      const looked = notIgnored(context, columns);
      return filtered(looked === undefined ? [] : [looked], `${copies(context, columns)} > 1`);
    },
    failingRows: (context: CheckContext) => {
      const columns = columnsOf(context);
      return duplicates(context, columns, [sqlArgument(context, 'row_condition'), notIgnored(context, columns)]);
    },
    tally: (context: CheckContext) => {
      const columns = columnsOf(context);
      return secondCopies(context, columns, notIgnored(context, columns));
    },
  };
}

function listed(context: CheckContext, parameter: string): readonly string[] {
  return textList(context, parameter).map((name) => columnOrExpression(name, context));
}

function copies(context: CheckContext, columns: readonly string[]): string {
  return `count(*) OVER (${partitionBy(context, columns)})`;
}

// Of each value that occurs twice or more, exactly one row is the second.
function secondCopies(context: CheckContext, columns: readonly string[], condition: string | undefined) {
  const second = `row_number() OVER (${partitionBy(context, columns)}) = 2`;
  const conditions = [...filters(context), ...(condition === undefined ? [] : [condition])];
  return { value: filtered(conditions, second), total: countTrue };
}

function duplicates(
  { relation, alias }: CheckContext,
  columns: readonly string[],
  conditions: readonly (string | undefined)[],
): string {
  const names = columns.map((name, index) => (name.startsWith('(') ? `${name} AS "column_${index + 1}"` : name));
  return (
    `SELECT ${names.join(', ')}, count(*) AS "n_records" FROM ${relation} AS ${alias}${whereClause(conditions)}` +
    ` GROUP BY ${columns.join(', ')} HAVING count(*) > 1`
  );
}
