import { columnNameOf, listArgument, requiredSql, sqlArgument } from './arguments.ts';
import { valueLiterals, values } from './accepted-values.ts';
import type { CheckContext } from './check.ts';
import { tableCheck } from './define.ts';
import { column, typeOf, valueLiteral, whereClause } from './expressions.ts';
import { flag, integer, rowCondition, sqlText, valueList } from './parameters.ts';

/** Checks of the set of values that a column has. */

const PARAMETERS = {
  value_set: valueList('The values.'),
  quote_values: flag('Whether values are written as strings.', true),
  row_condition: rowCondition,
} as const;

/** A NULL is in no set and is a failure. */
export const expectDistinctInSet = tableCheck({
  name: 'expect_column_distinct_values_to_be_in_set',
  namespace: 'dbt_expectations',
  description: 'Each value that the column has is in the set; NULL is not.',
  parameters: PARAMETERS,
  required: ['value_set'],
  failingRows: outsiders,
});

export const expectDistinctContainSet = tableCheck({
  name: 'expect_column_distinct_values_to_contain_set',
  namespace: 'dbt_expectations',
  description: 'The column has each value of the set.',
  parameters: PARAMETERS,
  required: ['value_set'],
  failingRows: missing,
});

/** A NULL is in no set and is a failure. */
export const expectDistinctEqualSet = tableCheck({
  name: 'expect_column_distinct_values_to_equal_set',
  namespace: 'dbt_expectations',
  description: 'The column has exactly the values of the set.',
  parameters: PARAMETERS,
  required: ['value_set'],
  failingRows: (context) => `${outsiders(context)} UNION ALL ${missing(context)}`,
});

/** Of equally frequent values the smallest comes first, so that the answer does not change from run to run. */
export const expectMostCommonInSet = tableCheck({
  name: 'expect_column_most_common_value_to_be_in_set',
  namespace: 'dbt_expectations',
  description: 'The n-th most common value of the column is in the set.',
  parameters: {
    ...PARAMETERS,
    top_n: integer('Which: 1 for the most common value.'),
    data_type: sqlText('The type to which unquoted values are cast.'),
  },
  required: ['value_set', 'top_n'],
  failingRows: (context) => {
    const value = column(context);
    const counted =
      `SELECT ${value} AS "value_field", row_number() OVER (ORDER BY count(*) DESC, ${value}) AS "_lm_rank"` +
      ` FROM ${context.relation} AS ${context.alias}${conditions(context)} GROUP BY ${value}`;
    const top = `SELECT ranked."value_field" FROM (${counted}) AS ranked WHERE ranked."_lm_rank" = ${requiredSql(context, 'top_n')}`;
    return `SELECT * FROM (${top}) AS top WHERE top."value_field" NOT IN (${casted(context).join(', ')})`;
  },
});

/** One row when values differ only by case, as `Berlin` and `BERLIN`; with `display_inconsistent_columns` a row for each. */
export const expectConsistentCasing = tableCheck({
  name: 'expect_column_values_to_have_consistent_casing',
  namespace: 'dbt_expectations',
  description: 'No two values of the column differ only by case.',
  parameters: {
    display_inconsistent_columns: flag('Whether each such value is a failure, instead of one in all.', false),
  },
  failingRows: (context) => {
    const text = `SELECT DISTINCT ${column(context)} AS "value_field" FROM ${context.relation} AS ${context.alias}`;
    if (context.arguments['display_inconsistent_columns'] === true) {
      return (
        `SELECT lower(texts."value_field") AS "inconsistent_columns", count(texts."value_field") AS "set_count_case_insensitive"` +
        ` FROM (${text}) AS texts GROUP BY lower(texts."value_field") HAVING count(texts."value_field") > 1`
      );
    }
    const counts =
      `SELECT count(texts."value_field") AS "set_count", count(DISTINCT lower(texts."value_field")) AS "set_count_case_insensitive"` +
      ` FROM (${text}) AS texts`;
    return `SELECT * FROM (${counts}) AS counts WHERE counts."set_count" <> counts."set_count_case_insensitive"`;
  },
});

function outsiders(context: CheckContext): string {
  const value = column(context);
  const found = `SELECT DISTINCT ${value} AS "value_field" FROM ${context.relation} AS ${context.alias}${conditions(context)}`;
  const set = values(context, 'value_set', 'quote_values');
  return `SELECT found."value_field" FROM (${found}) AS found WHERE found."value_field" IS NULL OR found."value_field" NOT IN (${set})`;
}

function missing(context: CheckContext): string {
  const value = column(context);
  const set = valueLiterals(context, 'value_set', 'quote_values').map(
    (literal) => `SELECT ${literal} AS "value_field"`,
  );
  const where = whereClause([sqlArgument(context, 'row_condition'), `${value} IS NOT NULL`]);
  return (
    `SELECT DISTINCT wanted."value_field" FROM (${set.join(' UNION ALL ')}) AS wanted WHERE wanted."value_field" NOT IN` +
    ` (SELECT ${value} FROM ${context.relation} AS ${context.alias}${where})`
  );
}

function casted(context: CheckContext): readonly string[] {
  const type = sqlArgument(context, 'data_type');
  const quoted = context.arguments['quote_values'];
  if (quoted !== false || type === undefined) return valueLiterals(context, 'value_set', 'quote_values');
  const columnType = typeOf(columnNameOf(context), context);
  return listArgument(context, 'value_set').map(
    (value) => `CAST(${valueLiteral(value, columnType, false)} AS ${type})`,
  );
}

function conditions(context: CheckContext): string {
  return whereClause([sqlArgument(context, 'row_condition')]);
}
