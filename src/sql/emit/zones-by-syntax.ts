import type { Call, Expression } from '../tree.ts';
import { intervalBySyntax } from './shape.ts';

/** Whether the syntax alone says that this value carries a zone that DuckDB loses. */
export function isZonedBySyntax(expression: Expression): boolean {
  switch (expression.kind) {
    case 'at-time-zone':
      return true;
    case 'typed-literal':
      return expression.type === 'timestamp' && hasOtherZone(expression.value);
    case 'cast':
      return (
        expression.type.startsWith('timestamp') && expression.type.endsWith('zone') && isOtherText(expression.operand)
      );
    case 'binary': {
      const { operator, left, right } = expression;
      if (operator !== '+' && operator !== '-') return false;
      if (intervalBySyntax(right)) return isZonedBySyntax(left);
      return isZonedBySyntax(right) && intervalBySyntax(left);
    }
    case 'call':
      return isZonedCall(expression);
    default:
      return false;
  }
}

function isZonedCall({ name, args }: Call): boolean {
  switch (name) {
    case 'at_timezone':
    case 'with_timezone':
    case 'from_iso8601_timestamp':
      return true;
    case 'from_unixtime':
      return args.length > 1;
    case 'date_trunc':
      return args[1] !== undefined && isZonedBySyntax(args[1]);
    case 'date_add':
      return args[2] !== undefined && isZonedBySyntax(args[2]);
    default:
      return false;
  }
}

/** The zone at the end of a timestamp's text. */
export function zoneIn(text: string): string | undefined {
  return /[ \d]([A-Za-z][\w/+-]*|[+-]\d{1,2}:\d{2})\s*$/.exec(text.replace(/^\s*\d+-\d+-\d+/, 'd'))?.[1];
}

/** Whether a zone's name means UTC. */
export function isUtc(zone: string): boolean {
  return /^(utc|z|[+-]00:00)$/i.test(zone);
}

function hasOtherZone(text: string): boolean {
  const zone = zoneIn(text);
  return zone !== undefined && !isUtc(zone);
}

// Any text that is not written here may have a zone.
function isOtherText(operand: Expression): boolean {
  return operand.kind === 'literal' && operand.type === 'string' && hasOtherZone(operand.value);
}

/** The zone of a zoned value, where the syntax names it. */
export function zoneBySyntax(expression: Expression): Expression | undefined {
  if (expression.kind === 'at-time-zone') return expression.zone;
  if (expression.kind === 'binary') return zoneBySyntax(expression.left) ?? zoneBySyntax(expression.right);
  if (expression.kind === 'cast') return zoneBySyntax(expression.operand);
  if (expression.kind === 'typed-literal' || (expression.kind === 'literal' && expression.type === 'string')) {
    const zone = zoneIn(expression.value);
    return zone === undefined ? undefined : { kind: 'literal', type: 'string', value: zone };
  }
  if (expression.kind !== 'call') return undefined;
  const { name, args } = expression;
  if (name === 'at_timezone' || name === 'with_timezone' || name === 'from_unixtime') return args[1];
  if (name === 'date_trunc') return args[1] && zoneBySyntax(args[1]);
  return name === 'date_add' ? args[2] && zoneBySyntax(args[2]) : undefined;
}
