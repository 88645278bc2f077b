import type { RowValue } from '../../sql/tree.ts';
import type { RowField } from '../../sql/types.ts';
import type { Value } from '../bound.ts';
import { bindExpression, type ExpressionContext } from './bind-expression.ts';

/** `ROW(a, b)` and `(a, b)`: fields have no names. */
export function bindRow({ items }: RowValue, context: ExpressionContext): Value {
  const fields: RowField[] = [];
  for (const item of items) {
    const { type } = bindExpression(item, context);
    if (type) fields.push({ type });
  }
  return { type: fields.length === items.length ? { kind: 'row', fields } : undefined, nullable: false };
}
