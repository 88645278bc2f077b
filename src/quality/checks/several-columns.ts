import { flagArgument, listArgument, requiredSql, textList } from './arguments.ts';
import type { CheckContext } from './check.ts';
import { rowCheck } from './define.ts';
import { columnOrExpression, filtered, inParentheses, isFalse } from './expressions.ts';
import { choice, columnList, flag, rowCondition, sqlText } from './parameters.ts';
import { notIgnored } from './unique.ts';

/** Checks of several columns of one row. */

const PAIR = {
  column_A: sqlText('The first column.'),
  column_B: sqlText('The second column.'),
} as const;

/** A NULL in either column is accepted. */
export const expectPairGreater = rowCheck({
  name: 'expect_column_pair_values_A_to_be_greater_than_B',
  namespace: 'dbt_expectations',
  description: 'In every row the first column is greater than the second; NULL is accepted.',
  column: 'none',
  parameters: { ...PAIR, or_equal: flag('Whether equal values are accepted.', false), row_condition: rowCondition },
  required: ['column_A', 'column_B'],
  columnParameters: ['column_A', 'column_B'],
  rule: (context) => isFalse(pair(context, flagArgument(context, 'or_equal', false) ? '>=' : '>')),
});

/** A NULL in either column is accepted. */
export const expectPairEqual = rowCheck({
  name: 'expect_column_pair_values_to_be_equal',
  namespace: 'dbt_expectations',
  description: 'In every row the two columns are equal; NULL is accepted.',
  column: 'none',
  parameters: { ...PAIR, row_condition: rowCondition },
  required: ['column_A', 'column_B'],
  columnParameters: ['column_A', 'column_B'],
  rule: (context) => isFalse(pair(context, '=')),
});

/** A row is accepted where NULL leaves it open whether it is in the set. */
export const expectPairInSet = rowCheck({
  name: 'expect_column_pair_values_to_be_in_set',
  namespace: 'dbt_expectations',
  description: 'In every row the two columns are one of the pairs.',
  column: 'none',
  parameters: {
    ...PAIR,
    value_pairs_set: {
      description: 'Pairs of SQL expressions: [["\'a\'", 1], …].',
      type: 'array',
      items: { type: 'array', items: { type: ['string', 'number'] }, minItems: 2, maxItems: 2 },
      minItems: 1,
    },
    row_condition: rowCondition,
  },
  required: ['column_A', 'column_B', 'value_pairs_set'],
  columnParameters: ['column_A', 'column_B'],
  rule: (context) => {
    const [a, b] = [named(context, 'column_A'), named(context, 'column_B')];
    const pairs = listArgument(context, 'value_pairs_set') as readonly (readonly (string | number)[])[];
    return isFalse(
      pairs.map(([x, y]) => `(${a} = ${inParentheses(String(x))} AND ${b} = ${inParentheses(String(y))})`).join(' OR '),
    );
  },
});

/**
 * A NULL in one of the columns breaks the rule, as it is no value of its own; rows are left out by `ignore_row_if`.
 * Values are compared as texts, so that columns of different types can be.
 */
export const expectUniqueWithinRecord = rowCheck({
  name: 'expect_select_column_values_to_be_unique_within_record',
  namespace: 'dbt_expectations',
  description: 'In every row the columns have different values.',
  column: 'none',
  parameters: {
    column_list: columnList('The columns.', 2),
    quote_columns: flag('Accepted for compatibility: names are always quoted.', false),
    ignore_row_if: choice(
      'Which rows are left out because of NULLs.',
      ['all_values_are_missing', 'any_value_is_missing', 'never'],
      'all_values_are_missing',
    ),
    row_condition: rowCondition,
  },
  required: ['column_list'],
  columnParameters: ['column_list'],
  rule: (context) => {
    const columns = textList(context, 'column_list').map((name) => columnOrExpression(name, context));
    const missing = columns.map((name) => `${name} IS NULL`);
    const looked = notIgnored(context, columns);
    return filtered(looked === undefined ? [] : [looked], [...missing, ...equalPairs(columns)].join(' OR '));
  },
});

function equalPairs(columns: readonly string[]): readonly string[] {
  return columns.flatMap((first, index) =>
    columns.slice(index + 1).map((second) => `coalesce(CAST(${first} AS varchar) = CAST(${second} AS varchar), FALSE)`),
  );
}

function pair(context: CheckContext, operator: string): string {
  return `${named(context, 'column_A')} ${operator} ${named(context, 'column_B')}`;
}

function named(context: CheckContext, parameter: keyof typeof PAIR): string {
  return columnOrExpression(requiredSql(context, parameter), context);
}
