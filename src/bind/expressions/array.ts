import type { ArrayValue } from '../../sql/tree.ts';
import type { Value } from '../bound.ts';
import { bindExpression, type ExpressionContext } from './bind-expression.ts';
import { bringToOneType } from './common-type.ts';

/** `ARRAY[a, b]`: of the common super type of its elements; `ARRAY[]` is an array of nothing known. */
export function bindArray({ items }: ArrayValue, context: ExpressionContext): Value {
  for (const item of items) bindExpression(item, context);
  const element = bringToOneType(items, 'The elements of an array', context);
  return { type: element && { kind: 'array', element }, nullable: false };
}
