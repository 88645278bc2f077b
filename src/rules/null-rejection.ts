import type { Facts, Field } from '../bind/bound.ts';
import { conjunctsOf } from '../bind/conjuncts.ts';
import type { Expression } from '../sql/tree.ts';

/** A condition that never holds where a column is NULL, and that column. */
export interface NullRejection {
  readonly condition: Expression;
  readonly column: Extract<Expression, { kind: 'column' }>;
  readonly field: Field;
}

/** Of the conditions that AND joins, those that compare a column of this FROM and so leave out its NULLs. */
export function nullRejections(where: Expression | undefined, facts: Facts): readonly NullRejection[] {
  return conjunctsOf(where).flatMap((condition) =>
    comparedBy(condition).flatMap((operand) => {
      const column = columnIn(operand);
      const reference = column && facts.reference(column);
      if (!column || reference?.kind !== 'field' || reference.depth > 0) return [];
      return [{ condition, column, field: reference.field }];
    }),
  );
}

const COMPARISONS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

function comparedBy(condition: Expression): readonly Expression[] {
  switch (condition.kind) {
    case 'binary':
      return COMPARISONS.has(condition.operator) ? [condition.left, condition.right] : [];
    case 'between':
    case 'like':
    case 'in-list':
    case 'in-query':
      return [condition.operand];
    case 'is-null':
      return condition.not ? [condition.operand] : [];
    case 'unary':
      return condition.operator === 'not' ? comparedUnderNot(condition.operand) : [];
    default:
      return [];
  }
}

// NOT (x = 1) leaves NULL out as x = 1 does; NOT (x IS NULL) is IS NOT NULL.
function comparedUnderNot(condition: Expression): readonly Expression[] {
  if (condition.kind === 'is-null') return condition.not ? [] : [condition.operand];
  return condition.kind === 'unary' ? [] : comparedBy(condition);
}

/** The column of which an expression is NULL where it is: itself, under a cast or a sign. */
function columnIn(expression: Expression): NullRejection['column'] | undefined {
  if (expression.kind === 'column') return expression;
  if (expression.kind === 'cast') return columnIn(expression.operand);
  return expression.kind === 'unary' && expression.operator === '-' ? columnIn(expression.operand) : undefined;
}
