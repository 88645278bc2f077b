import type { Call } from '../../sql/tree.ts';
import type { Value } from '../bound.ts';
import type { ExpressionContext } from './bind-expression.ts';
import { bindFunction } from './calls/function.ts';
import { SPECIAL_FORMS } from './calls/special-forms.ts';

/** Binds a call: a function, an aggregate, a window function, or what the grammar writes like one. */
export function bindCall(call: Call, context: ExpressionContext): Value {
  const bind = SPECIAL_FORMS.get(call.name) ?? bindFunction;
  return bind(call, context);
}
