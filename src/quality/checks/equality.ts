import type { Column } from '../../engines/engine.ts';
import { parseTrinoType } from '../../sql/types.ts';
import { relationArgument, sqlArgument, textList } from './arguments.ts';
import type { CheckArguments, CheckContext } from './check.ts';
import { tableCheck } from './define.ts';
import { columnOrExpression, textRows } from './expressions.ts';
import { columnList, integer, relation } from './parameters.ts';

// Both directions, and the imbalance between them: as dbt_utils counts.
const FAIL_CALC =
  `count(*) + coalesce(abs(sum(CASE WHEN which_diff = 'a_minus_b' THEN 1 ELSE 0 END)` +
  ` - sum(CASE WHEN which_diff = 'b_minus_a' THEN 1 ELSE 0 END)), 0)`;

/**
 * Both relations have the same rows, however often each; NULLs equal each other. Columns that only one of them has are failures.
 */
export const equality = tableCheck({
  name: 'equality',
  namespace: 'dbt_utils',
  description: 'Both relations have the same rows.',
  column: 'none',
  parameters: {
    compare_model: relation('The relation to compare with.'),
    compare_columns: columnList('The columns to compare; by default all.'),
    exclude_columns: columnList('Columns to leave out.'),
    precision: integer('Decimal places to which numbers with a fraction are rounded.'),
  },
  required: ['compare_model'],
  relations: ['compare_model'],
  needsColumns: true,
  failCalc: FAIL_CALC,
  problem: (args: CheckArguments) =>
    args['compare_columns'] !== undefined && args['exclude_columns'] !== undefined
      ? 'It takes "compare_columns" or "exclude_columns", not both.'
      : undefined,
  failingRows: (context) => {
    const compared = relationArgument(context, 'compare_model');
    const differing = differingColumns(context, compared.columns);
    if (differing.length > 0) return textRows(['which_diff', 'column_name'], differing);
    const columns = comparedColumns(context);
    const own = `SELECT ${columns('a')} FROM ${context.relation} AS a`;
    const other = `SELECT ${columns('b')} FROM ${compared.relation} AS b`;
    return (
      `SELECT 'a_minus_b' AS "which_diff", missing.* FROM (${own} EXCEPT ${other}) AS missing` +
      ` UNION ALL SELECT 'b_minus_a' AS "which_diff", extra.* FROM (${other} EXCEPT ${own}) AS extra`
    );
  },
});

function differingColumns(
  context: CheckContext,
  compared: readonly Column[] | undefined,
): readonly (readonly string[])[] {
  if (context.arguments['compare_columns'] !== undefined || !compared) return [];
  const own = included(context, context.columns ?? []);
  const other = included(context, compared);
  const names = (columns: readonly Column[]) => new Set(columns.map((column) => column.name.toLowerCase()));
  const [ownNames, otherNames] = [names(own), names(other)];
  return [
    ...own.filter(({ name }) => !otherNames.has(name.toLowerCase())).map(({ name }) => ['a_minus_b', name]),
    ...other.filter(({ name }) => !ownNames.has(name.toLowerCase())).map(({ name }) => ['b_minus_a', name]),
  ];
}

function included(context: CheckContext, columns: readonly Column[]): readonly Column[] {
  const excluded = new Set(textList(context, 'exclude_columns').map((name) => name.toLowerCase()));
  return columns.filter((column) => !excluded.has(column.name.toLowerCase()));
}

function comparedColumns(context: CheckContext): (alias: string) => string {
  const chosen = textList(context, 'compare_columns');
  const names = chosen.length > 0 ? chosen : included(context, context.columns ?? []).map((column) => column.name);
  const precision = sqlArgument(context, 'precision');
  return (alias) =>
    names
      .map((name) => {
        const expression = columnOrExpression(name, { alias, columns: context.columns ?? [] });
        if (precision === undefined || !hasFraction(name, context.columns ?? [])) return expression;
        return `round(${expression}, ${precision}) AS ${expression.slice(alias.length + 1)}`;
      })
      .join(', ');
}

function hasFraction(name: string, columns: readonly Column[]): boolean {
  const type = columns.find((column) => column.name.toLowerCase() === name.toLowerCase())?.type;
  return ['double', 'real', 'decimal'].includes((type && parseTrinoType(type)?.kind) ?? '');
}
