import type { Exists, InQuery, Quantified, Query, ScalarQuery } from '../../sql/tree.ts';
import type { RowField, TrinoType } from '../../sql/types.ts';
import { comparison } from '../../sql/types/operators.ts';
import { UNKNOWN, type OutputColumn, type Value } from '../bound.ts';
import { bindExpression, type ExpressionContext } from './bind-expression.ts';
import { hintFor } from './cast-hint.ts';
import { mayGiveNull } from './comparison.ts';
import { booleanValue, report, typeName } from './problems.ts';

/** `(SELECT …)` as a value: of its one column, or a row of its columns; NULL where it gives no row. */
export function bindScalarQuery({ query }: ScalarQuery, context: ExpressionContext): Value {
  if (isInLambda(query, context)) return UNKNOWN;
  const columns = columnsOf(query, context);
  if (!columns) return UNKNOWN;
  const [first] = columns;
  if (columns.length === 1) return { type: first?.type, nullable: true };
  return { type: rowOf(columns), nullable: true };
}

export function bindExists({ query }: Exists, context: ExpressionContext): Value {
  columnsOf(query, context);
  return booleanValue(false);
}

/** `x IN (SELECT …)`; a row on the left is compared with as many columns. */
export function bindInQuery(expression: InQuery, context: ExpressionContext): Value {
  return bindComparison(expression, '=', 'IN', context);
}

/** `x = ANY (SELECT …)`, `x > ALL (SELECT …)`. */
export function bindQuantified(expression: Quantified, context: ExpressionContext): Value {
  const { operator, quantifier } = expression;
  return bindComparison(expression, operator, `${operator} ${quantifier.toUpperCase()}`, context);
}

function bindComparison(
  expression: InQuery | Quantified,
  operator: Quantified['operator'],
  name: string,
  context: ExpressionContext,
): Value {
  const { operand, query } = expression;
  const value = bindExpression(operand, context);
  if (isInLambda(query, context)) return UNKNOWN;
  const columns = columnsOf(query, context);
  if (columns && value.type) compare(expression, value.type, columns, operator, name, context);
  return booleanValue(!columns || mayGiveNull([value, ...columns]));
}

function compare(
  { operand, query }: InQuery | Quantified,
  type: TrinoType,
  columns: readonly OutputColumn[],
  operator: Quantified['operator'],
  name: string,
  context: ExpressionContext,
): void {
  if (type.kind === 'unknown') return;
  const isRow = type.kind === 'row';
  const wanted = isRow ? type.fields.length : 1;
  if (columns.length !== wanted) {
    report(context, query.at ? query : operand, 'subquery-columns', { columns: columns.length, wanted });
    return;
  }
  const other = isRow ? rowOf(columns) : columns[0]?.type;
  if (!other) return;
  const common = comparison(operator, type, other);
  if (!common) {
    const params = { operator: name, left: typeName(type), right: typeName(other) };
    report(context, operand, 'operator-types', params, { hint: hintFor(operand, type, other, context) });
    return;
  }
  // The columns of the subquery come to the same type; they have no expression here that could carry it.
  context.binding.coerce(operand, common);
}

// Trino plans no subqueries there, but for an EXISTS that does not depend on the lambda's parameters.
function isInLambda(query: Query, context: ExpressionContext): boolean {
  if (context.clause !== 'lambda') return false;
  report(context, query, 'lambda-subquery', undefined);
  return true;
}

function columnsOf(query: Query, { binding, scope }: ExpressionContext): readonly OutputColumn[] | undefined {
  return binding.query(query, scope).columns;
}

function rowOf(columns: readonly OutputColumn[]): TrinoType | undefined {
  const fields: RowField[] = [];
  for (const { name, type } of columns) {
    if (!type) return undefined;
    fields.push(name === undefined ? { type } : { name, type });
  }
  return { kind: 'row', fields };
}
