import type { Call, Expression } from '../../../sql/tree.ts';
import type { TrinoType } from '../../../sql/types.ts';
import { UNKNOWN, type Value } from '../../bound.ts';
import { bindExpression, type ExpressionContext } from '../bind-expression.ts';
import { report, typeName } from '../problems.ts';
import { hasCount } from './conditional-forms.ts';

/** `format('%s', x)`: the format is a varchar, and each value can be written as a text (Trino's FormatFunction). */
export function bindFormat(call: Call, context: ExpressionContext): Value {
  if (!hasCount(call, 2, Infinity, 'at least two arguments', context)) return UNKNOWN;
  const [format, ...values] = call.args as readonly [Expression, ...Expression[]];
  const { type, nullable } = bindExpression(format, context);
  if (type && type.kind !== 'varchar') {
    const what = 'The first argument of "format"';
    report(context, format, 'argument-type', { what, type: typeName(type), wanted: 'varchar' });
  }
  for (const value of values) {
    const given = bindExpression(value, context).type;
    if (!given || isFormattable(given)) continue;
    const params = { what: 'A value of "format"', type: typeName(given), wanted: 'of a simple type' };
    report(context, value, 'argument-type', params);
  }
  return { type: { kind: 'varchar' }, nullable };
}

const UNFORMATTABLE: ReadonlySet<TrinoType['kind']> = new Set(['array', 'map', 'row', 'varbinary', 'opaque']);

function isFormattable({ kind }: TrinoType): boolean {
  return !UNFORMATTABLE.has(kind);
}
