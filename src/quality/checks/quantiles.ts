import { flagArgument, requiredSql, sqlArgument, textList } from './arguments.ts';
import type { CheckContext } from './check.ts';
import { tableCheck } from './define.ts';
import { column, columnOrExpression, whereClause } from './expressions.ts';
import { bounds, groupBy, number, rowCondition, strictly } from './parameters.ts';
import { needsBound, outside } from './ranges.ts';

const PARAMETERS = { ...bounds, group_by: groupBy, row_condition: rowCondition, strictly } as const;

/** Of an even number of values, the mean of the two in the middle. Exact, where Athena's own function approximates. */
export const expectMedianBetween = tableCheck({
  name: 'expect_column_median_to_be_between',
  namespace: 'dbt_expectations',
  description: 'The median of the column.',
  parameters: PARAMETERS,
  problem: needsBound,
  failingRows: (context) => quantileOutside(context, '0.5'),
});

/** A quantile between two values is interpolated, as by percentile_cont. */
export const expectQuantileBetween = tableCheck({
  name: 'expect_column_quantile_values_to_be_between',
  namespace: 'dbt_expectations',
  description: 'A quantile of the column.',
  parameters: { quantile: number('The quantile, from 0 to 1.'), ...PARAMETERS },
  required: ['quantile'],
  problem: (args) => {
    const quantile = Number(args['quantile']);
    return quantile >= 0 && quantile <= 1 ? needsBound(args) : '"quantile" is a number from 0 to 1.';
  },
  failingRows: (context) => quantileOutside(context, requiredSql(context, 'quantile')),
});

// The quantile lies between the values ranked floor(p) and ceil(p), p = 1 + quantile * (count - 1). One step in each query, so that no expression
// is written twice.
function quantileOutside(context: CheckContext, quantile: string): string {
  const groups = textList(context, 'group_by').map((_, index) => `"col_${index + 1}"`);
  const list = (alias: string) => groups.map((group) => `${alias}.${group}, `).join('');
  const by = groups.length === 0 ? '' : ` GROUP BY ${groups.map((group) => `placed.${group}`).join(', ')}`;
  const placed =
    `SELECT ${list('ranked')}ranked."_lm_value", ranked."_lm_rank", 1 + DOUBLE '${quantile}' * (ranked."_lm_count" - 1) AS "_lm_position"` +
    ` FROM (${rankedValues(context)}) AS ranked`;
  const at = (rounding: string) =>
    `max(CASE WHEN placed."_lm_rank" = ${rounding}(placed."_lm_position") THEN placed."_lm_value" END)`;
  const around =
    `SELECT ${list('placed')}${at('floor')} AS "_lm_below", ${at('ceil')} AS "_lm_above",` +
    ` max(placed."_lm_position" - floor(placed."_lm_position")) AS "_lm_part" FROM (${placed}) AS placed${by}`;
  const figures =
    `SELECT ${list('around')}around."_lm_below" + around."_lm_part" * (around."_lm_above" - around."_lm_below") AS "figure"` +
    ` FROM (${around}) AS around`;
  const inclusive = !flagArgument(context, 'strictly', false);
  return `SELECT * FROM (${figures}) AS figures WHERE ${outside('figures."figure"', context, inclusive)}`;
}

function rankedValues(context: CheckContext): string {
  const groups = textList(context, 'group_by').map((name) => columnOrExpression(name, context));
  const value = column(context);
  const partition = groups.length === 0 ? '' : `PARTITION BY ${groups.join(', ')} `;
  const names = groups.map((group, index) => `${group} AS "col_${index + 1}", `).join('');
  return (
    `SELECT ${names}CAST(${value} AS double) AS "_lm_value",` +
    ` row_number() OVER (${partition}ORDER BY ${value}) AS "_lm_rank", count(*) OVER (${partition}) AS "_lm_count"` +
    ` FROM ${context.relation} AS ${context.alias}${whereClause([`${value} IS NOT NULL`, sqlArgument(context, 'row_condition')])}`
  );
}
