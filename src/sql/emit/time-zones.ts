import type { AtTimeZone, Call, Expression, TypedLiteral } from '../tree.ts';
import type { Emitter } from './emitter.ts';
import { isInterval } from './shape.ts';

/*
 * A Trino timestamp with time zone has a zone of its own; DuckDB's is an instant. An instant in UTC is what Iceberg gives back, and for that
 * both agree. A value whose zone is another one is used rightly only where it is made: `local` gives its wall clock to the function around it,
 * comparisons need the instant alone, and every other use is refused.
 */

/** Whether the syntax says that this value carries a zone that DuckDB loses. */
export function isZoned(expression: Expression): boolean {
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
      return (isInterval(right) && isZoned(left)) || (isInterval(left) && isZoned(right));
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
      return args[1] !== undefined && isZoned(args[1]);
    case 'date_add':
      return args[2] !== undefined && isZoned(args[2]);
    default:
      return false;
  }
}

function zoneIn(text: string): string | undefined {
  return /[ \d]([A-Za-z][\w/+-]*|[+-]\d{1,2}:\d{2})\s*$/.exec(text.replace(/^\s*\d+-\d+-\d+/, 'd'))?.[1];
}

function hasOtherZone(text: string): boolean {
  const zone = zoneIn(text);
  return zone !== undefined && !/^(utc|z|[+-]00:00)$/i.test(zone);
}

/** How a literal with a zone prints, where it is written as it prints. */
export function printedZone({ type, value }: TypedLiteral): string | undefined {
  const plain =
    type === 'timestamp' &&
    /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)? (UTC|[A-Z][a-z]+\/[A-Z][A-Za-z_]+)$/.test(value);
  return plain ? value : undefined;
}

// Any text that is not written here may have a zone.
function isOtherText(operand: Expression): boolean {
  return operand.kind === 'literal' && operand.type === 'string' && hasOtherZone(operand.value);
}

export function emitAtTimeZone({ operand }: AtTimeZone, emitter: Emitter): string {
  return `CAST(${emitter.instant(operand)} AS TIMESTAMP WITH TIME ZONE)`;
}

/** The wall clock of a value: of a zoned one in its zone, any other as it is. Undefined where the zone cannot be known. */
export function local(expression: Expression, emitter: Emitter): string {
  if (!isZoned(expression)) return emitter.text(expression);
  const instant = emitter.instant(expression);
  if (expression.kind === 'at-time-zone') return inZone(instant, expression.zone, emitter);
  if (expression.kind === 'binary') return localOfSum(expression, emitter);
  if (expression.kind === 'call') return localOfCall(expression, instant, emitter);
  const zone = zoneOf(expression);
  return zone
    ? inZone(instant, zone, emitter)
    : emitter.refuse('The local time of this value', expression.at, ZONE_HINT);
}

const ZONE_HINT = 'Give the zone with AT TIME ZONE in the same expression.';

function localOfSum(expression: Extract<Expression, { kind: 'binary' }>, emitter: Emitter): string {
  const zoned = isZoned(expression.left) ? expression.left : expression.right;
  const zone = zoneOf(zoned);
  return zone
    ? inZone(emitter.instant(expression), zone, emitter)
    : emitter.refuse('The local time of this sum', expression.at, ZONE_HINT);
}

function localOfCall(call: Call, instant: string, emitter: Emitter): string {
  if (call.name === 'from_iso8601_timestamp')
    return emitter.macro('t_iso_local', emitter.text(call.args[0] as Expression));
  const zone = zoneOf(call);
  return zone ? inZone(instant, zone, emitter) : emitter.refuse('The local time of this value', call.at, ZONE_HINT);
}

/** The zone of a zoned value, where the syntax names it. */
export function zoneOf(expression: Expression): Expression | undefined {
  if (expression.kind === 'at-time-zone') return expression.zone;
  if (expression.kind === 'binary') return zoneOf(expression.left) ?? zoneOf(expression.right);
  if (expression.kind === 'cast') return zoneOf(expression.operand);
  if (expression.kind === 'typed-literal' || (expression.kind === 'literal' && expression.type === 'string')) {
    const zone = zoneIn(expression.value);
    return zone === undefined ? undefined : { kind: 'literal', type: 'string', value: zone };
  }
  if (expression.kind !== 'call') return undefined;
  const { name, args } = expression;
  if (name === 'at_timezone' || name === 'with_timezone' || name === 'from_unixtime') return args[1];
  if (name === 'date_trunc') return args[1] && zoneOf(args[1]);
  return name === 'date_add' ? args[2] && zoneOf(args[2]) : undefined;
}

/** An instant as the wall clock of a zone. DuckDB knows zones by name; offsets are counted. */
export function inZone(instant: string, zone: Expression, emitter: Emitter): string {
  const offset = offsetOf(zone);
  return offset === undefined
    ? `timezone(${emitter.text(zone)}, ${instant})`
    : `t_later(timezone('UTC', ${instant}), ${offset})`;
}

/** A wall clock of a zone as an instant. */
export function fromZone(clock: string, zone: Expression, emitter: Emitter): string {
  const offset = offsetOf(zone);
  const timestamp = `CAST(${clock} AS TIMESTAMP)`;
  return offset === undefined
    ? `timezone(${emitter.text(zone)}, ${timestamp})`
    : `timezone('UTC', t_later(${timestamp}, ${-offset}))`;
}

function offsetOf(zone: Expression): number | undefined {
  if (zone.kind !== 'literal') return undefined;
  const [, sign, hours, minutes] = /^([+-])(\d{1,2}):(\d{2})$/.exec(zone.value) ?? [];
  return sign === undefined ? undefined : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
