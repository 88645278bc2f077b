import type { Arithmetic, Expression } from '../tree.ts';
import type { TrinoType } from '../types.ts';
import { duckDbType } from './duckdb-type.ts';
import type { Emitter } from './emitter.ts';
import { fromZone, isZoned, local, zoneOf } from './time-zones.ts';

const MACROS = { '+': 't_add', '-': 't_sub', '*': 't_mul', '/': 't_div', '%': 't_mod' } as const;

/** Arithmetic on values of known types: numbers, dates, times and intervals. */
export function emitTypedArithmetic(
  operator: Arithmetic,
  left: Expression,
  right: Expression,
  [one, other]: readonly [TrinoType, TrinoType],
  emitter: Emitter,
): string {
  const [oneInterval, otherInterval] = [isIntervalType(one), isIntervalType(other)];
  if (oneInterval && otherInterval) return `${emitter.operand(left)} ${operator} ${emitter.operand(right)}`;
  if (otherInterval && operator === '*') return scaled(operator, right, left, other, emitter);
  if (oneInterval && (operator === '*' || operator === '/')) return scaled(operator, left, right, one, emitter);
  if (otherInterval) return moved(operator, left, right, [one, other], emitter);
  if (oneInterval) return moved(operator, right, left, [other, one], emitter);
  if (isMoment(one) && isMoment(other)) return difference(left, right, emitter);
  const texts = [numberText(left, one, right, emitter), numberText(right, other, left, emitter)];
  if (isPlain(operator, right, [one, other])) return `(${texts[0]} ${operator} ${texts[1]})`;
  return emitter.typed(MACROS[operator], [one, other], texts);
}

// Only a zero needs more than DuckDB's own operators here.
function isPlain(operator: Arithmetic, right: Expression, types: readonly [TrinoType, TrinoType]): boolean {
  const isNumber = right.kind === 'literal' && right.type === 'number' && Number(right.value.replaceAll('_', '')) !== 0;
  if (!isNumber) return false;
  if (operator === '/') return types.some(({ kind }) => kind === 'double' || kind === 'real');
  return operator === '%' && types.every(({ kind }) => INTEGERS.has(kind));
}

const INTEGERS: ReadonlySet<TrinoType['kind']> = new Set(['tinyint', 'smallint', 'integer', 'bigint']);

function isIntervalType({ kind }: TrinoType): boolean {
  return kind === 'interval day to second' || kind === 'interval year to month';
}

function isMoment({ kind }: TrinoType): boolean {
  return kind === 'date' || kind === 'timestamp' || kind === 'time';
}

const BARE: ReadonlySet<TrinoType['kind']> = new Set(['integer', 'bigint', 'double']);

// A small whole number takes its type from the other side.
function numberText(expression: Expression, type: TrinoType, beside: Expression, emitter: Emitter): string {
  const bare = expression.kind === 'literal' && /^\d{1,9}$/.test(expression.value) && expression.type === 'number';
  return bare && BARE.has(type.kind) && beside.kind !== 'literal' ? expression.value : emitter.operand(expression);
}

// Counted in milliseconds or months, and rounded half up.
function scaled(
  operator: '*' | '/',
  interval: Expression,
  number: Expression,
  type: TrinoType,
  emitter: Emitter,
): string {
  const kind = emitter.typeOf(number)?.kind;
  // The last millisecond would be another one where the product is no whole number of them.
  if (kind === 'double' || kind === 'real') return emitter.refuse(`An interval ${operator === '*' ? 'times' : 'divided by'} a ${kind}`, number.at); // prettier-ignore
  const text = emitter.operand(interval);
  const months = type.kind === 'interval year to month';
  const amount = months ? `(datepart('year', ${text}) * 12 + datepart('month', ${text}))` : `epoch_ms(${text})`;
  const factor = `CAST(${emitter.text(number)} AS DOUBLE)`;
  const divisor = operator === '/' ? `nullif(${factor}, 0)` : factor;
  const result = `round(${amount} ${operator} ${divisor})`;
  return months ? `to_months(CAST(${result} AS INTEGER))` : `to_milliseconds(CAST(${result} AS BIGINT))`;
}

// A date plus an interval is a timestamp in DuckDB, and a timestamp loses its precision.
function moved(
  operator: Arithmetic,
  moment: Expression,
  interval: Expression,
  [type, by]: readonly [TrinoType, TrinoType],
  emitter: Emitter,
): string {
  const text = emitter.operand(interval);
  const amount = operator === '-' ? `-(${text})` : text;
  if (type.kind === 'date' && by.kind === 'interval day to second')
    return emitter.macro('t_move_date', emitter.text(moment), amount);
  const months = by.kind === 'interval year to month';
  if (months && isZoned(moment, emitter)) return movedInZone(moment, amount, emitter);
  const sum = `${emitter.operand(moment)} + ${amount}`;
  if (type.kind === 'time') return `(${sum})`;
  const result = type.kind === 'timestamp' && !months ? { ...type, precision: Math.max(3, type.precision) } : type;
  return `CAST(${sum} AS ${duckDbType(result) ?? 'TIMESTAMP'})`;
}

function movedInZone(moment: Expression, amount: string, emitter: Emitter): string {
  const zone = zoneOf(moment, emitter);
  if (!zone) return emitter.refuse('A month added to a value whose time zone is not known', moment.at);
  return fromZone(`${local(moment, emitter)} + ${amount}`, zone, emitter);
}

// An interval has milliseconds; what is below is cut off.
function difference(left: Expression, right: Expression, emitter: Emitter): string {
  return emitter.macro('t_between', emitter.text(left), emitter.text(right));
}
