import type { Cast } from '../../sql/tree.ts';
import { canCast, parseTrinoType, type TrinoType } from '../../sql/types.ts';
import { UNKNOWN, type Value } from '../bound.ts';
import { bindExpression, type ExpressionContext } from './bind-expression.ts';
import { isLiteralText } from './literal-text.ts';
import { report, typeName } from './problems.ts';
import { typeHint } from './type-name.ts';

/** `CAST(x AS type)` and `TRY_CAST(x AS type)`, which gives NULL where the value cannot be one of the type. */
export function bindCast(expression: Cast, context: ExpressionContext): Value {
  const { operand, safe } = expression;
  const value = bindExpression(operand, context);
  const type = parseTrinoType(expression.type);
  if (!type) {
    report(context, expression, 'type-unknown', { name: expression.type }, { hint: typeHint(expression.type) });
    return UNKNOWN;
  }
  if (value.type && !canCast(value.type, type)) {
    report(context, expression, 'cast-impossible', { from: typeName(value.type), to: typeName(type) });
  } else if (!safe && !context.isGuarded) warnOfText(expression, type, context);
  // A JSON null becomes NULL.
  return { type, nullable: safe || value.nullable || value.type?.kind === 'json' || !value.type };
}

const INTEGERS: ReadonlySet<TrinoType['kind']> = new Set(['tinyint', 'smallint', 'integer', 'bigint']);

// Casts from varchar read these as their literals are read.
const READ_AS_LITERALS: ReadonlySet<TrinoType['kind']> = new Set([
  ...INTEGERS,
  'boolean',
  'double',
  'real',
  'date',
  'uuid',
]);

function warnOfText({ operand }: Cast, type: TrinoType, context: ExpressionContext): void {
  if (operand.kind !== 'literal' || !READ_AS_LITERALS.has(type.kind)) return;
  const isRead =
    operand.type === 'string' || (operand.type === 'number' && INTEGERS.has(type.kind) && isWhole(operand));
  if (!isRead || isLiteralText(type.kind, operand.value)) return;
  report(context, operand, 'cast-always-fails', { text: operand.value, type: typeName(type) });
}

function isWhole({ value }: { readonly value: string }): boolean {
  return /^\d+$/.test(value);
}
