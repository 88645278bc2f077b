import { columnNameOf, requiredSql } from './arguments.ts';
import type { CheckContext } from './check.ts';
import { rowCheck } from './define.ts';
import { column, inParentheses, isFalse } from './expressions.ts';
import { sqlText } from './parameters.ts';

/** An expression that is NULL is accepted: only a false one breaks the rule. Say `coalesce(…, false)` where NULL should break it. */
export const expressionIsTrue = rowCheck({
  name: 'expression_is_true',
  namespace: 'dbt_utils',
  description: 'The expression is not false for any row; under a column, it goes on after the column’s name: "> 0".',
  column: 'optional',
  parameters: { expression: sqlText('A boolean expression in SQL.') },
  required: ['expression'],
  rule: (context) => isFalse(expressionOf(context)),
});

function expressionOf(context: CheckContext): string {
  const expression = requiredSql(context, 'expression');
  return columnNameOf(context) === undefined ? inParentheses(expression) : `${column(context)} ${expression}`;
}
