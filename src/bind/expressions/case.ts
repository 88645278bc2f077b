import { commonSuperType, isComparable, type TrinoType } from '../../sql/types.ts';
import type { Case, Expression } from '../../sql/tree.ts';
import type { Value } from '../bound.ts';
import { bindExpression, type ExpressionContext } from './bind-expression.ts';
import { bringToOneType } from './common-type.ts';
import { requireBoolean } from './condition.ts';
import { report, typeName } from './problems.ts';

/** `CASE WHEN condition THEN …` and `CASE x WHEN value THEN …`: results come to their common super type. */
export function bindCase(expression: Case, context: ExpressionContext): Value {
  const { operand, whens, otherwise } = expression;
  if (operand) bindValues(operand, whens, context);
  else bindConditions(whens, context);
  // A branch that is never chosen is never computed.
  const branch: ExpressionContext = { ...context, isGuarded: true };
  const results = whens.map(({ then }) => then);
  if (otherwise) results.push(otherwise);
  let nullable = !otherwise;
  for (const result of results) nullable = bindExpression(result, branch).nullable || nullable;
  return { type: bringToOneType(results, 'The results of CASE', context), nullable };
}

type Whens = Case['whens'];

function bindConditions(whens: Whens, context: ExpressionContext): void {
  for (const { when } of whens) requireBoolean(when, bindExpression(when, context), 'A condition of CASE', context);
}

function bindValues(operand: Expression, whens: Whens, context: ExpressionContext): void {
  const { type } = bindExpression(operand, context);
  let common: TrinoType | undefined = type;
  for (const { when } of whens) {
    const other = bindExpression(when, context).type;
    common = common && other && commonOf(common, other, when, context);
    if (when.kind === 'literal' && when.type === 'null') {
      report(context, when, 'comparison-with-null', { operator: 'CASE … WHEN' });
    }
  }
  if (!common) return;
  if (isComparable(common)) {
    for (const part of [operand, ...whens.map(({ when }) => when)]) context.binding.coerce(part, common);
  } else report(context, operand, 'type-not-comparable', { what: 'CASE', type: typeName(common) });
}

function commonOf(type: TrinoType, other: TrinoType, when: Expression, context: ExpressionContext) {
  const common = commonSuperType(type, other);
  if (!common) {
    const what = 'The operand of CASE and the values behind WHEN';
    report(context, when, 'types-differ', { what, type: typeName(type), other: typeName(other) });
  }
  return common;
}
