import type { AtTimeZone } from '../../sql/tree.ts';
import { UNKNOWN, type Value } from '../bound.ts';
import { bindExpression, type ExpressionContext } from './bind-expression.ts';
import { report, typeName } from './problems.ts';
import { isZoneName } from './zone-name.ts';

/** `x AT TIME ZONE zone`: a time or timestamp of the same precision, with time zone. */
export function bindAtTimeZone({ operand, zone }: AtTimeZone, context: ExpressionContext): Value {
  const { type, nullable } = bindExpression(operand, context);
  const at = bindExpression(zone, context);
  if (at.type && at.type.kind !== 'varchar' && at.type.kind !== 'interval day to second') {
    report(context, zone, 'zone-types', { what: 'the zone', type: typeName(at.type) });
  }
  if (zone.kind === 'literal' && zone.type === 'string' && !isZoneName(zone.value)) {
    report(context, zone, 'literal-invalid', { text: zone.value, type: 'time zone' }, { severity: 'warning' });
  }
  if (!type) return UNKNOWN;
  if (type.kind !== 'time' && type.kind !== 'timestamp') {
    report(context, operand, 'zone-types', { what: 'the value', type: typeName(type) });
    return UNKNOWN;
  }
  const zoned = { ...type, withTimeZone: true };
  context.binding.coerce(operand, zoned);
  return { type: zoned, nullable: nullable || at.nullable };
}
