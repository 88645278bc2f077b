import { flagArgument, sqlArgument } from './arguments.ts';
import type { CheckArguments, CheckContext } from './check.ts';
import { rowCheck } from './define.ts';
import { column, inParentheses, isFalse } from './expressions.ts';
import { bounds, flag, rowCondition, strictly } from './parameters.ts';

/** A NULL, and a bound that is NULL, is accepted. Without bounds every value is. */
export const acceptedRange = rowCheck({
  name: 'accepted_range',
  namespace: 'dbt_utils',
  description: 'Every value of the column is in the range; NULL is accepted.',
  parameters: { ...bounds, inclusive: flag('Whether the bounds themselves are accepted.', true) },
  rule: (context) => outside(column(context), context, flagArgument(context, 'inclusive', true)),
});

/** A NULL is accepted. */
export const expectBetween = rowCheck({
  name: 'expect_column_values_to_be_between',
  namespace: 'dbt_expectations',
  description: 'Every value of the column is in the range; NULL is accepted.',
  parameters: { ...bounds, strictly, row_condition: rowCondition },
  problem: needsBound,
  rule: (context) => outside(column(context), context, !flagArgument(context, 'strictly', false)),
});

/** A NULL is accepted. */
export const expectLengthBetween = rowCheck({
  name: 'expect_column_value_lengths_to_be_between',
  namespace: 'dbt_expectations',
  description: 'The length of every text of the column is in the range; NULL is accepted.',
  parameters: { ...bounds, strictly, row_condition: rowCondition },
  problem: needsBound,
  rule: (context) => outside(`length(${column(context)})`, context, !flagArgument(context, 'strictly', false)),
});

/** "At least one of two bounds", as dbt_expectations asks it. */
export function needsBound(args: CheckArguments): string | undefined {
  const given = (name: string) => args[name] !== undefined && args[name] !== null;
  return given('min_value') || given('max_value') ? undefined : 'It needs "min_value", "max_value" or both.';
}

/** True where a value is below `min_value` or above `max_value`; never NULL. */
export function outside(value: string, context: Pick<CheckContext, 'arguments'>, inclusive: boolean): string {
  const min = sqlArgument(context, 'min_value');
  const max = sqlArgument(context, 'max_value');
  const equal = inclusive ? '=' : '';
  const broken = [
    ...(min === undefined ? [] : [isFalse(`${value} >${equal} ${operand(min)}`)]),
    ...(max === undefined ? [] : [isFalse(`${value} <${equal} ${operand(max)}`)]),
  ];
  return broken.length === 0 ? 'FALSE' : broken.join(' OR ');
}

function operand(sql: string): string {
  return /^\d+(\.\d+)?$/.test(sql) ? sql : inParentheses(sql);
}
