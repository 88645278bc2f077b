import { commonSuperType, type TrinoType } from '../../sql/types.ts';
import type { Expression } from '../../sql/tree.ts';
import type { ExpressionContext } from './bind-expression.ts';
import { hintFor } from './cast-hint.ts';
import { report, typeName } from './problems.ts';

/**
 * Brings bound expressions to their common super type, from left to right as Trino finds it (ExpressionAnalyzer.coerceToSingleType). Where
 * there is none the problem is reported at the first that does not fit. Undefined: wrong, or not known; then nothing is brought to anything.
 * `what` begins the message: "The results of CASE".
 */
export function bringToOneType(
  expressions: readonly Expression[],
  what: string,
  context: ExpressionContext,
): TrinoType | undefined {
  const { notes, coerce } = context.binding;
  let common: TrinoType | undefined = NULL_TYPE;
  let isKnown = true;
  for (const expression of expressions) {
    const type = notes.value(expression)?.type;
    if (!type) {
      isKnown = false;
      continue;
    }
    const wider: TrinoType | undefined = commonSuperType(common, type);
    if (!wider) {
      const hint = hintFor(expression, type, common, context);
      report(context, expression, 'types-differ', { what, type: typeName(common), other: typeName(type) }, { hint });
      return undefined;
    }
    common = wider;
  }
  if (!isKnown) return undefined;
  for (const expression of expressions) coerce(expression, common);
  return common;
}

const NULL_TYPE: TrinoType = { kind: 'unknown' };
