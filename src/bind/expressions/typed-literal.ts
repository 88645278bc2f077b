import type { TypedLiteral } from '../../sql/tree.ts';
import { literalType } from '../../sql/types.ts';
import { UNKNOWN, type Value } from '../bound.ts';
import type { ExpressionContext } from './bind-expression.ts';
import { isLiteralText } from './literal-text.ts';
import { report } from './problems.ts';
import { typeHint, typeNamed } from './type-name.ts';

// Of these the text is part of the type.
const SIZED: ReadonlySet<string> = new Set(['decimal', 'char', 'time', 'timestamp']);

/** `DATE '2024-01-01'`, `DECIMAL '1.50'`, `BIGINT '5'`: Trino reads the text when it analyses the query. */
export function bindTypedLiteral(expression: TypedLiteral, context: ExpressionContext): Value {
  const { kind, type: name, value: text } = expression;
  const type = typeNamed(name);
  if (!type) {
    report(context, expression, 'type-unknown', { name }, { hint: typeHint(name) });
    return UNKNOWN;
  }
  if (!isLiteralText(name, text)) {
    report(context, expression, 'literal-invalid', { text, type: name.toUpperCase() });
    return UNKNOWN;
  }
  if (!SIZED.has(name)) return { type, nullable: false };
  const value = name === 'decimal' ? text.replaceAll('_', '') : text;
  return { type: literalType({ kind, type: name, value }), nullable: false };
}
