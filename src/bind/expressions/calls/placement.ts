import type { Call } from '../../../sql/tree.ts';
import type { Clause } from '../../context.ts';
import type { ExpressionContext } from '../bind-expression.ts';
import { report } from '../problems.ts';

// The source of both: Trino's ExpressionAnalyzer and StatementAnalyzer, verifyNoAggregateWindowOrGroupingFunctions.
const NO_AGGREGATE: Readonly<Partial<Record<Clause, string>>> = {
  where: 'in WHERE',
  'group by': 'in GROUP BY',
  join: 'in the condition of a join',
  from: 'in FROM',
  values: 'in VALUES',
  limit: 'in LIMIT',
  lambda: 'in a lambda',
  aggregate: 'inside another aggregate',
};

const NO_WINDOW: Readonly<Partial<Record<Clause, string>>> = {
  ...NO_AGGREGATE,
  having: 'in HAVING',
  window: 'inside another window function',
  aggregate: 'inside an aggregate',
};

const SUBQUERY = 'Compute it in a subquery, and use its column here.';
const AGGREGATE_HINTS: Readonly<Partial<Record<Clause, string>>> = {
  where: 'Filter groups in HAVING.',
  lambda: 'For a total over the elements of an array, write reduce(array, 0, (s, x) -> s + x, s -> s).',
};

/** Whether an aggregate, or GROUPING, may stand in its clause; reported where not. */
export function checkAggregatePlace(call: Call, context: ExpressionContext): boolean {
  const where = NO_AGGREGATE[context.clause];
  if (where === undefined) return true;
  const hint = AGGREGATE_HINTS[context.clause] ?? SUBQUERY;
  report(context, call, 'aggregate-misplaced', { name: call.name, where }, { hint });
  return false;
}

/** Whether a function with OVER may stand in its clause; reported where not. */
export function checkWindowPlace(call: Call, context: ExpressionContext): boolean {
  const where = NO_WINDOW[context.clause];
  if (where === undefined) return true;
  report(context, call, 'window-misplaced', { name: call.name, where }, { hint: SUBQUERY });
  return false;
}
