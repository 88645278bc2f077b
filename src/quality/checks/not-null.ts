import { rowCheck } from './define.ts';
import { column } from './expressions.ts';
import { rowCondition } from './parameters.ts';

const rule = (context: Parameters<typeof column>[0]) => `${column(context)} IS NULL`;

/** A NULL breaks the rule. */
export const notNull = rowCheck({
  name: 'not_null',
  description: 'The column has no NULL.',
  rule,
});

/** A NULL breaks the rule. */
export const expectNotNull = rowCheck({
  name: 'expect_column_values_to_not_be_null',
  namespace: 'dbt_expectations',
  description: 'The column has no NULL.',
  parameters: { row_condition: rowCondition },
  rule,
});

/** Every value but NULL breaks the rule. */
export const expectNull = rowCheck({
  name: 'expect_column_values_to_be_null',
  namespace: 'dbt_expectations',
  description: 'The column has nothing but NULL.',
  parameters: { row_condition: rowCondition },
  rule: (context) => `${column(context)} IS NOT NULL`,
});
