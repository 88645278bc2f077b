import type { AtTimeZone, Call, Expression, TypedLiteral } from '../tree.ts';
import { isZoneId } from '../duckdb/zone-ids.ts';
import type { Emitter } from './emitter.ts';
import { isZonedBySyntax, zoneBySyntax } from './zones-by-syntax.ts';
import { carriesZone, zoneByType } from './zones-by-type.ts';

/*
 * A Trino timestamp with time zone has a zone of its own; DuckDB's is an instant. An instant in UTC is what Iceberg gives back, and for that
 * both agree. A value whose zone is another one is used rightly where the zone is known: `local` gives its wall clock to the function around
 * it. Comparisons need the instant alone, and every other use is refused.
 */

/** Whether this value carries a zone that DuckDB loses: another one than UTC. */
export function isZoned(expression: Expression, emitter: Emitter): boolean {
  const { facts } = emitter;
  if (!facts) return isZonedBySyntax(expression);
  return carriesZone(emitter.typeOf(expression)) && zoneByType(expression, facts) !== 'utc';
}

/** The zone of a zoned value, where it is known. */
export function zoneOf(expression: Expression, emitter: Emitter): Expression | undefined {
  if (!emitter.facts) return zoneBySyntax(expression);
  const zone = zoneByType(expression, emitter.facts);
  return zone === 'utc' ? { kind: 'literal', type: 'string', value: 'UTC' } : zone;
}

/** How Trino prints the zone of a value; undefined where it is not known. */
export function printedZoneOf(expression: Expression, emitter: Emitter): string | undefined {
  const zone = zoneOf(expression, emitter);
  if (zone?.kind !== 'literal') return undefined;
  return /^(UTC|[+-]\d\d:\d\d|[A-Z][a-z]+\/[A-Z][A-Za-z_]+(\/[A-Z][A-Za-z_]+)?)$/.test(zone.value)
    ? zone.value
    : undefined;
}

/** How a literal with a zone prints, where it is written as it prints. */
export function printedZone({ type, value }: TypedLiteral): string | undefined {
  const plain =
    type === 'timestamp' &&
    /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)? (UTC|[A-Z][a-z]+\/[A-Z][A-Za-z_]+)$/.test(value);
  return plain ? value : undefined;
}

export function emitAtTimeZone({ operand, zone }: AtTimeZone, emitter: Emitter): string {
  if (zone.kind === 'literal' && zone.type === 'string' && !isZoneId(zone.value)) emitter.refuse(`The time zone "${zone.value}", which does not exist,`, zone.at); // prettier-ignore
  const instant = `CAST(${emitter.instant(operand)} AS TIMESTAMP WITH TIME ZONE)`;
  // A zone from data (at_timezone) may be NULL, and Trino's answer is NULL then; the instant alone would not tell.
  return zone.kind === 'literal' && zone.type === 'string'
    ? instant
    : `CASE WHEN ${emitter.text(zone)} IS NOT NULL THEN ${instant} END`;
}

const ZONE_HINT = 'Give the zone with AT TIME ZONE in the same expression.';

/** The wall clock of a value: of a zoned one in its zone, any other as it is. */
export function local(expression: Expression, emitter: Emitter): string {
  if (!isZoned(expression, emitter)) return emitter.text(expression);
  const zone = zoneOf(expression, emitter);
  if (zone) return inZone(emitter.instant(expression), zone, emitter);
  if (isIsoText(expression)) return emitter.macro('t_iso_local', emitter.text(expression.args[0] as Expression));
  return emitter.refuse('The local time of this value', expression.at, ZONE_HINT);
}

function isIsoText(expression: Expression): expression is Call {
  return expression.kind === 'call' && expression.name === 'from_iso8601_timestamp';
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
