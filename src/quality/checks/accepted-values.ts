import { columnNameOf, listArgument } from './arguments.ts';
import type { CheckContext } from './check.ts';
import { rowCheck } from './define.ts';
import { column, typeOf, valueLiteral } from './expressions.ts';
import { flag, rowCondition, valueList } from './parameters.ts';

const quote = {
  description:
    'Whether values are written as strings. By default the type of the column decides, where it is known; else they are.',
  type: 'boolean',
} as const;

/** A NULL is accepted. Failing rows: one for each value that is not. */
export const acceptedValues = rowCheck({
  name: 'accepted_values',
  description: 'The column has none but the given values; NULL is accepted.',
  parameters: { values: valueList('The accepted values.'), quote },
  required: ['values'],
  rule: (context) =>
    `${column(context)} IS NOT NULL AND ${column(context)} NOT IN (${values(context, 'values', 'quote')})`,
  ...byValue((context) => `${column(context)} NOT IN (${values(context, 'values', 'quote')})`),
});

/** A NULL is accepted. Failing rows: one for each refused value. */
export const notAcceptedValues = rowCheck({
  name: 'not_accepted_values',
  namespace: 'dbt_utils',
  description: 'The column has none of the given values; NULL is accepted.',
  parameters: { values: valueList('The refused values.'), quote },
  required: ['values'],
  rule: (context) => `${column(context)} IS NOT NULL AND ${column(context)} IN (${values(context, 'values', 'quote')})`,
  ...byValue((context) => `${column(context)} IN (${values(context, 'values', 'quote')})`),
});

const SET_PARAMETERS = {
  value_set: valueList('The values.'),
  quote_values: flag('Whether values are written as strings.', true),
  row_condition: rowCondition,
} as const;

/** A NULL breaks the rule: it is in no set. */
export const expectInSet = rowCheck({
  name: 'expect_column_values_to_be_in_set',
  namespace: 'dbt_expectations',
  description: 'Every value of the column is in the set; NULL is not.',
  parameters: SET_PARAMETERS,
  required: ['value_set'],
  rule: (context) =>
    `${column(context)} IS NULL OR ${column(context)} NOT IN (${values(context, 'value_set', 'quote_values')})`,
});

/** A NULL is accepted. */
export const expectNotInSet = rowCheck({
  name: 'expect_column_values_to_not_be_in_set',
  namespace: 'dbt_expectations',
  description: 'No value of the column is in the set; NULL is accepted.',
  parameters: SET_PARAMETERS,
  required: ['value_set'],
  rule: (context) =>
    `${column(context)} IS NOT NULL AND ${column(context)} IN (${values(context, 'value_set', 'quote_values')})`,
});

/** The values of a list argument as SQL, to compare the check's column with. */
export function values(context: CheckContext, parameter: string, quoteParameter: string): string {
  return valueLiterals(context, parameter, quoteParameter).join(', ');
}

export function valueLiterals(context: CheckContext, parameter: string, quoteParameter: string): readonly string[] {
  const given = context.arguments[quoteParameter];
  const type = typeOf(columnNameOf(context), context);
  const quoted = typeof given === 'boolean' ? given : undefined;
  return listArgument(context, parameter).map((value) => valueLiteral(value, type, quoted));
}

// As in dbt: the number of failures is the number of wrong values, however many rows have them.
function byValue(wrong: (context: CheckContext) => string) {
  return {
    failingRows: (context: CheckContext) => {
      const value = column(context);
      return (
        `SELECT ${value} AS "value_field", count(*) AS "n_records" FROM ${context.relation} AS ${context.alias}` +
        ` WHERE ${wrong(context)} GROUP BY ${value}`
      );
    },
    tally: (context: CheckContext) => ({
      value: `CASE WHEN ${context.filter === undefined ? '' : `(${context.filter}\n) AND `}${wrong(context)} THEN ${column(context)} END`,
      total: (value: string) => `count(DISTINCT ${value})`,
    }),
  };
}
