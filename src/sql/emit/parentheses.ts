import type { Expression } from '../tree.ts';

const COMPOUND: ReadonlySet<Expression['kind']> = new Set([
  'binary',
  'unary',
  'is-null',
  'like',
  'between',
  'in-list',
  'in-query',
  'exists',
  'quantified',
  'case',
  'interval',
  'lambda',
  'at-time-zone',
]);

/** Whether an expression's text needs parentheses to stand beside an operator. Operators that become calls are put in them all the same. */
export function isCompound(expression: Expression): boolean {
  return COMPOUND.has(expression.kind);
}
